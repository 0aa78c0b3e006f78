// Ballot stuffing: how often attacks on a unit are found at a false alarm rate fixed on other waves, and how far they move a
// score when nobody finds them. Simulated waves: 50 units, 200 interviews and 300 to 500 online ballots each.
//   node test/bench/stuffing.bench.mjs                          a first look: too few clean waves for the goals
//   STUFFING_CLEAN=200 STUFFING_WAVES=60 node test/bench/stuffing.bench.mjs     the study (half an hour of processor)
// Thresholds are learned on clean waves of other seeds than those that are tested. In an attacked wave one unit in ten is.
// Each wave is written down as it ends (.cache/stuffing, or STUFFING_FOLDER, under the hash of the code that made it), so a
// call goes on where the last one stopped; STUFFING_MINUTES ends one early, with what it has.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { digits, goal, root, table } from './measure.mjs';
import { loadStudy } from './statistics-bundle.mjs';

const { attack, GAP_DEVIATION, honestWave, scoresOfWave, testsOf, truthOf, units } = await loadStudy('stuffing-study');
const { alarmedUnits, learnThresholds } = await loadStudy('stuffing-thresholds');

const clean = Number(process.env.STUFFING_CLEAN ?? 6);
const waves = Number(process.env.STUFFING_WAVES ?? 2);
const minutes = Number(process.env.STUFFING_MINUTES ?? Infinity);
const attacked = Array.from({ length: units / 10 }, (_, k) => 10 * k + 4);
const sizes = [10, 20, 40, 80, 160];
const kinds = { burst: 'burst, 3 networks', drip: 'slow drip, 12 networks', mimicry: 'mimicry, spread' };
const floods = [
  ['drip', 40],
  ['mimicry', 160],
  ['flood', 2000],
  ['flood', 20_000],
];
const deviations = [0.02, 0.04, GAP_DEVIATION, 0.08, 0.12];
/** False alarms per unit and wave, all tests together, both ways, and how sure the thresholds are to keep to it. */
const allowed = 0.01;
const confidence = 0.99;
/** Of the allowed false alarms, the test that sees what no other sees may spend more. */
const multiples = { agreement: 4 };
/** Seeds to learn on, to test on, and of the attacks, far apart. */
const seeds = { learn: 1_000_000, test: 2_000_000, attack: 3_000_000 };

const bundle = readFileSync(path.join(root, '.cache/bench/stuffing-study.mjs'));
const folder = path.resolve(process.env.STUFFING_FOLDER ?? path.join(root, '.cache/stuffing'));
const file = path.join(folder, `${createHash('sha256').update(bundle).digest('hex').slice(0, 12)}.jsonl`);
mkdirSync(folder, { recursive: true });
const kept = new Map();
if (existsSync(file)) {
  const text = readFileSync(file, 'utf8');
  // The last line of a call that was stopped may be cut short.
  for (const line of text.split('\n').filter((own) => own.endsWith('}'))) {
    const { key, value } = JSON.parse(line);
    kept.set(key, value);
  }
  if (!text.endsWith('\n')) appendFileSync(file, '\n');
}
const started = performance.now();
/** What was found under this key before, or is found now; nothing new once the time is over. */
function remembered(key, find) {
  if (!kept.has(key)) {
    if (performance.now() - started > minutes * 60_000) return null;
    const value = find();
    kept.set(key, value);
    appendFileSync(file, `${JSON.stringify({ key, value })}\n`);
    process.stderr.write(`${key}, ${digits((performance.now() - started) / 1000, 0)} s\n`);
  }
  return kept.get(key);
}
const inWaves = (count, find) =>
  Array.from({ length: count }, (_, wave) => find(wave)).filter((found) => found !== null);
/** Distances only, and of the units that are asked for. */
const distances = (tests, of = () => true) =>
  tests.filter(({ unit }) => of(Number(unit))).map(({ unit, test, direction, z }) => ({ unit, test, direction, z }));

const learned = inWaves(clean, (wave) =>
  remembered(`learn ${wave}`, () => distances(testsOf(honestWave(seeds.learn + wave), wave))),
);
const tested = inWaves(clean, (wave) =>
  remembered(`clean ${wave}`, () => distances(testsOf(honestWave(seeds.test + wave), wave))),
);
const attacks = inWaves(waves, (wave) =>
  remembered(`attacked ${wave}`, () => {
    const honest = honestWave(seeds.test + wave);
    const cells = sizes.flatMap((size) =>
      Object.keys(kinds).map((kind) => {
        let now = honest;
        for (const unit of attacked) now = attack(now, unit, kind, size, seeds.attack + 1000 * wave + unit);
        return [`${kind} ${size}`, distances(testsOf(now, wave), (unit) => attacked.includes(unit))];
      }),
    );
    return Object.fromEntries(cells);
  }),
);
// Without detection: what one attacked unit gains, and what the blend is worth when nobody attacks.
const moved = inWaves(Math.max(10, waves), (wave) =>
  remembered(`moved ${wave}`, () => {
    const honest = honestWave(seeds.test + wave);
    const before = scoresOfWave(honest).blend;
    return attacked.flatMap((unit) =>
      floods.map(([kind, size]) => {
        const after = scoresOfWave(attack(honest, unit, kind, size, seeds.attack + unit)).blend;
        const place = (scores) => scores.filter((other) => other > scores[unit]).length;
        return { name: `${size} ${kind}`, points: after[unit] - before[unit], places: place(before) - place(after) };
      }),
    );
  }),
);
const worth = inWaves(Math.max(10, clean), (wave) =>
  remembered(`worth ${wave}`, () =>
    deviations.map((deviation) => {
      const honest = honestWave(seeds.test + wave, deviation);
      const truth = truthOf(honest);
      const scores = scoresOfWave(honest);
      const squares = (own) => own.reduce((sum, score, unit) => sum + (score - truth[unit]) ** 2, 0);
      return { blend: squares(scores.blend), interviewers: squares(scores.interviewers) };
    }),
  ),
);

