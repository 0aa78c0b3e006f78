import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Jest's own, which remembers the times of the last run. */
const { default: Sequencer } = ['jest', '@jest/core', 'jest-config'].reduce(
  (require, name) => createRequire(require.resolve(name)),
  createRequire(import.meta.url),
)('@jest/test-sequencer');

/**
 * The longest first, so that no worker is left with a long one while the other has nothing to do. In a fresh clone nobody
 * knows the times: then the size of a spec stands for them, and one that has polls computed counts four times, one that
 * runs a program again and again eight times.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sizes = new Map(tests.map(({ path }) => [path, weight(path)]));
    for (const test of tests) test.duration = this.time(test);
    const isMeasured = tests.every(({ duration }) => duration !== undefined);
    const of = ({ path, duration }) => (isMeasured ? duration : sizes.get(path));
    return [...tests].sort((a, b) => of(b) - of(a));
  }
}

function weight(path) {
  const text = readFileSync(path, 'utf8');
  if (/execFile\(/.test(text)) return text.length * 8;
  return text.length * (/startLiveWorld|startReleaseCity|simultaneousRankSets/.test(text) ? 4 : 1);
}
