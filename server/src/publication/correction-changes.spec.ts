import type { RankedUnit, RankingGroup, UnrankedUnit } from '@minsheng/contracts';
import { changedRows } from './correction-changes.js';
import { releaseFixture } from './page/fixture/release-fixture.js';

const groups = releaseFixture.groups;

/** The fixture's groups with one changed. */
function withGroup(index: number, change: (group: RankingGroup) => void): RankingGroup[] {
  const copy = structuredClone(groups);
  change(copy[index] as RankingGroup);
  return copy;
}
const told = (after: RankingGroup[]) =>
  changedRows(groups, after).map(({ unitId, field, before, after: now }) => [unitId, field, before, now]);
const unrankedFrom = (row: RankedUnit): UnrankedUnit => ({ ...row, because: ['interval-too-wide'] });

describe('changes that a correction lists (BR-06)', () => {
  it('nothing where nothing that was published is different', () => {
    expect(told(structuredClone(groups))).toEqual([]);
    expect(told(withGroup(0, (group) => (group.rows[0]!.respondents += 5)))).toEqual([]);
  });

  it('every published number of a unit, old and new', () => {
    const after = withGroup(0, ({ rows }) => {
      Object.assign(rows[1]!, { score: '81.80', halfWidth: '1.39', rank: 1, rankSet: [1, 2], band: 1 });
    });
    expect(told(after)).toEqual([
      ['U102', 'score', '80.93', '81.80'],
      ['U102', 'halfWidth', '1.41', '1.39'],
      ['U102', 'rank', '2', '1'],
      ['U102', 'rankSet', '1–3', '1–2'],
    ]);
  });

  it('a unit that is no longer ranked, with every figure that is no longer there', () => {
    const after = withGroup(0, (group) => group.unranked.push(unrankedFrom(group.rows.pop() as RankedUnit)));
    expect(told(after)).toEqual([
      ['U106', 'listing', 'ranked', 'unranked'],
      ['U106', 'score', '74.12', ''],
      ['U106', 'halfWidth', '1.40', ''],
      ['U106', 'rank', '6', ''],
      ['U106', 'rankSet', '6', ''],
      ['U106', 'band', '3', ''],
    ]);
  });

  it('a unit that is new or gone', () => {
    const gone = withGroup(1, (group) => group.unranked.splice(0));
    expect(told(gone)).toEqual([['U209', 'listing', 'unranked', '']]);
    expect(changedRows(gone, groups)).toEqual([
      expect.objectContaining({ unitId: 'U209', field: 'listing', before: '', after: 'unranked' }),
    ]);
  });

  it('the order of units says nothing', () => {
    expect(told(withGroup(0, ({ rows }) => rows.reverse()))).toEqual([]);
  });
});
