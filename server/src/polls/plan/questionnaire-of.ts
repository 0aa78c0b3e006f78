import type {
  IndicatorView,
  LocalisedText,
  PlanArea,
  PlanGroup,
  Questionnaire,
  QuestionnaireItem,
  SatisfactionItem,
} from '@minsheng/contracts';
import type { SchemeConfig } from '../../scheme/index.js';

/** Code of the item, and of the margin, that asks where somebody lives. */
export const areaItem = 'area';
/** Option of those whom the poll does not ask: they live elsewhere, or are too young. */
export const elsewhere = 'elsewhere';
const tooYoung = 'under-age';

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
    {
      type: 'single',
      code: areaItem,
      text: { zh: '您平时住在哪里？', en: 'Where do you live?' },
      hint: { zh: '按居住地选，不按户籍', en: 'Where you live, not where you are registered' },
      isRequired: true,
      askIf: null,
      role: 'area',
      options: [
        ...areas.map(({ code, name }) => ({ code, text: name })),
        { code: elsewhere, text: { zh: '都不是', en: 'None of these' }, screensOut: true },
      ],
    },
    ...config.poll.margins.map((margin): QuestionnaireItem => {
      const isAge = margin.code === 'age';
      const name = { zh: margin.zh, en: margin.en };
      return {
        type: 'single',
        code: margin.code,
        text: { zh: `您的${name.zh}是？`, en: `Your ${name.en.toLowerCase()}?` },
        hint: null,
        isRequired: true,
        askIf: null,
        role: 'margin',
        options: [
          ...(isAge ? [tooYoungOption(config.poll.minimumAge)] : []),
          ...margin.levels.map(({ code, zh, en }) => ({ code, text: { zh, en } })),
        ],
      };
    }),
    {
      type: 'single',
      code: 'staffOf',
      text: { zh: '您在下面哪个单位工作吗？', en: 'Do you work for one of these?' },
      hint: {
        zh: '本单位的题由别人评，您的其他回答照常计入',
        en: 'Others judge your own unit; your other answers count',
      },
      isRequired: true,
      askIf: null,
      role: 'staffOf',
      options: [
        { code: 'none', text: { zh: '都不是', en: 'None of these' } },
        ...groups.flatMap(({ units }) => units.map(({ code, name }) => ({ code, text: name }))),
      ],
    },
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

function tooYoungOption(minimumAge: number) {
  return {
    code: tooYoung,
    text: { zh: `不满 ${minimumAge} 岁`, en: `Under ${minimumAge}` },
    screensOut: true,
  };
}

function stands(name: LocalisedText, wording: LocalisedText): boolean {
  return wording.zh.includes(name.zh) && wording.en.includes(name.en);
}

function isMissingCode(code: string): code is 'dontKnow' | 'notApplicable' | 'refused' {
  return code === 'dontKnow' || code === 'notApplicable' || code === 'refused';
}
