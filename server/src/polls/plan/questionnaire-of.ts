import type {
  IndicatorView,
  LocalisedText,
  PlanArea,
  PlanGroup,
  Questionnaire,
  QuestionnaireItem,
  SatisfactionItem,
} from '@minsheng/contracts';
import { areaQuestion, marginQuestions, staffQuestion } from '../../questionnaires/index.js';
import type { SchemeConfig } from '../../scheme/index.js';

/** Says how a poll's questionnaire grows out of the scheme, the organisation and the indicators. */
export function questionnaireOf(parts: {
  title: LocalisedText;
  marks: Questionnaire['marks'];
  config: SchemeConfig;
  areas: readonly PlanArea[];
  groups: readonly PlanGroup[];
  indicators: readonly IndicatorView[];
  /** Asked at the end; null: nothing open is asked. */
  openQuestion: LocalisedText | null;
}): Questionnaire {
  const { config, areas, groups, indicators } = parts;
  const { levels, notAnswers } = config.indicators.scale;
  const items: QuestionnaireItem[] = [
    areaQuestion(areas),
    ...marginQuestions(config),
    staffQuestion(groups),
    ...indicators.map(
      (indicator, index): SatisfactionItem => ({
        type: 'satisfaction',
        code: `q${index + 1}`,
        text: indicator.wording,
        hint: indicator.hint,
        isRequired: true,
        askIf: null,
        indicator: indicator.code,
        subject: stands(indicator.name, indicator.wording) ? indicator.name : null,
        offers: notAnswers.map(({ code }) => code).filter(isMissingCode),
      }),
    ),
    ...(parts.openQuestion
      ? [
          {
            type: 'text' as const,
            code: 'open',
            text: parts.openQuestion,
            hint: { zh: '可以不写；不要写人名和电话', en: 'May be left empty; please no names or phone numbers' },
            isRequired: false,
            askIf: null,
            maxLength: 200,
          },
        ]
      : []),
  ];
  return {
    format: 'minsheng-questionnaire/1',
    title: parts.title,
    marks: parts.marks,
    levels: levels.map(({ code, zh, en, score }) => ({ code, name: { zh, en }, score })),
    missing: notAnswers.flatMap(({ code, zh, en }) => (isMissingCode(code) ? [{ code, name: { zh, en } }] : [])),
    items,
  };
}

function stands(name: LocalisedText, wording: LocalisedText): boolean {
  return wording.zh.includes(name.zh) && wording.en.includes(name.en);
}

function isMissingCode(code: string): code is 'dontKnow' | 'notApplicable' | 'refused' {
  return code === 'dontKnow' || code === 'notApplicable' || code === 'refused';
}
