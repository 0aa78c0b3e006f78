import type { WeightingClasses } from './cells.js';
import type { MarginTarget, TargetLevel } from './margins.js';

/** When a level of an ordered margin is too thin to carry its own weight. */
export interface ThinLevelRule {
  readonly minimumRespondents: number;
  /** Kish effective respondents by base weights. */
  readonly minimumEffectiveRespondents: number;
  /** Largest factor by which the level's base weights may have to grow to meet this margin alone. */
  readonly largestFactor: number;
}

/** Fewer than 30 respondents, an effective number under 20, or a factor over 5. */
export const standardThinLevelRule: ThinLevelRule = {
  minimumRespondents: 30,
  minimumEffectiveRespondents: 20,
  largestFactor: 5,
};

export interface CollapsedLevel {
  readonly margin: string;
  readonly level: string;
  /** Code of the level that stands for both afterwards: the two codes joined by `+`, in their order. */
  readonly into: string;
  readonly because: 'few-respondents' | 'few-effective-respondents' | 'large-factor';
}

/**
 * Merges thin levels with a neighbour (合并过少的层级) in margins that allow it; every merger is logged, since it is published.
 * The level with fewest respondents goes first, into the neighbour with fewer respondents (the earlier one when equal),
 * until no level is thin or one is left. Levels without a known population neither merge nor are tested.
 *
 * Weights: base weights. A level without any respondent is thin, so an ordered margin mends what raking would refuse.
 *
 * @example 50, 29, 40 respondents in a, b, c: b joins c, its smaller neighbour, because of few respondents
 */
export function collapseThinLevels(
  sums: WeightingClasses,
  targets: readonly MarginTarget[],
  rule: ThinLevelRule = standardThinLevelRule,
): { readonly targets: readonly MarginTarget[]; readonly log: readonly CollapsedLevel[] } {
  const log: CollapsedLevel[] = [];
  const collapsed = targets.map((target) => {
    if (!target.mayCollapse) return target;
    const left = target.levels.filter(({ population }) => population === null);
    let counted = target.levels.flatMap((level) =>
      level.population === null ? [] : [{ ...level, ...countLevel(sums, target.variable, level) }],
    );
    while (counted.length > 1) {
      const thin = thinnest(counted, rule);
      if (thin === null) break;
      const { place, because } = thin;
      const before = counted[place - 1];
      const after = counted[place + 1];
      const towards = after === undefined || (before !== undefined && before.respondents <= after.respondents) ? -1 : 0;
      const first = counted[place + towards]!;
      const second = counted[place + towards + 1]!;
      const merged = merge(first, second);
      log.push({ margin: target.variable, level: counted[place]!.code, into: merged.code, because });
      counted = [...counted.slice(0, place + towards), merged, ...counted.slice(place + towards + 2)];
    }
    const levels = counted.map(({ code, members, population }) => ({ code, members: members ?? [code], population }));
    return { ...target, levels: [...levels, ...left] };
  });
  return { targets: collapsed, log };
}

interface CountedLevel extends TargetLevel {
  readonly respondents: number;
  readonly base: number;
  readonly squares: number;
}

function thinnest(
  levels: readonly CountedLevel[],
  rule: ThinLevelRule,
): { place: number; because: CollapsedLevel['because'] } | null {
  const population = levels.reduce((sum, level) => sum + level.population!, 0);
  const base = levels.reduce((sum, level) => sum + level.base, 0);
  let found: { place: number; because: CollapsedLevel['because'] } | null = null;
  for (let place = 0; place < levels.length; place++) {
    const because = reasonToCollapse(levels[place]!, population, base, rule);
    if (because !== null && (found === null || levels[place]!.respondents < levels[found.place]!.respondents)) {
      found = { place, because };
    }
  }
  return found;
}

function reasonToCollapse(
  level: CountedLevel,
  population: number,
  base: number,
  rule: ThinLevelRule,
): CollapsedLevel['because'] | null {
  if (level.respondents < rule.minimumRespondents || level.respondents === 0) return 'few-respondents';
  if ((level.base * level.base) / level.squares < rule.minimumEffectiveRespondents) return 'few-effective-respondents';
  return level.population! / population > rule.largestFactor * (level.base / base) ? 'large-factor' : null;
}

function merge(first: CountedLevel, second: CountedLevel): CountedLevel {
  return {
    code: `${first.code}+${second.code}`,
    members: [...(first.members ?? [first.code]), ...(second.members ?? [second.code])],
    population: first.population! + second.population!,
    respondents: first.respondents + second.respondents,
    base: first.base + second.base,
    squares: first.squares + second.squares,
  };
}

function countLevel(
  sums: WeightingClasses,
  variable: string,
  level: TargetLevel,
): Omit<CountedLevel, keyof TargetLevel> {
  const v = sums.variables.findIndex(({ code }) => code === variable);
  if (v < 0) throw new RangeError(`there is no weighting variable ${variable}`);
  const members = new Set((level.members ?? [level.code]).map((code) => sums.variables[v]!.levels.indexOf(code)));
  const { classes } = sums;
  let respondents = 0;
  let base = 0;
  let squares = 0;
  for (let c = 0; c < classes.count; c++) {
    if (!members.has(classes.levels[c * sums.variables.length + v]!)) continue;
    const n = classes.respondents[c]!;
    const weight = classes.baseWeight[c]!;
    respondents += n;
    base += n * weight;
    squares += n * weight * weight;
  }
  return { respondents, base, squares };
}
