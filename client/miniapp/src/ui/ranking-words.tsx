import { View } from '@tarojs/components';
import type { Messages } from '../messages/index.js';
import { usePreferences } from '../preferences/preferences-context.js';
import type { RowView } from '../ranking/ranking-view.js';

/** The sentence that the data support: how many units, how many bands, and that a band is a tie. */
export function RankingSentence({ units, bands }: { units: number; bands: number }) {
  const { messages } = usePreferences();
  const { summary } = messages.ranking;
  if (units === 1) return <View className="ranking-sentence">{summary.alone}</View>;
  if (bands === 1) {
    return (
      <View className="ranking-sentence">
        {summary.together(units)}
        <View className="ranking-sentence__fact">{summary.noOrder}</View>
        {summary.end}
      </View>
    );
  }
  return (
    <View className="ranking-sentence">
      {summary.units(units)}
      <View className="ranking-sentence__fact">{summary.bands(bands)}</View>
      {summary.join}
      <View className="ranking-sentence__fact">{summary.tie}</View>
      {summary.end}
    </View>
  );
}

/** A row as a screen reader says it: never a score without its interval, never a place without its set. */
export function rowSpoken(row: RowView, { ranking, listSeparator }: Messages): string {
  const spoken = ranking.spokenRow({
    name: row.name,
    score: row.score,
    halfWidth: row.halfWidth,
    from: row.interval[0],
    to: row.interval[1],
    rank: ranking.rankSet(row.rankSet[0], row.rankSet[1]),
    band: ranking.band(row.band),
    size: row.bandSize,
  });
  return row.online ? `${spoken}${listSeparator}${ranking.spokenOnline(row.online.score)}` : spoken;
}
