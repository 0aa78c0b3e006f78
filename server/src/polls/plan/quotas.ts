import type { PlanMargin, PollPlan } from '@minsheng/contracts';
import { toCommonPlace } from './decimal-sum.js';

/** People by area and cell of the quota margins, from a population file; levels in the order of those margins. */
export interface PopulationCell {
  area: string;
  levels: string[];
  people: number;
}

/**
 * Interviews of every area over the cells of the quota margins (sex × age): largest remainder, so that they sum to the
 * area's target. Without a cross table a cell's part is the product of the margins' shares.
 *
 * @param margins those of the plan without the area's
 */
export function quotasOf(
  areas: readonly { code: string; target: number }[],
  margins: readonly PlanMargin[],
  crossTable: readonly PopulationCell[] | null,
): PollPlan['quotas'] {
  if (margins.length === 0) return [];
  const cells = cellsOf(margins);
  const products = crossTable ? null : cells.map((levels) => productOf(margins, levels));
  const known = new Map((crossTable ?? []).map((cell) => [keyOf(cell.area, cell.levels), cell.people]));
  return areas.flatMap(({ code, target }) => {
    const parts = products ?? cells.map((levels) => BigInt(known.get(keyOf(code, levels)) ?? 0));
    const targets = largestRemainder(target, parts);
    return cells.map((levels, index) => ({
      area: code,
      cell: Object.fromEntries(margins.map((margin, at) => [margin.code, levels[at] as string])),
      target: targets[index] as number,
    }));
  });
}

/**
 * Whole numbers that sum to `total` and are as near as can be to the parts' proportions (最大余数法, Hamilton). Of equal
 * remainders the earlier wins. Parts that are all 0 give all 0.
 */
export function largestRemainder(total: number, parts: readonly bigint[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0n);
  if (whole === 0n) return parts.map(() => 0);
  const scaled = parts.map((part) => part * BigInt(total));
  const given = scaled.map((part) => Number(part / whole));
  const missing = total - given.reduce((sum, count) => sum + count, 0);
  const byRemainder = scaled
    .map((part, index) => ({ index, remainder: part % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, missing)) given[index] = (given[index] as number) + 1;
  return given;
}

/** Every combination of the margins' levels, the first margin turning slowest. */
export function cellsOf(margins: readonly { levels: readonly { code: string }[] }[]): string[][] {
  return margins.reduce<string[][]>(
    (cells, margin) => cells.flatMap((cell) => margin.levels.map(({ code }) => [...cell, code])),
    [[]],
  );
}

function productOf(margins: readonly PlanMargin[], levels: readonly string[]): bigint {
  return margins.reduce((product, margin, at) => {
    const { units } = toCommonPlace(margin.levels.map(({ share }) => share));
    return product * (units[margin.levels.findIndex(({ code }) => code === levels[at])] ?? 0n);
  }, 1n);
}

function keyOf(area: string, levels: readonly string[]): string {
  return JSON.stringify([area, ...levels]);
}
