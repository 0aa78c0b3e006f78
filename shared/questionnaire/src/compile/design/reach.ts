import type { CompiledQuestionnaire, Question } from '../../engine/compiled.js';
import { evaluate, toBoolean } from '../../engine/evaluate-expression.js';
import { evaluateAnswers, type Evaluation } from '../../engine/evaluation.js';
import type { Expression } from '../../engine/expression.js';
import type { Diagnostic, DiagnosticCode } from '../expression/diagnostic.js';
import { argsOf, numbersIn, referencesIn } from './literals.js';

/** Answer sets tried for one condition; one that would need more is left alone, since a sample proves nothing. */
const mostTried = 5000;

/** Answers of a question worth trying; `isAll` when no other answer could tell more. */
interface Domain {
  code: string;
  answers: string[];
  isAll: boolean;
}

type Truth = { canHold: boolean; canFail: boolean; isProven: boolean };

/**
 * Looks for questions that nobody can reach and conditions that always or never hold, by trying every combination of answers
 * that the condition depends on (options, and numbers on both sides of each limit it is compared with). What cannot be tried
 * out is not reported: an error here is a proof.
 */
export function checkReach(questionnaire: CompiledQuestionnaire): Diagnostic[] {
  const { questions, groups } = questionnaire;
  const byCode = new Map(questions.map((question) => [question.code, question]));
  const found: Diagnostic[] = [];
  const tell = (
    code: DiagnosticCode,
    item: string,
    field: string,
    zh: string,
    en: string,
    severity: Diagnostic['severity'] = 'error',
  ): void => {
    found.push({ severity, code, item, field, position: null, sentences: { zh, en } });
  };
  const tellConstant = (item: string, field: string, isByConsent: boolean): void => {
    if (isByConsent)
      tell(
        'constant-condition',
        item,
        field,
        '不同意的人到不了这一题，所以这个条件总是成立；可以去掉，留着也不影响',
        'Whoever does not consent never comes this far, so the condition always holds; it may go, and does no harm',
        'warning',
      );
    else
      tell('constant-condition', item, field, '这个条件总是成立，请去掉', 'The condition always holds: leave it out');
  };

  groups.forEach(({ code, relevant, group }) => {
    if (relevant !== null) judgeRelevance(code, relevant, group);
  });
  questions.forEach((question) => {
    const { code, relevant, group } = question;
    if (relevant !== null) judgeRelevance(code, relevant, group);
    if (typeof question.required !== 'boolean') {
      judgeCondition(code, 'required', question.required, question);
    }
    for (const field of ['constraint', 'warning'] as const) {
      const check = question[field];
      if (check) judgeCondition(code, field, check.holds, question);
    }
  });
  return found;

  function judgeRelevance(code: string, relevant: Expression, group: number): void {
    const needed = [relevant, ...around(group)];
    const judge = (evaluation: Evaluation): boolean | null => {
      const parent = around(group).every((condition) => holds(evaluation, condition, ''));
      return parent ? holds(evaluation, relevant, '') : null;
    };
    const truth = tryOut(needed, null, judge);
    if (!truth.isProven) return;
    if (!truth.canHold)
      tell('unreachable', code, 'relevant', '按这个条件，谁也不会被问到', 'Under this condition nobody is ever asked');
    else if (!truth.canFail) tellConstant(code, 'relevant', tryOut(needed, null, judge, true).canFail);
  }

  function judgeCondition(
    code: string,
    field: 'required' | 'constraint' | 'warning',
    condition: Expression,
    question: Question,
  ): void {
    const isCheck = field !== 'required';
    const needed = [condition, ...(question.relevant ? [question.relevant] : []), ...around(question.group)];
    const judge = (evaluation: Evaluation): boolean | null => {
      const relevant = evaluation.isRelevant(question);
      if (relevant.kind === 'error' || !relevant.value) return null;
      const own = evaluation.valueOf(question);
      const self = own.kind === 'value' ? own.value : '';
      if (isCheck && (self === '' || evaluation.reading(question).kind === 'missing')) return null;
      return holds(evaluation, condition, isCheck ? self : '');
    };
    const own = isCheck ? question : null;
    const truth = tryOut(needed, own, judge);
    if (!truth.isProven || (!truth.canHold && !truth.canFail)) return;
    if (!truth.canHold) {
      if (isCheck) tell('never-valid', code, field, '没有任何回答能通过这个校验', 'No answer can pass this check');
      else
        tell('constant-condition', code, field, '这个条件从不成立，请去掉', 'The condition never holds: leave it out');
    } else if (!truth.canFail) tellConstant(code, field, tryOut(needed, own, judge, true).canFail);
  }

  /** Conditions of a group and those around it. */
  function around(group: number): Expression[] {
    const conditions: Expression[] = [];
    for (let at = group; at >= 0; at = groups[at]!.group) {
      const { relevant } = groups[at]!;
      if (relevant !== null) conditions.push(relevant);
    }
    return conditions;
  }

  function holds(evaluation: Evaluation, condition: Expression, self: string): boolean {
    return toBoolean(
      evaluate(condition, {
        answer: (code) => {
          const value = evaluation.valueOf(byCode.get(code)!);
          if (value.kind === 'error') throw new Untold();
          return value.value;
        },
        self,
        column: () => '',
        choiceName: (_question, choice) => choice,
        now: 0,
        offsetMinutes: 0,
        seed: 1,
      }),
    );
  }

  /** Answers that the conditions depend on, over any number of steps, with the expressions met on the way. */
  function dependencies(
    conditions: readonly Expression[],
    own: Question | null,
  ): { inputs: Question[]; met: Expression[] } {
    const inputs = new Map<string, Question>();
    const met = [...conditions];
    const seen = new Set<string>();
    const open = conditions.flatMap((condition) => [...referencesIn(condition)]);
    if (own !== null) open.push(own.code);
    while (open.length > 0) {
      const code = open.pop()!;
      if (seen.has(code)) continue;
      seen.add(code);
      const question = byCode.get(code)!;
      if (question.calculation === undefined) inputs.set(code, question);
      const more = [
        question.relevant,
        typeof question.required === 'boolean' ? null : question.required,
        question.calculation ?? null,
        question.constraint?.holds ?? null,
        question.filter ?? null,
        ...around(question.group),
      ];
      for (const expression of more) {
        if (expression === null) continue;
        met.push(expression);
        open.push(...referencesIn(expression));
      }
    }
    return { inputs: [...inputs.values()], met };
  }

  function tryOut(
    conditions: readonly Expression[],
    /** Whose own answer the conditions look at. */
    checked: Question | null,
    judge: (evaluation: Evaluation) => boolean | null,
    /** As if nobody had to consent. */
    withoutConsent = false,
  ): Truth {
    const { inputs, met } = dependencies(conditions, checked);
    const domains = inputs.map((input) => domainOf(input, met, input === checked));
    const count = domains.reduce((product, { answers }) => Math.min(product * answers.length, mostTried + 1), 1);
    const isAll = count <= mostTried && domains.every((domain) => domain.isAll) && !met.some(dependsOnChance);
    const truth: Truth = { canHold: false, canFail: false, isProven: isAll };
    if (!isAll) return truth;
    const places = domains.map(() => 0);
    do {
      const answers: Record<string, string> = {};
      domains.forEach(({ code, answers: possible }, at) => {
        const answer = possible[places[at]!]!;
        if (answer !== '') answers[code] = answer;
      });
      note(answers);
    } while (!(truth.canHold && truth.canFail) && advance());
    return truth;

    function advance(): boolean {
      for (let at = 0; at < places.length; at += 1) {
        places[at]! += 1;
        if (places[at]! < domains[at]!.answers.length) return true;
        places[at] = 0;
      }
      return false;
    }

    function note(answers: Record<string, string>): void {
      const evaluation = evaluateAnswers(questionnaire, answers, {
        seed: 1,
        now: '2026-01-01T00:00:00Z',
        asInterviewer: true,
      });
      try {
        if (!inputs.every((input) => isPossible(evaluation, input, input === checked, withoutConsent))) return;
        const held = judge(evaluation);
        if (held === true) truth.canHold = true;
        else if (held === false) truth.canFail = true;
      } catch (error) {
        if (!(error instanceof Untold)) throw error;
        truth.isProven = false;
      }
    }
  }

  /** Whether somebody could have given this answer under the others. */
  function isPossible(
    evaluation: Evaluation,
    question: Question,
    isChecked: boolean,
    withoutConsent: boolean,
  ): boolean {
    const relevant = evaluation.isRelevant(question);
    if (relevant.kind === 'error') throw new Untold();
    const given = evaluation.answers[question.code] ?? '';
    if (!relevant.value) return given === '';
    if (question.screensOut?.includes(given)) return false;
    if (given === '') {
      if (withoutConsent && question.kind === 'consent') return true;
      const required = evaluation.isRequired(question);
      return question.initial === undefined && (required.kind === 'error' || !required.value);
    }
    const reading = evaluation.reading(question);
    if (reading.kind === 'malformed' || (reading.kind === 'answered' && reading.fault)) return false;
    if (question.list !== undefined && question.filter !== undefined) {
      const options = evaluation.options(question);
      if (options.kind === 'error') throw new Untold();
      const codes = options.value.map(({ code }) => code);
      if (!given.split(' ').every((code) => codes.includes(code))) return false;
    }
    if (isChecked) return true;
    const constraint = evaluation.constraintHolds(question);
    return constraint === null || constraint.kind === 'error' || constraint.value;
  }

  function domainOf(question: Question, met: readonly Expression[], isChecked: boolean): Domain {
    const { code } = question;
    const given = (answers: Iterable<string>, isAll: boolean): Domain => ({
      code,
      answers: [...new Set(['', ...answers])],
      isAll,
    });
    const untold: Domain = { code, answers: [''], isAll: false };
    const codes = question.list === undefined ? [] : questionnaire.lists[question.list]!.map((choice) => choice.code);
    const offers = question.offers ?? [];
    switch (question.kind) {
      case 'single':
        return given([...codes, ...offers], true);
      case 'consent':
        return given(['OK'], true);
      case 'multiple':
        return codes.length <= 6
          ? given([...subsetsOf(codes).map((chosen) => chosen.join(' ')), ...offers], true)
          : untold;
      case 'integer':
      case 'decimal': {
        const limits = [...new Set([0, ...met.flatMap(numbersIn)])];
        const answers = limits.flatMap((limit) =>
          question.kind === 'integer'
            ? [Math.floor(limit) - 1, Math.floor(limit), Math.ceil(limit), Math.ceil(limit) + 1]
            : [limit - 0.5, limit, limit + 0.5],
        );
        return given(
          answers.map(String),
          met.every((expression) => isComparedOnly(expression, code, isChecked)),
        );
      }
      default:
        // Nobody can try all texts, dates and rankings.
        return untold;
    }
  }
}

