import type {
  AnswerScale,
  DesignEntry,
  DesignItem,
  LocalisedText,
  Questionnaire,
  QuestionnaireDesign,
  QuestionnaireItem,
  SatisfactionItem,
  SingleItem,
} from '@minsheng/contracts';
import type { CompiledQuestionnaire, Question } from '../engine/compiled.js';

/** Why a design cannot be counted as it stands. */
export interface ProjectionFault {
  /** Code of the question; null: the questionnaire as a whole. */
  item: string | null;
  sentences: LocalisedText;
}

export interface Projection {
  /** The counted part in the form that sums, weights, scores and releases know; with faults the nearest to it. */
  questionnaire: Questionnaire;
  /** None: every answer that the design takes can be stored and counted. */
  faults: ProjectionFault[];
}

/** An option is kept in a byte of which 254 and 255 mean something else; a few are left for later. */
const mostOptions = 250;
/** A record counts its single choices in a byte. */
const mostSingles = 250;
/** A code at its longest; an instant with its zone is shorter. */
const longestCode = 64;
/** Of a value that a person does not write: worked out, or set when the questionnaire is opened. */
const longestValue = 500;

/**
 * The part of a design that is counted (计数部分), as a questionnaire of the first format: satisfaction items and rows of grids
 * that measure an indicator, single choices with what weights use them for, and everything else as text. Conditions stay in
 * the design: what was not asked is told by each answer.
 */
