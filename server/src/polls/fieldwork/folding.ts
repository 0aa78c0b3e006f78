import type { PollPlan } from '@minsheng/contracts';
import type { FoldedQuestion, UnitDefinition } from '@minsheng/statistics';
import { scoringOf } from '../plan/plan-layout.js';

/** The plan's questions and units as the statistics package names them: questions by indicator, areas as domains. */
export function foldingOf(plan: PollPlan): { questions: FoldedQuestion[]; units: UnitDefinition[] } {
  const { scores, questions, units } = scoringOf(plan);
  return {
    questions: questions.map(({ indicator }) => ({ code: indicator, scores })),
    units: units.map(({ code, area, shares }) => ({
      id: code,
      indicators: shares.map(({ question, share }) => ({
        question: questions[question]?.indicator ?? '',
        domain: area === null ? null : (plan.areas[area]?.code ?? ''),
        share,
      })),
    })),
  };
}
