import { textIn, type Language, type MethodBox, type RankedUnit, type UnrankedUnit } from '@minsheng/contracts';

/** One segment of the distribution bar, best answer first. */
export interface Segment {
  code: string;
  name: string;
  /** Colour of the satisfaction scale, 5 best to 1 worst. */
  tone: 1 | 2 | 3 | 4 | 5;
  /** Whole per cent, as printed. */
  percent: number;
  /** Share of the bar's length, per cent. */
  width: number;
  /** Numbers stand inside a segment only where they fit. */
  isPrinted: boolean;
}

const smallestPrinted = 10;

/** The shares of scored answers as drawn: fixed order, best to worst. 不了解 stands outside the bar and is not among them. */
export function distributionSegments(
  unit: Pick<RankedUnit | UnrankedUnit, 'distribution'>,
  scoreMap: MethodBox['scoreMap'],
  language: Language,
): Segment[] {
  const last = Math.max(scoreMap.length - 1, 1);
  return scoreMap.map((level, index) => {
    const share = unit.distribution[index] ?? 0;
    const percent = Math.round(share * 100);
    return {
      code: level.code,
      name: textIn(level.name, language),
      tone: (5 - Math.round((index * 4) / last)) as Segment['tone'],
      percent,
      width: Math.round(share * 10_000) / 100,
      isPrinted: percent >= smallestPrinted,
    };
  });
}
