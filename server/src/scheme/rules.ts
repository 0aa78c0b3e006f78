import { parseExpression, type CalendarExpression, type SyntaxFault } from './calendar-expression.js';
import type { RelativeRule, SchemeConfig } from './scheme-config.js';

export interface LabelledRule {
  /** `release`, `meeting.hq`, `quota.office`. */
  code: string;
  zh: string;
  en: string;
  /** Where the rule stands in the parameters. */
  path: string;
  rule:
    | { expression: CalendarExpression; text: string }
    | { relative: RelativeRule }
    | { fault: SyntaxFault; text: string };
}

/** Every rule that is switched on: the calendar's own, the meetings' and the inspection quotas'. */
export function rulesOf(config: SchemeConfig): LabelledRule[] {
  const own = Object.entries(config.calendar.rules).flatMap(([code, rule]): LabelledRule[] => {
    if (rule === null) return [];
    const label = config.calendar.names[code] ?? { zh: code, en: code };
    const placed = { code, zh: label.zh, en: label.en, path: `calendar.rules.${code}` };
    return [{ ...placed, rule: typeof rule === 'string' ? read(rule) : { relative: rule } }];
  });
  const meetings = config.meetings.map(
    (meeting): LabelledRule => ({
      code: `meeting.${meeting.code}`,
      zh: meeting.zh,
      en: meeting.en,
      path: `meetings.${meeting.code}.rule`,
      rule: read(meeting.rule),
    }),
  );
  const quotas = config.inspection.quotas.map(
    (quota): LabelledRule => ({
      code: `quota.${quota.code}`,
      zh: quota.zh,
      en: quota.en,
      path: `inspection.quotas.${quota.code}.rule`,
      rule: read(quota.rule),
    }),
  );
  return [...own, ...meetings, ...quotas];
}

function read(text: string): LabelledRule['rule'] {
  const result = parseExpression(text);
  return 'fault' in result ? { fault: result.fault, text } : { expression: result.expression, text };
}
