// Ballot stuffing: how often attacks on a unit are found at a false alarm rate fixed on other waves, and how far they move a
// score when nobody finds them. Simulated waves: 50 units, 200 interviews and 300 to 500 online ballots each.
//   node test/bench/stuffing.bench.mjs                          a first look
//   STUFFING_CLEAN=200 STUFFING_WAVES=60 node test/bench/stuffing.bench.mjs     the study (hours)
// Thresholds are learned on clean waves of other seeds than those that are tested. In an attacked wave one unit in ten is.
import { digits, goal, table } from './measure.mjs';
import { loadStudy } from './statistics-bundle.mjs';

const { attack, GAP_DEVIATION, honestWave, scoresOfWave, testsOf, truthOf, units } = await loadStudy('stuffing-study');

const clean = Number(process.env.STUFFING_CLEAN ?? 6);
const waves = Number(process.env.STUFFING_WAVES ?? 2);
const attacked = Array.from({ length: units / 10 }, (_, k) => 10 * k + 4);
const sizes = [10, 20, 40, 80, 160];
const kinds = { burst: 'burst, 3 networks', drip: 'slow drip, 12 networks', mimicry: 'mimicry, spread' };
/** False alarms per unit and wave, all tests together, both ways. */
const allowed = 0.01;
/** Seeds to learn on, to test on, and of the attacks, far apart. */
const seeds = { learn: 1_000_000, test: 2_000_000, attack: 3_000_000 };

const nameOf = ({ test, direction }) => `${test} ${direction}`;
const say = (line) => process.stderr.write(`${line}\n`);

// One threshold a test, at a fixed share of clean unit-waves, as high as the allowed false alarms need.
const learned = [];
for (let wave = 0; wave < clean; wave++) {
  learned.push(testsOf(honestWave(seeds.learn + wave), wave));
  say(`clean wave ${wave + 1} of ${clean}`);
}
const names = [...new Set(learned.flat().map(nameOf))].sort();
const sorted = new Map(
  names.map((name) => [
    name,
    learned
      .flat()
      .filter((test) => nameOf(test) === name)
      .map(({ z }) => z)
      .sort((a, b) => b - a),
  ]),
);
/** Of the allowed false alarms, the test that sees what no other sees may spend more. */
const spends = (name) => (name.startsWith('agreement') ? 4 : 1);
/** Thresholds that the `above` highest values of each test pass, or as many times that as it may spend. */
const thresholdsAt = (above) => new Map(names.map((name) => [name, sorted.get(name)[above * spends(name)]]));
const flaggedUnits = (tests, thresholds) =>
  new Set(tests.filter((test) => test.z > thresholds.get(nameOf(test))).map(({ unit }) => Number(unit)));
const alarms = (list, thresholds) =>
  list.reduce((sum, tests) => sum + flaggedUnits(tests, thresholds).size, 0) / (units * list.length);
let above = 0;
while (alarms(learned, thresholdsAt(above + 1)) <= allowed) above++;
const thresholds = thresholdsAt(above);

const tested = [];
for (let wave = 0; wave < Math.max(waves, Math.ceil(clean / 2)); wave++) {
  tested.push(testsOf(honestWave(seeds.test + wave), wave));
}
const falseAlarms = alarms(tested, thresholds);
const unitWaves = tested.length * units;

const rows = [];
const found = {};
for (const size of sizes) {
  const cells = [];
  for (const kind of Object.keys(kinds)) {
    let hits = 0;
    for (let wave = 0; wave < waves; wave++) {
      let now = honestWave(seeds.test + wave);
      for (const unit of attacked) now = attack(now, unit, kind, size, seeds.attack + 1000 * wave + unit);
      const flagged = flaggedUnits(testsOf(now, wave), thresholds);
      hits += attacked.filter((unit) => flagged.has(unit)).length;
    }
    found[`${kind} ${size}`] = hits / (waves * attacked.length);
    cells.push(`${digits(100 * found[`${kind} ${size}`], 0)} %`);
  }
  rows.push([`${size} (${digits(size / 4, 0)} % of 400)`, ...cells]);
  say(`${size} ballots`);
}
console.log(`  found, of ${waves * attacked.length} attacks a cell; thresholds from ${clean} clean waves`);
table(['false ballots', ...Object.values(kinds)], rows);

