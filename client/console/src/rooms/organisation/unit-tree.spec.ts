import type { UnitKind, UnitRow } from '@minsheng/contracts';

import { countsByKind, searchTree, unitTree, type UnitNode } from './unit-tree.js';

const row = (id: string, parentId: string | null, levelRank = 1, kind: UnitKind = 'DEPARTMENT'): UnitRow => ({
  id,
  code: `U-${id}`,
  name: { zh: `${id}局`, en: `Bureau ${id}` },
  kind,
  levelRank,
  parentId,
  state: 'ACTIVE',
});

/** `a(b c(d))` */
const shape = (nodes: readonly UnitNode[]): string =>
  nodes.map(({ id, children }) => (children === undefined ? id : `${id}(${shape(children)})`)).join(' ');

describe('the tree of units', () => {
  it.each<[string, UnitRow[], string]>([
    ['children stand below their parents', [row('c', 'b'), row('a', null), row('b', 'a')], 'a(b(c))'],
    ['siblings stand by level, then by name', [row('z', null, 1), row('b', null, 2), row('a', null, 2)], 'z a b'],
    ['a unit whose parent is not shown stands at the top', [row('a', 'hidden'), row('b', 'a')], 'a(b)'],
    ['nothing is lost in a ring of parents', [row('a', 'b'), row('b', 'a')], 'a b'],
    ['a unit below itself stands at the top', [row('a', 'a')], 'a'],
    ['no units, no tree', [], ''],
  ])('%s', (_, rows, expected) => {
    expect(shape(unitTree(rows))).toBe(expected);
  });

  const tree = unitTree([row('a', null), row('b', 'a'), row('c', 'b'), row('d', 'a')]);

  it.each([
    ['c局', 'a(b(c))', ['b', 'a']],
    ['BUREAU D', 'a(d)', ['a']],
    ['u-c', 'a(b(c))', ['b', 'a']],
    ['u-a', 'a(b(c) d)', []],
    ['  ', 'a(b(c) d)', []],
    ['nothing of the kind', '', []],
  ])('looking for %s', (wanted, expected, open) => {
    const result = searchTree(tree, wanted);
    expect(shape(result.found)).toBe(expected);
    expect(result.open).toEqual(open);
  });

  it('counts kinds, most first', () => {
    const rows = [row('a', null, 1, 'TOWN'), row('b', null), row('c', null)];
    expect(countsByKind(rows)).toEqual([
      { kind: 'DEPARTMENT', count: 2 },
      { kind: 'TOWN', count: 1 },
    ]);
  });
});
