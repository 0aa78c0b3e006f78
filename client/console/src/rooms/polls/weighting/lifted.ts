import type { LocalisedText, MarginReport } from '@minsheng/contracts';

export interface LiftedLevel {
  margin: LocalisedText;
  level: LocalisedText;
  /** Mean relative weight of its respondents: share after ÷ share before. */
  meanWeight: number;
}

/** From this mean weight on a group is carried by few people, and more of them should be asked next time. */
export const notableLift = 1.5;

/** The level whose respondents count most, of all margins; null without margins. */
export function mostLifted(margins: readonly MarginReport[]): LiftedLevel | null {
  let found: LiftedLevel | null = null;
  for (const margin of margins) {
    for (const level of margin.levels) {
      if (level.target === null || level.before <= 0) continue;
      const meanWeight = level.after / level.before;
      if (found === null || meanWeight > found.meanWeight) {
        found = { margin: margin.name, level: level.name, meanWeight };
      }
    }
  }
  return found;
}
