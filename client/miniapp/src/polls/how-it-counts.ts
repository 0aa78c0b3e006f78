import { textIn, type Language, type PollPlan } from '@minsheng/contracts';

/** How one answer sheet enters the result, as far as the plan and the person's own answers say. */
export interface HowItCounts {
  use: 'blend' | 'separate' | 'online-only';
  /** The groups of people the sheet is weighted in, in words of its own answers: 女, 35–59 岁, 北区. */
  group: string[];
  /** The judged unit the person works in: its questions do not count. */
  worksFor: string | null;
  releaseAt: string;
}

export function howItCounts(
  plan: PollPlan,
  answers: Readonly<Record<string, string>>,
  language: Language,
): HowItCounts {
  const single = plan.questionnaire.items.flatMap((item) => (item.type === 'single' ? [item] : []));
  const chosen = (role: 'area' | 'margin' | 'staffOf') =>
    single
      .filter((item) => item.role === role)
      .flatMap((item) => item.options.filter(({ code }) => code === answers[item.code]));
  const units = new Set(plan.groups.flatMap((group) => group.units.map(({ code }) => code)));
  const workplace = chosen('staffOf').find(({ code }) => units.has(code));
  return {
    use: !plan.modes.includes('INTERVIEW') ? 'online-only' : plan.onlineUse === 'BLEND' ? 'blend' : 'separate',
    group: [...chosen('margin'), ...chosen('area')].map(({ text }) => textIn(text, language)),
    worksFor: workplace ? textIn(workplace.text, language) : null,
    releaseAt: plan.calendar.releaseAt,
  };
}
