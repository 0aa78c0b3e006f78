import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { engineVersion, type CompiledQuestionnaire, type Question } from '../../engine/compiled.js';
import { readAnswer } from '../../engine/read-answer.js';
import {
  compileExpression,
  type CompiledExpression,
  type Kind,
  type Surroundings,
} from '../expression/compile-expression.js';
import type { Diagnostic, DiagnosticCode, Report } from '../expression/diagnostic.js';
import { checkShape } from './check-shape.js';
import { hashOf } from './content.js';
import { expand, type Draft, type DraftQuestion } from './expand.js';
import { checkReach } from './reach.js';

export interface Compilation {
  /** In the order of the questionnaire, errors and warnings mixed. */
  diagnostics: Diagnostic[];
  /** Null when there is any error. */
  compiled: CompiledQuestionnaire | null;
}

export interface CompileOptions {
  /** `YYYY-MM-DD`: an expired form cannot be published. */
  today: string;
  /** SHA-256 (hex) of a text. */
  sha256: (text: string) => string;
}

/** What a server does once with a design, before it is published: every diagnostic, and the questionnaire for the phone. */
export function compileDesign(design: QuestionnaireDesign, { today, sha256 }: CompileOptions): Compilation {
  const draft = expand(design);
  const diagnostics = checkShape(design, draft, today);
  const compiler = compileDraft(draft, diagnostics);
  let compiled: CompiledQuestionnaire | null = null;
  if (!diagnostics.some(({ severity }) => severity === 'error')) {
    const candidate: CompiledQuestionnaire = {
      format: 'minsheng-compiled/1',
      engine: engineVersion,
      code: design.code,
      version: design.version,
      hash: hashOf(design, sha256),
      title: design.title,
      marks: design.marks,
      missing: design.missing,
      lists: draft.lists.map(({ choices }) => choices),
      groups: compiler.groups,
      questions: compiler.questions,
    };
    diagnostics.push(...checkInitial(candidate), ...checkReach(candidate));
    if (!diagnostics.some(({ severity }) => severity === 'error')) compiled = candidate;
  }
  return { diagnostics: inOrder(diagnostics, draft), compiled };
}

/** What stands there before anybody answers must be an answer. */
function checkInitial(questionnaire: CompiledQuestionnaire): Diagnostic[] {
  return questionnaire.questions.flatMap((question): Diagnostic[] => {
    if (question.initial === undefined) return [];
    const reading = readAnswer(question, questionnaire, {});
    const sentences =
      reading.kind === 'malformed' ? reading.sentences : reading.kind === 'answered' ? reading.fault : undefined;
    return sentences
      ? [{ severity: 'error', code: 'initial', item: question.code, field: 'initial', position: null, sentences }]
      : [];
  });
}

