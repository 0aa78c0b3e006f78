import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parseDocument } from 'yaml';
import type { LocalisedText } from '@minsheng/contracts';
import type { ImportFault, SurveyDescription, SurveyMargin, SurveyUnit } from './survey.js';

/** What the command line adds to the files. */
export interface ImportOptions {
  /** Scores of the scale's levels, best level first. */
  scores: number[];
  /** Codes of the scale that are no answer (不了解); the empty cell never is one. */
  notAnswers: string[];
  modeColumn: string | null;
  title: string | null;
}

type Text = string | LocalisedText;

interface CodebookFile {
  title?: Text;
  source: Text;
  population?: Text;
  period?: string;
  fieldwork?: { from: string; to: string };
  demonstration?: boolean;
  scale: Record<string, Text>;
  columns: Record<string, Text | Record<string, Text>>;
  ordinal?: string[];
  questions: Record<string, Text>;
  groups?: { id: string; name: Text }[];
  units: {
    id: string;
    name: Text;
    group?: string;
    indicators: (string | { code: string; share: number })[];
    domain?: { column: string; level: string };
  }[];
  design?: { stratum?: string; psu?: string; weight?: string; mode?: string };
}

interface MarginsFile {
  note?: Text;
  population?: number;
  missing?: Text;
  margins: Record<string, Record<string, number>>;
}

const text = {
  anyOf: [
    { type: 'string' },
    {
      type: 'object',
      required: ['zh', 'en'],
      additionalProperties: false,
      properties: { zh: { type: 'string' }, en: { type: 'string' } },
    },
  ],
};
const name = { type: 'string', minLength: 1, maxLength: 64 };

const codebookSchema = {
  type: 'object',
  required: ['source', 'scale', 'columns', 'questions', 'units'],
  additionalProperties: false,
  properties: {
    title: text,
    source: text,
    population: text,
    period: { type: 'string', pattern: '^\\d{4}(-(M\\d\\d|B[1-6]|Q[1-4]|H[12]))?$' },
    fieldwork: {
      type: 'object',
      required: ['from', 'to'],
      additionalProperties: false,
      properties: {
        from: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
        to: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      },
    },
    demonstration: { type: 'boolean' },
    scale: { type: 'object', minProperties: 2, maxProperties: 12, additionalProperties: text },
    columns: {
      type: 'object',
      additionalProperties: { anyOf: [...text.anyOf, { type: 'object', additionalProperties: text }] },
    },
    ordinal: { type: 'array', items: name, uniqueItems: true },
    questions: { type: 'object', minProperties: 1, maxProperties: 500, additionalProperties: text },
    groups: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'name'],
        additionalProperties: false,
        properties: { id: name, name: text },
      },
    },
    units: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        required: ['id', 'name', 'indicators'],
        additionalProperties: false,
        properties: {
          id: name,
          name: text,
          group: name,
          indicators: {
            type: 'array',
            minItems: 1,
            items: {
              anyOf: [
                { type: 'string' },
                {
                  type: 'object',
                  required: ['code', 'share'],
                  additionalProperties: false,
                  properties: { code: { type: 'string' }, share: { type: 'number', exclusiveMinimum: 0, maximum: 1 } },
                },
              ],
            },
          },
          domain: {
            type: 'object',
            required: ['column', 'level'],
            additionalProperties: false,
            properties: { column: { type: 'string' }, level: { type: 'string' } },
          },
        },
      },
    },
    design: {
      type: 'object',
      additionalProperties: false,
      properties: { stratum: name, psu: name, weight: name, mode: name },
    },
  },
};

const marginsSchema = {
  type: 'object',
  required: ['margins'],
  additionalProperties: false,
  properties: {
    note: text,
    population: { type: 'number', exclusiveMinimum: 0 },
    missing: text,
    margins: {
      type: 'object',
      minProperties: 1,
      maxProperties: 12,
      additionalProperties: {
        type: 'object',
        minProperties: 2,
        maxProperties: 200,
        additionalProperties: { type: 'number', minimum: 0, maximum: 1 },
      },
    },
  },
};