/** A trial whose outcome an error hides. */
class Untold extends Error {}

function subsetsOf(codes: readonly string[]): string[][] {
  return codes.reduce<string[][]>((sets, code) => [...sets, ...sets.map((set) => [...set, code])], [[]]).slice(1);
}

const comparing = new Set<string>(['=', '!=', '<', '<=', '>', '>=']);

/** Whether a number is only ever compared with written numbers: then trying both sides of each is trying everything. */
function isComparedOnly(expression: Expression, code: string, isSelf: boolean): boolean {
  const isIt = (each: Expression): boolean =>
    (each.op === 'answer' && each.of === code) ||
    (each.op === 'answers' && each.of.includes(code)) ||
    (isSelf && each.op === 'self');
  if (isIt(expression)) return false;
  return argsOf(expression).every((each) => {
    if (!isIt(each)) return isComparedOnly(each, code, isSelf);
    if (expression.op !== 'call' || !comparing.has(expression.name) || each.op === 'answers') return false;
    return expression.args.every((other) => isIt(other) || isWritten(other));
  });
}

function isWritten(expression: Expression): boolean {
  if (expression.op === 'number' || expression.op === 'text') return true;
  return expression.op === 'call' && expression.name === 'negate' && isWritten(expression.args[0]!);
}

/** Clock and dice: what they give cannot be tried out. */
function dependsOnChance(expression: Expression): boolean {
  if (expression.op !== 'call') return false;
  return ['today', 'now', 'random', 'once'].includes(expression.name) || expression.args.some(dependsOnChance);
}