export function countedProjection(design: QuestionnaireDesign, compiled: CompiledQuestionnaire): Projection {
  const origins = originsOf(design.entries);
  const faults: ProjectionFault[] = [];
  const fail = (item: string | null, zh: string, en: string): void => void faults.push({ item, sentences: { zh, en } });
  const measured = compiled.questions.flatMap((question) => {
    const scale = question.indicator === undefined ? undefined : scaleOf(question.code);
    return scale === undefined ? [] : [{ code: question.code, scale }];
  });
  const scale: AnswerScale | undefined = measured[0]?.scale;
  if (scale === undefined) fail(null, '没有一道题测量指标', 'No question measures an indicator');
  const items = compiled.questions.flatMap((question) => itemOf(question));
  if (items.filter(({ type }) => type === 'single').length > mostSingles)
    fail(null, `单选题超过 ${mostSingles} 道`, `More than ${mostSingles} single choices`);
  return {
    questionnaire: {
      format: 'minsheng-questionnaire/1',
      title: design.title,
      marks: design.marks,
      levels: scale?.levels ?? [],
      missing: design.missing,
      items,
    },
    faults,
  };

  function scaleOf(code: string): AnswerScale | undefined {
    const origin = origins.get(code);
    return origin !== undefined && (origin.type === 'satisfaction' || origin.type === 'grid')
      ? design.scales.find((each) => each.code === origin.scale)
      : undefined;
  }

  function itemOf(question: Question): QuestionnaireItem[] {
    const origin = origins.get(question.code);
    if (origin === undefined || question.kind === 'note') return [];
    const common = {
      code: question.code,
      text: question.text,
      hint: question.hint ?? null,
      isRequired: question.required === true && isAskedOfAll(question),
      askIf: null,
    };
    if (question.indicator !== undefined) {
      if (origin.type === 'single') {
        fail(
          question.code,
          '测量指标的题要用满意度量表，不能是单选',
          'An indicator is measured on a satisfaction scale, not by a single choice',
        );
      } else if (scaleOf(question.code) !== scale) {
        fail(
          question.code,
          '测量指标的题要用同一个满意度量表',
          'All questions that measure an indicator share one satisfaction scale',
        );
      } else {
        return [
          {
            ...common,
            type: 'satisfaction',
            indicator: question.indicator.code,
            subject: question.subject ?? null,
            offers: question.offers ?? [],
          } satisfies SatisfactionItem,
        ];
      }
    }
    return [singleOf(question, origin, common) ?? { ...common, type: 'text', maxLength: lengthOfText(question) }];
  }

  /** Of a region the level with the role (the first) is a choice; the others have too many options to be counted. */
  function singleOf(
    question: Question,
    origin: DesignItem,
    common: Pick<SingleItem, 'code' | 'text' | 'hint' | 'isRequired' | 'askIf'>,
  ): SingleItem | null {
    const isFirstLevel = origin.type === 'region' && origin.levels[0]?.code === question.code;
    const role = origin.type === 'single' || isFirstLevel ? (origin.weightingRole ?? null) : null;
    if (origin.type !== 'single' && role === null) return null;
    const choices = compiled.lists[question.list!]!;
    const missing = (question.offers ?? []).map((code) => ({
      code,
      text: design.missing.find((each) => each.code === code)!.name,
    }));
    if (choices.length + missing.length > mostOptions) {
      fail(question.code, `选项超过 ${mostOptions} 个，不能计数`, `More than ${mostOptions} options cannot be counted`);
      return null;
    }
    if (role === 'area' || role === 'margin') checkMargin(question);
    const screensOut = question.screensOut ?? [];
    return {
      ...common,
      type: 'single',
      options: [
        ...choices.map(({ code, text }) => ({
          code,
          text,
          ...(screensOut.includes(code) ? { screensOut: true } : {}),
        })),
        ...missing,
      ],
      role,
    };
  }

  /** Weights need the answer of everybody, and need it to be one of the margin's levels. */
  function checkMargin(question: Question): void {
    const { code } = question;
    if (question.required !== true || !isAskedOfAll(question)) {
      fail(
        code,
        '加权要用的题（连同它的题组）必须人人都问、人人都答',
        'A question that weights need, and the groups around it, must be asked of everybody and answered',
      );
    }
    if (question.filter !== undefined) {
      fail(code, '加权要用的题不能筛选选项', 'The options of a question that weights need cannot be filtered');
    }
    if (question.offers !== undefined && question.offers.length > 0) {
      fail(
        code,
        '加权要用的题不能答“不了解”“不适用”或拒答',
        'A question that weights need cannot offer don’t know, not applicable or refused',
      );
    }
  }

  function isAskedOfAll({ relevant, isInterviewerOnly, group }: Question): boolean {
    if (relevant !== null || isInterviewerOnly === true) return false;
    for (let at = group; at >= 0; at = compiled.groups[at]!.group) {
      if (compiled.groups[at]!.relevant !== null) return false;
    }
    return true;
  }

  /** Characters of the longest answer, in its one written form. */
  function lengthOfText({ kind, maxLength, list, offers, atMost }: Question): number {
    const choices = list === undefined ? [] : compiled.lists[list]!;
    const longest = [...choices.map(({ code }) => code), ...(offers ?? [])].reduce(
      (most, code) => Math.max(most, code.length),
      1,
    );
    switch (kind) {
      case 'text':
        return maxLength!;
      case 'single':
        return longest;
      case 'multiple':
      case 'rank':
        return Math.min(atMost ?? choices.length, choices.length) * (longest + 1);
      case 'calculated':
      case 'hidden':
        return longestValue;
      default:
        return longestCode;
    }
  }
}

/** The item that each question comes from: itself, or the grid or region around it. */
function originsOf(entries: readonly DesignEntry[]): Map<string, DesignItem> {
  const origins = new Map<string, DesignItem>();
  const walk = (inside: readonly DesignEntry[]): void =>
    inside.forEach((entry) => {
      if (entry.type === 'group') walk(entry.entries);
      else if (entry.type === 'grid') entry.rows.forEach(({ code }) => origins.set(code, entry));
      else if (entry.type === 'region') entry.levels.forEach(({ code }) => origins.set(code, entry));
      else origins.set(entry.code, entry);
    });
  walk(entries);
  return origins;
}
