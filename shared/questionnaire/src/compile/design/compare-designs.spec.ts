import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';
import { both, designWith, exampleDesign, item } from '../example-design.js';
import { compareDesigns } from './compare-designs.js';

const measured = (more: object = {}): DesignEntry =>
  item('buses', {
    type: 'satisfaction',
    scale: 'five',
    text: both('您对公交满意吗？', 'How satisfied are you with the buses?'),
    indicator: { code: 'I-1', version: 1 },
    ...more,
  });
const before = designWith([measured(), item('wish')]);

function changed(entries: DesignEntry[], more: Partial<QuestionnaireDesign> = {}) {
  return compareDesigns(before, designWith(entries, more)).map(({ item: code, kind, isSeriesBreak, indicator }) =>
    [code, kind, isSeriesBreak, indicator].join(' '),
  );
}
const scales = before.scales.map((scale) => ({
  ...scale,
  levels: scale.levels.map((level, at) => ({ ...level, score: 100 - 25 * at })),
}));

describe('what changed between two versions', () => {
  it('is nothing between a version and itself', () => {
    expect(compareDesigns(exampleDesign(), exampleDesign())).toEqual([]);
  });

  it.each<[string, DesignEntry[], Partial<QuestionnaireDesign>, string[]]>([
    [
      'another Chinese wording of a measured item breaks the series',
      [measured({ text: both('您对公交车满意吗？', 'How satisfied are you with the buses?') }), item('wish')],
      {},
      ['buses wording true I-1'],
    ],
    [
      'a break whose indicator has risen is a break that everybody can see',
      [
        measured({
          text: both('您对公交车满意吗？', 'How satisfied are you with the buses?'),
          indicator: { code: 'I-1', version: 2 },
        }),
        item('wish'),
      ],
      {},
      ['buses wording true ', 'buses indicator false '],
    ],
    [
      'blanks make no other wording',
      [measured({ text: both(' 您对公交满意吗？', 'How satisfied are you with the buses? ') }), item('wish')],
      {},
      [],
    ],
    [
      'another translation does not',
      [measured({ text: both('您对公交满意吗？', 'Are you satisfied with the buses?') }), item('wish')],
      {},
      ['buses translation false '],
    ],
    ['other scores break it', [measured(), item('wish')], { scales }, ['buses scores true I-1']],
    [
      'another way not to answer breaks it',
      [measured({ offers: ['dontKnow'] }), item('wish')],
      {},
      ['buses missing-codes true I-1'],
    ],
    [
      'another wording of what nobody counts does not',
      [measured(), item('wish', { text: both('别的', 'Other') })],
      {},
      ['wish wording false ', 'wish translation false '],
    ],
    [
      'another indicator is another series',
      [measured({ indicator: { code: 'I-9', version: 1 } }), item('wish')],
      {},
      ['buses indicator true '],
    ],
    ['an item moved', [item('wish'), measured()], {}, ['buses moved false ']],
    [
      'an item put before the others moves none of them',
      [item('new'), measured(), item('wish')],
      {},
      ['new added false '],
    ],
    ['an item left out', [measured()], {}, ['wish removed false ']],
    [
      'a condition, a check, a requirement',
      [
        measured(),
        item('wish', {
          relevant: '1 = 1',
          required: true,
          constraint: { expression: 'string-length(.) > 1', message: both('短', 'Short') },
        }),
      ],
      {},
      ['wish condition false ', 'wish check false ', 'wish required false '],
    ],
    ['a limit', [measured(), item('wish', { maxLength: 50 })], {}, ['wish other false ']],
    [
      'the marks',
      [measured(), item('wish')],
      { marks: { ...before.marks, validUntil: '2028-06-30' } },
      [' marks false '],
    ],
  ])('%s', (_title, entries, more, expected) => {
    expect(changed(entries, more)).toEqual(expected);
  });

  it('looks at rows of grids and at lists', () => {
    const grid = (zh: string, choice: string): QuestionnaireDesign =>
      designWith(
        [
          item('services', {
            type: 'grid',
            scale: 'five',
            rows: [{ code: 'water', text: both(zh, 'Water'), indicator: { code: 'I-2', version: 1 } }],
          }),
          item('sex', { type: 'single', list: 'l', quotaRole: 'sex' }),
        ],
        { lists: [{ code: 'l', choices: [{ code: 'a', text: both(choice, 'A') }] }] },
      );
    expect(
      compareDesigns(grid('供水', '甲'), grid('自来水', '乙')).map(({ item: code, kind, isSeriesBreak }) => [
        code,
        kind,
        isSeriesBreak,
      ]),
    ).toEqual([
      ['water', 'wording', true],
      ['sex', 'options', true],
    ]);
  });
});