/** Compiled when a survey is first brought in: a server that starts has no use for them. */
let compiled: { isCodebook: ValidateFunction<CodebookFile>; isMargins: ValidateFunction<MarginsFile> } | null = null;

function validators() {
  if (!compiled) {
    const ajv = new Ajv({ allErrors: true, strict: false });
    compiled = {
      isCodebook: ajv.compile<CodebookFile>(codebookSchema),
      isMargins: ajv.compile<MarginsFile>(marginsSchema),
    };
  }
  return compiled;
}

const sumTolerance = 1e-9;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads codebook and margins together. All faults are listed, not only the first. Formats: docs/formats/brought-in-survey.md. */
export function readDescription(
  codebookText: string,
  marginsText: string,
  options: ImportOptions,
): { description: SurveyDescription } | { faults: ImportFault[] } {
  const faults: ImportFault[] = [];
  const { isCodebook, isMargins } = validators();
  const codebook = parseChecked(codebookText, 'codebook', isCodebook, faults);
  const margins = parseChecked(marginsText, 'margins', isMargins, faults);
  if (!codebook || !margins) return { faults };
  const levels = readLevels(codebook, options, faults);
  const surveyMargins = readMargins(codebook, margins, faults);
  const groups = codebook.groups?.map((group) => ({ code: group.id, name: localised(group.name) })) ?? [
    { code: 'ALL', name: { zh: '全部单位', en: 'All units' } },
  ];
  const units = readUnits(codebook, groups, surveyMargins, faults);
  const modeColumn = options.modeColumn ?? codebook.design?.mode ?? null;
  if (faults.length > 0) return { faults };
  return {
    description: {
      title: localised(options.title ?? codebook.title ?? codebook.source),
      source: localised(codebook.source),
      population: localised(codebook.population ?? codebook.source),
      populationSize: margins.population ?? null,
      periodKey: codebook.period ?? null,
      fieldwork: codebook.fieldwork ?? null,
      isDemonstration: codebook.demonstration ?? false,
      levels,
      notAnswers: options.notAnswers.map((code) => ({ code, name: localised(codebook.scale[code] ?? code) })),
      indicators: Object.entries(codebook.questions).map(([code, label]) => ({ code, name: localised(label) })),
      groups,
      units,
      margins: surveyMargins,
      design: {
        stratum: codebook.design?.stratum ?? null,
        psu: codebook.design?.psu ?? null,
        weight: codebook.design?.weight ?? null,
        mode: modeColumn,
      },
      modes: [],
    },
  };
}

/** The label of a code of a column, when the codebook gives one. */
export function labelOf(codebookText: string, column: string, code: string): LocalisedText {
  const columns = (JSON.parse(codebookText) as CodebookFile).columns;
  const entry = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (entry && typeof entry === 'object' && Object.hasOwn(entry, code))
    return localised((entry as Record<string, Text>)[code] as Text);
  return { zh: code, en: code };
}

function readLevels(
  codebook: CodebookFile,
  options: ImportOptions,
  faults: ImportFault[],
): SurveyDescription['levels'] {
  const codes = Object.keys(codebook.scale)
    .filter((code) => code !== '' && !options.notAnswers.includes(code))
    .sort((a, b) => Number(b) - Number(a));
  if (codes.some((code) => !Number.isInteger(Number(code)))) {
    faults.push(
      fault(
        'codebook',
        'scale-not-numeric',
        '评价等级的代码必须是整数',
        'the codes of the scale must be whole numbers',
        'scale',
      ),
    );
  }
  if (options.scores.length !== codes.length) {
    faults.push(
      fault(
        'options',
        'scale-length',
        `--scale 给了 ${options.scores.length} 个分值，而码本的等级有 ${codes.length} 个（${codes.join('、')}）；不算回答的代码请用 --no-answer 说明`,
        `--scale has ${options.scores.length} scores, the codebook's scale has ${codes.length} levels (${codes.join(', ')}); name codes that are no answer with --no-answer`,
      ),
    );
  }
  if (options.scores.some((score, index) => index > 0 && score >= (options.scores[index - 1] as number))) {
    faults.push(
      fault(
        'options',
        'scale-not-falling',
        '--scale 的分值必须从好到差依次减小',
        'the scores of --scale must fall from best to worst',
      ),
    );
  }
  return codes.map((code, index) => ({
    code,
    name: localised(codebook.scale[code] as Text),
    score: options.scores[index] ?? 0,
  }));
}

