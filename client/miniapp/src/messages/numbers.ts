/** `2462` → `2,462`. */
export function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share as whole per cent. */
export function wholePercent(share: number): number {
  return Math.round(share * 100);
}
