import type { PublishRequest } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { canonicalJson, type Caller, record, type Works } from '../platform/index.js';
import { measuredIn } from './compilation.js';
import { checksOf, draftToProve, type DraftToProve } from './prove-draft.js';
import type { QuestionnaireVersion } from './questionnaire.entity.js';
import { questionnaireProblems } from './questionnaires.problems.js';
import {
  deleteDraft,
  findDraft,
  insertVersion,
  newestVersion,
  scenariosOf,
  takeQuestionnaire,
  touch,
} from './questionnaires.queries.js';
import { acknowledgedOf, refuseUnpublishable, scenarioRefusal } from './refusals.js';
import type { CompiledDesign } from './thread/design-work.js';

/**
 * Makes the draft the next version: without errors, with every answer script coming out as it was recorded, and not past its last
 * day. From here nobody changes it, not even in the database. What was looked at and what is published are one thing: a draft or
 * scripts that somebody changed meanwhile refuse it. What nobody may pass over has to be acknowledged by item.
 *
 * @throws Problem questionnaires.no-draft, .changed-elsewhere, .has-errors, .expired, .scenario-failed or .unacknowledged
 */
export async function publishQuestionnaire(
  works: Works,
  caller: Caller,
  id: string,
  { revision, acknowledged = [] }: PublishRequest,
): Promise<QuestionnaireVersion> {
  const draft = await works.read(caller, (work) => draftToProve(work, id));
  if (draft.revision !== revision) throw questionnaireProblems['changed-elsewhere']();
  const { compilation, replays } = await checksOf(draft);
  const form = compilation.compiled;
  refuseUnpublishable(draft.design, compilation.diagnostics);
  if (!form) throw new Error('a design without errors was not compiled');
  if (replays.some(({ hasPassed }) => !hasPassed)) throw scenarioRefusal(compilation.diagnostics, replays);
  const known = acknowledgedOf(compilation.diagnostics, acknowledged);
  return works.write(caller, async (work) => {
    const questionnaire = await takeQuestionnaire(work, id);
    const standing = await findDraft(work, questionnaire.id);
    const isSame =
      standing?.revision === revision &&
      canonicalJson(await scenariosOf(work, questionnaire.id)) === canonicalJson(draft.scenarios) &&
      ((await newestVersion(work, id)) ?? 0) + 1 === draft.design.version;
    if (!isSame) throw questionnaireProblems['changed-elsewhere']();
    const version = versionOf(draft, compilation, form, questionnaire.id, work.now, work.caller.id);
    await insertVersion(work, version);
    await deleteDraft(work, questionnaire.id);
    await touch(work, questionnaire.id);
    record(work, {
      subject: `questionnaire:${id}`,
      action: 'questionnaires.published',
      payload: {
        code: questionnaire.code,
        version: version.version,
        hash: version.hash,
        scenarios: version.scenarios.map(({ code }) => code),
        ...(known.length > 0 ? { acknowledged: known } : {}),
      },
    });
    return version;
  });
}

function versionOf(
  { design, scenarios }: DraftToProve,
  { hash, summary }: CompiledDesign,
  form: CompiledQuestionnaire,
  questionnaireId: QuestionnaireVersion['questionnaireId'],
  publishedAt: Date,
  publishedBy: string,
): QuestionnaireVersion {
  return {
    questionnaireId,
    version: design.version,
    hash,
    design,
    compiled: form,
    scenarios,
    measured: measuredIn(design.entries),
    summary,
    publishedAt,
    publishedBy,
  };
}
