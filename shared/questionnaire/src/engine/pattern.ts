/**
 * A regular expression as a list of steps, run by following all its threads at once (Thompson 1968): time grows with text ×
 * steps, whatever the pattern, so that no answer can stall a server. The whole text must match, as in JavaRosa.
 */
export type PatternProgram = PatternStep[];

export type PatternStep =
  /** One character inside (or, negated, outside) one of the ranges of code points, given as pairs. */
  | { is: 'one'; ranges: number[]; isNegated?: true }
  /** Go on at both. */
  | { is: 'fork'; to: [number, number] }
  | { is: 'jump'; to: number }
  | { is: 'end' };

/** Whether the whole of `text` matches. */
export function matches(program: PatternProgram, text: string): boolean {
  let threads: number[] = [];
  follow(0, threads, new Set());
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const next: number[] = [];
    const seen = new Set<number>();
    for (const at of threads) {
      const step = program[at]!;
      if (step.is === 'one' && isIn(step.ranges, point) !== (step.isNegated === true)) follow(at + 1, next, seen);
    }
    if (next.length === 0) return false;
    threads = next;
  }
  return threads.some((at) => program[at]!.is === 'end');

  function follow(from: number, into: number[], seen: Set<number>): void {
    const open = [from];
    while (open.length > 0) {
      const at = open.pop()!;
      if (seen.has(at)) continue;
      seen.add(at);
      const step = program[at]!;
      if (step.is === 'fork') open.push(step.to[1], step.to[0]);
      else if (step.is === 'jump') open.push(step.to);
      else into.push(at);
    }
  }
}

function isIn(ranges: readonly number[], point: number): boolean {
  for (let at = 0; at < ranges.length; at += 2) {
    if (point >= ranges[at]! && point <= ranges[at + 1]!) return true;
  }
  return false;
}
