import type { Expression, FunctionName, OperatorName, ValueType } from '../../engine/expression.js';
import type { Report } from './diagnostic.js';
import { compilePattern } from './compile-pattern.js';
import { parse, type Syntax } from './syntax.js';

/** What is known of a value before anybody answers. */
export interface Kind {
  type: ValueType;
  /** Of a choice: the codes that it can be, besides empty. */
  codes?: readonly string[];
  /** Several codes parted by spaces. */
  isSeveral?: true;
  /** Days counted from a date: a number that may be compared with a date. */
  isDays?: true;
  /** The empty text, which every kind may be compared with. */
  isEmpty?: true;
}

/** What an expression may name, and where it stands. */
export interface Surroundings {
  field: 'relevant' | 'required' | 'constraint' | 'warning' | 'calculation' | 'choiceFilter';
  /** Undefined: there is no such question. Null: it has no value (a note, a group). */
  reference(code: string): Kind | null | undefined;
  /** Questions directly in a group, for functions over several answers; null: no group of that code, or groups inside it. */
  members(code: string): readonly string[] | null;
  /** Of `.` in a constraint. */
  self: Kind | null;
  /** Columns of the list in a choice filter. */
  columns: readonly string[] | null;
  /** Whether `jr:choice-name` can name an option of it. */
  hasOptions(code: string): boolean;
}

export interface CompiledExpression {
  expression: Expression;
  kind: Kind;
  /** Codes of the questions named, each once. */
  references: string[];
}

const text: Kind = { type: 'text' };
const number: Kind = { type: 'number' };
const truth: Kind = { type: 'boolean' };
const date: Kind = { type: 'date' };

/** Functions of the ODK XForms specification that are known here, with the fewest and most arguments. */
const functions: Record<FunctionName, [number, number]> = {
  true: [0, 0],
  false: [0, 0],
  not: [1, 1],
  if: [3, 3],
  coalesce: [2, 2],
  once: [1, 1],
  selected: [2, 2],
  'selected-at': [2, 2],
  'count-selected': [1, 1],
  'jr:choice-name': [2, 2],
  number: [1, 1],
  int: [1, 1],
  round: [1, 2],
  string: [1, 1],
  concat: [1, 20],
  substr: [2, 3],
  'string-length': [1, 1],
  contains: [2, 2],
  'starts-with': [2, 2],
  'ends-with': [2, 2],
  regex: [2, 2],
  today: [0, 0],
  now: [0, 0],
  date: [1, 1],
  'format-date': [2, 2],
  'format-date-time': [2, 2],
  'decimal-date-time': [1, 1],
  sum: [1, 1],
  count: [1, 1],
  'count-non-empty': [1, 1],
  min: [1, 20],
  max: [1, 20],
  random: [0, 0],
};

export const functionNames = Object.keys(functions) as FunctionName[];

/** Functions that exist in ODK and have no place here, with the reason. */
const refused: Record<string, [string, string]> = {
  pulldata: [
    '不能引用外部表；请把数据放进选项表的列',
    'External tables cannot be used; put the data into columns of a list',
  ],
  instance: ['不能引用外部表；请用选项筛选', 'External tables cannot be used; use a choice filter'],
  'indexed-repeat': ['不支持重复组', 'Repeats are not supported'],
  position: ['不支持重复组', 'Repeats are not supported'],
  'once-per': ['不支持重复组', 'Repeats are not supported'],
  uuid: ['编号由系统给', 'Ids are given by the system'],
  digest: ['不支持摘要函数', 'Digests are not supported'],
  'base64-decode': ['不支持编码函数', 'Encodings are not supported'],
  randomize: ['请用“选项随机排序”', 'Use the option “shuffle”'],
  area: ['不支持几何函数', 'Geometry is not supported'],
  distance: ['不支持几何函数', 'Geometry is not supported'],
};

