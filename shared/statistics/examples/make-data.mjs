// Simulated data (演示数据) for the worked examples: node make-data.mjs, in this folder. No person, city or unit is real.
import { writeFileSync } from 'node:fs';

let state = 20261122;
/** mulberry32: enough for an example. */
const uniform = () => {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const below = (n) => Math.floor(uniform() * n);
const pick = (list) => list[below(list.length)];
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

const levels = ['非常满意', '满意', '一般', '不满意', '非常不满意'];
const answer = (mood) => {
  const x = mood + 0.9 * normal();
  return levels[x > 1.2 ? 0 : x > 0.1 ? 1 : x > -0.9 ? 2 : x > -1.7 ? 3 : 4];
};
const write = (file, header, rows) =>
  writeFileSync(file, `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`);

// Interviews at sites: two waves of 40 sites in 8 districts, each with its own window office; three questions.
const interviews = [];
const siteEffect = Array.from({ length: 40 }, () => 0.25 * normal());
for (const wave of ['2026-H1', '2026-H2']) {
  for (let i = 0; i < 1200; i++) {
    const site = below(40);
    const district = site % 8;
    const age = pick(['18-29', '30-44', '45-59', '60+', '60+']);
    const sex = pick(['女', '女', '男']);
    const mood =
      siteEffect[site] + 0.2 * (district - 3.5) * 0.5 + (age === '60+' ? 0.2 : 0) + (wave === '2026-H2' ? 0.25 : 0);
    interviews.push([
      `${wave}-${String(i + 1).padStart(4, '0')}`,
      wave,
      `D${district + 1}`,
      `S${String(site + 1).padStart(2, '0')}`,
      (1 + 0.5 * (district % 3)).toFixed(1),
      age,
      sex,
      answer(mood),
      uniform() < 0.08 ? '不了解' : answer(mood - 0.3),
      uniform() < 0.05 ? '' : answer(mood + 0.2),
      Math.round(20 + 25 * uniform() + (uniform() < 0.02 ? -18 : 0)),
      `访问员${String(below(12) + 1).padStart(2, '0')}`,
      Math.round(1 + 4 * uniform()),
    ]);
  }
}
const header = [
  'id',
  'wave',
  'district',
  'site',
  'd',
  'age',
  'sex',
  'speed',
  'clarity',
  'attitude',
  'seconds',
  'interviewer',
  'visits',
];
write('interviews.csv', header, interviews);
write(
  'interviews-2026-h2.csv',
  header,
  interviews.filter((row) => row[1] === '2026-H2'),
);

// Online ballots on twelve units over five days; unit U07 is voted up from one network within two hours.
const ballots = [];
for (let unit = 0; unit < 12; unit++) {
  for (let i = 0; i < 120; i++) {
    const mood = 0.1 * (unit - 5.5) + 0.6 * normal();
    ballots.push([
      `U${String(unit + 1).padStart(2, '0')}`,
      below(120),
      uniform() < 0.3 ? `N${below(20)}` : '',
      answer(mood),
      answer(mood),
      answer(mood),
      answer(mood),
      answer(mood),
      answer(mood),
    ]);
  }
}
for (let i = 0; i < 12; i++)
  ballots.push(['U07', 50 + below(2), 'N99', ...levels.slice(0, 1).concat(Array(5).fill('非常满意'))]);
write('ballots.csv', ['unit', 'hour', 'network', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6'], ballots);

// Errors of five correlated estimates, drawn elsewhere.
write(
  'errors.csv',
  ['甲', '乙', '丙', '丁', '戊'],
  Array.from({ length: 2000 }, () => {
    const common = 0.6 * normal();
    return [1, 1.1, 0.9, 1.2, 0.8].map((sd) => (common + sd * normal()).toFixed(6));
  }),
);
