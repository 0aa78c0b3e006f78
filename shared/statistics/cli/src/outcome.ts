/** The call cannot be carried out as it stands (exit code 2): an argument, a path of the specification, a cell of the data. */
export class BadCall extends Error {}

/** What the method answers: a result, or its refusal with the reasons (exit code 3). */
export interface Outcome {
  readonly outcome: 'done' | 'refused';
  readonly [field: string]: unknown;
}

/** Runs a step of the package: what it calls misuse is a bad call of ours, named by the part of the specification it came from. */
export function misuseAt<T>(place: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof RangeError) throw new BadCall(`${place}: ${error.message}`);
    throw error;
  }
}

/** Matrix of a row-major list. */
export function rowsOf(values: ArrayLike<number>, size: number): number[][] {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, k) => values[row * size + k]!));
}

/** Says on stderr what is being done, once a call has taken a second. */
export type Progress = (doing: string) => void;
