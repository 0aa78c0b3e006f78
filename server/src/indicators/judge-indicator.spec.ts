import {
  fourPlaces,
  type IndicatorDraft,
  judgeDraft,
  judgeIndicator,
  type ShareHolder,
  tenThousandths,
} from './judge-indicator.js';

const department: ShareHolder = { kind: 'DEPARTMENT', isStanding: true };
const units = new Map<string, ShareHolder>([
  ...['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10'].map((code) => [code, department] as const),
  ['GONE', { kind: 'DEPARTMENT', isStanding: false }],
  ['A1', { kind: 'TERRITORIAL', isStanding: true }],
]);
const share = (unit: string, part: string, role: 'LEAD' | 'SUPPORT' = 'SUPPORT') => ({ unit, share: part, role });
const food: IndicatorDraft = {
  code: 'F01',
  term: 'LONG',
  name: { zh: '食品安全', en: 'Food safety' },
  wording: { zh: '您对食品安全满意吗？', en: 'How satisfied are you with food safety?' },
  hint: null,
  attribution: 'FUNCTION',
  weight: 10,
  shares: [share('D1', '0.6', 'LEAD'), share('D2', '0.4000')],
  anchorTask: null,
};
const judged = (change: Partial<IndicatorDraft>) => () => judgeIndicator({ ...food, ...change }, units);

describe('an indicator is whole', () => {
  it.each<[string, Partial<IndicatorDraft>]>([
    ['with shares that sum to one', {}],
    [
      'with ten tenths, which doubles would not sum to one',
      { shares: [...units.keys()].slice(0, 10).map((code, at) => share(code, '0.1', at === 0 ? 'LEAD' : 'SUPPORT')) },
    ],
    ['with one department that has it all', { shares: [share('D1', '1', 'LEAD')] }],
    ['by area without shares', { attribution: 'AREA', shares: [] }],
    ['by area and by function with shares', { attribution: 'BOTH' }],
    ['ad hoc on a task', { term: 'ADHOC', anchorTask: '冬季清雪' }],
  ])('%s', (_title, change) => expect(judged(change)).not.toThrow());
});

describe('an indicator is refused', () => {
  it.each<[string, Partial<IndicatorDraft>, string]>([
    ['M-10: ad hoc without a task', { term: 'ADHOC' }, 'anchor-task'],
    ['M-10: ad hoc with a blank task', { term: 'ADHOC', anchorTask: ' ' }, 'anchor-task'],
    ['long-term with a task', { anchorTask: '冬季清雪' }, 'anchor-task'],
    ['without wording in English', { wording: { zh: '您对食品安全满意吗？', en: ' ' } }, 'wording-missing'],
    ['without a name in Chinese', { name: { zh: '', en: 'Food safety' } }, 'wording-missing'],
    ['with half a hint', { hint: { zh: '含食堂', en: '' } }, 'wording-missing'],
    ['by area with shares', { attribution: 'AREA' }, 'area-has-shares'],
    ['by function without shares', { shares: [] }, 'shares-not-one'],
    ['with two leads', { shares: [share('D1', '0.5', 'LEAD'), share('D2', '0.5', 'LEAD')] }, 'not-one-lead'],
    ['without a lead', { shares: [share('D1', '1')] }, 'not-one-lead'],
    ['with a unit that does not exist', { shares: [share('D99', '1', 'LEAD')] }, 'no-such-unit'],
    ['with a unit that was merged', { shares: [share('GONE', '1', 'LEAD')] }, 'not-a-department'],
    ['with a share for a territorial unit', { shares: [share('A1', '1', 'LEAD')] }, 'not-a-department'],
    ['with a unit named twice', { shares: [share('D1', '0.5', 'LEAD'), share('D1', '0.5')] }, 'unit-twice'],
    ['with a share of nothing', { shares: [share('D1', '1', 'LEAD'), share('D2', '0')] }, 'share-out-of-range'],
    ['with a share of five places', { shares: [share('D1', '0.99999', 'LEAD')] }, 'share-out-of-range'],
    ['with a weight of nothing', { weight: 0 }, 'weight-out-of-range'],
    ['with a weight of three places', { weight: 1.005 }, 'weight-out-of-range'],
    ['with a weight that is no number', { weight: Number.NaN }, 'weight-out-of-range'],
  ])('%s', (_title, change, reason) =>
    expect(judged(change)).toThrow(expect.objectContaining({ code: `indicators.${reason}` })),
  );
});

describe('M-11: the refusal says the exact difference', () => {
  it.each([
    [['0.6', '0.3'], '0.9000', '−0.1000'],
    [['0.6', '0.4001'], '1.0001', '+0.0001'],
    [['0.3333', '0.3333', '0.3333'], '0.9999', '−0.0001'],
  ])('%j sum to %s', (parts, sum, difference) => {
    const shares = parts.map((part, at) => share(`D${at + 1}`, part, at === 0 ? 'LEAD' : 'SUPPORT'));
    expect(judged({ shares })).toThrow(
      expect.objectContaining({ code: 'indicators.shares-not-one', details: { sum, difference } }),
    );
  });
});

describe('a draft may be unfinished, but not wrong', () => {
  it('shares need not sum to one yet', () =>
    expect(() => judgeDraft({ ...food, shares: [share('D1', '0.5')] }, units)).not.toThrow());

  it('an unknown unit is refused already', () =>
    expect(() => judgeDraft({ ...food, shares: [share('D99', '0.5')] }, units)).toThrow(
      expect.objectContaining({ code: 'indicators.no-such-unit' }),
    ));
});

describe('shares are decimals of four places', () => {
  it.each([
    ['0.6', 6000, '0.6000'],
    ['0.0001', 1, '0.0001'],
    ['1', 10_000, '1.0000'],
    ['1.0', 10_000, '1.0000'],
  ])('%s', (text, value, written) => expect([tenThousandths(text), fourPlaces(text)]).toEqual([value, written]));

  it.each(['1.0001', '-0.5', '.5', '0,5', '1e0', '0.12345', '', ' 0.5'])('%j is none', (text) =>
    expect(tenThousandths(text)).toBeNull(),
  );
});
