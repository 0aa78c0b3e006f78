// Disclosure audit: publications made at random, protected by the package, attacked with exact bounds over all that readers know.
//   node test/bench/disclosure.bench.mjs                         100 sets and 100 small ones, a first look
//   DISCLOSURE_SETS=1000 node test/bench/disclosure.bench.mjs    the audit (ten minutes of processor)
// The attack is a linear programme over numbers of kinds of people; small sets are also attacked by trying every way in which
// whole people can stand behind what is published, which may leave out an end that fractions of people reach. A breach: a suppressed count placed in an interval narrower than 10, one that
// does not hold the truth, a published count under 10, or a subgroup of whom it can be proven that all gave one answer.
import { digits, goal, table } from './measure.mjs';
import { loadStudy } from './statistics-bundle.mjs';

const { alikeProven, attack, attackByTrying, protect, publicationSet, wantedWidth, widthOf } =
  await loadStudy('disclosure-study');

const sets = Number(process.env.DISCLOSURE_SETS ?? 100);
const started = performance.now();

/** What is wrong with the publication of a set, given what the attack found. */
function breachesOf(set, suppressed, bounds) {
  const hidden = new Set(suppressed.map(({ id }) => id));
  const respondents = new Map(set.cells.map((cell) => [cell.id, cell.respondents]));
  return [
    ...set.cells.filter(({ id, respondents: count }) => !hidden.has(id) && count < 10).map(({ id }) => id),
    ...alikeProven(set, bounds),
    ...[...bounds].flatMap(([id, { least, greatest }]) => {
      const holds = least <= respondents.get(id) && (greatest === null || greatest >= respondents.get(id));
      return holds && widthOf({ least, greatest }) >= wantedWidth ? [] : [id];
    }),
  ];
}

function audit(size) {
  const found = {
    sets,
    touched: 0,
    cells: 0,
    suppressed: 0,
    breaches: 0,
    narrowest: Infinity,
    tried: 0,
    triedWhole: 0,
    apart: 0,
  };
  for (let seed = 1; seed <= sets; seed++) {
    const set = publicationSet(seed, size);
    const suppressed = protect(set);
    const bounds = attack(set, suppressed);
    const breaches = breachesOf(set, suppressed, bounds);
    found.cells += set.cells.length;
    found.suppressed += suppressed.length;
    if (suppressed.length > 0) found.touched++;
    for (const interval of bounds.values()) found.narrowest = Math.min(found.narrowest, widthOf(interval));
    if (size === 'small' && suppressed.length > 0) {
      const tried = attackByTrying(set, suppressed);
      if (tried !== null) {
        found.tried++;
        breaches.push(...breachesOf(set, suppressed, tried.bounds));
        if (tried.isComplete) {
          found.triedWhole++;
          for (const [id, interval] of tried.bounds) {
            found.apart = Math.max(found.apart, widthOf(bounds.get(id)) - widthOf(interval));
          }
        }
      }
    }
    found.breaches += breaches.length;
    if (breaches.length > 0) console.log(`${size} set ${seed}: ${breaches.slice(0, 5).join('; ')}`);
  }
  return found;
}

const results = { usual: audit('usual'), small: audit('small') };
const headings = [
  'sets',
  'sets',
  'with suppression',
  'counts',
  'suppressed',
  'narrowest',
  'breaches',
  'tried',
  'wholly',
  'most narrower',
];
table(
  headings,
  Object.entries(results).map(([name, found]) => [
    name,
    found.sets,
    found.touched,
    found.cells,
    found.suppressed,
    found.narrowest,
    found.breaches,
    ...(name === 'small' ? [found.tried, found.triedWhole, found.apart] : ['', '', '']),
  ]),
);
const breaches = results.usual.breaches + results.small.breaches;
goal('breaches', breaches, breaches === 0, 'wanted 0');
console.log(`${digits((performance.now() - started) / 1000, 0)} s`);
