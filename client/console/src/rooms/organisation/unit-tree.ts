import type { UnitKind, UnitRow } from '@minsheng/contracts';

export interface UnitNode extends UnitRow {
  children?: UnitNode[];
}

/**
 * Rows → trees, siblings by level and then by name. A row whose parent is not among the rows (outside the reader's
 * units) stands at the top rather than being lost; a ring of parents is broken at its first row.
 */
export function unitTree(rows: readonly UnitRow[]): UnitNode[] {
  const nodes = new Map(rows.map((row) => [row.id, { ...row } as UnitNode]));
  const roots: UnitNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    if (parent === undefined || isAbove(nodes, node, parent)) roots.push(node);
    else (parent.children ??= []).push(node);
  }
  return inOrder(roots);
}

/** Whether `node` is found above `parent` before a missing link or the top is reached. */
function isAbove(nodes: ReadonlyMap<string, UnitNode>, node: UnitNode, parent: UnitNode): boolean {
  const seen = new Set<string>();
  for (let at: UnitNode | undefined = parent; at !== undefined && !seen.has(at.id); ) {
    if (at.id === node.id) return true;
    seen.add(at.id);
    at = at.parentId === null ? undefined : nodes.get(at.parentId);
  }
  return false;
}

function inOrder(nodes: UnitNode[]): UnitNode[] {
  nodes.sort((a, b) => a.levelRank - b.levelRank || a.name.zh.localeCompare(b.name.zh, 'zh-CN'));
  for (const node of nodes) if (node.children !== undefined) inOrder(node.children);
  return nodes;
}

/** The trees cut to what is looked for (in either language, or the code) and the way to it. Ids on the way are returned open. */
export function searchTree(roots: readonly UnitNode[], wanted: string): { found: UnitNode[]; open: string[] } {
  const text = wanted.trim().toLowerCase();
  if (text === '') return { found: [...roots], open: [] };
  const open: string[] = [];
  const cut = (node: UnitNode): UnitNode | null => {
    if ([node.name.zh, node.name.en, node.code].some((name) => name.toLowerCase().includes(text))) return node;
    const children = (node.children ?? []).flatMap((child) => cut(child) ?? []);
    if (children.length === 0) return null;
    open.push(node.id);
    return { ...node, children };
  };
  return { found: roots.flatMap((root) => cut(root) ?? []), open };
}

/** How many units of each kind there are, most first. */
export function countsByKind(rows: readonly UnitRow[]): { kind: UnitKind; count: number }[] {
  const counts = new Map<UnitKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
}
