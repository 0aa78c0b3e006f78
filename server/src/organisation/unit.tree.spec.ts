import { type Holder, delegationFault, isWithin, pathBelow, pathOfRoot, placementFault } from './unit.tree.js';

const city = pathOfRoot('A');
const office = pathBelow(city, 'B');
const county = pathBelow(office, 'C');
const town = pathBelow(county, 'D');
const community = pathBelow(town, 'E');

describe('a path names the units from the top down', () => {
  it('and ends with the unit itself', () => {
    expect(community).toBe('/A/B/C/D/E/');
  });

  it.each([
    ['/A/B/C/', '/A/B/', true],
    ['/A/B/', '/A/B/', true],
    ['/A/B2/', '/A/B/', false],
    ['/A/', '/A/B/', false],
    ['/X/A/B/', '/A/B/', false],
  ])('%s lies within %s: %s', (path, subtree, lies) => {
    expect(isWithin(path, subtree)).toBe(lies);
  });
});

describe('where a unit may stand', () => {
  it.each([
    ['a new unit one level below', null, 4, county, 3, null],
    ['a new unit two levels below', null, 5, county, 3, null],
    ['a unit of the same level', null, 3, county, 3, 'level-not-below-parent'],
    ['a unit of a higher level', null, 2, county, 3, 'level-not-below-parent'],
    ['a unit below itself', county, 3, county, 3, 'below-itself'],
    ['a unit below its own descendant', county, 3, community, 5, 'below-itself'],
    ['a unit beside its former parent', town, 4, office, 2, null],
  ])('%s', (_title, path, levelRank, parentPath, parentRank, fault) => {
    expect(placementFault({ path, levelRank }, { path: parentPath, levelRank: parentRank })).toBe(fault);
  });
});

describe('M-02: a task goes down one level at a time', () => {
  const on = (day: string) => new Date(`2026-03-${day}T09:00:00Z`);
  const holder = (path: string, levelRank: number, dueAt: Date | null = on('20')): Holder => ({
    path,
    levelRank,
    dueAt,
  });
  it.each([
    ['from level 3 to its own level 4', holder(county, 3), holder(town, 4), null],
    ['from level 3 to level 5', holder(county, 3), holder(community, 5), 'skips-a-level'],
    ['to a unit of another county', holder(county, 3), holder('/A/B/Z/D/', 4), 'not-below'],
    ['to itself', holder(county, 3), holder(county, 3), 'not-below'],
    ['upwards', holder(town, 4), holder(county, 3), 'not-below'],
    ['due on the same instant as the parent', holder(county, 3, on('20')), holder(town, 4, on('20')), null],
    ['due later than the parent', holder(county, 3, on('20')), holder(town, 4, on('21')), 'due-after-parent'],
    ['without a time where the parent has one', holder(county, 3, on('20')), holder(town, 4, null), 'due-after-parent'],
    ['with a time where the parent has none', holder(county, 3, null), holder(town, 4, on('20')), null],
  ])('%s', (_title, from, to, fault) => {
    expect(delegationFault(from, to)).toBe(fault);
  });
});