function compileDraft(draft: Draft, diagnostics: Diagnostic[]): Pick<CompiledQuestionnaire, 'groups' | 'questions'> {
  const places = new Map(draft.questions.map(({ question }, at) => [question.code, at]));
  const kinds = new Map<string, Kind | null>();
  /** Calculations by code, compiled in the order in which they need each other. */
  const calculations = new Map<string, CompiledExpression | null>();
  const underWay = new Set<string>();
  /** What each question's value waits for: conditions, filter, calculation; checks and `required` look on from outside. */
  const waitsFor = new Map<string, Set<string>>();

  draft.groups.forEach(({ code }) => kinds.set(code, null));

  const fail = (code: DiagnosticCode, item: string, field: string, zh: string, en: string): void => {
    diagnostics.push({ severity: 'error', code, item, field, position: null, sentences: { zh, en } });
  };

  function kindOf(code: string): Kind | null | undefined {
    if (kinds.has(code)) return kinds.get(code);
    const at = places.get(code);
    if (at === undefined) return undefined;
    const draftQuestion = draft.questions[at]!;
    const kind =
      draftQuestion.calculation === undefined ? kindOfAnswer(draftQuestion, draft) : kindOfCalculation(draftQuestion);
    // A calculation that waits for itself has no kind yet; its cycle is reported where the waiting is known as a whole.
    if (!underWay.has(code)) kinds.set(code, kind);
    return kind;
  }

  function kindOfCalculation({ question, calculation }: DraftQuestion): Kind {
    if (underWay.has(question.code)) return { type: 'text' };
    underWay.add(question.code);
    const compiled = compile(calculation!, question.code, 'calculation', null, null);
    calculations.set(question.code, compiled);
    underWay.delete(question.code);
    const kind = compiled?.kind;
    // The result is kept as text; whoever compares it with something else than true or false is mistaken.
    if (kind?.type === 'boolean') return { type: 'text', codes: ['true', 'false'] };
    return kind ? { ...kind, isEmpty: undefined } : { type: 'text' };
  }

  function members(code: string): string[] | null {
    const group = draft.groups.findIndex((each) => each.code === code);
    if (group < 0 || draft.groups.some((each) => each.group === group)) return null;
    return draft.questions.flatMap(({ question }) => (question.group === group ? [question.code] : []));
  }

  function compile(
    source: string,
    item: string,
    field: Surroundings['field'],
    self: Kind | null,
    columns: readonly string[] | null,
  ): CompiledExpression | null {
    const report: Report = (severity, code, position, zh, en) => {
      diagnostics.push({ severity, code, item, field, position, sentences: { zh, en } });
    };
    const found = compileExpression(
      source,
      {
        field,
        self,
        columns,
        reference: kindOf,
        members,
        hasOptions: (code) => {
          const at = places.get(code);
          return at !== undefined && draft.questions[at]!.question.list !== undefined;
        },
      },
      report,
    );
    if (found && field !== 'constraint' && field !== 'warning' && field !== 'required') {
      const waits = waitsFor.get(item) ?? new Set<string>();
      found.references.forEach((code) => waits.add(code));
      waitsFor.set(item, waits);
    }
    return found;
  }

  /** Words may hold `${name}`: the answer to another question stands there then. */
  function checkWords(item: string, field: string, text: LocalisedText | null | undefined): void {
    const named = new Set(
      [text?.zh ?? '', text?.en ?? ''].flatMap((said) =>
        Array.from(said.matchAll(/\$\{\s*([^}]*?)\s*\}/g), ([, code]) => code!),
      ),
    );
    for (const code of named) {
      if (!kindOf(code)) {
        fail('dangling-reference', item, field, `没有代码为“${code}”的题`, `There is no question “${code}”`);
      } else if (code === item) {
        fail('cycle', item, field, '题面不能引用自己的回答', 'The words cannot name their own answer');
      }
    }
  }

  const groups = draft.groups.map(({ code, text, group, relevant, isShuffled, isAnchored }) => {
    checkWords(code, 'text', text);
    const condition = relevant === undefined ? null : compile(relevant, code, 'relevant', null, null);
    return {
      code,
      text,
      group,
      relevant: condition?.expression ?? null,
      ...(isShuffled ? { isShuffled } : {}),
      ...(isAnchored ? { isAnchored } : {}),
    };
  });

  const questions = draft.questions.map((each, at): Question => {
    const { question, required } = each;
    const { code } = question;
    checkWords(code, 'text', question.text);
    checkWords(code, 'hint', question.hint);
    checkWords(code, 'guidance', question.guidance);
    const relevant = each.relevant === undefined ? null : compile(each.relevant, code, 'relevant', null, null);
    relevant?.references.forEach((named) => {
      if ((places.get(named) ?? -1) > at && draft.questions[places.get(named)!]!.calculation === undefined) {
        diagnostics.push({
          severity: 'warning',
          code: 'later-item',
          item: code,
          field: 'relevant',
          position: null,
          sentences: {
            zh: `条件用到后面的题“${named}”：答到那里时这道题已经翻过`,
            en: `The condition names the later question “${named}”: by then this one has been passed`,
          },
        });
      }
    });
    const compiled: Question = {
      ...question,
      relevant: relevant?.expression ?? null,
      required:
        typeof required === 'boolean'
          ? required
          : (compile(required, code, 'required', null, null)?.expression ?? false),
    };
    const own = kindOf(code) ?? null;
    for (const field of ['constraint', 'warning'] as const) {
      const check = each[field];
      const holds = check && compile(check.expression, code, field, own, null)?.expression;
      if (check && holds) compiled[field] = { holds, message: check.message };
    }
    if (each.filter !== undefined && question.list !== undefined) {
      const columns = columnsOf(draft.lists[question.list]!.choices);
      const filter = compile(each.filter, code, 'choiceFilter', null, columns);
      if (filter) compiled.filter = filter.expression;
    }
    if (each.calculation !== undefined) {
      const calculation = calculations.get(code);
      if (calculation) {
        compiled.calculation = calculation.expression;
        compiled.gives = calculation.kind.type === 'number' ? 'number' : 'text';
      }
    }
    return compiled;
  });

  reportCycles();
  return { groups, questions };

  function reportCycles(): void {
    // A question waits for the groups around it, and a group for what its condition names.
    const groupCodes = draft.groups.map(({ code }) => code);
    draft.groups.forEach(({ code, group }) => group >= 0 && waitFor(code, groupCodes[group]!));
    draft.questions.forEach(
      ({ question }) => question.group >= 0 && waitFor(question.code, groupCodes[question.group]!),
    );
    const state = new Map<string, 'open' | 'done'>();
    const path: string[] = [];
    const visit = (code: string): void => {
      if (state.get(code) === 'done') return;
      if (state.get(code) === 'open') {
        const circle = [...path.slice(path.indexOf(code)), code].join(' → ');
        fail('cycle', code, 'relevant', `互相等待：${circle}`, `These wait for each other: ${circle}`);
        return;
      }
      state.set(code, 'open');
      path.push(code);
      waitsFor.get(code)?.forEach(visit);
      path.pop();
      state.set(code, 'done');
    };
    [...groupCodes, ...places.keys()].forEach(visit);
  }

  function waitFor(code: string, other: string): void {
    const waits = waitsFor.get(code) ?? new Set<string>();
    waits.add(other);
    waitsFor.set(code, waits);
  }
}

