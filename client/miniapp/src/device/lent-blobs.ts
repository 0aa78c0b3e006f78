/**
 * Pictures that a browser hands over, by a path of their own until `keepFile` has put them away: the page may not fetch
 * object addresses, and an address is all that the rest of the app knows of a picture.
 */
const lent = new Map<string, Blob>();
let count = 0;

export function lend(blob: Blob): string {
  count += 1;
  const path = `lent:${count}`;
  lent.set(path, blob);
  return path;
}

/** Gives the picture back, once. @throws when it was given back already */
export function takeBack(path: string): Blob {
  const blob = lent.get(path);
  if (!blob) throw new Error(`no picture ${path}`);
  lent.delete(path);
  return blob;
}
