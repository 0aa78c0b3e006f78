/** Items in at most `count` columns of about equal height: each goes, in order, where least stands so far. */
export function columnsOf<Item>(items: readonly Item[], count: number, height: (item: Item) => number): Item[][] {
  const columns = Array.from({ length: Math.min(count, items.length) }, () => ({ items: [] as Item[], height: 0 }));
  for (const item of items) {
    const lowest = columns.reduce((least, column) => (column.height < least.height ? column : least));
    lowest.items.push(item);
    lowest.height += height(item);
  }
  return columns.map((column) => column.items);
}
