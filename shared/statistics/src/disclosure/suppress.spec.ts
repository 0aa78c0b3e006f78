import fc from 'fast-check';
import { linearBounds } from './linear-bounds.js';
import { auditPublication, standardDisclosureRule, suppress, type TableCell, type TableSum } from './suppress.js';

/** A crossed table with its margins: cells `r/c`, totals `r`, `/c` and `all`. */
function crossed(counts: readonly (readonly number[])[]): { cells: TableCell[]; sums: TableSum[] } {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const rows = counts.map((_, r) => String(r));
  const columns = counts[0]!.map((_, c) => `/${c}`);
  return {
    cells: [
      ...counts.flatMap((row, r) => row.map((respondents, c) => ({ id: `${r}/${c}`, respondents }))),
      ...counts.map((row, r) => ({ id: rows[r]!, respondents: sum(row) })),
      ...columns.map((id, c) => ({ id, respondents: sum(counts.map((row) => row[c]!)) })),
      { id: 'all', respondents: sum(counts.map(sum)) },
    ],
    sums: [
      ...counts.map((row, r) => ({ total: rows[r]!, parts: row.map((_, c) => `${r}/${c}`) })),
      ...columns.map((total, c) => ({ total, parts: counts.map((_, r) => `${r}/${c}`) })),
      { total: 'all', parts: rows },
      { total: 'all', parts: columns },
    ],
  };
}

