import type { QuestionnaireSummary, QuestionnaireVersionView, QuestionnaireView } from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { personNames } from '../identity/index.js';
import type { Caller, Work, Works } from '../platform/index.js';
import type { AskingPollsOf } from './asking-polls.js';
import { compiled } from './compilation.js';
import {
  findDraft,
  findNewestVersion,
  listDrafts,
  listQuestionnaires,
  listVersions,
  requireQuestionnaire,
  requireVersion,
  scenariosOf,
} from './questionnaires.queries.js';
import { viewQuestionnaire, viewSummary, viewVersion } from './questionnaire.view.js';

/** The one changed last first; title, length and last day of the newest version, before the first of the draft. */
export async function showQuestionnaires(work: Work, askingPolls: AskingPollsOf): Promise<QuestionnaireSummary[]> {
  const found = await listQuestionnaires(work);
  const drafts = new Map((await listDrafts(work)).map((draft) => [draft.questionnaireId, draft]));
  // The oldest first, so that the newest of each stays in the map.
  const newest = new Map((await listVersions(work)).reverse().map((version) => [version.questionnaireId, version]));
  const polls = await askingPolls(work);
  const names = await personNames(
    work,
    found.map(({ changedBy }) => changedBy),
  );
  return found.flatMap((questionnaire) => {
    const version = newest.get(questionnaire.id);
    const draft = drafts.get(questionnaire.id);
    const shown = (version ?? draft)?.summary;
    return shown
      ? [
          viewSummary(questionnaire, shown, {
            version: version?.version ?? null,
            hasDraft: draft !== undefined,
            polls,
            names,
            today: civilDateAt(work.now),
          }),
        ]
      : [];
  });
}

/** The draft with everything that is wrong with it; without one, what may be wrong with the newest version by now. */
export async function showQuestionnaire(
  works: Works,
  caller: Caller,
  id: string,
  askingPolls: AskingPollsOf,
): Promise<QuestionnaireView> {
  const found = await works.read(caller, async (work) => {
    const questionnaire = await requireQuestionnaire(work, id);
    const draft = await findDraft(work, questionnaire.id);
    const versions = await listVersions(work, questionnaire.id);
    const people = [draft?.changedBy ?? null, ...versions.map(({ publishedBy }) => publishedBy)];
    return {
      questionnaire,
      draft,
      versions,
      design: (draft ?? (await findNewestVersion(work, questionnaire.id)))?.design,
      scenarios: await scenariosOf(work, questionnaire.id),
      polls: await askingPolls(work),
      names: await personNames(work, people),
      today: civilDateAt(work.now),
    };
  });
  const { questionnaire, design, today, ...parts } = found;
  const { diagnostics } = design ? await compiled(design, today) : { diagnostics: [] };
  return viewQuestionnaire(questionnaire, { ...parts, diagnostics, caller });
}

export async function showVersion(work: Work, id: string, version: number): Promise<QuestionnaireVersionView> {
  const found = await requireVersion(work, id, version);
  return viewVersion(found, await personNames(work, [found.publishedBy]));
}
