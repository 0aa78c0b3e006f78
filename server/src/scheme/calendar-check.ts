import { civilDateAt, civilDateOf, workingCalendar } from '../deadlines/index.js';
import { calendarOf, type ScheduledOccurrence } from './calendar.js';
import type { CalendarExpression } from './calendar-expression.js';
import { components } from './components.js';
import { fault, missing, type SchemeFault } from './fault.js';
import { periodAt, periodsBetween, type PeriodKind } from './periods.js';
import type { LabelledRule } from './rules.js';
import type { SchemeConfig } from './scheme-config.js';

const kindsWanted: Readonly<Record<string, readonly CalendarExpression['kind'][]>> = {
  'poll.fieldwork': ['WINDOW'],
  'poll.aggregation': ['WINDOW'],
  'inspection.covert': ['WINDOW'],
  'inspection.open': ['WINDOW'],
  release: ['MOMENT'],
  settlement: ['MOMENT'],
};

/** Every rule parses, is of the kind its use needs, has a name, and hangs on something that has a moment. */
export function checkRules(config: SchemeConfig, rules: readonly LabelledRule[]): SchemeFault[] {
  const faults: SchemeFault[] = [];
  for (const { code, path, rule } of rules) {
    if ('fault' in rule) {
      const place = rule.fault.position + 1;
      faults.push(
        fault(
          'rule-syntax',
          path,
          `第 ${place} 个字符处：${rule.fault.zh}（${rule.text}）`,
          `at character ${place}: ${rule.fault.en} (${rule.text})`,
        ),
      );
      continue;
    }
    if ('expression' in rule) {
      const wanted = code.startsWith('quota.')
        ? ['QUOTA']
        : code.startsWith('meeting.')
          ? ['MOMENT', 'ADHOC']
          : kindsWanted[code];
      if (wanted && !wanted.includes(rule.expression.kind)) {
        faults.push(
          fault('rule-kind', path, `这条规则应是 ${wanted.join(' 或 ')}`, `this rule must be ${wanted.join(' or ')}`),
        );
      }
      continue;
    }
    faults.push(...relativeFaults(config, code, path));
  }
  for (const code of Object.keys(config.calendar.rules)) {
    if (!Object.hasOwn(config.calendar.names, code))
      faults.push(
        fault('rule-without-name', `calendar.names.${code}`, `规则“${code}”没有名称`, `the rule ${code} has no name`),
      );
  }
  for (const code of ['release', 'seal']) {
    if (!rules.some((rule) => rule.code === code))
      faults.push(fault('missing-field', `calendar.rules.${code}`, '必须有这条规则', 'this rule is needed'));
  }
  for (const code of Object.keys(config.calendar.holidayPolicyOf)) {
    if (!rules.some((rule) => rule.code === code)) faults.push(missing(`calendar.holidayPolicyOf.${code}`, code));
  }
  return faults;
}

/** A relative rule hangs on a chain of rules that ends in a moment or a window. A switched-off end switches it off too. */
function relativeFaults(config: SchemeConfig, code: string, path: string): SchemeFault[] {
  const seen = new Set<string>();
  let next = code;
  for (;;) {
    if (seen.has(next)) return [fault('circle', path, '规则互相指向对方', 'the rules hang on each other')];
    seen.add(next);
    if (!Object.hasOwn(config.calendar.rules, next)) return [missing(path, next)];
    const rule = config.calendar.rules[next];
    if (rule === null || rule === undefined) return [];
    if (typeof rule === 'string') {
      return /^(ADHOC|ATLEAST)/.test(rule)
        ? [fault('rule-kind', path, `“${next}”没有确定的时刻可以往前推`, `${next} has no moment to count back from`)]
        : [];
    }
    if ((rule.days === undefined) === (rule.hours === undefined))
      return [fault('bounds', path, '提前量写天数或小时数，二者取一', 'say days or hours, one of them')];
    next = rule.before;
  }
}

/**
 * Twenty-eight years hold every arrangement of weekdays and leap years the Gregorian calendar has between two century
 * years: what holds in all of them holds.
 */
const probeYears = [2001, 2028] as const;

export function checkRounds(config: SchemeConfig): SchemeFault[] {
  const calendar = calendarOf(config, workingCalendar());
  const [from, to] = [civilDateOf(probeYears[0], 1, 1), civilDateOf(probeYears[1], 12, 31)];
  const rounds = calendar.rounds(from, to);
  const published = new Map<string, number>();
  for (const { periodKey } of rounds) published.set(periodKey, (published.get(periodKey) ?? 0) + 1);
  // The first and last period of the probe may be published outside it.
  const periods = periodsBetween(config.scoring.period, from, to).slice(1, -1);
  const odd = periods.find(({ key }) => published.get(key) !== 1);
  if (odd) {
    const count = published.get(odd.key) ?? 0;
    return [
      fault(
        'release-not-once',
        'calendar.rules.release',
        `${odd.key} 有 ${count} 次发布，每个计分周期应恰好一次`,
        `${odd.key} has ${count} releases; each scoring period needs exactly one`,
      ),
    ];
  }
  const byPeriod = byPeriodOf(config.scoring.period);
  const parts = components(config).filter(({ part }) => calendar.has(part.window));
  const windowsOf = new Map(
    parts.map(({ part }) => [part.window, byPeriod(calendar.occurrences(part.window, from, to))]),
  );
  for (const round of rounds) {
    const seal = round.latestSealAt ?? round.release.start;
    if (!periods.some(({ key }) => key === round.periodKey)) continue;
    const faults = parts.flatMap(({ path, part }) => {
      const windows = windowsOf.get(part.window)?.get(round.periodKey) ?? [];
      const end = windows[0]?.end;
      if (windows.length !== 1 || !end) {
        return [
          fault(
            'window-not-once',
            `${path}.window`,
            `${round.periodKey} 里有 ${windows.length} 个“${part.window}”窗口，应恰好一个`,
            `${round.periodKey} has ${windows.length} windows of ${part.window}; exactly one is needed`,
          ),
        ];
      }
      return end > seal
        ? [
            fault(
              'window-after-seal',
              `${path}.window`,
              `${round.periodKey} 的“${part.window}”到 ${civilDateAt(end)} 才结束，晚于封存期限`,
              `${part.window} of ${round.periodKey} ends after the latest sealing`,
            ),
          ]
        : [];
    });
    if (faults.length > 0) return faults;
  }
  return [];
}

function byPeriodOf(kind: PeriodKind): (windows: readonly ScheduledOccurrence[]) => Map<string, ScheduledOccurrence[]> {
  return (windows) => {
    const found = new Map<string, ScheduledOccurrence[]>();
    for (const window of windows) {
      const { key } = periodAt(kind, window.start);
      found.set(key, [...(found.get(key) ?? []), window]);
    }
    return found;
  };
}
