/** A mainland mobile number as typed, spaces allowed; null when it is not one. */
export function phoneNumber(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^1\d{10}$/.test(digits) ? digits : null;
}

/** The six digits sent to the phone; null when they are not six. */
export function phoneCode(typed: string): string | null {
  const digits = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}
