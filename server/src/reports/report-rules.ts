import type { ReportCategory } from '@minsheng/contracts';
import { lenientCalendarOf, parseCivilDate, workingDeadline } from '../deadlines/index.js';
import type { Work } from '../platform/index.js';
import { type SchemeConfig, presets, schemeInForce } from '../scheme/index.js';
import { reportProblems } from './reports.problems.js';

/** The parameters in force; before the city has adopted a scheme, those of its preset. */
export async function parametersFor(work: Work, presetCode: string): Promise<SchemeConfig> {
  const found = await schemeInForce(work);
  const parameters = found?.config ?? presets().get(presetCode)?.config;
  if (!parameters) throw new Error(`there is no preset ${presetCode}`);
  return parameters;
}

/** A position rougher than this needs words beside it. Metres. */
export const roughMetres = 100;

/** How a category is shown; one that the scheme does not know (any more) is shown by its own word. */
export function categoryOf({ reports }: SchemeConfig, code: string): ReportCategory {
  const known = reports.categories.find((category) => category.code === code);
  if (!known) return { code, name: { zh: code, en: code }, police: null };
  return { code, name: { zh: known.zh, en: known.en }, police: known.police ?? null };
}

/**
 * A category of the scheme in which reports are taken. Throws the Problem of an unknown one, or of one that is the police's,
 * the fire brigade's or the ambulance's (BR-26).
 */
export function requireCategory(parameters: SchemeConfig, code: string): ReportCategory {
  const { police, ...category } = categoryOf(parameters, code);
  if (!parameters.reports.categories.some((known) => known.code === code))
    throw reportProblems['unknown-category']({ category: code });
  if (police !== null) throw reportProblems['police-matter']({ number: police, name: category.name.zh });
  return { ...category, police };
}

/**
 * When acceptance is decided. A citizen is never refused for a holiday arrangement that has not been entered yet: there a
 * weekday counts as worked, and the desk is early rather than late.
 */
export async function acceptanceDue(work: Work, workingDays: number): Promise<Date> {
  return workingDeadline(work.now, workingDays, await lenientCalendarOf(work));
}

/** `2026-04-12`, 31 → `SP-20260412-00031`. */
export function reportNumber(day: string, number: number): string {
  if (parseCivilDate(day) === null) throw new RangeError(`not a day: ${day}`);
  return `SP-${day.replaceAll('-', '')}-${String(number).padStart(5, '0')}`;
}
