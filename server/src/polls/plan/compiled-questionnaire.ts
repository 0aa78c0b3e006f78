import { createHash } from 'node:crypto';
import type { MeasuredIndicator, PollPlan, QuestionnaireDesign } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import {
  type Compilation,
  type Projection,
  compileDesign,
  countedProjection,
  designOf,
} from '@minsheng/questionnaire/compile';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** By the plan read from the database: it and its form are forgotten together. */
const keptForms = new WeakMap<PollPlan, CompiledQuestionnaire>();

/**
 * A public plan is asked by the form that its questionnaire was published with: a compiler that has become stricter since
 * changes nothing in what was announced, and nobody waits for it.
 */
export function keepForm(plan: PollPlan, form: CompiledQuestionnaire): void {
  keptForms.set(plan, form);
}

/** What a phone runs of a plan in order: the form that was kept, else its design, or its questionnaire taken for one. */
export function compiledQuestionnaireOf(plan: PollPlan): CompiledQuestionnaire {
  const kept = keptForms.get(plan);
  if (kept) return kept;
  const { compiled, diagnostics } = compiledDesign(plan.design?.document ?? designOfPlan(plan));
  if (compiled) return compiled;
  const faults = diagnostics.filter(({ severity }) => severity === 'error').map(({ code, item }) => `${code} ${item}`);
  throw new Error(`the questionnaire of poll ${plan.pollId} does not compile: ${faults.join(', ')}`);
}

/** What is counted of a design; null: it does not compile. */
export function projectionOf(design: QuestionnaireDesign): Projection | null {
  const { compiled } = compiledDesign(design);
  return compiled && countedProjection(design, compiled);
}

/**
 * A design as it reads on its last day: whether that day has passed by the time of fieldwork is a check of its own, and an old
 * poll's answers are read by a form that has expired since.
 */
export function compiledDesign(design: QuestionnaireDesign): Compilation {
  return compileDesign(design, { today: design.marks.validUntil, sha256 });
}

/** The questionnaire of a plan without a design as one; indicators in the versions of the plan. */
export function designOfPlan({ pollId, version, questionnaire, indicators }: PollPlan): QuestionnaireDesign {
  return designOf(questionnaire, {
    code: `poll-${pollId}`,
    version,
    indicatorVersion: (code) => indicators.find((indicator) => indicator.code === code)?.version ?? 1,
  });
}

/** Indicators that a design measures, in the order asked, with the question that does. */
export function measuredIndicators(design: QuestionnaireDesign): (MeasuredIndicator & { item: string })[] {
  const measured = (entries: QuestionnaireDesign['entries']): (MeasuredIndicator & { item: string })[] =>
    entries.flatMap((entry) => {
      if (entry.type === 'group') return measured(entry.entries);
      const parts = entry.type === 'grid' ? entry.rows : entry.type === 'satisfaction' ? [entry] : [];
      return parts.flatMap(({ code, indicator }) => (indicator ? [{ ...indicator, item: code }] : []));
    });
  return measured(design.entries);
}
