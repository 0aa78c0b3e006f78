import { build } from 'esbuild';
import path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { rankSets } from './ranking/rank-sets.js';
import { weigh } from './weighting/weigh.js';

/** The package as a phone gets it: one script of ES2018. */
let script: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [path.resolve('shared/statistics/src/index.ts')],
    bundle: true,
    write: false,
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
    format: 'iife',
    globalName: 'statistics',
    target: 'es2018',
  });
  script = outputFiles[0]!.text;
}, 60_000);

/** An engine with the language alone: no node, no document, no code made from strings. */
function bareEngine(): ReturnType<typeof createContext> {
  const engine = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  runInContext(`${script}; globalThis.statistics = statistics;`, engine);
  return engine;
}

describe('the statistics package runs anywhere', () => {
  it('its script has none of the syntax that came after ES2018', () => {
    const newer = /\?\?|\?\.[^\d]|catch\s*\{|\b\d+n\b|#[a-z]\w*\s*[;=(]|\*\*\s*=\s*\?/;
    expect(newer.exec('const a = b?.c;')).not.toBeNull();
    expect(newer.exec('try { f(); } catch { g(); }')).not.toBeNull();
    expect(newer.exec('class A { #map = null; }')).not.toBeNull();
    expect(newer.exec(script)?.[0]).toBeUndefined();
  });

  it('an engine without node, document or eval gives the same bits', () => {
    const input = {
      scores: [88.4, 86.1, 86.0, 79.9, 79.2],
      covariance: [0, 1, 2, 3, 4].map((a) => [0, 1, 2, 3, 4].map((b) => (a === b ? 1.5 + a / 10 : 0.4))),
      degreesOfFreedom: 34,
      seed: 20261211,
      draws: 10_000,
      confidence: 0.95,
    };
    const sums = {
      variables: [{ code: 'age', levels: ['young', 'old'] }],
      classes: {
        count: 2,
        levels: Int32Array.from([0, 1]),
        baseWeight: Float64Array.from([1, 1]),
        respondents: Float64Array.from([90, 70]),
      },
    };
    const targets = [
      {
        variable: 'age',
        mayCollapse: false,
        levels: [
          { code: 'young', population: 30 },
          { code: 'old', population: 70 },
        ],
      },
    ];
    const engine = bareEngine();
    const there = (call: string): unknown => JSON.parse(runInContext(`JSON.stringify(${call})`, engine) as string);
    expect(there(`statistics.rankSets(${JSON.stringify(input)})`)).toEqual(
      JSON.parse(JSON.stringify(rankSets(input))) as unknown,
    );
    const typed = `{ ...${JSON.stringify(sums)}, classes: { count: 2, levels: Int32Array.from([0, 1]), baseWeight: Float64Array.from([1, 1]), respondents: Float64Array.from([90, 70]) } }`;
    expect(there(`statistics.weigh(${typed}, ${JSON.stringify(targets)})`)).toEqual(
      JSON.parse(JSON.stringify(weigh(sums, targets))) as unknown,
    );
    expect(() => runInContext('new Function("return 1")()', engine)).toThrow();
  });
});
