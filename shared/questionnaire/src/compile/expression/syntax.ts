import type { OperatorName } from '../../engine/expression.js';
import type { Report } from './diagnostic.js';

/** An expression as it is written; `at` is the place in its text. */
export type Syntax =
  | { is: 'text'; at: number; value: string }
  | { is: 'number'; at: number; value: number }
  | { is: 'reference'; at: number; name: string }
  | { is: 'self'; at: number }
  | { is: 'column'; at: number; name: string }
  | { is: 'operator'; at: number; name: OperatorName; args: Syntax[] }
  | { is: 'function'; at: number; name: string; args: Syntax[] };

type Token =
  | { is: 'text' | 'name' | 'reference' | 'sign'; at: number; text: string }
  | { is: 'number'; at: number; text: string }
  | { is: 'end'; at: number; text: '' };

const longestExpression = 4000;
const deepest = 60;
/** 250 options joined by `or`, and some room: what is read here runs on phones with small stacks. */
const mostOperators = 600;

const space = /[ \t\r\n]/;
const nameStart = /[A-Za-z_\u4e00-\u9fff]/;
const nameRest = /[A-Za-z0-9_.\-\u4e00-\u9fff]/;
const digit = /[0-9]/;
const fullWidth = '“”‘’（），＝＜＞！＋－＊．｛｝＄';

const noPath = [`请用 \${题目代码} 代替路径`, `Write \${code} instead of a path`, 'path-not-supported'] as const;

class SyntaxFault extends Error {}

/** Reads an expression by the grammar of XPath 1.0 as XLSForm uses it; null (and reported) when it is none. */
export function parse(text: string, report: Report): Syntax | null {
  const fail = (
    at: number,
    zh: string,
    en: string,
    code: 'syntax' | 'full-width' | 'path-not-supported' = 'syntax',
  ) => {
    report('error', code, at, zh, en);
    return new SyntaxFault(en);
  };
  try {
    if (text.trim() === '') throw fail(0, '表达式是空的', 'The expression is empty');
    if (text.length > longestExpression) throw fail(longestExpression, '表达式太长', 'The expression is too long');
    return parseTokens(tokensOf(text, fail), fail);
  } catch (error) {
    if (error instanceof SyntaxFault) return null;
    throw error;
  }
}

type Fail = (at: number, zh: string, en: string, code?: 'syntax' | 'full-width' | 'path-not-supported') => Error;

function tokensOf(text: string, fail: Fail): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at]!;
    const start = at;
    if (space.test(character)) {
      at += 1;
    } else if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end < 0) throw fail(at, '引号没有收尾', 'The quotation mark is not closed');
      tokens.push({ is: 'text', at, text: text.slice(at + 1, end) });
      at = end + 1;
    } else if (character === '$' && text[at + 1] === '{') {
      const end = text.indexOf('}', at);
      const name = end < 0 ? '' : text.slice(at + 2, end).trim();
      if (name === '') throw fail(at, `\${ } 里应写题目代码`, `\${ } must hold a question’s code`);
      tokens.push({ is: 'reference', at, text: name });
      at = end + 1;
    } else if (digit.test(character) || (character === '.' && digit.test(text[at + 1] ?? ''))) {
      while (digit.test(text[at] ?? '')) at += 1;
      if (text[at] === '.') at += 1;
      while (digit.test(text[at] ?? '')) at += 1;
      tokens.push({ is: 'number', at: start, text: text.slice(start, at) });
    } else if (nameStart.test(character)) {
      while (nameRest.test(text[at] ?? '')) at += 1;
      // `jr:choice-name`; a full stop that ends a name belongs to nothing.
      if (text[at] === ':' && nameStart.test(text[at + 1] ?? '')) {
        at += 1;
        while (nameRest.test(text[at] ?? '')) at += 1;
      }
      tokens.push({ is: 'name', at: start, text: text.slice(start, at) });
    } else {
      const two = text.slice(at, at + 2);
      if (two === '..') throw fail(at, ...noPath);
      const sign = two === '<=' || two === '>=' || two === '!=' ? two : character;
      if (character === '/' || character === '[' || character === '|') {
        throw fail(at, ...noPath);
      }
      if (fullWidth.includes(character)) {
        throw fail(at, `“${character}”是全角符号，请改成半角`, `“${character}” is a full-width sign`, 'full-width');
      }
      if (!'()+-*=<>,.'.includes(sign[0]!) && sign !== '!=') {
        throw fail(at, `这里不能写“${character}”`, `“${character}” cannot stand here`);
      }
      tokens.push({ is: 'sign', at, text: sign });
      at += sign.length;
    }
  }
  tokens.push({ is: 'end', at: text.length, text: '' });
  return tokens;
}

/** Binding strength of the operators, weakest first; all of them bind to the left. */
const strengths: readonly (readonly OperatorName[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

function parseTokens(tokens: readonly Token[], fail: Fail): Syntax {
  let next = 0;
  let depth = 0;
  let operators = 0;
  const peek = (): Token => tokens[next]!;
  const take = (): Token => tokens[next++]!;
  const isSign = (text: string): boolean => peek().is === 'sign' && peek().text === text;

  const whole = binary(0);
  if (peek().is !== 'end') throw fail(peek().at, `“${peek().text}”接不上前面`, `“${peek().text}” does not fit here`);
  return whole;

  function binary(level: number): Syntax {
    const names = strengths[level];
    if (names === undefined) return unary();
    let left = binary(level + 1);
    for (;;) {
      const { is, text, at } = peek();
      const name = names.find((each) => each === text);
      if (name === undefined || (is !== 'sign' && is !== 'name')) return left;
      take();
      operators += 1;
      if (operators > mostOperators) throw fail(at, '运算太多，请拆成几个计算题', 'Too many operations: split them up');
      left = { is: 'operator', at, name, args: [left, binary(level + 1)] };
    }
  }

  function unary(): Syntax {
    if (!isSign('-')) return primary();
    const { at } = take();
    return nested(at, () => ({ is: 'operator', at, name: 'negate', args: [unary()] }));
  }

  function primary(): Syntax {
    const token = take();
    const { at, text } = token;
    switch (token.is) {
      case 'text':
        return { is: 'text', at, value: text };
      case 'number':
        return { is: 'number', at, value: Number(text) };
      case 'reference':
        return { is: 'reference', at, name: text };
      case 'name':
        if (isSign('(')) return nested(at, () => ({ is: 'function', at, name: text, args: args() }));
        return { is: 'column', at, name: text };
      case 'sign':
        if (text === '.') return { is: 'self', at };
        if (text === '(') {
          return nested(at, () => {
            const inside = binary(0);
            close(at);
            return inside;
          });
        }
        throw fail(at, `“${text}”前面少了内容`, `Something is missing before “${text}”`);
      case 'end':
        throw fail(at, '表达式没有写完', 'The expression is not finished');
    }
  }

  function args(): Syntax[] {
    const { at } = take();
    const list: Syntax[] = [];
    if (isSign(')')) {
      take();
      return list;
    }
    for (;;) {
      list.push(binary(0));
      if (!isSign(',')) break;
      take();
    }
    close(at);
    return list;
  }

  function close(opened: number): void {
    if (!isSign(')')) throw fail(opened, '括号没有收尾', 'The bracket is not closed');
    take();
  }

  function nested(at: number, read: () => Syntax): Syntax {
    depth += 1;
    if (depth > deepest) throw fail(at, '括号套得太深', 'Brackets are nested too deeply');
    const found = read();
    depth -= 1;
    return found;
  }
}
