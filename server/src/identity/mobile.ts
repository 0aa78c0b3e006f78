/**
 * The eleven digits of a mobile number of the Chinese mainland, or null. People copy numbers with spaces, hyphens, a
 * country code or full-width digits.
 */
export function mobileNumber(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+|00)86/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? digits : null;
}

/** `138****0000`: enough for the owner to recognise it. */
export function maskedMobile(digits: string): string {
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