/** Reads, checks and types an expression; null when anything is wrong, which is then reported. */
export function compileExpression(
  source: string,
  surroundings: Surroundings,
  report: Report,
): CompiledExpression | null {
  let hasFailed = false;
  const references = new Set<string>();
  const tell: Report = (severity, code, position, zh, en) => {
    if (severity === 'error') hasFailed = true;
    report(severity, code, position, zh, en);
  };
  const syntax = parse(source, tell);
  if (syntax === null) return null;
  const { expression, kind } = read(syntax);
  wantField(kind);
  return hasFailed ? null : { expression, kind, references: [...references] };

  function wantField(kind: Kind): void {
    if (surroundings.field !== 'calculation' && kind.type !== 'boolean' && !hasFailed) {
      tell(
        'error',
        'type',
        0,
        `条件应当成立或不成立，例如 \${age} >= 18；只写题目代码不行`,
        `A condition must hold or not, e.g. \${age} >= 18; a question’s code alone does not`,
      );
    }
  }

  function read(node: Syntax): { expression: Expression; kind: Kind } {
    switch (node.is) {
      case 'text':
        return {
          expression: { op: 'text', value: node.value },
          kind: node.value === '' ? { type: 'text', isEmpty: true } : text,
        };
      case 'number':
        return { expression: { op: 'number', value: node.value }, kind: number };
      case 'reference':
        return { expression: { op: 'answer', of: node.name }, kind: referenceKind(node.name, node.at) };
      case 'self':
        if (surroundings.self === null) {
          tell('error', 'not-here', node.at, '“.”只能用在校验里', '“.” stands in constraints only');
          return { expression: { op: 'self' }, kind: text };
        }
        return { expression: { op: 'self' }, kind: surroundings.self };
      case 'column':
        return readColumn(node.name, node.at);
      case 'operator':
        return readOperator(node.name, node.args, node.at);
      case 'function':
        return readFunction(node.name, node.args, node.at);
    }
  }

  function referenceKind(name: string, at: number): Kind {
    const kind = surroundings.reference(name);
    if (kind === undefined || kind === null) {
      tell(
        'error',
        'dangling-reference',
        at,
        kind === undefined ? `没有代码为“${name}”的题` : `“${name}”没有可用的回答`,
        kind === undefined ? `There is no question “${name}”` : `“${name}” has no answer to use`,
      );
      return text;
    }
    references.add(name);
    return kind;
  }

  function readColumn(name: string, at: number): { expression: Expression; kind: Kind } {
    if (surroundings.columns === null) {
      tell(
        'error',
        'syntax',
        at,
        `“${name}”应写成 \${${name}} 或加引号`,
        `Write \${${name}} or put “${name}” into quotes`,
      );
    } else if (name !== 'name' && !surroundings.columns.includes(name)) {
      tell('error', 'dangling-column', at, `选项表没有“${name}”这一列`, `The list has no column “${name}”`);
    }
    return { expression: { op: 'column', name }, kind: text };
  }

  function call(
    name: OperatorName | FunctionName,
    args: Expression[],
    kind: Kind,
  ): { expression: Expression; kind: Kind } {
    return { expression: { op: 'call', name, args, type: kind.type }, kind };
  }

  function readOperator(name: OperatorName, parts: Syntax[], at: number): { expression: Expression; kind: Kind } {
    const args = parts.map(read);
    const [left, right] = args.map(({ kind }) => kind) as [Kind, Kind];
    const expressions = args.map(({ expression }) => expression);
    switch (name) {
      case 'or':
      case 'and':
        args.forEach(({ kind }, index) => wantTruth(kind, parts[index]!.at));
        // `a or b or c` is one step, not two inside each other.
        return call(
          name,
          expressions.flatMap((each) => (each.op === 'call' && each.name === name ? each.args : [each])),
          truth,
        );
      case '=':
      case '!=':
        checkEquality(left, right, parts, at);
        return call(name, expressions, truth);
      case '<':
      case '<=':
      case '>':
      case '>=':
        if (isMoment(left) || isMoment(right)) {
          if (!isMoment(left) || !isMoment(right)) {
            tell('error', 'type', at, '日期只能和日期比较', 'A date can be compared with a date only');
          }
        } else {
          args.forEach(({ kind }, index) => wantNumber(kind, parts[index]!.at));
        }
        return call(name, expressions, truth);
      case '+':
      case '-': {
        args.forEach(({ kind }, index) => kind.type === 'date' || wantNumber(kind, parts[index]!.at));
        if (name === '+' && left.type === 'date' && right.type === 'date') {
          tell('error', 'type', at, '两个日期不能相加', 'Two dates cannot be added');
        }
        const isDays = isMoment(left) !== isMoment(right);
        return call(name, expressions, isDays ? { type: 'number', isDays } : number);
      }
      default:
        args.forEach(({ kind }, index) => wantNumber(kind, parts[index]!.at));
        return call(name, expressions, number);
    }
  }

  function checkEquality(left: Kind, right: Kind, parts: Syntax[], at: number): void {
    if (left.isEmpty || right.isEmpty) return;
    for (const [one, other, index] of [
      [left, right, 1],
      [right, left, 0],
    ] as const) {
      const literal = parts[index]!;
      if (one.isSeveral) {
        tell('error', 'type', at, '多选题请用 selected()', 'With several choices use selected()');
        return;
      }
      if (literal.is === 'text' && one.codes && !one.codes.includes(literal.value)) {
        danglingOption(literal.value, literal.at);
        return;
      }
      if (literal.is === 'text' && one.type === 'date') {
        if (!/^\d{4}-\d{2}-\d{2}$/.test(literal.value)) {
          tell('error', 'type', literal.at, '日期应写成 年-月-日', 'A date is written YYYY-MM-DD');
        }
        return;
      }
      if (one.type === 'number' && other.codes) {
        wantNumber(other, parts[index]!.at);
        return;
      }
    }
    if (left.type !== right.type && !(isMoment(left) && isMoment(right))) {
      tell(
        'error',
        'type',
        at,
        '两边不是同一类值：数字不加引号，文字加引号',
        'The two sides differ in kind: numbers without quotes, texts within',
      );
    }
  }

  function danglingOption(option: string, at: number): void {
    tell('error', 'dangling-option', at, `没有代码为“${option}”的选项`, `There is no option “${option}”`);
  }

  function wantTruth(kind: Kind, at: number): void {
    if (kind.type === 'boolean') return;
    tell('error', 'type', at, `这里应是一个条件，例如 \${age} >= 18`, `A condition is wanted here, e.g. \${age} >= 18`);
  }

  function wantNumber(kind: Kind, at: number): void {
    if (kind.type === 'number') return;
    if (kind.codes && !kind.isSeveral && kind.codes.every((code) => /^-?\d+(\.\d+)?$/.test(code))) return;
    tell(
      'error',
      'type',
      at,
      kind.type === 'date' ? '这里应是数字；日期请用 decimal-date-time()' : '这里应是数字；文字请用 number() 转换',
      kind.type === 'date'
        ? 'A number is wanted here; with a date use decimal-date-time()'
        : 'A number is wanted here; turn a text into one with number()',
    );
  }

  function wantText(kind: Kind, at: number): void {
    if (kind.type !== 'boolean') return;
    tell('error', 'type', at, '这里应是文字，不是条件', 'A text is wanted here, not a condition');
  }

  function wantCodes(kind: Kind, at: number): void {
    if (kind.type === 'text') return;
    tell('error', 'type', at, '这里应是选择题', 'A question with options is wanted here');
  }

  function readFunction(name: string, parts: Syntax[], at: number): { expression: Expression; kind: Kind } {
    if (!Object.prototype.hasOwnProperty.call(functions, name)) {
      const reason = Object.prototype.hasOwnProperty.call(refused, name) ? refused[name]! : null;
      if (reason)
        tell(
          'error',
          'unsupported-function',
          at,
          `不支持 ${name}()：${reason[0]}`,
          `${name}() is not supported: ${reason[1]}`,
        );
      else tell('error', 'unknown-function', at, `没有 ${name}() 这个函数`, `There is no function ${name}()`);
      return { expression: { op: 'text', value: '' }, kind: { type: 'text', isEmpty: true } };
    }
    const known = name as FunctionName;
    const [fewest, most] = functions[known];
    if (parts.length < fewest || parts.length > most) {
      const count = fewest === most ? `${fewest}` : `${fewest}–${most}`;
      tell('error', 'argument-count', at, `${name}() 应有 ${count} 个参数`, `${name}() takes ${count} arguments`);
      return { expression: { op: 'text', value: '' }, kind: { type: 'text', isEmpty: true } };
    }
    if (known === 'sum' || known === 'count' || known === 'count-non-empty') return readOverAnswers(known, parts[0]!);
    if (known === 'min' || known === 'max') return readExtreme(known, parts);
    if (known === 'regex') return readRegex(parts);
    if (known === 'jr:choice-name') return readChoiceName(parts);

    const args = parts.map(read);
    const kinds = args.map(({ kind }) => kind);
    const want = (index: number, check: (kind: Kind, position: number) => void): void => {
      if (kinds[index]) check(kinds[index], parts[index]!.at);
    };
    const done = (kind: Kind): { expression: Expression; kind: Kind } =>
      call(
        known,
        args.map(({ expression }) => expression),
        kind,
      );
    switch (known) {
      case 'true':
      case 'false':
        return done(truth);
      case 'not':
        want(0, wantTruth);
        return done(truth);
      case 'if':
        want(0, wantTruth);
        return done(common(kinds[1]!, kinds[2]!, parts[2]!.at));
      case 'coalesce':
        want(0, wantText);
        want(1, wantText);
        return done(common(kinds[0]!, kinds[1]!, parts[1]!.at));
      case 'once':
        if (surroundings.field !== 'calculation') {
          tell('error', 'not-here', at, 'once() 只能用在计算里', 'once() stands in calculations only');
        }
        want(0, wantText);
        return done(kinds[0]!);
      case 'random':
        // ODK draws anew at each evaluation: a condition would flicker.
        if (surroundings.field !== 'calculation') {
          tell('error', 'not-here', at, 'random() 只能用在计算里', 'random() stands in calculations only');
        }
        return done(number);
      case 'selected': {
        want(0, wantCodes);
        want(1, wantText);
        const option = parts[1]!;
        const { codes } = kinds[0]!;
        if (option.is === 'text' && codes && !codes.includes(option.value.trim()))
          danglingOption(option.value, option.at);
        return done(truth);
      }
      case 'selected-at':
        want(0, wantCodes);
        want(1, wantNumber);
        return done({ type: 'text', codes: kinds[0]!.codes });
      case 'count-selected':
        want(0, wantCodes);
        return done(number);
      case 'number':
        if (kinds[0]!.type === 'date') want(0, wantNumber);
        return done(number);
      case 'int':
      case 'round':
        want(0, wantNumber);
        want(1, wantNumber);
        return done(number);
      case 'string':
        return done(text);
      case 'concat':
      case 'contains':
      case 'starts-with':
      case 'ends-with':
      case 'string-length':
        parts.forEach((_part, index) => want(index, wantText));
        return done(known === 'concat' ? text : known === 'string-length' ? number : truth);
      case 'substr':
        want(0, wantText);
        want(1, wantNumber);
        want(2, wantNumber);
        return done(text);
      case 'today':
      case 'now':
        return done(date);
      case 'date':
        want(0, wantText);
        return done(date);
      case 'format-date':
      case 'format-date-time':
        if (kinds[0]!.type === 'number' || kinds[0]!.type === 'boolean') {
          tell('error', 'type', parts[0]!.at, '这里应是日期', 'A date is wanted here');
        }
        want(1, wantText);
        return done(text);
      case 'decimal-date-time':
        want(0, wantText);
        return done(number);
    }
  }

  /** Kind of a value that is one or the other. */
  function common(one: Kind, other: Kind, at: number): Kind {
    if (one.isEmpty) return other;
    if (other.isEmpty) return one;
    if (one.type !== other.type) {
      tell('error', 'type', at, '两种结果不是同一类值', 'The two results differ in kind');
    }
    const codes = one.codes && other.codes ? [...new Set([...one.codes, ...other.codes])] : undefined;
    return { type: one.type, codes, isSeveral: one.isSeveral ?? other.isSeveral, isDays: one.isDays ?? other.isDays };
  }

  /** One question, or all those of a group; null: neither. */
  function answersOf(node: Syntax, wantsNumbers: boolean): Expression | null {
    if (node.is !== 'reference') return null;
    const codes = surroundings.members(node.name) ?? [node.name];
    for (const code of codes) {
      // A note counts as a place where nothing is answered, as it does in an XForm.
      const kind = surroundings.reference(code) === null && codes.length > 1 ? text : referenceKind(code, node.at);
      if (wantsNumbers) wantNumber(kind, node.at);
    }
    return { op: 'answers', of: [...codes] };
  }

  function readOverAnswers(
    name: 'sum' | 'count' | 'count-non-empty',
    part: Syntax,
  ): { expression: Expression; kind: Kind } {
    const answers = answersOf(part, name === 'sum');
    if (answers === null) {
      tell(
        'error',
        'argument-kind',
        part.at,
        `${name}() 里应写一道题或一个题组的代码`,
        `${name}() takes the code of a question or of a group`,
      );
    }
    return call(name, answers ? [answers] : [], number);
  }

  function readExtreme(name: 'min' | 'max', parts: Syntax[]): { expression: Expression; kind: Kind } {
    const args = parts.map((part) => {
      if (part.is === 'reference' && surroundings.members(part.name) !== null) return answersOf(part, true)!;
      const { expression, kind } = read(part);
      wantNumber(kind, part.at);
      return expression;
    });
    return call(name, args, number);
  }

  function readRegex(parts: Syntax[]): { expression: Expression; kind: Kind } {
    const value = read(parts[0]!);
    wantText(value.kind, parts[0]!.at);
    const pattern = parts[1]!;
    if (pattern.is !== 'text') {
      tell('error', 'argument-kind', pattern.at, '式样应直接写在引号里', 'The pattern must be written in quotes');
      return call('regex', [], truth);
    }
    const compiled = compilePattern(pattern.value);
    if ('zh' in compiled) {
      tell('error', 'pattern', pattern.at + 1 + compiled.at, compiled.zh, compiled.en);
      return call('regex', [], truth);
    }
    if (!compiled.isAnchored) {
      tell(
        'warning',
        'pattern-not-anchored',
        pattern.at,
        '式样须整段相符；请写成 ^…$，免得别的工具只找其中一段',
        'The whole answer must match; write ^…$, since other tools look for a part',
      );
    }
    return call('regex', [value.expression, { op: 'pattern', program: compiled.program }], truth);
  }

  function readChoiceName(parts: Syntax[]): { expression: Expression; kind: Kind } {
    const value = read(parts[0]!);
    wantText(value.kind, parts[0]!.at);
    const named = parts[1]!;
    const code = named.is === 'text' ? /^\s*\$\{\s*([^}]+?)\s*\}\s*$/.exec(named.value)?.[1] : undefined;
    if (code === undefined) {
      tell(
        'error',
        'argument-kind',
        named.at,
        `应写成 jr:choice-name(\${题}, '\${题}')`,
        `Write jr:choice-name(\${question}, '\${question}')`,
      );
      return call('jr:choice-name', [], text);
    }
    referenceKind(code, named.at);
    if (!surroundings.hasOptions(code)) {
      tell('error', 'argument-kind', named.at, `“${code}”没有选项`, `“${code}” has no options`);
    }
    return call('jr:choice-name', [value.expression, { op: 'answer', of: code }], text);
  }
}

function isMoment(kind: Kind): boolean {
  return kind.type === 'date' || kind.isDays === true;
}
