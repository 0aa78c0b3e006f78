import { Ajv, type ValidateFunction } from 'ajv';
import type { PollPlan } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import {
  type CompactReading,
  type CompiledReader,
  type DesignReader,
  NO_SCORE,
  NOT_ASKED,
  compileDesignReader,
  compileReader,
  compileSchema,
  designAnswersSchema,
  marginItems,
} from '@minsheng/questionnaire/compile';
import { type AtomLayout, additionsOf, atomLayout } from '@minsheng/statistics';
import { ulidPattern } from '../../platform/index.js';
import { compiledQuestionnaireOf } from '../plan/compiled-questionnaire.js';
import { cellOf } from '../plan/plan-layout.js';
import { foldingOf } from './folding.js';
import type { AnswerRecord } from './record.js';
import { receiptPattern } from './slot.js';

const day = 86_400_000;

/** Where a record's answers are added up. */
export interface FoldedAnswer {
  cell: number;
  psu: number;
  /** Sparse vector of `atomLayout`: index, amount, index, amount … */
  cells: number[];
}

/** A designed questionnaire in the field: the interpreter reads it, with the last word. */
export interface DesignedForm {
  kind: 'designed';
  compiled: CompiledQuestionnaire;
  reader: DesignReader;
  /** Text items of the plan's questionnaire, in order. */
  textItems: { code: string; isCalculated: boolean }[];
}

/** How answers are read: fast where the questionnaire is a list of questions, by the interpreter where it was designed. */
export type Form = { kind: 'plain'; reader: CompiledReader } | DesignedForm;

/**
 * A published plan made ready for the field (外业手册): how a body is checked and read, and where an answer's record is added
 * up. Made once for each plan; everything in it is pure.
 */
export interface FieldBook {
  plan: PollPlan;
  form: Form;
  layout: AtomLayout;
  checkSubmission: ValidateFunction;
  checkInterviews: ValidateFunction;
  siteIndex: ReadonlyMap<string, number>;
  from: Date;
  to: Date;
  graceUntil: Date;
  /** Day of fieldwork, 0 for the first; Shanghai has no summer time, so a day has 24 hours. */
  dayOf(at: Date): number;
  minuteOf(at: Date): number;
  /** Level index of each margin, area first; null when a record lacks one. */
  marginsOf(singles: Uint8Array): number[] | null;
  /** For each satisfaction item its level, NO_SCORE or NOT_ASKED; those on the respondent's own unit count as not asked. */
  scoredAnswers(record: Pick<AnswerRecord, 'singles' | 'codes'>): Uint8Array;
  fold(record: AnswerRecord): FoldedAnswer;
  /** Whether somebody wrote words of their own. */
  hasWords(texts: string | null): boolean;
}