const learning = learnThresholds(learned, { units, allowed, confidence, multiples });
const { thresholds } = learning;
const reported = tested.map((tests) => alarmedUnits(tests, thresholds).size / units);
const falseAlarms = reported.reduce((sum, share) => sum + share, 0) / reported.length;
const spread = reported.reduce((sum, share) => sum + (share - falseAlarms) ** 2, 0) / (reported.length - 1);
console.log(
  `  thresholds from ${learned.length} clean waves: ${digits(100 * learning.falseAlarms, 2)} % false alarms by cross-validation, ` +
    `at most ${digits(100 * learning.upperLimit, 2)} % with ${100 * confidence} % confidence` +
    (learning.isKept ? '' : ': TOO FEW WAVES to keep to what is allowed'),
);
table(
  ['test', 'threshold, z'],
  thresholds.map(({ test, direction, z }) => [`${test} ${direction}`, digits(z)]),
);
const found = {};
for (const cell of Object.keys(attacks[0] ?? {})) {
  const hits = attacks.reduce((sum, cells) => sum + alarmedUnits(cells[cell], thresholds).size, 0);
  found[cell] = hits / (attacks.length * attacked.length);
}
console.log(`\n  found, of ${attacks.length * attacked.length} attacks a cell`);
table(
  ['false ballots', ...Object.values(kinds)],
  sizes.map((size) => [
    `${size} (${digits(size / 4, 0)} % of 400)`,
    ...Object.keys(kinds).map((kind) => `${digits(100 * found[`${kind} ${size}`], 1)} %`),
  ]),
);

const summaries = floods.map(([kind, size]) => {
  const own = moved.flat().filter(({ name }) => name === `${size} ${kind}`);
  const summary = (figure) => {
    const values = own.map((row) => row[figure]);
    return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, most: Math.max(...values) };
  };
  return { name: `${size} ${kind}`, points: summary('points'), places: summary('places') };
});
console.log(`\n  nobody looks: what the attacked unit gains, of ${moved.length * attacked.length} attacks`);
table(
  ['false ballots', 'points, mean', 'most', 'places, mean', 'most'],
  summaries.map(({ name, points, places }) => [
    name,
    digits(points.mean, 2),
    digits(points.most, 2),
    digits(places.mean, 1),
    String(places.most),
  ]),
);

/** Root mean square error of the blend against interviewers alone, with its standard error by leaving out a wave at a time. */
const ratioAt = (place) => {
  const sum = (list, kind) => list.reduce((total, wave) => total + wave[place][kind], 0);
  const ratioOf = (list) => Math.sqrt(sum(list, 'blend') / sum(list, 'interviewers'));
  const ratio = ratioOf(worth);
  const without = worth.map((_, wave) => ratioOf(worth.filter((__, other) => other !== wave)));
  const squares = without.reduce((total, own) => total + (own - ratio) ** 2, 0);
  return { ratio, error: Math.sqrt((squares * (worth.length - 1)) / worth.length) };
};
console.log(
  `\n  what the blend is worth by how far the modes differ between units, nobody attacking, ${worth.length} waves`,
);
table(
  ['deviation of the gaps', 'error of the blend against interviewers alone', 'standard error'],
  deviations.map((deviation, place) => {
    const { ratio, error } = ratioAt(place);
    return [digits(deviation, 3), digits(ratio, 3), digits(error, 3)];
  }),
);
const errorOf = (kind) =>
  Math.sqrt(
    worth.reduce((sum, wave) => sum + wave[deviations.indexOf(GAP_DEVIATION)][kind], 0) / (units * worth.length),
  );
console.log(
  `  root mean square error of the blend ${digits(errorOf('blend'), 3)}, interviewers alone ${digits(errorOf('interviewers'), 3)}`,
);

const { ratio } = ratioAt(deviations.indexOf(GAP_DEVIATION));
const worst = (figure) => Math.max(...summaries.map((summary) => summary[figure].mean));
goal(
  'false alarms per unit and wave',
  `${digits(100 * falseAlarms, 2)} % of ${tested.length * units} (standard error ${digits(100 * Math.sqrt(spread / tested.length), 2)})`,
  falseAlarms <= allowed,
  '≤ 1 %',
);
goal('5 % burst found', `${digits(100 * found['burst 20'], 1)} %`, found['burst 20'] >= 0.95, '≥ 95 %');
goal('10 % drip found', `${digits(100 * found['drip 40'], 1)} %`, found['drip 40'] >= 0.95, '≥ 95 %');
goal('40 % mimicry found', `${digits(100 * found['mimicry 160'], 1)} %`, found['mimicry 160'] >= 0.8, '≥ 80 %');
goal('points gained by any flood, mean', digits(worst('points'), 2), worst('points') <= 2.5, '≤ 2.5');
goal('places gained by any flood, mean', digits(worst('places'), 1), worst('places') <= 5, '≤ 5');
goal('error of the blend against interviewers alone', digits(ratio, 3), ratio <= 0.85, '≤ 0.85');
