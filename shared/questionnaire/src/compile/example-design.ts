import type { DesignEntry, DesignItem, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { compileDesign } from './design/compile-design.js';
import type { Diagnostic } from './expression/diagnostic.js';
import type { CompiledQuestionnaire } from '../engine/compiled.js';
import type { Circumstances } from '../engine/evaluation.js';

export const both = (zh: string, en: string): LocalisedText => ({ zh, en });

/** The circumstances that the specs of this package run under: 22 November 2026, 09:26 in Shanghai. */
export const circumstances: Circumstances = { seed: 42, now: '2026-11-22T01:26:53.123Z' };
export const today = '2026-11-22';

/** A design with these entries, for the specs of this package. */
export function designWith(entries: DesignEntry[], more: Partial<QuestionnaireDesign> = {}): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'example',
    version: 1,
    title: both('民意测评', 'Satisfaction poll'),
    marks: {
      formNumber: '民测 1 表',
      maker: both('市统计局', 'Statistics bureau'),
      approvedBy: both('省统计局', 'Provincial bureau'),
      approvalNumber: '统制〔2026〕1 号',
      validUntil: '2027-06-30',
    },
    scales: [
      {
        code: 'five',
        levels: [
          { code: 'verySatisfied', name: both('非常满意', 'Very satisfied'), score: 100 },
          { code: 'satisfied', name: both('满意', 'Satisfied'), score: 80 },
          { code: 'fair', name: both('一般', 'Fair'), score: 60 },
          { code: 'dissatisfied', name: both('不满意', 'Dissatisfied'), score: 40 },
          { code: 'veryDissatisfied', name: both('非常不满意', 'Very dissatisfied'), score: 20 },
        ],
      },
    ],
    missing: [
      { code: 'dontKnow', name: both('不了解', 'Don’t know') },
      { code: 'notApplicable', name: both('不适用', 'Not applicable') },
      { code: 'refused', name: both('拒答', 'Refused') },
    ],
    lists: [
      {
        code: 'ways',
        choices: [
          { code: 'bus', text: both('公交', 'Bus'), columns: { kind: 'public' } },
          { code: 'bike', text: both('自行车', 'Bicycle'), columns: { kind: 'own' } },
          { code: 'car', text: both('汽车', 'Car'), columns: { kind: 'own' } },
          { code: 'foot', text: both('步行', 'On foot'), columns: { kind: 'own' } },
          { code: 'none', text: both('都不用', 'None'), isAnchored: true, columns: { kind: 'none' } },
        ],
      },
      {
        code: 'yesNo',
        choices: [
          { code: 'yes', text: both('是', 'Yes') },
          { code: 'no', text: both('否', 'No') },
        ],
      },
      {
        code: 'districts',
        choices: [
          { code: 'north', text: both('北区', 'North') },
          { code: 'south', text: both('南区', 'South') },
        ],
      },
      {
        code: 'streets',
        choices: [
          { code: 'n1', text: both('北一街道', 'North 1'), columns: { parent: 'north' } },
          { code: 'n2', text: both('北二街道', 'North 2'), columns: { parent: 'north' } },
          { code: 's1', text: both('南一街道', 'South 1'), columns: { parent: 'south' } },
        ],
      },
    ],
    entries,
    ...more,
  };
}

/** An expression with `@age` for a reference to `age`, which reads better in tables of cases. */
export const x = (source: string): string => source.replace(/@([A-Za-z]\w*)/g, (_all, code: string) => `\${${code}}`);

const named = (code: string): { code: string; text: LocalisedText } => ({
  code,
  text: both(`题目 ${code}`, `Question ${code}`),
});

/** One item of each kind, with conditions between them. */
export function exampleEntries(): DesignEntry[] {
  return [
    { ...named('welcome'), type: 'note' },
    { ...named('agree'), type: 'consent', required: true },
    {
      ...named('home'),
      type: 'region',
      required: true,
      weightingRole: 'area',
      levels: [
        { ...named('district'), list: 'districts' },
        { ...named('street'), list: 'streets' },
      ],
    },
    {
      ...named('age'),
      type: 'integer',
      required: true,
      constraint: { expression: '. >= 0 and . <= 120', message: both('年龄是 0 到 120', 'Age is 0 to 120') },
      warning: { expression: '. <= 100', message: both('超过 100 岁，请核对', 'Over 100: please check') },
    },
    { ...named('adult'), type: 'calculated', calculation: x("if(@age >= 18, 'yes', 'no')") },
    {
      type: 'group',
      code: 'travel',
      text: both('出行', 'Travel'),
      relevant: x("@adult = 'yes'"),
      entries: [
        {
          ...named('ways'),
          type: 'multiple',
          list: 'ways',
          exclusive: ['none'],
          atMost: 3,
          isShuffled: true,
          required: true,
        },
        {
          ...named('main'),
          type: 'single',
          list: 'ways',
          relevant: x('count-selected(@ways) > 1'),
          choiceFilter: x('selected(@ways, name)'),
          offers: ['dontKnow'],
        },
        { ...named('wishes'), type: 'rank', list: 'ways', top: 2 },
        {
          ...named('buses'),
          type: 'satisfaction',
          scale: 'five',
          offers: ['dontKnow', 'notApplicable', 'refused'],
          indicator: { code: 'I-1', version: 2 },
          required: true,
        },
      ],
    },
    {
      ...named('services'),
      type: 'grid',
      scale: 'five',
      offers: ['dontKnow'],
      rows: [
        { ...named('water'), indicator: { code: 'I-2', version: 1 } },
        { ...named('lamps'), indicator: { code: 'I-3', version: 1 } },
      ],
    },
    { ...named('spend'), type: 'decimal' },
    {
      ...named('since'),
      type: 'date',
      constraint: { expression: '. <= today()', message: both('不能晚于今天', 'Not after today') },
    },
    { ...named('wish'), type: 'text', maxLength: 10, relevant: x("@buses = 'veryDissatisfied'") },
    { ...named('source'), type: 'hidden', initial: 'poster' },
    { ...named('picture'), type: 'photo' },
    { ...named('where'), type: 'location' },
    { ...named('point'), type: 'site', isInterviewerOnly: true },
    { ...named('turn'), type: 'shift', isInterviewerOnly: true },
  ];
}

export function exampleDesign(): QuestionnaireDesign {
  return designWith(exampleEntries());
}

/** Answers that are complete, with nothing conditional opened. */
export function exampleDesignAnswers(): Record<string, string> {
  return { agree: 'OK', district: 'north', street: 'n2', age: '35', ways: 'bus', buses: 'satisfied' };
}

export function compiledExample(): CompiledQuestionnaire {
  return compiled(exampleDesign());
}

/** @throws Error with the diagnostics when the design cannot be published */
export function compiled(design: QuestionnaireDesign): CompiledQuestionnaire {
  const { compiled: found, diagnostics } = compileDesign(design, { today, sha256: () => 'hash' });
  if (found === null) throw new Error(JSON.stringify(diagnostics));
  return found;
}

export function diagnosticsOf(design: QuestionnaireDesign): Diagnostic[] {
  return compileDesign(design, { today, sha256: () => 'hash' }).diagnostics;
}

/** An item with a condition on an earlier one, for tables of cases. */
export const item = (code: string, more: Partial<DesignItem> = {}): DesignItem =>
  ({ ...named(code), type: 'text', maxLength: 100, ...more }) as DesignItem;