function kindOfAnswer({ question }: DraftQuestion, draft: Draft): Kind | null {
  const codes = question.list === undefined ? [] : draft.lists[question.list]!.choices.map(({ code }) => code);
  switch (question.kind) {
    case 'note':
      return null;
    case 'single':
      return { type: 'text', codes: [...codes, ...(question.offers ?? [])] };
    case 'multiple':
    case 'rank':
      return { type: 'text', codes: [...codes, ...(question.offers ?? [])], isSeveral: true };
    case 'integer':
    case 'decimal':
      return { type: 'number' };
    case 'date':
      return { type: 'date' };
    case 'consent':
      return { type: 'text', codes: ['OK'] };
    default:
      return { type: 'text' };
  }
}

function columnsOf(choices: readonly { columns?: Record<string, string> }[]): string[] {
  return [...new Set(choices.flatMap(({ columns }) => Object.keys(columns ?? {})))];
}

/** In the order in which somebody reads the questionnaire: the whole, lists, then groups and questions. */
function inOrder(diagnostics: Diagnostic[], draft: Draft): Diagnostic[] {
  const places = new Map<string, number>();
  draft.questions.forEach(({ question }, at) => places.set(question.code, at));
  draft.groups.forEach(({ code }, group) => {
    const first = draft.questions.findIndex(({ question }) => isInside(question.group, group, draft));
    if (!places.has(code)) places.set(code, first < 0 ? draft.questions.length : first - 0.5);
  });
  const place = ({ item }: Diagnostic): number => (item === null ? -2 : (places.get(item) ?? -1));
  return diagnostics
    .map((diagnostic, at) => ({ diagnostic, at }))
    .sort((one, other) => place(one.diagnostic) - place(other.diagnostic) || one.at - other.at)
    .map(({ diagnostic }) => diagnostic);
}

function isInside(group: number, around: number, draft: Draft): boolean {
  for (let at = group; at >= 0; at = draft.groups[at]!.group) if (at === around) return true;
  return false;
}