export function fieldBookOf(plan: PollPlan): FieldBook {
  const { questionnaire } = plan;
  const { questions, units } = foldingOf(plan);
  const layout = atomLayout(questions, units);
  const levels = questionnaire.levels.length;
  const singles = questionnaire.items.filter((item) => item.type === 'single');
  const margins = marginItems(questionnaire).map(({ item, levels: codes }) => {
    const place = singles.findIndex(({ code }) => code === item);
    return { place, levelOf: (singles[place]?.options ?? []).map(({ code }) => codes.indexOf(code)) };
  });
  const staffPlace = singles.findIndex(({ role }) => role === 'staffOf');
  const staffOptions = (singles[staffPlace]?.options ?? []).map(({ code }) => ownQuestionsOf(plan, code));
  const from = new Date(plan.calendar.fieldworkFrom);
  const marginsOf = (answers: Uint8Array): number[] | null => {
    const found = margins.map(({ place, levelOf }) => levelOf[answers[place] as number] ?? -1);
    return found.includes(-1) ? null : found;
  };
  const scoredAnswers = ({ singles: options, codes }: Pick<AnswerRecord, 'singles' | 'codes'>): Uint8Array => {
    const scored = new Uint8Array(codes.length);
    for (let q = 0; q < codes.length; q++) {
      const code = codes[q] as number;
      scored[q] = code < levels ? code : code === levels + 4 ? NOT_ASKED : NO_SCORE;
    }
    const own = staffPlace < 0 ? undefined : staffOptions[options[staffPlace] as number];
    if (own) {
      const area = margins[0] ? margins[0].levelOf[options[margins[0].place] as number] : -1;
      for (const q of own.department) scored[q] = NOT_ASKED;
      if (own.area !== null && own.area === area) for (const q of own.territorial) scored[q] = NOT_ASKED;
    }
    return scored;
  };
  // The schemas are of our own making: to hold each against the schema of schemas takes longer than all else here.
  const ajv = new Ajv({ strict: true, allErrors: false, validateSchema: false });
  const form = formOf(plan);
  const common = {
    id: { type: 'string', pattern: ulidPattern },
    seconds: { type: 'integer', minimum: 0, maximum: 86_400 },
    answers: form.kind === 'designed' ? designAnswersSchema(form.compiled) : compileSchema(questionnaire),
    circumstances,
  };
  const ownWords = form.kind === 'designed' ? openQuestions(form.compiled) : null;
  return {
    plan,
    form,
    layout,
    checkSubmission: ajv.compile({
      type: 'object',
      additionalProperties: false,
      required: ['id', 'replaces', 'seconds', 'answers'],
      properties: { ...common, replaces: { type: ['string', 'null'], pattern: receiptPattern } },
    }),
    checkInterviews: ajv.compile({
      type: 'object',
      additionalProperties: false,
      required: ['interviews'],
      properties: {
        interviews: {
          type: 'array',
          minItems: 1,
          maxItems: 100,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['id', 'site', 'answeredAt', 'seconds', 'answers'],
            properties: {
              ...common,
              site: { type: 'string', enum: plan.sites.length > 0 ? plan.sites.map(({ code }) => code) : [''] },
              answeredAt: {
                type: 'string',
                pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?(Z|[+-]\\d{2}:\\d{2})$',
              },
            },
          },
        },
      },
    }),
    siteIndex: new Map(plan.sites.map(({ code }, index) => [code, index])),
    from,
    to: new Date(plan.calendar.fieldworkTo),
    graceUntil: new Date(plan.calendar.graceUntil),
    dayOf: (at) => Math.floor((at.getTime() - from.getTime()) / day),
    minuteOf: (at) => Math.floor((at.getTime() - from.getTime()) / 60_000),
    marginsOf,
    scoredAnswers,
    fold: (record) => {
      const found = marginsOf(record.singles);
      if (!found) throw new Error('a record without its margins');
      return {
        cell: cellOf(plan, found),
        psu: record.psu,
        cells: additionsOf(layout, scoredAnswers(record)),
      };
    },
    hasWords: (texts) => {
      if (texts === null || ownWords === null) return texts !== null;
      const given = JSON.parse(texts) as Record<string, unknown>;
      return ownWords.some((code) => typeof given[code] === 'string' && given[code] !== '');
    },
  };
}

/** Under what the phone asked; `1` is where Park and Miller's generator starts, `2147483646` its last state. */
const circumstances = {
  type: 'object',
  additionalProperties: false,
  required: ['seed', 'startedAt'],
  properties: {
    seed: { type: 'integer', minimum: 1, maximum: 2_147_483_646 },
    startedAt: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' },
  },
};

function formOf(plan: PollPlan): Form {
  const { questionnaire, design } = plan;
  if (!design) return { kind: 'plain', reader: compileReader(questionnaire) };
  const compiled = compiledQuestionnaireOf(plan);
  const calculated = new Set(compiled.questions.filter(({ kind }) => kind === 'calculated').map(({ code }) => code));
  return {
    kind: 'designed',
    compiled,
    reader: compileDesignReader(compiled, questionnaire),
    textItems: questionnaire.items
      .filter(({ type }) => type === 'text')
      .map(({ code }) => ({ code, isCalculated: calculated.has(code) })),
  };
}

function openQuestions({ questions }: CompiledQuestionnaire): string[] {
  return questions.filter(({ kind }) => kind === 'text').map(({ code }) => code);
}

/** Satisfaction items that a member of a unit's staff does not count for (本单位职工不评本单位). */
function ownQuestionsOf(
  plan: PollPlan,
  unit: string,
): { department: number[]; territorial: number[]; area: number | null } | null {
  const member = plan.groups.flatMap(({ units }) => units).find(({ code }) => code === unit);
  if (!member) return null;
  const items = plan.questionnaire.items.filter((item) => item.type === 'satisfaction');
  const indicatorOf = items.map(({ indicator }) => plan.indicators.find(({ code }) => code === indicator));
  const indexes = (holds: (indicator: PollPlan['indicators'][number]) => boolean): number[] =>
    indicatorOf.flatMap((indicator, index) => (indicator && holds(indicator) ? [index] : []));
  return {
    department: indexes(({ shares }) => shares.some((share) => share.unit === unit)),
    territorial: indexes(({ attribution }) => attribution !== 'FUNCTION'),
    area: member.area === null ? null : plan.areas.findIndex(({ code }) => code === member.area),
  };
}

export type { CompactReading };
