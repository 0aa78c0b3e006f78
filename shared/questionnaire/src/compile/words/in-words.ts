import type { LocalisedText, MissingCode, QuestionnaireDesign } from '@minsheng/contracts';
import { expand, type Draft, type DraftQuestion } from '../design/expand.js';
import { parse, type Syntax } from '../expression/syntax.js';

/** How a document calls a question or a group: its number on paper, its name in a codebook. */
export type NameOf = (code: string) => LocalisedText;

/** A design's conditions as a person reads them (条件的文字). */
export interface DesignInWords {
  /** Expressions that are true or false, all of which must hold. One that cannot be read stands as it was written. */
  condition(...sources: string[]): LocalisedText;
  /** An expression that gives a value. */
  value(source: string): LocalisedText;
  /** Who is asked: the conditions of the question and of every group around it; null: everybody. */
  askedWhen(code: string): LocalisedText | null;
  /** Words with `${code}` in them, where a screen shows the answer. */
  text(said: LocalisedText): LocalisedText;
}

const both = (zh: string, en: string): LocalisedText => ({ zh, en });
const quoted = ({ zh, en }: LocalisedText): LocalisedText => both(`“${zh}”`, `“${en}”`);

const isHan = (character: string | undefined): boolean => /\p{Script=Han}/u.test(character ?? '');
const isWestern = (character: string | undefined): boolean => /[0-9A-Za-z−]/.test(character ?? '');

/** Fills a pattern in both languages: `{0}` is the first part. Figures and letters keep a space to Chinese beside them. */
function fill(zh: string, en: string, ...parts: readonly LocalisedText[]): LocalisedText {
  const slot = /\{(\d)\}/g;
  return both(
    zh.replace(slot, (whole: string, which: string, at: number) => {
      const part = parts[Number(which)]?.zh ?? '';
      const before = isHan(zh[at - 1]) && isWestern(part[0]) ? ' ' : '';
      const after = isWestern(part.at(-1)) && isHan(zh[at + whole.length]) ? ' ' : '';
      return before + part + after;
    }),
    en.replace(slot, (_whole, which: string) => parts[Number(which)]?.en ?? ''),
  );
}

/** A condition taken apart, so that claims on one question can be told together. */
type Claim =
  /** An answer is, or is not, one of these. */
  | { is: 'chosen'; of: string; options: LocalisedText[]; isNot: boolean }
  /** `orEmpty`: also where there is no answer to compare; `mayBeEmpty`: that can be. */
  | {
      is: 'compared';
      left: LocalisedText;
      relation: Relation;
      right: LocalisedText;
      orEmpty: boolean;
      mayBeEmpty: boolean;
    }
  | { is: 'said'; words: LocalisedText }
  | { is: 'always' | 'never' }
  | { is: 'all' | 'any'; parts: Claim[] }
  | { is: 'not'; part: Claim };

type Relation = '=' | '!=' | '<' | '<=' | '>' | '>=';

const relations: Record<Relation, { words: LocalisedText; turned: Relation; opposite: Relation }> = {
  '=': { words: both('等于', 'equals'), turned: '=', opposite: '!=' },
  '!=': { words: both('不等于', 'does not equal'), turned: '!=', opposite: '=' },
  '<': { words: both('小于', 'is below'), turned: '>', opposite: '>=' },
  '<=': { words: both('不大于', 'is at most'), turned: '>=', opposite: '>' },
  '>': { words: both('大于', 'is above'), turned: '<', opposite: '<=' },
  '>=': { words: both('不小于', 'is at least'), turned: '<=', opposite: '<' },
};

const isRelation = (name: string): name is Relation => name in relations;

/** Parts of an expression and of what it is worked out from that are told; 600 comparisons joined take some 4,000. */
const mostSteps = 8000;
const deepest = 1000;

class TooMuch extends Error {}