// Without detection: what one attacked unit gains, and what the blend is worth when nobody attacks.
const moved = { shift: [], places: [] };
const squares = { blend: 0, interviewers: 0 };
let scored = 0;
for (let wave = 0; wave < Math.max(10, waves); wave++) {
  const seed = seeds.test + wave;
  const honest = honestWave(seed);
  const before = scoresOfWave(honest);
  const truth = truthOf(seed);
  truth.forEach((value, unit) => {
    squares.blend += (before.blend[unit] - value) ** 2;
    squares.interviewers += (before.interviewers[unit] - value) ** 2;
    scored++;
  });
  for (const unit of attacked) {
    for (const [kind, size] of [
      ['drip', 40],
      ['mimicry', 160],
      ['flood', 2000],
      ['flood', 20_000],
    ]) {
      const after = scoresOfWave(attack(honest, unit, kind, size, seeds.attack + unit)).blend;
      const place = (scores) => scores.filter((other) => other > scores[unit]).length;
      moved.shift.push({ name: `${size} ${kind}`, value: after[unit] - before.blend[unit] });
      moved.places.push({ name: `${size} ${kind}`, value: place(before.blend) - place(after) });
    }
  }
}
const attacks = [...new Set(moved.shift.map(({ name }) => name))];
const summary = (list, name) => {
  const values = list.filter((entry) => entry.name === name).map(({ value }) => value);
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, most: Math.max(...values) };
};
console.log('\n  nobody looks: what the attacked unit gains');
table(
  ['false ballots', 'points, mean', 'most', 'places, mean', 'most'],
  attacks.map((name) => {
    const [shift, places] = [summary(moved.shift, name), summary(moved.places, name)];
    return [name, digits(shift.mean, 2), digits(shift.most, 2), digits(places.mean, 1), String(places.most)];
  }),
);
const ratio = Math.sqrt(squares.blend / squares.interviewers);
console.log('\n  what the blend is worth by how far the modes differ between units, nobody attacking');
table(
  ['deviation of the gaps', 'error of the blend against interviewers alone'],
  [0.02, 0.04, GAP_DEVIATION, 0.08, 0.12].map((deviation) => {
    const sums = { blend: 0, interviewers: 0 };
    for (let wave = 0; wave < Math.max(10, waves); wave++) {
      const seed = seeds.test + wave;
      const scores = scoresOfWave(honestWave(seed, deviation));
      truthOf(seed).forEach((value, unit) => {
        for (const kind of Object.keys(sums)) sums[kind] += (scores[kind][unit] - value) ** 2;
      });
    }
    return [digits(deviation, 3), digits(Math.sqrt(sums.blend / sums.interviewers), 3)];
  }),
);
console.log(
  `  clean waves: root mean square error of the blend ${digits(Math.sqrt(squares.blend / scored), 3)}, interviewers alone ${digits(Math.sqrt(squares.interviewers / scored), 3)}`,
);
const worst = (list) => Math.max(...attacks.map((name) => summary(list, name).mean));
goal(
  'false alarms per unit and wave',
  `${digits(100 * falseAlarms, 2)} % of ${unitWaves}`,
  falseAlarms <= allowed,
  '≤ 1 %',
);
goal('5 % burst found', `${digits(100 * found['burst 20'], 0)} %`, found['burst 20'] >= 0.95, '≥ 95 %');
goal('10 % drip found', `${digits(100 * found['drip 40'], 0)} %`, found['drip 40'] >= 0.95, '≥ 95 %');
goal('40 % mimicry found', `${digits(100 * found['mimicry 160'], 0)} %`, found['mimicry 160'] >= 0.8, '≥ 80 %');
goal('points gained by any flood, mean', digits(worst(moved.shift), 2), worst(moved.shift) <= 2.5, '≤ 2.5');
goal('places gained by any flood, mean', digits(worst(moved.places), 1), worst(moved.places) <= 5, '≤ 5');
goal('error of the blend against interviewers alone', digits(ratio, 3), ratio <= 0.85, '≤ 0.85');
