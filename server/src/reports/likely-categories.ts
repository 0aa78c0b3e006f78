import { type ReportCategory } from '@minsheng/contracts';
import { boundingBox } from '../organisation/index.js';
import { type Work, rows } from '../platform/index.js';

/** Metres within which "here" is. */
const here = 500;
/** So many of the city's newest reports say what is frequent in it. */
const newest = 2000;

export interface CategoryCounts {
  category: string;
  reports: number;
}

/**
 * Up to three categories to show first: the person's last, the most frequent here, the most frequent in the city; where two
 * of them are one, the city's next. Categories that are the police's are never among them.
 */
export function likelyCategories(
  offered: readonly Pick<ReportCategory, 'code' | 'police'>[],
  last: string | null,
  nearby: readonly CategoryCounts[],
  city: readonly CategoryCounts[],
): string[] {
  const takes = new Set(offered.filter(({ police }) => police === null).map(({ code }) => code));
  const byFrequency = (counts: readonly CategoryCounts[]): string[] =>
    [...counts]
      .filter(({ category }) => takes.has(category))
      .sort((a, b) => b.reports - a.reports || (a.category < b.category ? -1 : 1))
      .map(({ category }) => category);
  const [mostHere] = byFrequency(nearby);
  const ordered = [
    ...(last !== null && takes.has(last) ? [last] : []),
    ...(mostHere === undefined ? [] : [mostHere]),
    ...byFrequency(city),
    ...takes,
  ];
  return [...new Set(ordered)].slice(0, 3);
}

export async function findLastCategory(work: Work, citizenId: string): Promise<string | null> {
  const [found] = await rows<{ category: string }>(
    work,
    `SELECT r.category FROM report_reporter p JOIN report r ON r.id = p.report_id
     WHERE p.citizen_id = $1 ORDER BY p.sent_at DESC LIMIT 1`,
    [citizenId],
  );
  return found?.category ?? null;
}

export async function countCategoriesHere(work: Work, point: { lng: number; lat: number }): Promise<CategoryCounts[]> {
  const { west, south, east, north } = boundingBox(point, here);
  return counts(
    await rows(
      work,
      `SELECT category, COUNT(*) AS reports FROM
         (SELECT category FROM report WHERE lat BETWEEN $1 AND $2 AND lng BETWEEN $3 AND $4 LIMIT ${newest}) AS here
       GROUP BY category`,
      [south, north, west, east],
    ),
  );
}

export async function countCategoriesOfCity(work: Work): Promise<CategoryCounts[]> {
  return counts(
    await rows(
      work,
      `SELECT category, COUNT(*) AS reports FROM
         (SELECT category FROM report ORDER BY submitted_at DESC, id DESC LIMIT ${newest}) AS newest
       GROUP BY category`,
    ),
  );
}

function counts(found: Record<string, unknown>[]): CategoryCounts[] {
  return found.map(({ category, reports }) => ({ category: String(category), reports: Number(reports) }));
}
