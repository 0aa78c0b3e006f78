import type { QuestionnaireScenario } from '@minsheng/contracts';
import { isId, newId, rows, type Work } from '../platform/index.js';
import {
  Questionnaire,
  QuestionnaireDraft,
  type QuestionnaireId,
  QuestionnaireScript,
  QuestionnaireVersion,
} from './questionnaire.entity.js';
import { questionnaireProblems } from './questionnaires.problems.js';

/** What a list needs of a version. */
export type VersionLine = Pick<
  QuestionnaireVersion,
  'questionnaireId' | 'version' | 'hash' | 'summary' | 'publishedAt' | 'publishedBy'
>;
export type DraftLine = Pick<QuestionnaireDraft, 'questionnaireId' | 'summary'>;

/** The one changed last first. */
export function listQuestionnaires(work: Work): Promise<Questionnaire[]> {
  return work.tx.find(Questionnaire, { order: { changedAt: 'DESC', id: 'DESC' }, take: 500 });
}

/** Newest first, without their designs; of one questionnaire or of all. */
export function listVersions(work: Work, questionnaireId?: QuestionnaireId): Promise<VersionLine[]> {
  return work.tx.find(QuestionnaireVersion, {
    select: { questionnaireId: true, version: true, hash: true, summary: true, publishedAt: true, publishedBy: true },
    where: questionnaireId ? { questionnaireId } : {},
    order: { questionnaireId: 'ASC', version: 'DESC' },
  });
}

export function listDrafts(work: Work): Promise<DraftLine[]> {
  return work.tx.find(QuestionnaireDraft, { select: { questionnaireId: true, summary: true } });
}

/** Every wording that a published version gives an indicator, the newest version first. */
export async function listMeasured(
  work: Work,
): Promise<(Pick<QuestionnaireVersion, 'version' | 'measured' | 'publishedAt'> & { code: string })[]> {
  const versions = await work.tx.find(QuestionnaireVersion, {
    select: { questionnaireId: true, version: true, measured: true, publishedAt: true },
    order: { publishedAt: 'DESC', questionnaireId: 'ASC', version: 'DESC' },
  });
  const codes = new Map((await work.tx.find(Questionnaire)).map(({ id, code }) => [id, code]));
  return versions.map(({ questionnaireId, version, measured, publishedAt }) => ({
    code: codes.get(questionnaireId) ?? '',
    version,
    measured,
    publishedAt,
  }));
}

export async function findQuestionnaire(work: Work, id: string): Promise<Questionnaire | null> {
  return isId(id) ? work.tx.findOneBy(Questionnaire, { id: id as QuestionnaireId }) : null;
}

/** Throws the Problem of an unknown id. */
export async function requireQuestionnaire(work: Work, id: string): Promise<Questionnaire> {
  const found = await findQuestionnaire(work, id);
  if (!found) throw questionnaireProblems['not-found']();
  return found;
}

/** The same for a stage that will write to it: nobody else does until this work has ended. */
export async function takeQuestionnaire(work: Work, id: string): Promise<Questionnaire> {
  if (isId(id)) await rows(work, 'UPDATE questionnaire SET revision = revision WHERE id = $1', [id]);
  return requireQuestionnaire(work, id);
}

export function findDraft(work: Work, questionnaireId: QuestionnaireId): Promise<QuestionnaireDraft | null> {
  return work.tx.findOneBy(QuestionnaireDraft, { questionnaireId });
}

export async function findVersion(work: Work, id: string, version: number): Promise<QuestionnaireVersion | null> {
  return isId(id) ? work.tx.findOneBy(QuestionnaireVersion, { questionnaireId: id as QuestionnaireId, version }) : null;
}

/** Throws questionnaires.no-draft. */
export async function requireDraft(work: Work, id: string): Promise<QuestionnaireDraft> {
  const draft = await findDraft(work, (await requireQuestionnaire(work, id)).id);
  if (!draft) throw questionnaireProblems['no-draft']();
  return draft;
}

