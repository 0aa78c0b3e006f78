/**
 * Why the phone did not do what was asked. `denied`: the person said no to the permission; `privacy`: the person, or the
 * declaration in WeChat's console, said no to the privacy terms; `cancelled`: closed the dialog; `unavailable`: all else.
 */
export type DeviceRefusal = 'denied' | 'privacy' | 'cancelled' | 'unavailable';

export type FromDevice<T> = { kind: 'given'; value: T } | { kind: 'refused'; because: DeviceRefusal };

/** WeChat's privacy errors: 103 and 104 the person refused, 112 the interface is not declared. */
const privacyErrors = new Set([103, 104, 112]);

/** Reads WeChat's `{errMsg, errno}`; the message's wording is the only sign of a refused permission. */
export function refusalOf(error: unknown): DeviceRefusal {
  const { errMsg = '', errno } = (error ?? {}) as { errMsg?: string; errno?: number };
  if (errno !== undefined && privacyErrors.has(errno)) return 'privacy';
  if (/privacy/.test(errMsg)) return 'privacy';
  if (/cancel/.test(errMsg)) return 'cancelled';
  if (/auth deny|auth denied|authorize|permission|NotAllowed/i.test(errMsg)) return 'denied';
  return 'unavailable';
}

/** Runs one call to the phone and turns its failure into a reason. */
export async function fromDevice<T>(call: () => Promise<T>): Promise<FromDevice<T>> {
  try {
    return { kind: 'given', value: await call() };
  } catch (error) {
    return { kind: 'refused', because: refusalOf(error) };
  }
}