describe('what a reader can work out', () => {
  it.each<[string, Parameters<typeof linearBounds>, { least: number; greatest: number | null }[]]>([
    [
      'two parts of a known total',
      [
        2,
        [
          {
            terms: [
              { variable: 0, coefficient: 1 },
              { variable: 1, coefficient: 1 },
            ],
            value: 7,
          },
        ],
      ],
      [
        { least: 0, greatest: 7 },
        { least: 0, greatest: 7 },
      ],
    ],
    ['a part alone', [1, [{ terms: [{ variable: 0, coefficient: 1 }], value: 4 }]], [{ least: 4, greatest: 4 }]],
    [
      'a total without its parts',
      [
        2,
        [
          {
            terms: [
              { variable: 0, coefficient: 1 },
              { variable: 1, coefficient: -1 },
            ],
            value: -3,
          },
        ],
      ],
      [
        { least: 0, greatest: null },
        { least: 3, greatest: null },
      ],
    ],
    ['nothing', [1, []], [{ least: 0, greatest: null }]],
    [
      'the same equation twice',
      [
        2,
        [1, 1].map(() => ({
          terms: [
            { variable: 0, coefficient: 1 },
            { variable: 1, coefficient: 1 },
          ],
          value: 3,
        })),
      ],
      [
        { least: 0, greatest: 3 },
        { least: 0, greatest: 3 },
      ],
    ],
    [
      'a whole number between halves',
      [
        2,
        [
          {
            terms: [
              { variable: 0, coefficient: 2 },
              { variable: 1, coefficient: 1 },
            ],
            value: 5,
          },
        ],
      ],
      [
        { least: 0, greatest: 2 },
        { least: 0, greatest: 5 },
      ],
    ],
  ])('%s', (_, [variables, equations], bounds) => expect(linearBounds(variables, equations)).toEqual(bounds));

  it('equals the bounds found by trying every table of two rows and three columns', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(counts, (table) => {
        const { cells, sums } = crossed(table);
        const inner = cells.slice(0, 6).map(({ id }) => id);
        const margins = new Set(cells.slice(6).map(({ id }) => id));
        const found = auditPublication(cells, sums, margins);
        // All tables with these margins: two free cells decide the rest.
        const values = inner.map(() => [] as number[]);
        const [rowTotal] = [table[0]!.reduce((a, b) => a + b, 0)];
        const columns = [0, 1, 2].map((c) => table[0]![c]! + table[1]![c]!);
        for (let a = 0; a <= columns[0]!; a++) {
          for (let b = 0; b <= columns[1]!; b++) {
            const top = [a, b, rowTotal! - a - b];
            const all = [...top, ...top.map((own, c) => columns[c]! - own)];
            if (all.every((own) => own >= 0)) all.forEach((own, i) => values[i]!.push(own));
          }
        }
        expect(found.map(({ id }) => id)).toEqual(inner);
        found.forEach(({ interval }, i) =>
          expect(interval).toEqual({ least: Math.min(...values[i]!), greatest: Math.max(...values[i]!) }),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('figures that contradict each other are misuse', () => {
    const alone = (value: number) => ({ terms: [{ variable: 0, coefficient: 1 }], value });
    expect(() => linearBounds(1, [alone(3), alone(4)])).toThrow('contradict');
  });
});

describe('suppression', () => {
  it('of one small count takes the smallest other of its sum with it', () => {
    const cells = [4, 50, 60, 114].map((respondents, i) => ({ id: 'abct'[i]!, respondents }));
    expect(suppress(cells, [{ total: 't', parts: ['a', 'b', 'c'] }])).toEqual([
      { id: 'a', because: 'few-respondents', interval: { least: 0, greatest: 54 } },
      { id: 'b', because: 'protects-another', interval: { least: 0, greatest: 54 } },
    ]);
  });

  it.each<[string, Partial<TableCell>, string | undefined]>([
    ['nine respondents', { respondents: 9 }, 'few-respondents'],
    ['nobody', { respondents: 0 }, 'few-respondents'],
    ['ten respondents', { respondents: 10 }, undefined],
    ['two sampling units', { respondents: 90, samplingUnits: 2 }, 'few-sampling-units'],
    ['answers all alike', { respondents: 90, samplingUnits: 9, areAnswersAlike: true }, 'answers-alike'],
  ])('%s', (_, cell, because) => {
    expect(suppress([{ id: 'a', respondents: 0, ...cell }], [])[0]?.because).toBe(because);
  });

  it('counts that two small parts would still give away take a third', () => {
    // 3 + 4 = 7: an interval of 7 is too narrow.
    const cells = [3, 4, 40, 47].map((respondents, i) => ({ id: 'abct'[i]!, respondents }));
    expect(suppress(cells, [{ total: 't', parts: ['a', 'b', 'c'] }]).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('a difference between editions is closed: the second edition less the first is a count too', () => {
    const cells = [
      { id: 'first', respondents: 60 },
      { id: 'added', respondents: 6 },
      { id: 'second', respondents: 66 },
    ];
    const hidden = suppress(cells, [{ total: 'second', parts: ['first', 'added'] }]);
    expect(hidden.map(({ id }) => id)).toEqual(['first', 'added']);
    expect(hidden.every(({ interval }) => interval.greatest! - interval.least >= 10)).toBe(true);
  });

  it('on any crossed table leaves no suppressed count in an interval narrower than 10, and none below 10 published', () => {
    const counts = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 10, max: 200 })), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    );
    fc.assert(
      fc.property(counts, (table) => {
        const { cells, sums } = crossed(table);
        const hidden = suppress(cells, sums);
        const names = new Set(hidden.map(({ id }) => id));
        const published = new Set(cells.map(({ id }) => id).filter((id) => !names.has(id)));
        expect(cells.every(({ id, respondents }) => names.has(id) || respondents >= 10)).toBe(true);
        const worked = auditPublication(cells, sums, published);
        expect(worked).toEqual(hidden.map(({ id, interval }) => ({ id, interval })));
        worked.forEach(({ id, interval: { least, greatest } }) => {
          const { respondents } = cells.find((cell) => cell.id === id)!;
          expect(greatest === null || greatest - least >= standardDisclosureRule.minimumWidth).toBe(true);
          expect(least <= respondents && (greatest === null || respondents <= greatest)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, TableCell[], TableSum[]]>([
    [
      'a cell twice',
      [
        { id: 'a', respondents: 1 },
        { id: 'a', respondents: 1 },
      ],
      [],
    ],
    ['a cell unknown', [{ id: 'a', respondents: 1 }], [{ total: 'a', parts: ['b'] }]],
    [
      'a sum that does not add up',
      [
        { id: 'a', respondents: 1 },
        { id: 'b', respondents: 2 },
      ],
      [{ total: 'a', parts: ['b'] }],
    ],
    ['half a respondent', [{ id: 'a', respondents: 0.5 }], []],
  ])('%s is misuse', (_, cells, sums) => expect(() => suppress(cells, sums)).toThrow(RangeError));
});
