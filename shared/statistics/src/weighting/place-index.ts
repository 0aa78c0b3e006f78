/** Numbers combinations in order of arrival: a dense table while it stays small, else a map. */
export class PlaceIndex {
  #table = new Int32Array(1024).fill(-1);
  #map: Map<number, number> | null = null;
  #count = 0;

  /** The table when dense, for loops that look up by themselves; −1 where nothing is yet. */
  table(largest: number): Int32Array | null {
    if (this.#map !== null) return null;
    if (largest >= 1 << 25) {
      this.#map = new Map();
      this.#table.forEach((number, key) => number >= 0 && this.#map!.set(key, number));
      this.#table = new Int32Array(0);
      return null;
    }
    if (largest >= this.#table.length) {
      let length = this.#table.length;
      while (length <= largest) length *= 2;
      const table = new Int32Array(length).fill(-1);
      table.set(this.#table);
      this.#table = table;
    }
    return this.#table;
  }

  numberOf(key: number): number {
    const table = this.table(key);
    if (table !== null) {
      if (table[key]! < 0) table[key] = this.#count++;
      return table[key]!;
    }
    let number = this.#map!.get(key);
    if (number === undefined) this.#map!.set(key, (number = this.#count++));
    return number;
  }

  /** Numbers combinations none of which is there yet, in the order given. */
  append(keys: Int32Array, largest: number): void {
    const table = this.table(largest);
    if (table === null) for (let i = 0; i < keys.length; i++) this.#map!.set(keys[i]!, this.#count + i);
    else for (let i = 0; i < keys.length; i++) table[keys[i]!] = this.#count + i;
    this.#count += keys.length;
  }

  get count(): number {
    return this.#count;
  }

  /** Gives number n the new number `to[n]`. */
  renumber(to: Int32Array): void {
    if (this.#map !== null) for (const [key, number] of this.#map) this.#map.set(key, to[number]!);
    const table = this.#table;
    for (let key = 0; key < table.length; key++) {
      const number = table[key]!;
      if (number >= 0) table[key] = to[number]!;
    }
  }
}
