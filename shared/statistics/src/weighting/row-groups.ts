/** Rows by the group they belong to: those of group g are `row[start[g]]` to `row[start[g + 1] − 1]`. */
export interface RowsByGroup {
  readonly groups: number;
  readonly start: Int32Array;
  readonly row: Int32Array;
}

export function rowsByGroup(groupOf: Int32Array, groups: number): RowsByGroup {
  const start = new Int32Array(groups + 1);
  for (const group of groupOf) start[group + 1]!++;
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice();
  const row = new Int32Array(groupOf.length);
  for (let i = 0; i < groupOf.length; i++) row[next[groupOf[i]!]!++] = i;
  return { groups, start, row };
}

/** Counts by slot within the group at hand, written out sparse and sorted when the group is closed. */
export class GroupCounts {
  readonly #scratch: Float64Array;
  readonly #touched: Int32Array;
  readonly #start: Int32Array;
  #touchedSlots = 0;
  #slot = new Int32Array(1024);
  #count = new Float64Array(1024);
  #length = 0;

  constructor(slots: number, groups: number) {
    this.#scratch = new Float64Array(slots);
    this.#touched = new Int32Array(slots);
    this.#start = new Int32Array(groups + 1);
  }

  add(slot: number): void {
    if (this.#scratch[slot] === 0) this.#touched[this.#touchedSlots++] = slot;
    this.#scratch[slot]!++;
  }

  close(group: number): void {
    const touched = this.#touched.subarray(0, this.#touchedSlots).sort();
    while (this.#length + touched.length > this.#slot.length) this.#grow();
    for (let i = 0; i < touched.length; i++) {
      const slot = touched[i]!;
      this.#slot[this.#length] = slot;
      this.#count[this.#length++] = this.#scratch[slot]!;
      this.#scratch[slot] = 0;
    }
    this.#touchedSlots = 0;
    this.#start[group + 1] = this.#length;
  }

  entries(): { start: Int32Array; slot: Int32Array; count: Float64Array } {
    return {
      start: this.#start,
      slot: this.#slot.slice(0, this.#length),
      count: this.#count.slice(0, this.#length),
    };
  }

  #grow(): void {
    const slot = new Int32Array(this.#slot.length * 2);
    slot.set(this.#slot);
    this.#slot = slot;
    const count = new Float64Array(this.#count.length * 2);
    count.set(this.#count);
    this.#count = count;
  }
}
