import { draftOf, emptyForm, faultsOf, sumOfShares, tenThousandths, type IndicatorForm } from './indicator-form.js';

const both = (zh: string) => ({ zh, en: zh });
const whole: IndicatorForm = {
  ...emptyForm,
  code: 'CG-01',
  name: both('市容环境'),
  wording: both('您对市容环境满意吗？'),
  shares: [
    { unit: 'CG', share: '0.6', role: 'LEAD' },
    { unit: 'ZJ', share: '0.4000', role: 'SUPPORT' },
  ],
};

describe('shares of an indicator', () => {
  it.each([
    ['0.6', 6000],
    ['1', 10_000],
    ['1.0000', 10_000],
    ['0.33333', null],
    ['1.2', null],
    ['六成', null],
    ['', null],
  ])('%j is %p ten-thousandths', (share, expected) => {
    expect(tenThousandths(share)).toBe(expected);
  });

  it('ten tenths are one, exactly', () => {
    expect(sumOfShares(Array.from({ length: 10 }, () => ({ share: '0.1' })))).toBe('1.0000');
    expect(sumOfShares([{ share: '0.3333' }, { share: '0.3333' }, { share: '0.3333' }])).toBe('0.9999');
    expect(sumOfShares([{ share: '0.5' }, { share: 'x' }])).toBeNull();
  });
});

describe('an indicator that is written down', () => {
  it('is whole when nothing is missing', () => {
    expect(faultsOf(whole)).toEqual([]);
  });

  it.each<[string, Partial<IndicatorForm>, string[]]>([
    ['a code in small letters', { code: 'cg-01' }, ['code']],
    ['a name in one language', { name: { zh: '市容', en: ' ' } }, ['name']],
    ['a hint in one language', { hint: { zh: '包括占道', en: '' } }, ['hint']],
    ['no weight', { weight: '0' }, ['weight']],
    ['a weight with three places', { weight: '1.005' }, ['weight']],
    ['an ad-hoc one without its task', { term: 'ADHOC' }, ['anchorTask']],
    ['shares that do not sum to one', { shares: [{ unit: 'CG', share: '0.9', role: 'LEAD' }] }, ['sum']],
    ['a share without a unit', { shares: [{ unit: '', share: '1', role: 'LEAD' }] }, ['shares']],
    ['nobody in the lead', { shares: [{ unit: 'CG', share: '1', role: 'SUPPORT' }] }, ['lead']],
  ])('is refused with %s', (_, change, expected) => {
    expect(faultsOf({ ...whole, ...change })).toEqual(expected);
  });

  it('by area has no shares, whatever was typed before', () => {
    const byArea: IndicatorForm = { ...whole, attribution: 'AREA', shares: [{ unit: '', share: '', role: 'SUPPORT' }] };
    expect(faultsOf(byArea)).toEqual([]);
    expect(draftOf(byArea).shares).toEqual([]);
  });

  it('a long-term one keeps no task', () => {
    expect(draftOf({ ...whole, anchorTask: '任务' }).anchorTask).toBeNull();
    expect(draftOf(whole)).toMatchObject({ weight: 1, hint: null });
  });
});
