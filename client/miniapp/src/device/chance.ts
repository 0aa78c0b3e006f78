/**
 * A number in [0, 1) for ids: it must differ from phone to phone, and need not be secret. Browsers have better chance than
 * `Math.random`; WeChat's own source answers too late for a draft that is kept at once.
 */
export function chance(): number {
  const { crypto } = globalThis as { crypto?: Crypto };
  if (typeof crypto?.getRandomValues !== 'function') return Math.random();
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
