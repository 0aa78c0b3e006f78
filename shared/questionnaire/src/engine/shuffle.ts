const modulus = 2_147_483_647;
const multiplier = 16_807;

/** Park and Miller's minimal standard generator (CACM 31, 1988) as JavaRosa runs it: uniform in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed) % modulus;
  if (!(state > 0)) state = (Number.isNaN(state) ? 0 : state) + modulus - 1;
  // At nought the generator would stand still; −2147483646 leads there.
  if (state === 0) state = modulus - 1;
  return () => {
    state = (state * multiplier) % modulus;
    return (state - 1) / (modulus - 1);
  };
}

/**
 * `randomize(nodeset, seed)` of the ODK XForms specification: Fisher and Yates' shuffle, inside out. The same seed gives the
 * same order in ODK Collect, in Enketo and here.
 */
export function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const random = seededRandom(seed);
  const order: Value[] = [];
  values.forEach((value, at) => {
    const place = Math.floor(random() * (at + 1));
    if (place !== at) order[at] = order[place]!;
    order[place] = value;
  });
  return order;
}

/** As `shuffled`, but those anchored keep their places and the others are shuffled among the places left. */
export function shuffledAround<Value>(
  values: readonly Value[],
  seed: number,
  isAnchored: (value: Value) => boolean,
): Value[] {
  const others = shuffled(
    values.filter((value) => !isAnchored(value)),
    seed,
  );
  let next = 0;
  return values.map((value) => (isAnchored(value) ? value : others[next++]!));
}

/**
 * The seed of one list of a response: the response's seed moved on by the question's place, so that two lists of the same
 * length do not come in the same order. An XForm writes the same sum.
 */
export function seedOfList(seed: number, place: number): number {
  return seed + seedStep * place;
}

/** A prime far from the generator's multiplier: neighbouring seeds would begin with nearly equal draws. */
export const seedStep = 104_729;
