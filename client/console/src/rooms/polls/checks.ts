import type {
  LocalisedText,
  MethodBox,
  PollRankingView,
  RankedUnit,
  RankingGroup,
  UnrankedUnit,
} from '@minsheng/contracts';

/**
 * What a reviewer would recompute by hand before signing, from the ranking as it came and nothing else. `attention` is
 * not wrong but must be said in the release; `failed` contradicts the published rule.
 */
export interface Check {
  code:
    | 'respondents'
    | 'effective-respondents'
    | 'half-width'
    | 'margins-met'
    | 'ranks-stand-on-scores'
    | 'bands-share-a-rank'
    | 'dont-know'
    | 'not-ranked';
  state: 'passed' | 'attention' | 'failed';
  /** What the rule asks, and the least favourable value found; null when there is nothing to measure. */
  limit: number | null;
  found: number | null;
  units: LocalisedText[];
}

/** 不了解 above this share needs a note in the release. */
export const dontKnowNoteAbove = 0.4;

/** A margin is met when the difference prints as 0.00 percentage points. */
const marginTolerance = 0.00005;

export function scoreRange({ scoreMap }: Pick<MethodBox, 'scoreMap'>): number {
  const scores = scoreMap.map(({ score }) => score);
  return scores.length === 0 ? 0 : Math.max(...scores) - Math.min(...scores);
}

/** Competition ranks (1, 2, 2, 4) on the published scores, by unit. */
export function ranksOnScores(rows: readonly Pick<RankedUnit, 'unitId' | 'score'>[]): Map<string, number> {
  const hundredths = (score: string) => Math.round(Number(score) * 100);
  return new Map(
    rows.map(({ unitId, score }) => [
      unitId,
      1 + rows.filter((other) => hundredths(other.score) > hundredths(score)).length,
    ]),
  );
}

/** Whether some rank lies in every one of the sets. */
export function shareARank(sets: readonly (readonly [number, number])[]): boolean {
  return Math.max(...sets.map(([best]) => best)) <= Math.min(...sets.map(([, worst]) => worst));
}

export function largestMarginMiss({ weighting }: Pick<MethodBox, 'weighting'>): number {
  const misses = weighting.margins.flatMap(({ levels }) =>
    levels.flatMap(({ target, after }) => (target === null ? [] : [Math.abs(after - target)])),
  );
  return Math.max(0, ...misses);
}

export function checksOf({ groups, method }: Pick<PollRankingView, 'groups' | 'method'>): Check[] {
  const ranked = groups.flatMap(({ rows }) => rows);
  const unranked: UnrankedUnit[] = groups.flatMap((group) => group.unranked);
  const rule = method.publicationRule;
  const atLeast = (code: Check['code'], limit: number, value: (unit: RankedUnit) => number): Check => {
    const short = ranked.filter((unit) => value(unit) < limit);
    return {
      code,
      state: short.length === 0 ? 'passed' : 'failed',
      limit,
      found: ranked.length === 0 ? null : Math.min(...ranked.map(value)),
      units: short.map(({ name }) => name),
    };
  };

  const widest = rule.widestHalfWidthShare * scoreRange(method);
  const tooWide = ranked.filter(({ halfWidth }) => Number(halfWidth) > widest + 1e-9);
  const misplaced = groups.flatMap(({ rows }) => {
    const ranks = ranksOnScores(rows);
    return rows.filter(({ unitId, rank, rankSet: [best, worst] }) => {
      return rank !== ranks.get(unitId) || rank < best || rank > worst;
    });
  });
  const split = groups.flatMap(({ bands, rows }) =>
    bands.flatMap(({ unitIds }) => {
      const members = rows.filter(({ unitId }) => unitIds.includes(unitId));
      return members.length > 0 && shareARank(members.map(({ rankSet }) => rankSet)) ? [] : members;
    }),
  );
  const miss = largestMarginMiss(method);
  const unsure = [...ranked, ...unranked].filter(({ dontKnowShare }) => dontKnowShare > dontKnowNoteAbove);

  return [
    atLeast('respondents', rule.minimumRespondents, (unit) => unit.respondents),
    atLeast('effective-respondents', rule.minimumEffectiveRespondents, (unit) => unit.effectiveRespondents ?? 0),
    {
      code: 'half-width',
      state: tooWide.length === 0 ? 'passed' : 'failed',
      limit: widest,
      found: ranked.length === 0 ? null : Math.max(...ranked.map(({ halfWidth }) => Number(halfWidth))),
      units: tooWide.map(({ name }) => name),
    },
    {
      code: 'margins-met',
      state: miss <= marginTolerance ? 'passed' : 'attention',
      limit: null,
      found: miss,
      units: [],
    },
    {
      code: 'ranks-stand-on-scores',
      state: misplaced.length === 0 ? 'passed' : 'failed',
      limit: null,
      found: ranked.length,
      units: misplaced.map(({ name }) => name),
    },
    {
      code: 'bands-share-a-rank',
      state: split.length === 0 ? 'passed' : 'failed',
      limit: null,
      found: groups.reduce((count, { bands }) => count + bands.length, 0),
      units: split.map(({ name }) => name),
    },
    {
      code: 'dont-know',
      state: unsure.length === 0 ? 'passed' : 'attention',
      limit: dontKnowNoteAbove,
      found: unsure.length,
      units: unsure.map(({ name }) => name),
    },
    {
      code: 'not-ranked',
      state: unranked.length === 0 ? 'passed' : 'attention',
      limit: null,
      found: unranked.length,
      units: unranked.map(({ name }) => name),
    },
  ];
}

/** A unit of the view by id, ranked or not, with its group. */
export function findUnit(
  groups: readonly RankingGroup[],
  unitId: string,
): { group: RankingGroup; unit: RankedUnit | UnrankedUnit } | null {
  for (const group of groups) {
    const unit = [...group.rows, ...group.unranked].find((candidate) => candidate.unitId === unitId);
    if (unit !== undefined) return { group, unit };
  }
  return null;
}
