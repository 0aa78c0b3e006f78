import type { RankingGroup, RankingReview } from '@minsheng/contracts';

type Compared = RankingReview['sensitivity']['units'][number];

export interface SensitivityAxis {
  ticks: number[];
  /** Place of a score, 0 to 1. */
  position: (score: string) => number;
}

const alternativesOf = ({ keepFlagged, interviewsOnly, onlineOnly }: Compared) =>
  [keepFlagged, interviewsOnly, onlineOnly].filter((score): score is string => score !== null);

const steps = [0.5, 1, 2, 5, 10, 20, 50];
const mostTicks = 4;

/** One axis for all units compared, cut where nothing lies; only marks stand on it, never bars. */
export function sensitivityAxis(units: readonly Compared[]): SensitivityAxis {
  const scores = units.flatMap((unit) => [unit.published, ...alternativesOf(unit)].map(Number));
  const least = scores.length === 0 ? 0 : Math.min(...scores);
  const most = scores.length === 0 ? 100 : Math.max(...scores);
  const spread = Math.max(most - least, 1);
  const low = (least + most) / 2 - spread * 0.56;
  const high = (least + most) / 2 + spread * 0.56;
  const step = steps.find((candidate) => (high - low) / candidate <= mostTicks) ?? 100;
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  return {
    ticks: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step),
    position: (score) => (Number(score) - low) / (high - low),
  };
}

/** Units whose largest difference is more than the error of their published score: those are coloured. */
export function beyondError(units: readonly Compared[], groups: readonly RankingGroup[]): Set<string> {
  const halfWidths = new Map(
    groups.flatMap(({ rows }) => rows.map(({ unitId, halfWidth }) => [unitId, Number(halfWidth)] as const)),
  );
  return new Set(
    units
      .filter(({ unitId, largestDifference }) => {
        const halfWidth = halfWidths.get(unitId);
        return halfWidth !== undefined && Math.abs(Number(largestDifference)) > halfWidth;
      })
      .map(({ unitId }) => unitId),
  );
}

/** The unit that other choices move most; the first of equals, null when nothing moves. */
export function mostMoved(units: readonly Compared[]): Compared | null {
  const size = ({ largestDifference }: Compared) => Math.abs(Number(largestDifference));
  const most = units.reduce<Compared | null>(
    (found, unit) => (found === null || size(unit) > size(found) ? unit : found),
    null,
  );
  return most === null || size(most) === 0 ? null : most;
}
