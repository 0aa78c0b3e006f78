import type { PatternProgram, PatternStep } from '../../engine/pattern.js';

export type PatternReading =
  | { program: PatternProgram; /** Said `^` at its start and `$` at its end. */ isAnchored: boolean }
  | { at: number; zh: string; en: string };

const mostSteps = 1500;
const mostRepeats = 200;
/** An empty group repeated in itself writes no step and would still never end. */
const mostWrites = 20_000;

type Tree =
  | { is: 'one'; ranges: number[]; isNegated?: true }
  | { is: 'row'; parts: Tree[] }
  | { is: 'either'; parts: Tree[] }
  | { is: 'times'; of: Tree; least: number; most: number };

class PatternFault extends Error {
  constructor(
    readonly at: number,
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

/** ECMAScript's `\s`, so that 全角空格 is white space too. */
const whiteSpace = [
  9, 13, 32, 32, 160, 160, 5760, 5760, 8192, 8202, 8232, 8233, 8239, 8239, 8287, 8287, 12288, 12288, 65279, 65279,
];
const digits = [48, 57];
const wordCharacters = [48, 57, 65, 90, 95, 95, 97, 122];
const lineEnds = [10, 10, 13, 13, 8232, 8233];
const lastPoint = 0x10ffff;

/**
 * Compiles the part of regular expressions that can be matched in linear time: characters, `.`, classes, `\d \w \s` and
 * their opposites, groups, `|`, `? * + {n} {n,} {n,m}`, `^` at the start, `$` at the end. Look-around, references back and `\b` are
 * refused by name.
 */
export function compilePattern(pattern: string): PatternReading {
  const points = Array.from(pattern);
  let next = 0;
  let writes = 0;
  const peek = (): string | undefined => points[next];
  const fault = (zh: string, en: string, at = next): PatternFault => new PatternFault(at, zh, en);
  try {
    const opens = peek() === '^';
    if (opens) next += 1;
    const tree = either(0);
    const closes = peek() === '$' && next === points.length - 1;
    if (closes) next += 1;
    if (next < points.length) throw fault(`“${peek()}”接不上前面`, `“${peek()}” does not fit here`);
    // `^a|b$` anchors each branch once only: the whole match would read it otherwise.
    if ((opens || closes) && tree.is === 'either') {
      throw fault('有“|”时请写成 ^(…|…)$', 'With “|”, write ^(…|…)$', 0);
    }
    const program: PatternProgram = [];
    write(tree, program);
    program.push({ is: 'end' });
    return { program, isAnchored: opens && closes };
  } catch (error) {
    if (error instanceof PatternFault) return { at: error.at, zh: error.zh, en: error.en };
    throw error;
  }

  function either(depth: number): Tree {
    if (depth > 30) throw fault('括号套得太深', 'Groups are nested too deeply');
    const parts = [row(depth)];
    while (peek() === '|') {
      next += 1;
      parts.push(row(depth));
    }
    return parts.length === 1 ? parts[0]! : { is: 'either', parts };
  }

  function row(depth: number): Tree {
    const parts: Tree[] = [];
    for (;;) {
      const character = peek();
      if (character === undefined || character === '|' || character === ')') break;
      if (character === '$' && next === points.length - 1 && depth === 0) break;
      parts.push(repeated(one(depth)));
    }
    return { is: 'row', parts };
  }

  function one(depth: number): Tree {
    const at = next;
    const character = points[next++]!;
    switch (character) {
      case '(': {
        if (peek() === '?') {
          if (points[next + 1] !== ':') {
            throw fault('不支持前后查看和命名组', 'Look-around and named groups are not supported', at);
          }
          next += 2;
        }
        const inside = either(depth + 1);
        if (peek() !== ')') throw fault('括号没有收尾', 'The group is not closed', at);
        next += 1;
        return inside;
      }
      case '[':
        return set(at);
      case '.':
        return { is: 'one', ranges: lineEnds, isNegated: true };
      case '\\':
        return escaped(at);
      case '^':
      case '$':
        throw fault('“^”只能在开头，“$”只能在末尾', '“^” stands at the start only, “$” at the end', at);
      case '*':
      case '+':
      case '?':
      case '{':
        throw fault(`“${character}”前面没有可重复的内容`, `There is nothing before “${character}” to repeat`, at);
      default:
        return { is: 'one', ranges: [character.codePointAt(0)!, character.codePointAt(0)!] };
    }
  }

  function escaped(at: number): Tree {
    const character = points[next++];
    switch (character) {
      case 'd':
        return { is: 'one', ranges: digits };
      case 'D':
        return { is: 'one', ranges: digits, isNegated: true };
      case 'w':
        return { is: 'one', ranges: wordCharacters };
      case 'W':
        return { is: 'one', ranges: wordCharacters, isNegated: true };
      case 's':
        return { is: 'one', ranges: whiteSpace };
      case 'S':
        return { is: 'one', ranges: whiteSpace, isNegated: true };
      default: {
        const point = literal(character, at);
        return { is: 'one', ranges: [point, point] };
      }
    }
  }

  /** Code point of an escape that stands for one character. */
  function literal(character: string | undefined, at: number): number {
    if (character === 'n') return 10;
    if (character === 'r') return 13;
    if (character === 't') return 9;
    if (character === 'u') {
      const hex = points.slice(next, next + 4).join('');
      if (!/^[0-9a-fA-F]{4}$/.test(hex))
        throw fault('\\u 后面应是四位十六进制', 'After \\u come four hexadecimal digits', at);
      next += 4;
      return parseInt(hex, 16);
    }
    if (character === undefined || /[A-Za-z0-9]/.test(character)) {
      throw fault(`不支持“\\${character ?? ''}”`, `“\\${character ?? ''}” is not supported`, at);
    }
    return character.codePointAt(0)!;
  }

  function set(at: number): Tree {
    const ranges: number[] = [];
    const isNegated = peek() === '^';
    if (isNegated) next += 1;
    for (;;) {
      const character = points[next++];
      if (character === undefined) throw fault('方括号没有收尾', 'The class is not closed', at);
      if (character === ']') break;
      if (character === '[') throw fault('方括号里的“[”请写成“\\[”', 'Inside a class write “\\[”', next - 1);
      let first: number;
      if (character === '\\') {
        const kind = peek();
        const named = kind === 'd' ? digits : kind === 'w' ? wordCharacters : kind === 's' ? whiteSpace : null;
        if (named !== null) {
          next += 1;
          ranges.push(...named);
          continue;
        }
        next += 1;
        first = literal(kind, next - 2);
      } else {
        first = character.codePointAt(0)!;
      }
      if (peek() === '-' && points[next + 1] !== ']' && points[next + 1] !== undefined) {
        next += 1;
        const end = points[next++]!;
        const last = end === '\\' ? literal(points[next++], next - 2) : end.codePointAt(0)!;
        if (last < first) throw fault('范围的顺序反了', 'The range is the wrong way round', next - 1);
        ranges.push(first, last);
      } else {
        ranges.push(first, first);
      }
    }
    if (ranges.length === 0) {
      if (!isNegated) throw fault('方括号里是空的', 'The class is empty', at);
      ranges.push(lastPoint + 1, lastPoint + 1);
    }
    return isNegated ? { is: 'one', ranges, isNegated } : { is: 'one', ranges };
  }

  function repeated(of: Tree): Tree {
    const at = next;
    let least: number;
    let most: number;
    switch (peek()) {
      case '*':
        [least, most] = [0, Infinity];
        break;
      case '+':
        [least, most] = [1, Infinity];
        break;
      case '?':
        [least, most] = [0, 1];
        break;
      case '{': {
        const end = points.indexOf('}', next);
        const said = /^(\d{1,3})(?:(,)(\d{1,3})?)?$/.exec(points.slice(next + 1, Math.max(end, next)).join(''));
        if (said === null) throw fault('应写成 {次数} 或 {最少,最多}', 'Write {times} or {least,most}');
        least = Number(said[1]);
        most = said[3] !== undefined ? Number(said[3]) : said[2] !== undefined ? Infinity : least;
        if (least > mostRepeats || (most !== Infinity && most > mostRepeats) || most < least) {
          throw fault(`重复次数应在 0 到 ${mostRepeats} 之间`, `Repeats must be 0 to ${mostRepeats}`);
        }
        next = end;
        break;
      }
      default:
        return of;
    }
    next += 1;
    // A lazy match is the same match when all of the text must match.
    if (peek() === '?') next += 1;
    if (peek() === '*' || peek() === '+' || peek() === '{') {
      throw fault('重复符号不能连写', 'Repeat signs cannot follow each other', at);
    }
    return { is: 'times', of, least, most };
  }

  function write(tree: Tree, program: PatternProgram): void {
    writes += 1;
    if (program.length > mostSteps || writes > mostWrites)
      throw new PatternFault(0, '式样展开后太大', 'The pattern unfolds to too much');
    switch (tree.is) {
      case 'one': {
        const step: PatternStep = { is: 'one', ranges: tree.ranges };
        if (tree.isNegated) step.isNegated = true;
        program.push(step);
        return;
      }
      case 'row':
        tree.parts.forEach((part) => write(part, program));
        return;
      case 'either': {
        const ends: { is: 'jump'; to: number }[] = [];
        tree.parts.forEach((part, index) => {
          if (index === tree.parts.length - 1) {
            write(part, program);
            return;
          }
          const fork: { is: 'fork'; to: [number, number] } = { is: 'fork', to: [program.length + 1, 0] };
          program.push(fork);
          write(part, program);
          const end: { is: 'jump'; to: number } = { is: 'jump', to: 0 };
          program.push(end);
          ends.push(end);
          fork.to[1] = program.length;
        });
        ends.forEach((end) => (end.to = program.length));
        return;
      }
      case 'times': {
        for (let time = 0; time < tree.least; time += 1) write(tree.of, program);
        if (tree.most === Infinity) {
          const fork: { is: 'fork'; to: [number, number] } = { is: 'fork', to: [program.length + 1, 0] };
          const start = program.length;
          program.push(fork);
          write(tree.of, program);
          program.push({ is: 'jump', to: start });
          fork.to[1] = program.length;
          return;
        }
        const forks: { is: 'fork'; to: [number, number] }[] = [];
        for (let time = tree.least; time < tree.most; time += 1) {
          const fork: { is: 'fork'; to: [number, number] } = { is: 'fork', to: [program.length + 1, 0] };
          forks.push(fork);
          program.push(fork);
          write(tree.of, program);
        }
        forks.forEach((fork) => (fork.to[1] = program.length));
      }
    }
  }
}
