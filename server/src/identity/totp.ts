import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator speaks it: SHA-1, six digits, steps of thirty seconds. */
const period = 30;

const totpOf = (secret: Buffer, name = '', issuer = '民声 Minsheng') =>
  new TOTP({
    issuer,
    label: name,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    algorithm: 'SHA1',
    digits: 6,
    period,
  });

/** The step whose code this is, within one step before and after `now`; null when it is none of the three. */
export function matchingCounter(secret: Buffer, code: string, now: Date): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : TOTP.counter({ period, timestamp }) + delta;
}

/** The code an authenticator shows now, and for how many more seconds. */
export function shownCode(secret: Buffer, now: Date): { totp: string; secondsLeft: number } {
  const timestamp = now.getTime();
  return {
    totp: totpOf(secret).generate({ timestamp }),
    secondsLeft: Math.ceil(TOTP.remaining({ period, timestamp }) / 1000),
  };
}

/** What an authenticator scans: `otpauth://totp/…`. */
export function enrolmentUri(secret: Buffer, name: string): string {
  return totpOf(secret, name).toString();
}
