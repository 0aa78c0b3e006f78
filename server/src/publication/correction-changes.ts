import type { Correction, LocalisedText, RankedUnit, RankingGroup } from '@minsheng/contracts';

type Change = Correction['changes'][number];

interface Listed {
  name: LocalisedText;
  /** Null: listed apart, without figures. */
  ranked: RankedUnit | null;
}

/** What a reader saw of a unit: figures only while it was ranked. */
function publishedOf(unit: Listed | undefined): Record<Change['field'], string> {
  const none = { score: '', halfWidth: '', rank: '', rankSet: '', band: '' };
  if (!unit) return { listing: '', ...none };
  const { ranked } = unit;
  if (!ranked) return { listing: 'unranked', ...none };
  return {
    listing: 'ranked',
    score: ranked.score,
    halfWidth: ranked.halfWidth,
    rank: String(ranked.rank),
    rankSet: [...new Set(ranked.rankSet)].join('–'),
    band: String(ranked.band),
  };
}

/**
 * Every released number that differs, old and new (BR-06), in the order of the new release; units that are gone come last
 * in their group. Empty: nothing that a reader could have copied is different. `''` where there was or is no figure.
 */
export function changedRows(before: readonly RankingGroup[], after: readonly RankingGroup[]): Change[] {
  const codes = [...new Set([...after, ...before].map(({ code }) => code))];
  return codes.flatMap((code) => {
    const old = unitsOf(before, code);
    const fresh = unitsOf(after, code);
    return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((unitId) => {
      const [was, is] = [publishedOf(old.get(unitId)), publishedOf(fresh.get(unitId))];
      const name = (fresh.get(unitId) ?? old.get(unitId))!.name;
      return (Object.keys(is) as Change['field'][])
        .filter((field) => was[field] !== is[field])
        .map((field) => ({ group: code, unitId, name, field, before: was[field], after: is[field] }));
    });
  });
}

function unitsOf(groups: readonly RankingGroup[], code: string): Map<string, Listed> {
  const group = groups.find((each) => each.code === code);
  return new Map([
    ...(group?.rows ?? []).map((unit): [string, Listed] => [unit.unitId, { name: unit.name, ranked: unit }]),
    ...(group?.unranked ?? []).map((unit): [string, Listed] => [unit.unitId, { name: unit.name, ranked: null }]),
  ]);
}
