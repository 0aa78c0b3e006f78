import type { LocalisedText } from '@minsheng/contracts';
import type { SchemeConfig } from '../scheme/index.js';

export type GradeCode = keyof SchemeConfig['issues']['grades'];

/** The least grave first: whoever corrects a grade upwards gives more time. */
export const gradeCodes = ['GENERAL', 'URGENT_DIFFICULT', 'MAJOR'] as const satisfies readonly GradeCode[];

/** Between the issue's point and the after-photo's (BR-18). */
export const afterPhotoMetres = 100;

export function isGrade(code: string): code is GradeCode {
  return (gradeCodes as readonly string[]).includes(code);
}

/** What the city calls a tier of its library (问题库); null where it has one only. */
export function tierName({ issues }: SchemeConfig, tier: number): LocalisedText | null {
  return issues.tiers === 1 ? null : (issues.tierNames[tier - 1] ?? null);
}

/**
 * Whether somebody has to go and look (现场核查): for what is urgent, difficult or major, and wherever the citizen has said
 * once already that it was not fixed.
 */
export function needsVisit(issue: { grade: GradeCode; reopenings: number }): boolean {
  return issue.grade !== 'GENERAL' || issue.reopenings > 0;
}