/** Functions of a value, by name: the pattern takes the arguments. */
const functionWords: ReadonlyMap<string, LocalisedText> = new Map([
  ['coalesce', both('{0}（没有时取{1}）', '{0} (or {1} where there is none)')],
  ['count-selected', both('{0}选的项数', 'the number of choices in {0}')],
  ['selected-at', both('{0}中位次为{1}（从 0 起）的选项', 'choice {1} (from 0) of {0}')],
  ['jr:choice-name', both('{0}', '{0}')],
  ['number', both('{0}', '{0}')],
  ['string', both('{0}', '{0}')],
  ['date', both('{0}', '{0}')],
  ['once', both('{0}', '{0}')],
  ['decimal-date-time', both('{0}', '{0}')],
  ['int', both('{0}的整数部分', 'the whole part of {0}')],
  ['round', both('{0}（四舍五入）', '{0} (rounded)')],
  ['substr', both('{0}中的一段', 'a part of {0}')],
  ['string-length', both('{0}的字数', 'the length of {0}')],
  ['today', both('填表当天', 'the day of the interview')],
  ['now', both('填表的时刻', 'the moment of the interview')],
  ['format-date', both('{0}（写作{1}）', '{0} (written {1})')],
  ['format-date-time', both('{0}（写作{1}）', '{0} (written {1})')],
  ['sum', both('{0}各题之和', 'the sum over {0}')],
  ['count', both('{0}的题数', 'the number of questions in {0}')],
  ['count-non-empty', both('{0}中答了的题数', 'the number of answers in {0}')],
  ['random', both('随机数', 'a random number')],
]);

const claimWords: ReadonlyMap<string, LocalisedText> = new Map([
  ['contains', both('{0}含有{1}', '{0} contains {1}')],
  ['starts-with', both('{0}以{1}开头', '{0} starts with {1}')],
  ['ends-with', both('{0}以{1}结尾', '{0} ends with {1}')],
  ['regex', both('{0}符合格式{1}', '{0} matches {1}')],
]);

const signs: Record<string, string> = { '+': '+', '-': '−', '*': '×', div: '÷' };

/**
 * Tells what a design's expressions say in Chinese and English. Calculations are told by what they are worked out from, since
 * nobody sees them. Takes designs with faults too: what cannot be read stands as it was written.
 */
