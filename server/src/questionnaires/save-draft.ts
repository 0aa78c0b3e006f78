import type { DraftSave, DraftSaved } from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import { type Caller, record, type Work, type Works } from '../platform/index.js';
import { compiled } from './compilation.js';
import { questionnaireProblems } from './questionnaires.problems.js';
import {
  deleteDraft,
  deleteQuestionnaire,
  findDraft,
  newestVersion,
  requireQuestionnaire,
  saveDraftRow,
  takeQuestionnaire,
  touch,
} from './questionnaires.queries.js';

/**
 * Saves what is being worked on, faulty or not, and says what is wrong with it. Code and version are the bank's, whatever the
 * document says. A draft's first save is in the ledger; the others are many, and the draft says who saved it last.
 *
 * @throws Problem questionnaires.changed-elsewhere when the revision it began with is not the newest
 */
export async function saveDraft(works: Works, caller: Caller, id: string, save: DraftSave): Promise<DraftSaved> {
  const before = await works.read(caller, async (work) => ({
    questionnaire: await requireQuestionnaire(work, id),
    newest: await newestVersion(work, id),
    today: civilDateAt(work.now),
  }));
  const design = { ...save.design, code: before.questionnaire.code, version: (before.newest ?? 0) + 1 };
  const { diagnostics, summary } = await compiled(design, before.today);
  return works.write(caller, async (work) => {
    const questionnaire = await takeQuestionnaire(work, id);
    const draft = await findDraft(work, questionnaire.id);
    const isNewest = (draft?.revision ?? null) === save.revision && (await newestVersion(work, id)) === before.newest;
    if (!isNewest) throw questionnaireProblems['changed-elsewhere']();
    const revision = await saveDraftRow(work, questionnaire, { design, summary });
    if (save.revision === null)
      record(work, {
        subject: `questionnaire:${id}`,
        action: 'questionnaires.draft-begun',
        payload: { code: design.code, version: design.version },
      });
    return { revision, changedAt: work.now.toISOString(), diagnostics };
  });
}

/**
 * Throws the draft away, with a revision only that one; a questionnaire that was never published goes with it, and its code is free again.
 *
 * @throws Problem questionnaires.no-draft or questionnaires.changed-elsewhere
 */
export async function discardDraft(work: Work, id: string, revision: number | null): Promise<void> {
  const questionnaire = await takeQuestionnaire(work, id);
  const draft = await findDraft(work, questionnaire.id);
  if (!draft) throw questionnaireProblems['no-draft']();
  if (revision !== null && revision !== draft.revision) throw questionnaireProblems['changed-elsewhere']();
  const isUnpublished = (await newestVersion(work, id)) === null;
  await deleteDraft(work, questionnaire.id);
  if (isUnpublished) await deleteQuestionnaire(work, questionnaire.id);
  else await touch(work, questionnaire.id);
  record(work, {
    subject: `questionnaire:${id}`,
    action: 'questionnaires.draft-discarded',
    payload: { code: questionnaire.code, revision: draft.revision, isUnpublished },
  });
}
