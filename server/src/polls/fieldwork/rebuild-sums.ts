import { type Caller, type Works, decodeCounts, rows } from '../../platform/index.js';
import type { FieldBook } from './field-book.js';
import { decodeRecord, modes } from './record.js';
import { standingAnswers } from './standing-answers.js';

/** Sums of one poll, mode, cell and sampling unit. */
export interface AtomSums {
  mode: number;
  cell: number;
  psu: number;
  respondents: number;
  counts: Float64Array;
}

/** The sums as they are kept, in key order. */
export async function keptSums(works: Works, caller: Caller, poll: number): Promise<AtomSums[]> {
  const found = await works.read(caller, (work) =>
    rows<{ mode: number; cell: number; psu: number; respondents: number; counts: Uint8Array }>(
      work,
      'SELECT mode, cell, psu, respondents, counts FROM response_sum WHERE poll = $1 ORDER BY mode, cell, psu',
      [poll],
    ),
  );
  return found
    .map(({ mode, cell, psu, respondents, counts }) => ({
      mode: Number(mode),
      cell: Number(cell),
      psu: Number(psu),
      respondents: Number(respondents),
      counts: Float64Array.from(decodeCounts(counts)),
    }))
    .filter(({ respondents, counts }) => respondents > 0 || counts.some((count) => count !== 0));
}

/** The same made again from the answers one by one: the proof that nothing was lost, doubled or left behind. */
export async function rebuiltSums(
  works: Works,
  caller: Caller,
  poll: { number: number; fieldworkFrom: Date },
  book: FieldBook,
): Promise<AtomSums[]> {
  const atoms = new Map<string, AtomSums>();
  for await (const page of standingAnswers(works, caller, poll)) {
    for (const { record } of page) {
      const decoded = decodeRecord(record);
      const { cell, psu, cells } = book.fold(decoded);
      const mode = modes.indexOf(decoded.mode);
      const key = `${mode}/${cell}/${psu}`;
      let atom = atoms.get(key);
      if (!atom)
        atoms.set(key, (atom = { mode, cell, psu, respondents: 0, counts: new Float64Array(book.layout.length) }));
      atom.respondents += 1;
      for (let at = 0; at < cells.length; at += 2) atom.counts[cells[at] as number]! += cells[at + 1] as number;
    }
  }
  return [...atoms.values()].sort((a, b) => a.mode - b.mode || a.cell - b.cell || a.psu - b.psu);
}

/** Keys at which two lists of sums differ, trailing zeros apart; empty when they are equal. */
export function differences(kept: readonly AtomSums[], rebuilt: readonly AtomSums[]): string[] {
  const named = (atoms: readonly AtomSums[]): Map<string, string> =>
    new Map(
      atoms.map(({ mode, cell, psu, respondents, counts }) => {
        let end = counts.length;
        while (end > 0 && counts[end - 1] === 0) end--;
        return [`${mode}/${cell}/${psu}`, `${respondents}:${Array.from(counts.subarray(0, end)).join(',')}`];
      }),
    );
  const [one, other] = [named(kept), named(rebuilt)];
  return [...new Set([...one.keys(), ...other.keys()])].filter((key) => one.get(key) !== other.get(key)).sort();
}
