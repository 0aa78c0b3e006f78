/** Where in the console a message's matter is found; null when the reader has no page for it. */
export function pageOf(subject: string, reads: { desk: boolean; account: boolean }): string | null {
  const found = /^(report|issue):(.+)$/.exec(subject);
  if (found === null) return null;
  const [, kind, id = ''] = found;
  const item = `${kind}-${encodeURIComponent(id)}`;
  if (kind === 'issue' && reads.account) return `/account/${encodeURIComponent(id)}`;
  return reads.desk ? `/desk/all/${item}` : null;
}
