import type { BankIndicator } from '@minsheng/contracts';

import { continuationOf, seriesOf } from './series.js';

const asked = (...polls: [period: string, wording: string, isBreak?: boolean][]): Pick<BankIndicator, 'series'> => ({
  series: polls.map(([periodKey, wording, isBreak = false]) => ({
    pollId: periodKey,
    periodKey,
    version: 1,
    wording,
    isBreak,
  })),
});

describe('the series of an indicator', () => {
  it('counts every poll where nothing broke', () => {
    expect(seriesOf(asked(['2026-3', '甲'], ['2026-2', '甲'], ['2026-1', '甲']))).toEqual({
      length: 3,
      since: '2026-1',
      latest: '2026-3',
      isBroken: false,
    });
  });

  it('counts from the newest break on, the poll of the break included', () => {
    const polls = asked(['2026-3', '乙'], ['2026-2', '乙', true], ['2026-1', '甲'], ['2025-6', '甲', true]);
    expect(seriesOf(polls)).toMatchObject({ length: 2, since: '2026-2', isBroken: true });
  });

  it('is empty where it was never asked', () => {
    expect(seriesOf(asked())).toEqual({ length: 0, since: null, latest: null, isBroken: false });
  });
});

describe('an item in a draft', () => {
  it('continues the series while its Chinese wording is that of the last poll, blanks aside', () => {
    const polls = asked(['2026-3', '您对市容满意吗？']);
    expect(continuationOf(polls, { zh: ' 您对市容满意吗？ ', en: 'Anything' }).kind).toBe('same');
  });

  it('breaks it with any other wording', () => {
    const polls = asked(['2026-3', '您对市容满意吗？']);
    expect(continuationOf(polls, { zh: '你对市容满意吗？', en: '' })).toMatchObject({
      kind: 'broken',
      wording: '您对市容满意吗？',
    });
  });

  it('begins one where the indicator was never asked', () => {
    expect(continuationOf(asked(), { zh: '新题', en: '' })).toEqual({ kind: 'new' });
  });
});
