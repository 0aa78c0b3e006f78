import type { NewReport, ReportReceipt } from '@minsheng/contracts';
import type { Letter, Parcel, ReportLetter } from './outbox.js';

/** A report as it is sent. @param photos the server's ids of its pictures */
export function newReport(parcel: Parcel, letter: ReportLetter, photos: string[]): NewReport {
  const { category, point, placeText, text, isAnonymous, joins } = letter;
  if (category === null) throw new Error('a report without a category is not sent');
  return {
    clientId: parcel.id,
    photos,
    category,
    point,
    placeText: placeText.trim() || null,
    text: text.trim() || null,
    isAnonymous,
    takenAt: parcel.photos[0]?.takenAt ?? parcel.bornAt,
    joins,
  };
}

/** What the citizen keeps of an answer: only reports have a number. */
export function receiptIn(letter: Letter, body: unknown): ReportReceipt | null {
  return letter.kind === 'report' ? (body as ReportReceipt) : null;
}
