import type { FurtherEvidence, NewReport, ReportRating, ReportReceipt } from '@minsheng/contracts';
import type { EvidenceLetter, Letter, Parcel, RatingLetter, ReportLetter } from './outbox.js';

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

/** 没解决 or 补充 as it is sent: under the parcel's own id at every try, so that an answer lost on its way costs nothing. */
export function newEvidence({ id }: Parcel, { text }: EvidenceLetter, photos: string[]): FurtherEvidence {
  return { clientId: id, photos, text: text.trim() || null };
}

/** 评价 as it is sent, under the parcel's own id at every try. */
export function newRating({ id }: Parcel, { effect }: RatingLetter): ReportRating {
  return { clientId: id, effect, service: null, text: null };
}

/** What the citizen keeps of an answer: only reports have a number. */
export function receiptIn(letter: Letter, body: unknown): ReportReceipt | null {
  return letter.kind === 'report' ? (body as ReportReceipt) : null;
}
