/** `2462` → `2,462`. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share as whole per cent. */
export function wholePercent(share: number): number {
  return Math.round(share * 100);
}

/** In English: `1 minute`, `2 minutes`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