export function designInWords(
  design: QuestionnaireDesign,
  nameOf: NameOf,
  draft: Draft = expand(design),
): DesignInWords {
  const questions = new Map(draft.questions.map((each) => [each.question.code, each]));
  const open = new Set<string>();
  let steps = 0;
  let depth = 0;

  return { condition, value, askedWhen, text };

  /** Calculations on calculations may come to more than anybody can read, or a machine can hold: then what was written stands. */
  function bounded(sources: readonly string[], tell: () => LocalisedText): LocalisedText {
    steps = 0;
    depth = 0;
    try {
      return tell();
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      return listed(
        sources.map((source) => quoted(both(source, source))),
        '，并且',
        ' and ',
      );
    }
  }

  function deeper<Result>(tell: () => Result): Result {
    steps += 1;
    depth += 1;
    if (steps > mostSteps || depth > deepest) throw new TooMuch();
    const result = tell();
    depth -= 1;
    return result;
  }

  function condition(...sources: string[]): LocalisedText {
    return bounded(sources, () =>
      told(
        joined(
          'all',
          sources.map((source): Claim => {
            const syntax = parse(source, () => undefined);
            return syntax === null ? { is: 'said', words: quoted(both(source, source)) } : claimOf(syntax);
          }),
        ),
      ),
    );
  }

  function value(source: string): LocalisedText {
    const syntax = parse(source, () => undefined);
    return syntax === null ? quoted(both(source, source)) : bounded([source], () => term(syntax));
  }

  function askedWhen(code: string): LocalisedText | null {
    const question = questions.get(code);
    const sources = question ? sourcesOf(question) : [];
    return sources.length === 0 ? null : condition(...sources);
  }

  function sourcesOf({ question, relevant }: DraftQuestion): string[] {
    const sources = relevant === undefined ? [] : [relevant];
    for (let at = question.group; at >= 0; at = draft.groups[at]!.group) {
      const { relevant: around } = draft.groups[at]!;
      if (around !== undefined) sources.unshift(around);
    }
    return sources;
  }

  function text({ zh, en }: LocalisedText): LocalisedText {
    const put = (said: string, key: 'zh' | 'en', around: (name: string) => string): string =>
      said.replace(/\$\{\s*([^}]*?)\s*\}/g, (_all, code: string) => around(nameOf(code)[key]));
    return both(
      put(zh, 'zh', (name) => `〔${name}的回答〕`),
      put(en, 'en', (name) => `[answer to ${name}]`),
    );
  }

  function claimOf(syntax: Syntax): Claim {
    return deeper(() => claimOfSyntax(syntax));
  }

  function claimOfSyntax(syntax: Syntax): Claim {
    switch (syntax.is) {
      case 'operator':
        if (syntax.name === 'and' || syntax.name === 'or') {
          return joined(syntax.name === 'and' ? 'all' : 'any', syntax.args.map(claimOf));
        }
        if (isRelation(syntax.name)) return comparison(syntax.name, syntax.args[0]!, syntax.args[1]!);
        return { is: 'said', words: term(syntax) };
      case 'function':
        return claimOfFunction(syntax.name, syntax.args);
      case 'reference': {
        const inside = calculationOf(syntax.name);
        return inside === null ? { is: 'said', words: term(syntax) } : within(syntax.name, () => claimOf(inside));
      }
      default:
        return { is: 'said', words: term(syntax) };
    }
  }

  function claimOfFunction(name: string, args: readonly Syntax[]): Claim {
    if (name === 'true') return { is: 'always' };
    if (name === 'false') return { is: 'never' };
    if (name === 'not' && args.length === 1) return negated(claimOf(args[0]!));
    if (name === 'selected' && args.length === 2) {
      const [answer, option] = args as [Syntax, Syntax];
      return answer.is === 'reference' && option.is === 'text'
        ? chosen(answer.name, option.value, false)
        : option.is === 'column' && option.name === 'name'
          ? { is: 'said', words: fill('{0}选过', '{0} includes them', term(answer)) }
          : { is: 'said', words: fill('{0}选了{1}', '{0} includes {1}', term(answer), term(option)) };
    }
    if (name === 'if' && args.length === 3) {
      const [when, then, otherwise] = args.map(claimOf) as [Claim, Claim, Claim];
      return joined('any', [joined('all', [when, then]), joined('all', [negated(when), otherwise])]);
    }
    const pattern = claimWords.get(name);
    if (pattern) return { is: 'said', words: fill(pattern.zh, pattern.en, ...args.map(term)) };
    return { is: 'said', words: term({ is: 'function', at: 0, name, args: [...args] }) };
  }

  function comparison(relation: Relation, left: Syntax, right: Syntax): Claim {
    const isConstant = ({ is }: Syntax): boolean => is === 'text' || is === 'number';
    if (isConstant(left) && !isConstant(right)) return comparison(relations[relation].turned, right, left);
    const isNot = relation === '!=';
    if (relation === '=' || isNot) {
      if (left.is === 'reference') {
        const inside = calculationOf(left.name);
        if (inside !== null) return within(left.name, () => comparison(relation, inside, right));
        if (right.is === 'text' && right.value === '') {
          const name = nameOf(left.name);
          return {
            is: 'said',
            words: isNot ? fill('{0}已答', '{0} is answered', name) : fill('{0}未答', '{0} is not answered', name),
          };
        }
        if (right.is === 'text' && optionOf(left.name, right.value) !== null) {
          return chosen(left.name, right.value, isNot);
        }
      }
      const asClaim = right.is === 'text' ? truthOf(left, right.value) : null;
      if (asClaim !== null) return isNot ? negated(asClaim) : asClaim;
    }
    return {
      is: 'compared',
      left: term(left),
      relation,
      right: term(right),
      orEmpty: false,
      mayBeEmpty: mayBeEmpty(left) || mayBeEmpty(right),
    };
  }

  /** Whether there can be nothing to compare: a question that may be left out, or is not asked of everybody. */
  function mayBeEmpty(syntax: Syntax): boolean {
    return deeper(() => mayThisBeEmpty(syntax));
  }

  function mayThisBeEmpty(syntax: Syntax): boolean {
    switch (syntax.is) {
      case 'reference': {
        const question = questions.get(syntax.name);
        if (question?.calculation !== undefined) {
          const inside = calculationOf(syntax.name);
          return inside === null || within(syntax.name, () => mayBeEmpty(inside));
        }
        return question?.required !== true || sourcesOf(question).length > 0;
      }
      case 'operator':
      case 'function':
        return syntax.args.some(mayBeEmpty);
      default:
        return false;
    }
  }

  /** When a value that is worked out as `if(c, 'a', 'b')`, or as true or false, is this text; null: it is no such value. */
  function truthOf(syntax: Syntax, text: string): Claim | null {
    if (syntax.is === 'text') return { is: syntax.value === text ? 'always' : 'never' };
    if (syntax.is === 'function' && syntax.name === 'if' && syntax.args.length === 3) {
      const then = truthOf(syntax.args[1]!, text);
      const otherwise = truthOf(syntax.args[2]!, text);
      if (then === null || otherwise === null) return null;
      const when = claimOf(syntax.args[0]!);
      return joined('any', [joined('all', [when, then]), joined('all', [negated(when), otherwise])]);
    }
    if (text !== 'true' && text !== 'false') return null;
    const isTruth =
      (syntax.is === 'operator' && (isRelation(syntax.name) || syntax.name === 'and' || syntax.name === 'or')) ||
      (syntax.is === 'function' &&
        (['true', 'false', 'not', 'selected'].includes(syntax.name) || claimWords.has(syntax.name)));
    if (!isTruth) return null;
    return text === 'true' ? claimOf(syntax) : negated(claimOf(syntax));
  }

  function chosen(code: string, option: string, isNot: boolean): Claim {
    return { is: 'chosen', of: code, options: [optionOf(code, option) ?? both(option, option)], isNot };
  }

  function optionOf(code: string, option: string): LocalisedText | null {
    const question = questions.get(code)?.question;
    if (question?.kind === 'consent') return option === 'OK' ? both('同意', 'I agree') : null;
    const choice =
      question?.list === undefined
        ? undefined
        : draft.lists[question.list]?.choices.find((each) => each.code === option);
    if (choice) return choice.text;
    if (!question?.offers?.includes(option as MissingCode)) return null;
    return design.missing.find((each) => each.code === option)?.name ?? null;
  }

  function calculationOf(code: string): Syntax | null {
    const calculation: DraftQuestion['calculation'] = questions.get(code)?.calculation;
    return calculation === undefined || open.has(code) ? null : parse(calculation, () => undefined);
  }

  /** A calculation that names itself, as a faulty design may, is not gone into twice. */
  function within<Result>(code: string, tell: () => Result): Result {
    open.add(code);
    try {
      return tell();
    } finally {
      open.delete(code);
    }
  }

  function term(syntax: Syntax): LocalisedText {
    return deeper(() => termOfSyntax(syntax));
  }

  function termOfSyntax(syntax: Syntax): LocalisedText {
    switch (syntax.is) {
      case 'text':
        return quoted(both(syntax.value, syntax.value));
      case 'number':
        return both(String(syntax.value), String(syntax.value));
      case 'self':
        return both('本题的回答', 'the answer');
      case 'column':
        return syntax.name === 'name'
          ? both('选项代码', 'the option’s code')
          : fill('选项的{0}', 'the option’s {0}', quoted(both(syntax.name, syntax.name)));
      case 'reference': {
        const inside = calculationOf(syntax.name);
        return inside === null ? nameOf(syntax.name) : within(syntax.name, () => term(inside));
      }
      case 'operator':
        return operation(syntax.name, syntax.args);
      case 'function':
        return functionTerm(syntax.name, syntax.args);
    }
  }

  function operation(name: string, args: readonly Syntax[]): LocalisedText {
    const parts = args.map((each) =>
      each.is === 'operator' && each.name !== 'negate' ? fill('（{0}）', '({0})', term(each)) : term(each),
    );
    if (name === 'negate') return fill('−{0}', '−{0}', parts[0]!);
    if (name === 'mod') return fill('{0}除以{1}的余数', 'the remainder of {0} ÷ {1}', ...parts);
    const sign = signs[name];
    if (sign !== undefined) return fill(`{0} ${sign} {1}`, `{0} ${sign} {1}`, ...parts);
    return told(claimOf({ is: 'operator', at: 0, name: name as 'and', args: [...args] }));
  }

  function functionTerm(name: string, args: readonly Syntax[]): LocalisedText {
    const parts = args.map(term);
    if (name === 'if' && args.length === 3) {
      const when = told(claimOf(args[0]!));
      return fill('（{0}时为{1}，否则为{2}）', '({1} if {0}, else {2})', when, parts[1]!, parts[2]!);
    }
    if (name === 'concat') return listed(parts, ' 接 ', ' followed by ');
    if (name === 'min' || name === 'max') {
      const [zh, en] = name === 'min' ? ['最小', 'least'] : ['最大', 'greatest'];
      return fill(`{0}中${zh}的`, `the ${en} of {0}`, listed(parts, '、', ', '));
    }
    const pattern = functionWords.get(name);
    if (pattern) return fill(pattern.zh, pattern.en, ...parts);
    if (['true', 'false', 'not', 'selected'].includes(name) || claimWords.has(name)) {
      return told(claimOfFunction(name, args));
    }
    return fill(`${name}({0})`, `${name}({0})`, listed(parts, ', ', ', '));
  }

  function told(claim: Claim): LocalisedText {
    return deeper(() => toldClaim(claim));
  }

  function toldClaim(claim: Claim): LocalisedText {
    switch (claim.is) {
      case 'always':
        return both('任何情况', 'in any case');
      case 'never':
        return both('没有这种情况', 'never');
      case 'said':
        return claim.words;
      case 'compared': {
        const { zh, en } = relations[claim.relation].words;
        const words = fill(`{0}${zh}{1}`, `{0} ${en} {1}`, claim.left, claim.right);
        return claim.orEmpty ? fill('{0}（或未答）', '{0} (or not answered)', words) : words;
      }
      case 'chosen': {
        const options = listed(claim.options.map(quoted), claim.isNot ? '、' : '或', ' or ');
        return claim.isNot
          ? fill('{0}没有选{1}', '{0} is not {1}', nameOf(claim.of), options)
          : fill('{0}选{1}', '{0} is {1}', nameOf(claim.of), options);
      }
      case 'not':
        return fill('“{0}”不成立', 'it is not so that {0}', told(claim.part));
      case 'all':
        return listed(claim.parts.map(inside), '，并且', ' and ');
      case 'any':
        return listed(claim.parts.map(inside), '，或者', ' or ');
    }
  }

  function negated(claim: Claim): Claim {
    return deeper(() => opposite(claim));
  }

  function opposite(claim: Claim): Claim {
    switch (claim.is) {
      case 'always':
        return { is: 'never' };
      case 'never':
        return { is: 'always' };
      case 'chosen':
        if (claim.options.length === 1 || claim.isNot) return { ...claim, isNot: !claim.isNot };
        return { ...claim, isNot: true };
      case 'all':
        return joined('any', claim.parts.map(negated));
      case 'any':
        return joined('all', claim.parts.map(negated));
      case 'not':
        return claim.part;
      case 'compared': {
        const relation = relations[claim.relation].opposite;
        // With nothing answered `=` fails and `!=` holds, but neither `<` nor `>=` holds: then the opposite takes that case in.
        const isExact = claim.relation === '=' || claim.relation === '!=' || !claim.mayBeEmpty;
        return { ...claim, relation, orEmpty: isExact ? false : !claim.orEmpty };
      }
      default:
        return { is: 'not', part: claim };
    }
  }

  /** Joins claims; those on one question become one: 选“甲”或“乙”. */
  function joined(how: 'all' | 'any', claims: readonly Claim[]): Claim {
    const [swallowing, neutral] = how === 'all' ? (['never', 'always'] as const) : (['always', 'never'] as const);
    const parts: Claim[] = [];
    for (const claim of claims.flatMap((each) => (each.is === how ? each.parts : [each]))) {
      if (claim.is === swallowing) return { is: swallowing };
      if (claim.is === neutral) continue;
      const before = parts.find(
        (each) => each.is === 'chosen' && claim.is === 'chosen' && each.of === claim.of && each.isNot === claim.isNot,
      );
      if (before?.is === 'chosen' && claim.is === 'chosen' && claim.isNot === (how === 'all')) {
        parts[parts.indexOf(before)] = { ...before, options: [...before.options, ...claim.options] };
      } else {
        parts.push(claim);
      }
    }
    if (parts.length === 0) return { is: neutral };
    return parts.length === 1 ? parts[0]! : { is: how, parts };
  }

  /** A join inside another stands in brackets. */
  function inside(claim: Claim): LocalisedText {
    return claim.is === 'all' || claim.is === 'any' ? fill('（{0}）', '({0})', told(claim)) : told(claim);
  }
}

function listed(parts: readonly LocalisedText[], zh: string, en: string): LocalisedText {
  return both(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));
}
