import type { FlagCode, FlagCount, HeldResponse } from '@minsheng/contracts';

export const flagCodes = ['TOO_FAST', 'STRAIGHT_LINE', 'BURST'] as const satisfies readonly FlagCode[];

export type HeldFilter = {
  code: FlagCode | null;
  decision: 'undecided' | 'decided' | 'all';
};

export function filteredHeld(held: readonly HeldResponse[], { code, decision }: HeldFilter): HeldResponse[] {
  return held.filter(
    (answer) =>
      (code === null || answer.codes.includes(code)) &&
      (decision === 'all' || (decision === 'undecided') === (answer.decision === null)),
  );
}

/** Counts by code, of the codes that occur; an answer with two codes counts under both. */
export function countsOf(held: readonly HeldResponse[]): FlagCount[] {
  return flagCodes.flatMap((code) => {
    const marked = held.filter(({ codes }) => codes.includes(code));
    return marked.length === 0
      ? []
      : [
          {
            code,
            flagged: marked.length,
            undecided: marked.filter(({ decision }) => decision === null).length,
            excluded: marked.filter(({ decision }) => decision === 'EXCLUDED').length,
          },
        ];
  });
}

/** Answers before and after judgement: each counts once, whatever it was marked for. */
export interface Tally {
  received: number;
  held: number;
  undecided: number;
  excluded: number;
  /** What enters the weights if nothing more is excluded. */
  remaining: number;
}

export function tallyOf(received: number, held: readonly HeldResponse[]): Tally {
  const excluded = held.filter(({ decision }) => decision === 'EXCLUDED').length;
  return {
    received,
    held: held.length,
    undecided: held.filter(({ decision }) => decision === null).length,
    excluded,
    remaining: received - excluded,
  };
}

/** What stays chosen when the list was renewed or filtered: only what is still in sight. */
export function stillChosen(chosen: readonly string[], shown: readonly HeldResponse[]): string[] {
  const ids = new Set(shown.map(({ id }) => id));
  return chosen.filter((id) => ids.has(id));
}
