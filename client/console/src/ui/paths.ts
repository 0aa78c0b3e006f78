/** Where the server hands the console out; every address of ours lies below it. */
export const base = '/console';

/** The values of a pattern's `:names` in a path below the base, or null when the path is another. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const found = given[index] ?? '';
    if (part.startsWith(':')) {
      const value = decoded(found);
      if (value === null) return null;
      values[part.slice(1)] = value;
    } else if (part !== found) return null;
  }
  return values;
}

/** `%` that starts no character is no address of ours. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The path below the base: `/console/polls` → `/polls`; anything outside is the front page. */
export function below(pathname: string): string {
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : '/';
}

/** `fill('/polls/:poll', { poll: 'p/1' })` → `/polls/p%2F1` */
export function fill(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/:([a-z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/**
 * The entry of a menu that a path belongs to: of several that match, the one whose pattern says more in plain words.
 * Null: none.
 */
export function entryOf<Entry extends { to: string; under: readonly string[] }>(
  entries: readonly Entry[],
  path: string,
): Entry | null {
  let found: { entry: Entry; plain: number } | null = null;
  for (const entry of entries) {
    for (const pattern of [entry.to, ...entry.under]) {
      if (match(pattern, path) === null) continue;
      const plain = pattern.split('/').filter((part) => part !== '' && !part.startsWith(':')).length;
      if (found === null || plain > found.plain) found = { entry, plain };
    }
  }
  return found?.entry ?? null;
}
