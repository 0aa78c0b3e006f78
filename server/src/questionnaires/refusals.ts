import {
  type DesignDiagnostic,
  type PublishRefusalDetails,
  type QuestionnaireDesign,
  type ScenarioReplay,
  warningsToAcknowledge,
} from '@minsheng/contracts';
import type { Problem } from '../platform/index.js';
import { questionnaireProblems } from './questionnaires.problems.js';

/** @throws Problem questionnaires.has-errors when there are any */
export function refuseErrors(diagnostics: DesignDiagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const details: PublishRefusalDetails = { diagnostics, scenarios: [] };
  const where = first.item === null ? { zh: '', en: '' } : { zh: `${first.item}：`, en: `${first.item}: ` };
  throw questionnaireProblems['has-errors']({
    count: errors.length,
    firstZh: `${where.zh}${first.sentences.zh}`,
    firstEn: `${where.en}${first.sentences.en}`,
    ...details,
  });
}

/** The same, but a design that is only too old is refused for that. */
export function refuseUnpublishable({ marks }: QuestionnaireDesign, diagnostics: DesignDiagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const details: PublishRefusalDetails = { diagnostics, scenarios: [] };
  if (errors.length > 0 && errors.every(({ code }) => code === 'expired'))
    throw questionnaireProblems.expired({ validUntil: marks.validUntil, ...details });
  refuseErrors(diagnostics);
}

export function scenarioRefusal(diagnostics: DesignDiagnostic[], scenarios: ScenarioReplay[]): Problem {
  const details: PublishRefusalDetails = { diagnostics, scenarios };
  const codes = scenarios.flatMap(({ code, hasPassed }) => (hasPassed ? [] : [code])).join(', ');
  return questionnaireProblems['scenario-failed']({ codes, ...details });
}

/**
 * Items whose warnings had to be acknowledged, and were.
 * @throws Problem questionnaires.unacknowledged
 */
export function acknowledgedOf(diagnostics: DesignDiagnostic[], acknowledged: readonly string[]): string[] {
  const wanted = diagnostics.flatMap(({ code, item }) =>
    item !== null && warningsToAcknowledge.includes(code) ? [item] : [],
  );
  const open = wanted.filter((item) => !acknowledged.includes(item));
  if (open.length === 0) return wanted;
  const details: PublishRefusalDetails = { diagnostics, scenarios: [] };
  throw questionnaireProblems.unacknowledged({ items: open.join(', '), ...details });
}