function readMargins(codebook: CodebookFile, file: MarginsFile, faults: ImportFault[]): SurveyMargin[] {
  return Object.entries(file.margins).map(([code, shares]) => {
    const sum = Object.values(shares).reduce((total, share) => total + share, 0);
    if (Math.abs(sum - 1) > sumTolerance) {
      faults.push(
        fault(
          'margins',
          'margin-sum',
          `边际“${code}”的占比合计是 ${sum.toFixed(6)}，应当是 1`,
          `the shares of margin "${code}" add up to ${sum.toFixed(6)} instead of 1`,
          code,
        ),
      );
    }
    for (const [level, share] of Object.entries(shares)) {
      if (share === 0) {
        faults.push(
          fault(
            'margins',
            'margin-zero',
            `边际“${code}”的“${level}”占比是 0，请删去这一级`,
            `level "${level}" of margin "${code}" has share 0; leave it out`,
            code,
          ),
        );
      }
    }
    const labels = codebook.columns[code];
    const labelOfLevel = (level: string): LocalisedText =>
      labels && typeof labels === 'object' && Object.hasOwn(labels, level)
        ? localised((labels as Record<string, Text>)[level] as Text)
        : { zh: level, en: level };
    return {
      code,
      name:
        typeof labels === 'string' || isLocalised(labels)
          ? localised(labels as Text)
          : { zh: marginNames[code]?.zh ?? code, en: code },
      levels: Object.entries(shares).map(([level, share]) => ({ code: level, name: labelOfLevel(level), share })),
      isOrdinal: codebook.ordinal?.includes(code) ?? false,
    };
  });
}

const marginNames: Record<string, LocalisedText> = {
  age: { zh: '年龄', en: 'age' },
  sex: { zh: '性别', en: 'sex' },
  gender: { zh: '性别', en: 'gender' },
  district: { zh: '辖区', en: 'district' },
  area: { zh: '辖区', en: 'area' },
  education: { zh: '学历', en: 'education' },
};

function readUnits(
  codebook: CodebookFile,
  groups: { code: string }[],
  margins: readonly SurveyMargin[],
  faults: ImportFault[],
): SurveyUnit[] {
  const seen = new Set<string>();
  return codebook.units.map((unit) => {
    if (seen.has(unit.id))
      faults.push(
        fault('codebook', 'unit-twice', `单位“${unit.id}”写了两次`, `unit "${unit.id}" is listed twice`, unit.id),
      );
    seen.add(unit.id);
    const group = unit.group ?? groups[0]?.code ?? 'ALL';
    if (!groups.some((known) => known.code === group)) {
      faults.push(
        fault(
          'codebook',
          'unknown-group',
          `单位“${unit.id}”的组“${group}”没有列出`,
          `group "${group}" of unit "${unit.id}" is not listed`,
          unit.id,
        ),
      );
    }
    const { domain } = unit;
    const domainMargin = domain && margins.find((margin) => margin.code === domain.column);
    if (domain && !domainMargin?.levels.some((level) => level.code === domain.level)) {
      faults.push(
        fault(
          'codebook',
          'unknown-domain',
          `单位“${unit.id}”的范围“${domain.column}=${domain.level}”不在加权边际里`,
          `the domain "${domain.column}=${domain.level}" of unit "${unit.id}" is not a level of a margin`,
          unit.id,
        ),
      );
    }
    const listed = unit.indicators.map((entry) =>
      typeof entry === 'string'
        ? { indicator: entry, share: 1 / unit.indicators.length }
        : { indicator: entry.code, share: entry.share },
    );
    for (const { indicator } of listed) {
      if (!Object.hasOwn(codebook.questions, indicator)) {
        faults.push(
          fault(
            'codebook',
            'unknown-indicator',
            `单位“${unit.id}”用到的题目“${indicator}”不在题目表里`,
            `question "${indicator}" of unit "${unit.id}" is not among the questions`,
            unit.id,
          ),
        );
      }
    }
    if (new Set(listed.map((entry) => entry.indicator)).size !== listed.length) {
      faults.push(
        fault(
          'codebook',
          'indicator-twice',
          `单位“${unit.id}”的题目重复`,
          `a question of unit "${unit.id}" is listed twice`,
          unit.id,
        ),
      );
    }
    const sum = listed.reduce((total, entry) => total + entry.share, 0);
    if (Math.abs(sum - 1) > sumTolerance) {
      faults.push(
        fault(
          'codebook',
          'shares-sum',
          `单位“${unit.id}”的指标份额合计是 ${sum.toFixed(6)}，应当是 1`,
          `the shares of unit "${unit.id}" add up to ${sum.toFixed(6)} instead of 1`,
          unit.id,
        ),
      );
    }
    return { code: unit.id, name: localised(unit.name), group, shares: listed, domain: unit.domain ?? null };
  });
}

