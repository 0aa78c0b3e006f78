import type { GivenPoint, ReportCategory, ReportForm } from '@minsheng/contracts';
import type { Parcel, ReportLetter } from '../outbox/outbox.js';

/** A position rougher than this needs the place in words, and the pin by hand (metres). */
export const roughestMetres = 100;

/** What still has to be there before a report can be handed in, in the order in which it is asked for. */
export type Lack = 'photo' | 'inside' | 'place' | 'category';

/** Whether the place has to be said in words: no position, or a rough one. */
export function needsPlace(point: GivenPoint | null): boolean {
  if (point === null) return true;
  return point.accuracyMetres !== null && point.accuracyMetres > roughestMetres;
}

/**
 * A position outside the city needs the place in words: phones err, and whoever reads it at the desk decides.
 *
 * @param isInside whether the city says that the position is its own; null: not known, which is no obstacle
 */
export function lacksOf({ photos }: Parcel, letter: ReportLetter, isInside: boolean | null): Lack[] {
  const lacks: Lack[] = [];
  if (photos.length === 0) lacks.push('photo');
  const isSaid = letter.placeText.trim() !== '';
  if (isInside === false && !isSaid) lacks.push('inside');
  if (needsPlace(letter.point) && !isSaid) lacks.push('place');
  if (letter.category === null) lacks.push('category');
  return lacks;
}

/** Categories that are reported here; what belongs to the police is called, not reported (BR-26). */
export function reportable(form: Pick<ReportForm, 'categories'>): ReportCategory[] {
  return form.categories.filter(({ police }) => police === null);
}

/** The category a new draft starts with: the likeliest one that can be reported. */
export function likeliest(form: Pick<ReportForm, 'categories' | 'likely'>): string | null {
  const known = new Set(reportable(form).map(({ code }) => code));
  return form.likely.find((code) => known.has(code)) ?? null;
}

/** Tiles beside 更多: the likely three, and the chosen one before them when it is none of them. */
export function tilesOf(form: Pick<ReportForm, 'categories' | 'likely'>, chosen: string | null): ReportCategory[] {
  const all = reportable(form);
  const likely = form.likely.flatMap((code) => all.filter((category) => category.code === code)).slice(0, 3);
  const own = all.find(({ code }) => code === chosen);
  return own && !likely.includes(own) ? [own, ...likely.slice(0, 2)] : likely;
}

/** Numbers to call, each with what it is for, in the order in which they are listed. */
export function policeLines(form: Pick<ReportForm, 'categories'>): { number: string; categories: ReportCategory[] }[] {
  const lines: { number: string; categories: ReportCategory[] }[] = [];
  for (const category of form.categories) {
    if (category.police === null) continue;
    const line = lines.find(({ number }) => number === category.police);
    if (line) line.categories.push(category);
    else lines.push({ number: category.police, categories: [category] });
  }
  return lines;
}
