import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { QuestionnaireDesign } from '@minsheng/contracts';
import { exampleDesign, today, x } from '../example-design.js';
import { compileDesign } from './compile-design.js';
import { designSchema } from './design-schema.js';

const isDesign = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, discriminator: true }).compile(
  designSchema,
);

/** Every place in a value, as the path to it. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Array.isArray(value) ? value.map((each, at) => [at, each] as const) : Object.entries(value);
  return [path, ...inside.flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

function withChange(path: readonly (string | number)[], change: (value: unknown) => unknown): unknown {
  const copy = { whole: JSON.parse(JSON.stringify(exampleDesign())) as unknown };
  let at = copy as Record<string | number, unknown>;
  const keys: (string | number)[] = ['whole', ...path];
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = keys.at(-1)!;
  const changed = change(at[last]);
  if (changed === undefined) delete at[last];
  else at[last] = changed;
  return copy.whole;
}

describe('the shape of a design on the wire', () => {
  it('is that of the example', () => {
    expect(isDesign(exampleDesign())).toBe(true);
  });

  it.each<[string, (string | number)[], unknown]>([
    ['another format', ['format'], 'minsheng-questionnaire/1'],
    ['a kind of item that nobody knows', ['entries', 0, 'type'], 'hologram'],
    ['a field that the item does not have', ['entries', 0, 'required'], true],
    ['words in one language', ['title'], { zh: '标题' }],
    ['a number for words', ['entries', 1, 'text'], 5],
    ['null for none', ['entries', 1, 'hint'], null],
    ['no entries', ['entries'], undefined],
    ['a text of a megabyte', ['title', 'zh'], '字'.repeat(1_000_000)],
  ])('is not %s', (_title, path, value) => {
    expect(isDesign(withChange(path, () => value))).toBe(false);
  });

  it('is enough for the compiler to answer with diagnostics and never with an exception', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        undefined,
        null,
        '',
        'x',
        x('@age >'),
        x("selected(@ways, 'bus')"),
        'toString',
        '__proto__',
        0,
        -1,
        1e9,
        true,
        [],
        {},
      ),
      fc.string({ maxLength: 12 }),
    );
    let refused = 0;
    let judged = 0;
    fc.assert(
      fc.property(fc.constantFrom(...placesIn(exampleDesign()).slice(1)), values, (path, value) => {
        const design = withChange(path, () => value);
        if (!isDesign(design)) {
          refused += 1;
          return;
        }
        judged += 1;
        const { compiled, diagnostics } = compileDesign(design as unknown as QuestionnaireDesign, {
          today,
          sha256: () => 'hash',
        });
        expect(compiled === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 250, seed: 20261122 },
    );
    expect(Math.min(refused, judged)).toBeGreaterThan(40);
  });
});
