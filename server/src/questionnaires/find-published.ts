import type { QuestionnaireDesign } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import type { Work } from '../platform/index.js';
import { type QuestionnaireId, QuestionnaireVersion } from './questionnaire.entity.js';
import { findVersion } from './questionnaires.queries.js';

export interface PublishedQuestionnaire {
  id: QuestionnaireId;
  code: string;
  version: number;
  /** SHA-256 (hex) of the design's canonical JSON. */
  hash: string;
  design: QuestionnaireDesign;
  compiled: CompiledQuestionnaire;
}

/** A version that a poll may ask, null when the bank has none such. Whether it has expired by then is asked of its marks. */
export async function findPublishedQuestionnaire(
  work: Work,
  id: string,
  version: number,
): Promise<PublishedQuestionnaire | null> {
  const found = await findVersion(work, id, version);
  if (!found) return null;
  const { questionnaireId, hash, design, compiled } = found;
  return { id: questionnaireId, code: design.code, version, hash, design, compiled };
}

/** What phones run of a version, as it was compiled when it was published; null when the bank has none with this hash. */
export async function findPublishedForm(
  work: Work,
  id: string,
  { version, hash }: { version: number; hash: string },
): Promise<CompiledQuestionnaire | null> {
  const where = { questionnaireId: id as QuestionnaireId, version, hash };
  const found = await work.tx.findOne(QuestionnaireVersion, { select: { compiled: true as never }, where });
  return found && found.compiled;
}
