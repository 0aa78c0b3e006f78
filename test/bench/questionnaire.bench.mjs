// A questionnaire of 100 items with 60 conditions: how long from an answer to the next question on one core, how long a server
// takes to read the whole response, and what the phone has to carry.
import { build } from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { digits, goal, median, root, table } from './measure.mjs';

const times = Number(process.env.BENCH_ROUNDS ?? 50);
const outdir = path.join(root, 'test/.cache/bench');
const plain = { bundle: true, format: 'esm', logLevel: 'error', outdir };
await build({ ...plain, entryPoints: [path.join(root, 'test/bench/questionnaire-steps.ts')], target: 'node20' });
const phone = await build({
  ...plain,
  entryPoints: { interpreter: path.join(root, 'shared/questionnaire/src/index.ts') },
  minify: true,
  target: 'es2018',
  metafile: true,
});
const { walkLargeDesign } = await import(pathToFileURL(path.join(outdir, 'questionnaire-steps.js')).href);

walkLargeDesign(5);
const { compileMs, compiledBytes, stepMs, readMs, questions } = walkLargeDesign(times);
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];
const bytes = Object.values(phone.metafile.outputs)[0].bytes;
table(
  ['100 items, 60 conditions', 'median', '99 %'],
  [
    ['from an answer to the next question, ms', digits(median(stepMs), 3), digits(at(stepMs, 0.99), 3)],
    ['reading the response, ms', digits(median(readMs), 3), digits(at(readMs, 0.99), 3)],
  ],
);
table(
  ['once', ''],
  [
    ['questions asked of a person', digits(questions, 0)],
    ['checking and compiling, ms', digits(compileMs, 0)],
    ['compiled questionnaire, bytes', compiledBytes],
    ['interpreter, minified, bytes', bytes],
  ],
);
goal('from an answer to the next question, ms', digits(median(stepMs), 3), median(stepMs) <= 1, 'at most 1');
goal('interpreter, bytes', bytes, bytes <= 40_000, 'at most 40,000');
