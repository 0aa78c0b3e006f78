import type { PollPlan } from '@minsheng/contracts';
import type { AskingPoll } from './asking-polls.js';
import { seriesOf } from './question-bank.js';

interface Asked {
  period: string;
  version?: number;
  wording?: string;
  hint?: string;
  scores?: number[];
  indicator?: string;
}

/** A poll that asked one indicator so. */
function poll({ period, version = 1, wording = '您满意吗？', hint, scores = [100, 60, 20], indicator = 'I01' }: Asked) {
  const plan = {
    pollId: period,
    periodKey: period,
    indicators: [{ code: indicator, version }],
    questionnaire: {
      levels: scores.map((score, at) => ({ code: `l${at}`, score })),
      items: [
        {
          type: 'satisfaction',
          indicator,
          text: { zh: wording, en: 'x' },
          hint: hint === undefined ? null : { zh: hint, en: 'x' },
        },
      ],
    },
  } as unknown as PollPlan;
  return { plan, isPublic: true } satisfies AskingPoll;
}

describe('the series of an indicator', () => {
  it.each<[string, Partial<Asked>, boolean]>([
    ['goes on with the same words and scores', {}, false],
    ['breaks with another wording', { wording: '您对此满意吗？' }, true],
    ['breaks with another hint', { hint: '包括红绿灯' }, true],
    ['breaks with another score map', { scores: [100, 50, 0] }, true],
    ['breaks with a level more', { scores: [100, 80, 60, 20] }, true],
    ['breaks with another version of the indicator', { version: 2 }, true],
  ])('%s', (_rule, later, isBreak) => {
    const series = seriesOf('I01', [poll({ period: '2026-B6', ...later }), poll({ period: '2026-B5' })]);
    expect(series.map((one) => [one.periodKey, one.isBreak])).toEqual([
      ['2026-B6', isBreak],
      ['2026-B5', false],
    ]);
  });

  it('passes over polls that did not ask the indicator', () => {
    const polls = [poll({ period: '3' }), poll({ period: '2', indicator: 'I02' }), poll({ period: '1' })];
    expect(seriesOf('I01', polls).map(({ pollId, isBreak }) => [pollId, isBreak])).toEqual([
      ['3', false],
      ['1', false],
    ]);
  });

  it('of an indicator that nobody asked is empty', () => {
    expect(seriesOf('I09', [poll({ period: '1' })])).toEqual([]);
  });
});
