import { join } from 'node:path';
import { judgeChanges } from './judge-changes.js';
import { loadPreset } from './preset.js';

const base = loadPreset(join(__dirname, '../../presets'), 'xuchang');
const now = new Date('2026-11-22T01:00:00.000Z');
const judged = (changes: Record<string, unknown>, effectiveOn = '2027-01-01') =>
  judgeChanges(base, { changes, effectiveOn }, now);
const refusal = (
  work: () => unknown,
): { code: string; details: Record<string, unknown>; sentences: { zh: string } } => {
  try {
    work();
  } catch (error) {
    return error as never;
  }
  throw new Error('accepted');
};

describe('a proposed version', () => {
  it('has the changes merged in, says what differs, and marks it as decided by the city', () => {
    const result = judged({ release: { statementsFromBottom: 2 }, issues: { grades: { MAJOR: { workingDays: 45 } } } });
    expect(result.differences).toEqual([
      { path: 'issues.grades.MAJOR.workingDays', before: 60, after: 45 },
      { path: 'release.statementsFromBottom', before: 1, after: 2 },
    ]);
    expect(result.config.issues.grades.MAJOR.workingDays).toBe(45);
    expect(result.config.issues.grades.GENERAL).toEqual(base.config.issues.grades.GENERAL);
    expect(result.provenance['issues.grades.MAJOR.workingDays']).toBe('decided');
    expect(result.provenance['issues.grades.GENERAL.workingDays']).toBe('default');
    expect(result.provenance['scoring.composite.0.share']).toBe('seed');
    expect(result.configHash).not.toBe(base.configHash);
    expect(result.effectiveFrom.toISOString()).toBe('2026-12-31T16:00:00.000Z');
  });

  it('a confirmed default is a change of where it comes from only when its value changes', () => {
    expect(refusal(() => judged({ release: { statementsFromBottom: 1 } })).code).toBe('scheme.nothing-changed');
  });

  it('with faults is refused whole, each fault named', () => {
    const refused = refusal(() => judged({ poll: { sites: { shares: { STREET: 0.5 } }, unknown: 1 } }));
    expect(refused.code).toBe('scheme.version-invalid');
    expect(refused.details['faults']).toEqual([
      expect.objectContaining({ code: 'scheme.unknown-field', path: 'poll.unknown' }),
    ]);
    expect(refused.sentences.zh).toContain('poll.unknown');
  });

  it.each(['preset', 'tz', 'crs'])('cannot change %s', (key) => {
    const refused = refusal(() => judged({ [key]: 'other' }));
    expect(refused.details['faults']).toContainEqual(
      expect.objectContaining({ code: 'scheme.not-changeable', path: key }),
    );
  });

  it.each([
    ['2027-01-01', null],
    ['2027-03-01', null],
    ['2027-02-01', 'scheme.not-a-period-start'],
    ['2027-01-02', 'scheme.not-a-period-start'],
    ['2027-13-01', 'scheme.not-a-period-start'],
    ['2026-11-01', 'scheme.effective-in-the-past'],
  ])('takes effect with a bimonth to come: %s', (day, code) => {
    const change = { release: { statementsFromBottom: 2 } };
    if (code === null) expect(judged(change, day).effectiveFrom).toBeInstanceOf(Date);
    else expect(refusal(() => judged(change, day)).code).toBe(code);
  });

  it('of another rhythm takes effect where a period of the old and of the new begins', () => {
    const quarterly = {
      scoring: { period: 'QUARTER' },
      release: { publishes: 'PRECEDING' },
      calendar: {
        rules: {
          'poll.fieldwork': 'WINDOW QUARTER-LAST-MONTHS DAYS 11-20',
          'poll.aggregation': 'WINDOW QUARTER-LAST-MONTHS DAYS 21-LAST',
          release: 'MONTHS(1,4,7,10) DAY 8 09:00',
        },
      },
    };
    expect(judged(quarterly, '2027-07-01').config.scoring.period).toBe('QUARTER');
    expect(refusal(() => judged(quarterly, '2027-04-01')).code).toBe('scheme.not-a-period-start');
    expect(refusal(() => judged(quarterly, '2027-03-01')).code).toBe('scheme.not-a-period-start');
  });
});
