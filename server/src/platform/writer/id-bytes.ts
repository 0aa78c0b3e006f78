const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const valueOf = new Uint8Array(128).fill(255);
[...digits].forEach((digit, value) => (valueOf[digit.charCodeAt(0)] = value));

/** A ULID that fits in 128 bits: its first digit is 0 to 7. */
export const ulidPattern = '^[0-7][0-9A-HJKMNP-TV-Z]{25}$';

/**
 * The 16 bytes of a ULID (Crockford base 32, 26 digits, the first of 3 bits).
 * @throws RangeError when it is not one
 */
export function idBytes(ulid: string): Buffer {
  if (ulid.length !== 26) throw new RangeError('a ULID has 26 digits');
  const bytes = Buffer.allocUnsafe(16);
  let held = 0;
  let bits = -2; // 26 digits hold 130 bits: the two highest are not there
  let at = 0;
  for (let index = 0; index < 26; index++) {
    const value = valueOf[ulid.charCodeAt(index)] ?? 255;
    if (value === 255 || (index === 0 && value > 7)) throw new RangeError('not a ULID');
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

export function idText(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 2;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += digits[(held >> bits) & 31] ?? '';
      held &= (1 << bits) - 1;
    }
  }
  return text;
}
