import type { BankIndicator, LocalisedText } from '@minsheng/contracts';

/** How long an indicator has been asked in the same way. */
export interface Series {
  /** Polls since the last break, the newest included. */
  length: number;
  /** Period of the first of them; null: never asked. */
  since: string | null;
  latest: string | null;
  /** Whether there were polls before `since` that cannot be compared. */
  isBroken: boolean;
}

export function seriesOf({ series }: Pick<BankIndicator, 'series'>): Series {
  const breakAt = series.findIndex(({ isBreak }) => isBreak);
  const length = breakAt < 0 ? series.length : breakAt + 1;
  return {
    length,
    since: series[length - 1]?.periodKey ?? null,
    latest: series[0]?.periodKey ?? null,
    isBroken: length < series.length,
  };
}

/** What becomes of the series when the item is asked as it stands in the draft. */
export type Continuation =
  /** Never asked before: it begins here. */
  | { kind: 'new' }
  | { kind: 'same'; series: Series }
  /** Another wording than last time: before and after are not joined. */
  | { kind: 'broken'; series: Series; wording: string };

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

export function continuationOf(indicator: Pick<BankIndicator, 'series'>, text: LocalisedText): Continuation {
  const [latest] = indicator.series;
  if (latest === undefined) return { kind: 'new' };
  const series = seriesOf(indicator);
  return plain(latest.wording) === plain(text.zh)
    ? { kind: 'same', series }
    : { kind: 'broken', series, wording: latest.wording };
}
