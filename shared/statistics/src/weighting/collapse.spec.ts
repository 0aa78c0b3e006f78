import { respondentsAsSamplingUnits } from '../design/survey-design.js';
import type { Survey } from '../design/survey.js';
import { reduceAnswers } from './cells.js';
import { collapseThinLevels } from './collapse.js';
import type { MarginTarget } from './margins.js';
import { standardWeighting, weigh } from './weigh.js';

function ages(counts: Record<string, number>, base: (level: number, i: number) => number = () => 1): Survey {
  const rows = Object.values(counts).flatMap((count, level) => Array.from({ length: count }, (_, i) => ({ level, i })));
  return {
    design: respondentsAsSamplingUnits(
      rows.map((_, i) => `r${i}`),
      rows.map(({ level, i }) => base(level, i)),
    ),
    variables: [{ code: 'age', levels: Object.keys(counts), of: Int32Array.from(rows, ({ level }) => level) }],
    blocks: [],
    units: [],
  };
}

function target(populations: Record<string, number | null>, mayCollapse = true): MarginTarget {
  return {
    variable: 'age',
    mayCollapse,
    levels: Object.entries(populations).map(([code, population]) => ({ code, population })),
  };
}

describe('thin levels are merged with a neighbour', () => {
  it.each([
    [
      'a level of 29 joins its smaller neighbour',
      { a: 50, b: 29, c: 40 },
      { a: 1, b: 1, c: 1 },
      ['a', 'b+c'],
      ['b', 'b+c', 'few-respondents'],
    ],
    [
      'between equal neighbours it joins the earlier',
      { a: 40, b: 29, c: 40 },
      { a: 1, b: 1, c: 1 },
      ['a+b', 'c'],
      ['b', 'a+b', 'few-respondents'],
    ],
    [
      'the first has only the second to join',
      { a: 10, b: 90, c: 40 },
      { a: 1, b: 1, c: 1 },
      ['a+b', 'c'],
      ['a', 'a+b', 'few-respondents'],
    ],
    [
      'a level that nobody is in is merged, not refused',
      { a: 40, b: 0, c: 60 },
      { a: 1, b: 1, c: 1 },
      ['a+b', 'c'],
      ['b', 'a+b', 'few-respondents'],
    ],
    [
      'a level that must grow more than fivefold',
      { a: 400, b: 40, c: 400 },
      { a: 1, b: 1, c: 1 },
      ['a+b', 'c'],
      ['b', 'a+b', 'large-factor'],
    ],
  ] as const)('%s', (_, counts, populations, levels, logged) => {
    const { targets, log } = collapseThinLevels(reduceAnswers(ages(counts)), [target(populations)]);
    expect(targets[0]!.levels.map(({ code }) => code)).toEqual(levels);
    expect(log).toEqual([{ margin: 'age', level: logged[0], into: logged[1], because: logged[2] }]);
  });

  it('a level whose unequal weights leave fewer than 20 effective respondents', () => {
    const survey = ages({ a: 40, b: 80 }, (level, i) => (level === 0 && i < 2 ? 50 : 1));
    const { log } = collapseThinLevels(reduceAnswers(survey), [target({ a: 1, b: 1 })]);
    expect(log).toEqual([{ margin: 'age', level: 'a', into: 'a+b', because: 'few-effective-respondents' }]);
  });

  it('merging goes on until no level is thin, and population adds up', () => {
    const { targets, log } = collapseThinLevels(reduceAnswers(ages({ a: 10, b: 12, c: 14, d: 100 })), [
      target({ a: 10, b: 20, c: 30, d: 40 }),
    ]);
    expect(targets[0]!.levels).toEqual([
      { code: 'a+b+c', members: ['a', 'b', 'c'], population: 60 },
      { code: 'd', members: ['d'], population: 40 },
    ]);
    expect(log.map(({ level, into }) => [level, into])).toEqual([
      ['a', 'a+b'],
      ['c', 'a+b+c'],
    ]);
  });

  it('never in a margin that has no order, such as districts', () => {
    const districts = target({ a: 1, b: 1 }, false);
    expect(collapseThinLevels(reduceAnswers(ages({ a: 5, b: 100 })), [districts])).toEqual({
      targets: [districts],
      log: [],
    });
  });

  it('never with those who did not say', () => {
    const { targets } = collapseThinLevels(reduceAnswers(ages({ a: 40, b: 5, unknown: 3 })), [
      target({ a: 1, b: 1, unknown: null }),
    ]);
    expect(targets[0]!.levels.map(({ code }) => code)).toEqual(['a+b', 'unknown']);
  });

  it('weighting uses and reports what was merged', () => {
    const weighting = weigh(
      reduceAnswers(ages({ a: 40, b: 0, c: 60 })),
      [target({ a: 25, b: 25, c: 50 })],
      standardWeighting,
    );
    if (weighting.outcome === 'refused') throw new Error(weighting.reason);
    expect([...weighting.weights]).toEqual([50 / 40, 50 / 60]);
    expect(weighting.collapsed).toHaveLength(1);
  });
});
