import { wallClock } from './format.js';

/** `2026.10.24`, as the stamp of a sealed plan or release carries it. */
export function stampDate(instant: string): string {
  const { year, month, day } = wallClock(instant);
  return `${year}.${String(month).padStart(2, '0')}.${String(day).padStart(2, '0')}`;
}

/** The signer's name under 已签; a name that would run out of the frame gives way to the date. */
export function stampLine(person: string | null, signedAt: string): string {
  return person !== null && [...person].length <= 8 ? person : stampDate(signedAt);
}
