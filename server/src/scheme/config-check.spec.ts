import { join } from 'node:path';
import { configFaults } from './config-check.js';
import { mergeOver, type Value, type ValueMap } from './merge.js';
import { checkedConfig, loadPreset } from './preset.js';
import type { SchemeConfig } from './scheme-config.js';

const folder = join(__dirname, '../../presets');
const preset = (code: string) => loadPreset(folder, code).config as unknown as ValueMap;
const whole = preset('qianjiang');
const withCatalogue = preset('xuchang');

const faultsOf = (changes: unknown, config = whole): string[] => {
  const { merged, faults } = mergeOver(config, changes as ValueMap);
  const checked = checkedConfig(merged, faults);
  return Array.isArray(checked) ? checked.map(({ code, path }) => `${code} ${path}`) : [];
};
const group = (code: string) => ({ code, zh: '组', en: 'Group', roster: 'IMPORT' });
const rules = (changes: Record<string, unknown>) => ({ calendar: { rules: changes } });

describe('a scheme whose parameters do not add up is refused, and told where', () => {
  it('the preset itself is clean', () => {
    expect(faultsOf({})).toEqual([]);
    expect(configFaults(whole as unknown as SchemeConfig)).toEqual([]);
  });

  it.each([
    [
      'composite shares that do not sum to one',
      {
        scoring: {
          composite: [
            { source: 'COVERT', window: 'inspection.covert', share: 0.6 },
            { source: 'OPEN', window: 'inspection.open', share: 0.5 },
          ],
        },
      },
      'scheme.share-sum scoring.composite',
    ],
    ['no composite at all', { scoring: { composite: [] } }, 'scheme.share-sum scoring.composite'],
    [
      'site shares that do not sum to one',
      { poll: { sites: { shares: { STREET: 0.5 } } } },
      'scheme.share-sum poll.sites.shares',
    ],
    [
      'a kind of site without share',
      { poll: { sites: { kinds: ['STREET', 'PARK'] } } },
      'scheme.site-kinds poll.sites.shares',
    ],
    [
      'fewer sites than the publication rule needs',
      { poll: { sites: { minimumPerArea: 7 } } },
      'scheme.too-few-sites poll.sites.minimumPerArea',
    ],
    [
      'a yearly formula whose shares do not sum to one',
      { scoring: { annual: { method: 'WEIGHTED', shares: { MEAN_OF_PERIODS: 0.5, ANNUAL_APPRAISAL: 0.4 } } } },
      'scheme.share-sum scoring.annual.shares',
    ],
    ['a field nobody knows', { poll: { perAera: 200 } }, 'scheme.unknown-field poll.perAera'],
    [
      'an unknown field inside a list',
      { meetings: [{ code: 'a', zh: '会', en: 'M', rule: 'ADHOC', colour: 'red' }] },
      'scheme.unknown-field meetings.0.colour',
    ],
    [
      'a missing field',
      { scoring: { groups: [{ code: 'A', zh: '组', en: 'A' }] } },
      'scheme.missing-field scoring.groups.0.roster',
    ],
    ['a list for a single value', { poll: { perArea: [200] } }, 'scheme.wrong-shape poll.perArea'],
    ['a single value for a list', { notices: 'RECTIFY' }, 'scheme.wrong-shape notices'],
    ['a map for a single value', { poll: { enabled: {} } }, 'scheme.wrong-shape poll.enabled'],
    ['text for a number', { poll: { perArea: '200' } }, 'scheme.wrong-shape poll.perArea'],
    ['null where nothing may be switched off', { poll: { perArea: null } }, 'scheme.wrong-shape poll.perArea'],
    ['a number out of bounds', { retention: { answersMonths: 0 } }, 'scheme.out-of-bounds retention.answersMonths'],
    ['a word outside its list', { scoring: { missing: 'GUESS' } }, 'scheme.not-a-choice scoring.missing'],
    ['another time zone', { tz: 'Europe/Berlin' }, 'scheme.not-a-choice tz'],
    [
      'a source that is a path and no title',
      { sources: ['/home/x/《y》/z.pdf'.replace('《y》', 'y')] },
      'scheme.wrong-form sources.0',
    ],
    [
      'sanctions decided by the machine',
      { decisions: { sanctions: { decidedByPerson: false } } },
      'scheme.not-a-choice decisions.sanctions.decidedByPerson',
    ],
    [
      'ranks with a gap',
      {
        org: {
          levels: [
            { rank: 1, code: 'a', zh: '一', en: 'A', kinds: ['COMMAND'] },
            { rank: 3, code: 'b', zh: '三', en: 'B', kinds: ['TOWN'] },
          ],
        },
      },
      'scheme.ranks-not-contiguous org.levels',
    ],
    ['no levels', { org: { levels: [] } }, 'scheme.no-levels org.levels'],
    [
      'a body below one that is not there',
      { org: { bodies: [{ code: 'a', kind: 'TEAM', zh: '组', en: 'A', parent: 'z' }] } },
      'scheme.no-such-reference org.bodies.a.parent',
    ],
    [
      'bodies above each other',
      {
        org: {
          bodies: [
            { code: 'a', kind: 'TEAM', zh: '组', en: 'A', parent: 'b' },
            { code: 'b', kind: 'TEAM', zh: '组', en: 'B', parent: 'a' },
          ],
        },
      },
      'scheme.circle org.bodies.a.parent',
    ],
    [
      'a code used twice',
      { scoring: { groups: [group('TOWNS'), group('TOWNS'), group('CITY_UNITS')] } },
      'scheme.repeated-code scoring.groups.TOWNS',
    ],
    [
      'a bottom rule for a group that is not there',
      { scoring: { groups: [group('TOWNS')] } },
      'scheme.no-such-reference decisions.bottomRules.1.group',
    ],
    [
      'a bottom rule for an honour that is not there',
      { honours: { types: [{ code: 'town', zh: '镇', en: 'Town' }] } },
      'scheme.no-such-reference decisions.bottomRules.1.honour',
    ],
    [
      'rewards whose least is above the most',
      { decisions: { rewards: { minimum: 30000 } } },
      'scheme.bounds decisions.rewards',
    ],
    [
      'a ladder step without condition',
      { decisions: { sanctions: { ladder: [{ propose: 'LETTER' }] } } },
      'scheme.bounds decisions.sanctions.ladder.0',
    ],
    [
      'a scale that does not fall',
      {
        indicators: {
          scale: {
            levels: [
              { code: 'a', zh: '好', en: 'Good', score: 50 },
              { code: 'b', zh: '坏', en: 'Bad', score: 50 },
            ],
          },
        },
      },
      'scheme.scale-not-falling indicators.scale.levels',
    ],
    [
      'grades that do not fall',
      { scoring: { grades: { TOWNS: { method: 'SCORE', bands: [80, 90, 0] } } } },
      'scheme.bands scoring.grades.TOWNS.bands',
    ],
    [
      'grades that leave the lowest out',
      { scoring: { grades: { TOWNS: { method: 'SCORE', bands: [90, 80] } } } },
      'scheme.bands scoring.grades.TOWNS.bands',
    ],
    [
      'grades of a group that is not there',
      { scoring: { grades: { VILLAGES: { method: 'SCORE', bands: [90, 0] } } } },
      'scheme.no-such-reference scoring.grades.VILLAGES',
    ],
    [
      'a poll that counts but is in no composite',
      { poll: { countsInScore: true } },
      'scheme.poll-not-scored poll.countsInScore',
    ],
    [
      'a poll for information that is in a composite',
      { scoring: { composite: [{ source: 'POLL', window: 'poll.fieldwork', share: 1 }] } },
      'scheme.poll-only-informs poll.countsInScore',
    ],
    ['a blend without interviewers', { poll: { modes: ['WECHAT'] } }, 'scheme.no-anchor poll.online.anchor'],
    [
      'a composite on a mode that is not inspected',
      { inspection: { modes: ['OPEN'] } },
      'scheme.no-such-reference scoring.composite.0.source',
    ],
    [
      'a composite on a criterion that is not there',
      { scoring: { composite: [{ source: 'CRITERION.effort', window: 'BIMONTH', share: 1 }] } },
      'scheme.no-such-reference scoring.composite.0.source',
    ],
    [
      'a composite on a window that is none',
      { scoring: { composite: [{ source: 'OPEN', window: 'release', share: 1 }] } },
      'scheme.not-a-window scoring.composite.0.window',
    ],
    [
      'a composite on another period than the scoring period',
      { scoring: { composite: [{ source: 'OPEN', window: 'MONTH', share: 1 }] } },
      'scheme.window-period scoring.composite.0.window',
    ],
    ['tiers without names', { issues: { tiers: 3 } }, 'scheme.tier-names issues.tierNames'],
    [
      'a grade fixed by a meeting that is not there',
      { issues: { finalGradeBy: 'threeParty' } },
      'scheme.no-such-reference issues.finalGradeBy',
    ],
    [
      'a grade with a notice the city does not issue',
      { notices: ['RECTIFY'] },
      'scheme.no-such-reference issues.grades.URGENT_DIFFICULT.notice',
    ],
    [
      'a link whose least is above its most',
      { org: { links: [{ code: 'PAIRING', zh: '结对', en: 'Pairing', objects: [3, 2] }] } },
      'scheme.bounds org.links.PAIRING.objects',
    ],
    [
      'photos whose least is above the most',
      { reports: { photos: { minimum: 5, maximum: 3 } } },
      'scheme.bounds reports.photos',
    ],
    ['areas named without names', { org: { areas: { roster: 'NAMED' } } }, 'scheme.roster org.areas.names'],
    [
      'a rule that does not parse',
      rules({ release: 'ODD-MONTHS DAY 5 25:00' }),
      'scheme.rule-syntax calendar.rules.release',
    ],
    [
      'a meeting whose rule does not parse',
      { meetings: [{ code: 'a', zh: '会', en: 'M', rule: 'EVERY MONDAY' }] },
      'scheme.rule-syntax meetings.a.rule',
    ],
    [
      'a quota that is none',
      { inspection: { quotas: [{ code: 'office', zh: '查', en: 'Check', rule: 'EVERY-WEEK FRI' }] } },
      'scheme.rule-kind inspection.quotas.office.rule',
    ],
    [
      'a release that is a window',
      rules({ release: 'WINDOW ODD-MONTHS DAYS 5-6' }),
      'scheme.rule-kind calendar.rules.release',
    ],
    [
      'a rule relative to one that is not there',
      rules({ seal: { before: 'relase', hours: 24 } }),
      'scheme.no-such-reference calendar.rules.seal',
    ],
    [
      'rules relative to each other',
      {
        calendar: {
          rules: { a: { before: 'b', days: 1 }, b: { before: 'a', days: 1 } },
          names: { a: { zh: '甲', en: 'A' }, b: { zh: '乙', en: 'B' } },
        },
      },
      'scheme.circle calendar.rules.a',
    ],
    [
      'a rule relative to no moment',
      rules({ seal: { before: 'poll.adhoc', hours: 24 } }),
      'scheme.rule-kind calendar.rules.seal',
    ],
    [
      'a relative rule with days and hours',
      rules({ seal: { before: 'release', hours: 24, days: 1 } }),
      'scheme.out-of-bounds calendar.rules.seal',
    ],
    ['no release', rules({ release: null }), 'scheme.missing-field calendar.rules.release'],
    ['a rule without a name', rules({ extra: 'EVERY-WEEK FRI' }), 'scheme.rule-without-name calendar.names.extra'],
    [
      'a rule code of the wrong form',
      rules({ 'Extra Rule': 'EVERY-WEEK FRI' }),
      'scheme.bad-name calendar.rules.Extra Rule',
    ],
    [
      'two releases in a period',
      rules({ release: 'EVERY-MONTH DAY 5 09:00' }),
      'scheme.release-not-once calendar.rules.release',
    ],
    [
      'periods without release',
      rules({ release: 'MONTHS(1,3) DAY 5 09:00' }),
      'scheme.release-not-once calendar.rules.release',
    ],
    [
      'two windows of a component in a period',
      rules({ 'inspection.open': 'WINDOW EVERY-MONTH WHOLE' }),
      'scheme.window-not-once scoring.composite.1.window',
    ],
    [
      'a release before its inspections have ended',
      { ...rules({ release: 'EVEN-MONTHS LAST SUN 09:00' }), release: { publishes: 'CONTAINING' } },
      'scheme.window-after-seal scoring.composite.1.window',
    ],
  ])('%s', (_what, changes, expected) => {
    expect(faultsOf(changes)).toContain(expected);
  });

  it.each([
    [
      'long-term weights that do not sum to 100',
      {
        indicators: {
          catalogue: [{ code: 'L01', term: 'LONG', zh: '环境', en: 'Environment', attribution: 'AREA', weight: 99 }],
        },
      },
      'scheme.weight-sum indicators.catalogue',
    ],
    [
      'an ad-hoc indicator without a task',
      {
        indicators: {
          catalogue: [{ code: 'A01', term: 'ADHOC', zh: '实事', en: 'Deed', attribution: 'AREA', weight: 5 }],
        },
      },
      'scheme.anchor indicators.catalogue.A01.anchor',
    ],
    [
      'a long-term indicator with one',
      {
        indicators: {
          catalogue: [
            {
              code: 'L01',
              term: 'LONG',
              zh: '环境',
              en: 'Environment',
              attribution: 'AREA',
              weight: 100,
              anchor: 'TASK',
            },
          ],
        },
      },
      'scheme.anchor indicators.catalogue.L01.anchor',
    ],
    [
      'shares for a group that is not there',
      { scoring: { compositeByGroup: { WINDOWS: [{ source: 'POLL', window: 'poll.fieldwork', share: 1 }] } } },
      'scheme.no-such-reference scoring.compositeByGroup.WINDOWS',
    ],
    [
      'a group’s own shares that do not sum to one',
      { scoring: { compositeByGroup: { COUNTIES: [{ source: 'POLL', window: 'poll.fieldwork', share: 0.9 }] } } },
      'scheme.share-sum scoring.compositeByGroup.COUNTIES',
    ],
  ])('%s', (_what, changes, expected) => {
    expect(faultsOf(changes, withCatalogue)).toContain(expected);
  });

  it('shares are added as decimals: a tenth, a fifth and seven tenths are one', () => {
    const part = (share: number) => ({ source: 'INSPECTION', window: 'BIMONTH', share });
    expect(faultsOf({ scoring: { composite: [part(0.1), part(0.2), part(0.7)] } })).toEqual([]);
  });

  it('every fault has a sentence in both languages', () => {
    const { merged } = mergeOver(whole, { poll: { perArea: 'x', extra: 1 }, notices: ['NONE'] } as ValueMap);
    const faults = checkedConfig(merged);
    if (!Array.isArray(faults)) throw new Error('accepted');
    for (const { zh, en } of faults) {
      expect(zh).toMatch(/[一-龥]/);
      expect(en).toMatch(/[a-z]/);
    }
  });
});

