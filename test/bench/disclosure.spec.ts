import { suppress } from '../../shared/statistics/src/disclosure/suppress.js';
import {
  alikeProven,
  attack,
  attackByTrying,
  protect,
  publicationSet,
  wantedWidth,
  widthOf,
} from './disclosure-study.js';

const seeds = Array.from({ length: 25 }, (_, at) => at + 1);
const widthsOf = (bounds: ReturnType<typeof attack>): number[] => [...bounds.values()].map(widthOf);

describe('publications made at random, attacked with all that their readers know (a sample of npm run bench -- disclosure)', () => {
  const sets = seeds.map((seed) => {
    const set = publicationSet(seed + 5000, 'usual');
    const suppressed = set.cells.length > 150 ? null : protect(set);
    return { set, suppressed, bounds: suppressed && attack(set, suppressed) };
  });

  it('no suppressed count lies in an interval narrower than 10', () => {
    const widths = sets.flatMap(({ bounds }) => (bounds ? widthsOf(bounds) : []));
    expect(widths.length).toBeGreaterThan(100);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(wantedWidth);
  });

  it('of nobody it can be proven that they all gave one answer', () =>
    expect(sets.flatMap(({ set, bounds }) => (bounds ? alikeProven(set, bounds) : []))).toEqual([]));

  it('without protection the same attack recovers counts of few', () => {
    const recovered = sets.flatMap(({ set }) => {
      const few = set.cells.filter(({ respondents }) => respondents < 10).slice(0, 1);
      const alone = few.map(({ id }) => ({
        id,
        because: 'few-respondents' as const,
        interval: { least: 0, greatest: null },
      }));
      return alone.length > 0 ? widthsOf(attack(set, alone)) : [];
    });
    expect(recovered.filter((width) => width === 0).length).toBeGreaterThan(3);
  });

  it('tables that count the same people are protected together: sums of each alone would leave an interval of 7', () => {
    const set = publicationSet(337, 'usual');
    expect(Math.min(...widthsOf(attack(set, suppress(set.cells, set.sums))))).toBe(7);
    expect(Math.min(...widthsOf(attack(set, protect(set))))).toBeGreaterThanOrEqual(wantedWidth);
  });

  it('whoever tries every table of whole people finds the same bounds, or one narrower', () => {
    const compared = seeds.flatMap((seed) => {
      const set = publicationSet(seed, 'small');
      const suppressed = protect(set);
      const tried = suppressed.length === 0 ? null : attackByTrying(set, suppressed, 200_000);
      if (!tried?.isComplete) return [];
      const bounds = attack(set, suppressed);
      for (const [id, { least, greatest }] of tried.bounds) {
        // Fractions of people may reach an end that whole people do not.
        expect(least - bounds.get(id)!.least).toBeLessThanOrEqual(1);
        expect(bounds.get(id)!.greatest! - greatest!).toBeLessThanOrEqual(1);
        expect(least).toBeGreaterThanOrEqual(bounds.get(id)!.least);
        expect(greatest).toBeLessThanOrEqual(bounds.get(id)!.greatest!);
      }
      return [...tried.bounds.values()];
    });
    expect(compared.length).toBeGreaterThan(20);
    expect(Math.min(...compared.map(widthOf))).toBeGreaterThanOrEqual(wantedWidth);
  });
});
