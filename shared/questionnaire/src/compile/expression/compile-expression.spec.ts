import fc from 'fast-check';
import { compiled, designWith, diagnosticsOf, exampleEntries, item, x } from '../example-design.js';
import type { DiagnosticCode } from './diagnostic.js';

/** Diagnostics of a calculation at the end of the example, as code and place. */
function faultsOf(source: string): [string, number | null][] {
  const design = designWith([...exampleEntries(), item('result', { type: 'calculated', calculation: x(source) })]);
  return diagnosticsOf(design)
    .filter(({ item: at }) => at === 'result')
    .map(({ code, position }) => [code, position]);
}

describe('an expression that cannot be right is refused, with its place', () => {
  it.each<[string, DiagnosticCode, number]>([
    // Syntax
    ['', 'syntax', 0],
    ['1 +', 'syntax', 3],
    ['(1 + 2', 'syntax', 0],
    ['concat(1, 2', 'syntax', 6],
    ['1 2', 'syntax', 2],
    ['* 2', 'syntax', 0],
    ["concat('a)", 'syntax', 7],
    ['1 & 2', 'syntax', 2],
    ['age + 1', 'syntax', 0],
    ['@age ＞ 18', 'full-width', 7],
    ['concat(“a”)', 'full-width', 7],
    ['/data/age', 'path-not-supported', 0],
    ['../age', 'path-not-supported', 0],
    ['@age | @spend', 'path-not-supported', 7],
    [`${'('.repeat(70)}1${')'.repeat(70)}`, 'syntax', 60],
    // Functions
    ['sqrt(4)', 'unknown-function', 0],
    ["pulldata('t', 'a', 'b', 'c')", 'unsupported-function', 0],
    ["instance('t')", 'unsupported-function', 0],
    ['position(..)', 'path-not-supported', 9],
    ['indexed-repeat(@age, 1, 2)', 'unsupported-function', 0],
    ['if(true(), 1)', 'argument-count', 0],
    ['today(1)', 'argument-count', 0],
    ['sum(1 + 2)', 'argument-kind', 6],
    ['regex(@source, @adult)', 'argument-kind', 17],
    ["jr:choice-name(@main, 'main')", 'argument-kind', 24],
    ["jr:choice-name('a', '@age')", 'argument-kind', 20],
    // References
    ['@agge + 1', 'dangling-reference', 0],
    ['1 + @welcome', 'dangling-reference', 4],
    ['1 + @travel', 'dangling-reference', 4],
    ["@main = 'plane'", 'dangling-option', 10],
    ["selected(@ways, 'plane')", 'dangling-option', 18],
    ["@adult = 'maybe' or @buses = 'great'", 'dangling-option', 33],
    ['count-selected(@ways) + . + 1', 'not-here', 26],
    // Kinds
    ["@age = '35'", 'type', 7],
    ["@age = 'thirty-five'", 'type', 7],
    ['@source > 3', 'type', 0],
    ['@source + 1', 'type', 0],
    ["@ways = 'bus'", 'type', 8],
    ['@age and true()', 'type', 0],
    ['not(@agree)', 'type', 4],
    ["if(@age, 'a', 'b')", 'type', 3],
    ["if(@age > 1, 'a', 2)", 'type', 20],
    ['@since > 5', 'type', 9],
    ['@since * 2', 'type', 0],
    ['@since + @since', 'type', 9],
    ["@since = 'yesterday'", 'type', 11],
    ['number(@since)', 'type', 7],
    ['count-selected(@age)', 'type', 15],
    ['concat(true(), 1)', 'type', 7],
    ["format-date(@age, '%Y')", 'type', 12],
    ['@buses > 1', 'type', 0],
    ['true() = 1', 'type', 7],
    // Patterns
    ["regex(@source, '(?=a)')", 'pattern', 18],
    ["regex(@source, '[a')", 'pattern', 18],
  ])('%s: %s', (source, code, place) => {
    // The place counts in the text as it is written, with `${age}` for `@age`.
    expect(faultsOf(source)[0]).toEqual([code, place]);
  });

  it('says it in both languages', () => {
    const [fault] = diagnosticsOf(designWith([item('a'), item('b', { relevant: x("@c = 'x'") })]));
    expect(fault?.sentences).toEqual({ zh: '没有代码为“c”的题', en: 'There is no question “c”' });
  });

  it('warns when a pattern would be a search elsewhere', () => {
    const design = designWith([
      item('phone', { constraint: { expression: "regex(., '\\d+')", message: { zh: '数字', en: 'digits' } } }),
    ]);
    expect(diagnosticsOf(design).map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'pattern-not-anchored'],
    ]);
  });
});

describe('whatever is written', () => {
  const piece = fc.constantFrom(
    ...[
      '@age',
      '@ways',
      '@since',
      '@travel',
      '@x',
      "'bus'",
      '1',
      '.5',
      '(',
      ')',
      ',',
      '+',
      '-',
      '*',
      'div',
      'and',
      'not',
      '=',
      '<',
      '.',
      '..',
    ],
    ...[
      'if(',
      'selected(',
      'count(',
      'regex(',
      'date(',
      'today()',
      'jr:choice-name(',
      'once(',
      '$',
      '"',
      '路',
      '　',
      '\u0000',
    ],
  );

  it('is an expression or is refused with a reason, and makes nothing else happen', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const design = designWith([
          ...exampleEntries(),
          item('result', { type: 'calculated', calculation: x(pieces.join(' ')) }),
        ]);
        const found = diagnosticsOf(design);
        const refusals = found.filter(({ severity }) => severity === 'error');
        expect(refusals.every(({ item: at, sentences }) => at === 'result' && sentences.zh !== '')).toBe(true);
        if (refusals.length === 0) expect(compiled(design).questions.at(-1)?.calculation).toBeDefined();
      }),
      { numRuns: 200, seed: 20261122 },
    );
  });
});

describe('what an expression may say where', () => {
  it.each<[string, Parameters<typeof item>[1], DiagnosticCode | null]>([
    ['a condition must hold or not', { relevant: x('@age') }, 'type'],
    ['a text is no condition', { relevant: "'yes'" }, 'type'],
    ['once() stands in calculations only', { relevant: "once('a') = 'a'" }, 'not-here'],
    ['random() stands in calculations only', { relevant: 'random() < 1' }, 'not-here'],
    ['“.” stands in constraints only', { relevant: ". = 'a'" }, 'not-here'],
    ['a bare name stands in choice filters only', { relevant: "kind = 'own'" }, 'syntax'],
    [
      'a filter names columns of its list',
      { type: 'single', list: 'ways', choiceFilter: "colour = 'red'" },
      'dangling-column',
    ],
    [
      'a filter reads the choice’s columns and code',
      { type: 'single', list: 'ways', choiceFilter: "kind = 'own' and name != 'car'" },
      null,
    ],
    ['an item may be required by an expression', { required: x('@age > 60') }, null],
  ])('%s', (_title, more, code) => {
    const found = diagnosticsOf(designWith([item('age', { type: 'integer' }), item('last', more)]));
    expect(found.find(({ severity }) => severity === 'error')?.code ?? null).toBe(code);
  });

  it('gives the phone the parsed expression, checked and without a trace of its text', () => {
    const { questions } = compiled(
      designWith([item('age', { type: 'integer' }), item('why', { relevant: x('@age >= 18') })]),
    );
    expect(questions[1]!.relevant).toEqual({
      op: 'call',
      name: '>=',
      type: 'boolean',
      args: [
        { op: 'answer', of: 'age' },
        { op: 'number', value: 18 },
      ],
    });
  });
});
