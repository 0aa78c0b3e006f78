import { View } from '@tarojs/components';
import { usePreferences } from '../../preferences/preferences-context.js';
import type { Axis } from '../../ranking/axis.js';
import type { ChangeView, RowView, UnrankedRowView } from '../../ranking/ranking-view.js';
import { Chip } from '../../ui/chip.js';
import { DotInterval } from '../../ui/dot-interval.js';
import { Icon } from '../../ui/icon.js';
import { rowSpoken } from '../../ui/ranking-words.js';
import { Tappable } from '../../ui/tappable.js';

interface RankRowProps {
  row: RowView;
  ticks: Axis['ticks'];
  /** Where rows do not stand under their band, each says its own. */
  isBandTold?: boolean;
  onOpen(unitId: string): void;
}

export function RankRow({ row, ticks, isBandTold = false, onOpen }: RankRowProps) {
  const { messages } = usePreferences();
  return (
    <Tappable className="rank-row" label={rowSpoken(row, messages)} onTap={() => onOpen(row.unitId)}>
      <View>
        <View className="rank-row__name">{row.name}</View>
        <View className="rank-row__place">
          {messages.ranking.rankSet(row.rankSet[0], row.rankSet[1])}
          {isBandTold ? (
            <>
              <View className="dot-between" />
              {messages.ranking.band(row.band)}
            </>
          ) : null}
          {row.change ? (
            <>
              <View className="dot-between" />
              <Change change={row.change} />
            </>
          ) : null}
        </View>
      </View>
      <DotInterval at={row.at} ticks={ticks} online={row.online?.at} />
      <View className="rank-row__figures">
        <View className="rank-row__score">{row.score}</View>
        <View className="rank-row__width">{messages.ranking.plusMinus(row.halfWidth)}</View>
      </View>
    </Tappable>
  );
}

export function Change({ change }: { change: ChangeView }) {
  const { messages } = usePreferences();
  if (change.kind === 'level') return <>{messages.ranking.level}</>;
  return (
    <View className={`change change--${change.kind}`} aria-label={messages.ranking[change.kind](change.by)}>
      <Icon name={change.kind === 'up' ? 'arrow-up' : 'arrow-down'} size={12} strokeWidth={2.4} />
      {change.by}
    </View>
  );
}

export function UnrankedRow({ row, onOpen }: { row: UnrankedRowView; onOpen(unitId: string): void }) {
  const { messages } = usePreferences();
  const because = row.because.join(messages.listSeparator);
  return (
    <Tappable
      className="rank-row rank-row--unranked"
      label={messages.ranking.spokenUnranked({ name: row.name, because, figures: row.figures })}
      onTap={() => onOpen(row.unitId)}
    >
      <View>
        <View className="rank-row__name">{row.name}</View>
        <View className="rank-row__reasons">
          {row.because.map((reason) => (
            <Chip key={reason}>{reason}</Chip>
          ))}
        </View>
      </View>
      {row.figures ? (
        <View className="rank-row__figures">
          <View className="rank-row__score">{row.figures.score}</View>
          <View className="rank-row__width">{messages.ranking.plusMinus(row.figures.halfWidth)}</View>
        </View>
      ) : null}
    </Tappable>
  );
}