/** Throws questionnaires.not-found, also for a number that is none. */
export async function requireVersion(work: Work, id: string, version: number): Promise<QuestionnaireVersion> {
  const found = Number.isSafeInteger(version) && version < 2 ** 31 ? await findVersion(work, id, version) : null;
  if (!found) throw questionnaireProblems['not-found']();
  return found;
}

/** The newest published version; null: it was never published. */
export function findNewestVersion(work: Work, questionnaireId: QuestionnaireId): Promise<QuestionnaireVersion | null> {
  return work.tx.findOne(QuestionnaireVersion, { where: { questionnaireId }, order: { version: 'DESC' } });
}

/** Number of the newest published version of a questionnaire of the bank; null: there is none. */
export async function newestVersion(work: Work, id: string): Promise<number | null> {
  const [row] = await rows<{ version: number | null }>(
    work,
    'SELECT MAX(version) AS version FROM questionnaire_version WHERE questionnaire_id = $1',
    [id],
  );
  return row?.version === null || row?.version === undefined ? null : Number(row.version);
}

/** In the order given. */
export async function scenariosOf(work: Work, questionnaireId: QuestionnaireId): Promise<QuestionnaireScenario[]> {
  const found = await work.tx.find(QuestionnaireScript, { where: { questionnaireId }, order: { place: 'ASC' } });
  return found.map(({ scenario }) => scenario);
}

export async function replaceScenarios(
  work: Work,
  questionnaireId: QuestionnaireId,
  scenarios: readonly QuestionnaireScenario[],
): Promise<void> {
  await work.tx.delete(QuestionnaireScript, { questionnaireId });
  for (const [place, scenario] of scenarios.entries())
    await work.tx.insert(QuestionnaireScript, { questionnaireId, place, code: scenario.code, scenario } as never);
}

/** With its first draft. */
export async function insertQuestionnaire(
  work: Work,
  code: string,
  draft: Pick<QuestionnaireDraft, 'design' | 'summary'>,
): Promise<QuestionnaireId> {
  const id = newId<QuestionnaireId>();
  const { now, caller } = work;
  await work.tx.insert(Questionnaire, {
    id,
    code,
    revision: 1,
    createdAt: now,
    createdBy: caller.id,
    changedAt: now,
    changedBy: caller.id,
  });
  await insertDraft(work, id, 1, draft);
  return id;
}

/** A save: the next revision, also of a draft that there was not before. */
export async function saveDraftRow(
  work: Work,
  { id, revision }: Questionnaire,
  draft: Pick<QuestionnaireDraft, 'design' | 'summary'>,
): Promise<number> {
  const next = revision + 1;
  await work.tx.delete(QuestionnaireDraft, { questionnaireId: id });
  await insertDraft(work, id, next, draft);
  await work.tx.update(Questionnaire, { id }, { revision: next, changedAt: work.now, changedBy: work.caller.id });
  return next;
}

async function insertDraft(
  work: Work,
  questionnaireId: QuestionnaireId,
  revision: number,
  { design, summary }: Pick<QuestionnaireDraft, 'design' | 'summary'>,
): Promise<void> {
  await work.tx.insert(QuestionnaireDraft, {
    questionnaireId,
    revision,
    design,
    summary,
    changedAt: work.now,
    changedBy: work.caller.id,
  } as never);
}

export async function touch(work: Work, id: QuestionnaireId): Promise<void> {
  await work.tx.update(Questionnaire, { id }, { changedAt: work.now, changedBy: work.caller.id });
}

export async function deleteDraft(work: Work, questionnaireId: QuestionnaireId): Promise<void> {
  await work.tx.delete(QuestionnaireDraft, { questionnaireId });
}

/** One that was never published; the database refuses any other. */
export async function deleteQuestionnaire(work: Work, id: QuestionnaireId): Promise<void> {
  await work.tx.delete(QuestionnaireScript, { questionnaireId: id });
  await work.tx.delete(Questionnaire, { id });
}

export async function insertVersion(work: Work, version: QuestionnaireVersion): Promise<void> {
  await work.tx.insert(QuestionnaireVersion, version as never);
}
