import { workingCalendarOf } from '../deadlines/index.js';
import type { Work } from '../platform/index.js';
import { calendarOf, type CalendarOverride, type SchemeCalendar } from './calendar.js';
import { configHash } from './preset.js';
import { presets } from './presets.js';
import type { SchemeConfig } from './scheme-config.js';
import { findPublishedOverrides, findScheme, takeScheme, versionInForce } from './scheme.queries.js';
import { schemeProblems } from './scheme.problems.js';
import type { SchemeVersion } from './scheme-version.entity.js';
import type { Scheme } from './scheme.entity.js';

export interface SchemeInForce {
  scheme: Scheme;
  version: SchemeVersion;
  config: SchemeConfig;
}

/**
 * The parameters that govern an instant, null before the city has adopted a scheme. A period is pinned to what was in
 * force at its start: ask with that instant.
 */
export async function schemeInForce(work: Work, at: Date = work.now): Promise<SchemeInForce | null> {
  const scheme = await findScheme(work);
  const version = scheme ? await versionInForce(work, scheme.id, at) : null;
  if (!scheme || !version) return null;
  if (configHash(version.config) !== version.configHash)
    throw new Error(`scheme version ${version.id} does not match its hash`);
  return { scheme, version, config: version.config };
}

/** The same where nothing works without it. Throws the Problem `scheme.not-adopted`. */
export async function currentScheme(work: Work, at: Date = work.now): Promise<SchemeInForce> {
  const found = await schemeInForce(work, at);
  if (!found) throw schemeProblems['not-adopted']();
  return found;
}

/** The calendar in force with its published overrides; before adoption that of the preset, null without either. */
export async function currentCalendar(work: Work, presetCode: string): Promise<SchemeCalendar | null> {
  const found = await schemeInForce(work);
  if (found) return calendarInForce(work, found);
  const preset = presets().get(presetCode);
  return preset ? calendarOf(preset.config, await workingCalendarOf(work)) : null;
}

/** The scheme in force for a stage that will write to it: one such stage at a time. */
export async function takeCurrentScheme(work: Work): Promise<SchemeInForce> {
  await takeScheme(work);
  return currentScheme(work);
}

export async function calendarInForce(work: Work, { scheme, config }: SchemeInForce): Promise<SchemeCalendar> {
  return calendarOf(config, await workingCalendarOf(work), await publishedOverrides(work, scheme));
}

export async function publishedOverrides(work: Work, scheme: Scheme): Promise<CalendarOverride[]> {
  const published = await findPublishedOverrides(work, scheme.id);
  return published.map(({ ruleCode, periodKey, newStart, newEnd }) => ({ ruleCode, periodKey, newStart, newEnd }));
}
