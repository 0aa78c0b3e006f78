import type { LocalisedText } from '@minsheng/contracts';

import type { PlainKey } from '../../messages/catalogue.js';
import { useMessages } from '../../messages/use-messages.js';

const ours = {
  'poll.planPublic': 'rule.poll.planPublic',
  'poll.fieldwork': 'rule.poll.fieldwork',
  'poll.aggregation': 'rule.poll.aggregation',
  seal: 'rule.seal',
  release: 'rule.release',
} as const satisfies Record<string, PlainKey>;
const isOurs = (rule: string): rule is keyof typeof ours => rule in ours;

/** A rule by the name that the scheme gives it, else by ours for the rules every scheme has, else by its code. */
export function useRuleName(): (entry: { rule: string; name?: LocalisedText | null }) => string {
  const { say, text } = useMessages();
  return ({ rule, name }) => {
    if (name) return text(name);
    return isOurs(rule) ? say(ours[rule]) : rule;
  };
}

const known = { SHORT: 'warning.SHORT', HOLIDAY: 'warning.HOLIDAY' } as const;
const why = { SHORT: 'warning.SHORT-why', HOLIDAY: 'warning.HOLIDAY-why' } as const;
const isKnown = (warning: string): warning is keyof typeof known => warning in known;

export function useWarningText(): (warning: string) => { name: string; why: string } {
  const { say } = useMessages();
  return (warning) =>
    isKnown(warning) ? { name: say(known[warning]), why: say(why[warning]) } : { name: warning, why: '' };
}