function parseChecked<File>(
  source: string,
  file: 'codebook' | 'margins',
  check: { (value: unknown): value is File; errors?: ErrorObject[] | null },
  faults: ImportFault[],
): File | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    // Node names the position of some faults only; JSON is nearly YAML, whose parser names the line of most others.
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = at
      ? source.slice(0, Number(at)).split('\n').length
      : parseDocument(source).errors[0]?.linePos?.[0].line;
    faults.push({
      ...fault(file, 'not-json', '文件不是正确的 JSON', 'the file is not valid JSON'),
      ...(line ? { line } : {}),
    });
    return null;
  }
  const forbidden = forbiddenKeyIn(value);
  if (forbidden) {
    faults.push(
      fault(
        file,
        'forbidden-key',
        `不允许的字段名 ${forbidden}`,
        `the field name ${forbidden} is not allowed`,
        forbidden,
      ),
    );
    return null;
  }
  if (check(value)) return value;
  for (const error of (check.errors ?? []).filter((e) => e.keyword !== 'anyOf').slice(0, 20))
    faults.push(schemaFault(file, error));
  if (faults.length === 0)
    faults.push(fault(file, 'wrong-structure', '文件结构不对', 'the file has the wrong structure'));
  return null;
}

function forbiddenKeyIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const key of Object.getOwnPropertyNames(value)) {
    if (forbiddenKeys.has(key) && !Array.isArray(value)) return key;
    const found = forbiddenKeyIn((value as Record<string, unknown>)[key]);
    if (found) return found;
  }
  return null;
}

function schemaFault(file: 'codebook' | 'margins', error: ErrorObject): ImportFault {
  const place = error.instancePath.replace(/^\//, '').replaceAll('/', '.') || '(root)';
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return fault(
        file,
        'missing-field',
        `${place} 缺少字段 ${String(params.missingProperty)}`,
        `${place} lacks the field ${String(params.missingProperty)}`,
        place,
      );
    case 'additionalProperties':
      return fault(
        file,
        'unknown-field',
        `${place} 有不认识的字段 ${String(params.additionalProperty)}`,
        `${place} has the unknown field ${String(params.additionalProperty)}`,
        place,
      );
    case 'type':
      return fault(
        file,
        'wrong-type',
        `${place} 的类型不对，应为 ${String(params.type)}`,
        `${place} has the wrong type; it should be ${String(params.type)}`,
        place,
      );
    default:
      return fault(
        file,
        'wrong-value',
        `${place} 的内容不对（${error.keyword}）`,
        `${place} is not acceptable (${error.keyword})`,
        place,
      );
  }
}

function fault(file: ImportFault['file'], code: string, zh: string, en: string, column?: string): ImportFault {
  return { file, code, sentences: { zh, en }, ...(column ? { column } : {}) };
}

function isLocalised(value: unknown): value is LocalisedText {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as LocalisedText).zh === 'string' &&
    typeof (value as LocalisedText).en === 'string'
  );
}

function localised(value: Text): LocalisedText {
  return typeof value === 'string' ? { zh: value, en: value } : value;
}
