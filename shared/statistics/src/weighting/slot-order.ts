import type { BlockSums, RunningSums } from './running-sums.js';

/** Atoms by what they are: levels, base weight, sampling unit; never by arrival. */
export function atomsInOrder({ atoms, outline }: RunningSums): Int32Array {
  const { count, levels, baseWeight, samplingUnit } = atoms;
  const weights = [...atoms.weights.keys()].sort((a, b) => a - b);
  const rankOfWeight = new Map(weights.map((weight, rank) => [weight, rank]));
  let order: Int32Array = new Int32Array(count);
  for (let atom = 0; atom < count; atom++) order[atom] = atom;
  // From the last to the first that matters: a sort keeps the order of those before it.
  order = bucketSort(order, samplingUnit, outline.samplingUnits.length);
  const bucket = new Int32Array(count);
  for (let atom = 0; atom < count; atom++) bucket[atom] = rankOfWeight.get(baseWeight[atom]!)!;
  order = bucketSort(order, bucket, weights.length);
  const variables = outline.variables.length;
  for (let v = variables - 1; v >= 0; v--) {
    for (let atom = 0; atom < count; atom++) bucket[atom] = levels[atom * variables + v]!;
    order = bucketSort(order, bucket, outline.variables[v]!.levels.length);
  }
  return order;
}

/** Sampling units by stratum, in the outline's order. */
export function samplingUnitsInOrder({ outline: { samplingUnits } }: RunningSums): Int32Array {
  return Int32Array.from(samplingUnits.keys()).sort(
    (a, b) => samplingUnits[a]!.stratum - samplingUnits[b]!.stratum || a - b,
  );
}

/** The same atoms by sampling unit, those of one unit in the order given. */
export function atomsBySamplingUnit(sums: RunningSums, order: Int32Array): Int32Array {
  const rankOfUnit = inverse(samplingUnitsInOrder(sums));
  const bucket = new Int32Array(sums.atoms.count);
  for (let atom = 0; atom < bucket.length; atom++) bucket[atom] = rankOfUnit[sums.atoms.samplingUnit[atom]!]!;
  return bucketSort(order, bucket, rankOfUnit.length);
}

/** Slots by domain, then atom as these are ranked. */
export function slotsInOrder(block: BlockSums, rankOfAtom: Int32Array): Int32Array {
  const { count, domains, atom, domain } = block;
  const place = new Int32Array(count);
  let isInOrder = true;
  for (let slot = 0; slot < count; slot++) {
    place[slot] = slot;
    if (slot === 0 || !isInOrder) continue;
    const later = domain[slot]! - domain[slot - 1]! || rankOfAtom[atom[slot]!]! - rankOfAtom[atom[slot - 1]!]!;
    isInOrder = later > 0;
  }
  if (isInOrder) return place;
  const rank = new Int32Array(count);
  for (let slot = 0; slot < count; slot++) rank[slot] = rankOfAtom[atom[slot]!]!;
  return bucketSort(bucketSort(place, rank, rankOfAtom.length), domain, domains);
}

/** Entries by bucket, those of one bucket in the order in which they come. */
function bucketSort(entries: Int32Array, bucketOf: Int32Array, buckets: number): Int32Array {
  const next = new Int32Array(buckets + 1);
  for (let i = 0; i < entries.length; i++) next[bucketOf[entries[i]!]! + 1]!++;
  for (let bucket = 0; bucket < buckets; bucket++) next[bucket + 1]! += next[bucket]!;
  const sorted = new Int32Array(entries.length);
  for (let i = 0; i < entries.length; i++) sorted[next[bucketOf[entries[i]!]!]!++] = entries[i]!;
  return sorted;
}

/** Position of each entry of a permutation. */
export function inverse(order: Int32Array): Int32Array {
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return rank;
}