describe('merging', () => {
  it('maps merge, lists and single values replace, null switches off, and neither side is changed', () => {
    const under = { a: { b: 1, c: [1, 2] }, d: 'x', e: { f: 1 } };
    const over = { a: { c: [3] }, d: null, e: { g: 2 }, h: 4 };
    const copy = JSON.stringify([under, over]);
    const { merged, faults } = mergeOver(under, over);
    expect(JSON.parse(JSON.stringify(merged))).toEqual({ a: { b: 1, c: [3] }, d: null, e: { f: 1, g: 2 }, h: 4 });
    expect(faults).toEqual([]);
    expect(JSON.stringify([under, over])).toBe(copy);
  });

  it('a switched-off part may be switched on again', () => {
    expect(mergeOver({ a: null }, { a: { b: 1 } }).faults).toEqual([]);
  });

  it('a key that only looks like the prototype stays a key of the result and never of Object', () => {
    const over = JSON.parse('{"a":{"__proto__":{"polluted":true}}}') as ValueMap;
    const { faults } = mergeOver({ a: {} }, over);
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual(['scheme.forbidden-key a.__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('values nested without end are refused', () => {
    let deep: ValueMap = {};
    for (let index = 0; index < 50; index += 1) deep = { a: deep };
    expect(mergeOver({}, deep).faults.map(({ code }) => code)).toEqual(['scheme.too-deep']);
    let list: Value = [];
    for (let index = 0; index < 50; index += 1) list = [list];
    expect(mergeOver({}, { a: list }).faults.map(({ code }) => code)).toEqual(['scheme.too-deep']);
  });
});
