import type { DesignItem, Questionnaire, QuestionnaireDesign, QuestionnaireItem } from '@minsheng/contracts';

/**
 * A plan's questionnaire as a design: the same questions, conditions and codes, so that it can be copied into the next round and
 * worked on. Versions of indicators are not in the questionnaire and are told by whoever knows them.
 */
export function designOf(
  questionnaire: Questionnaire,
  {
    code,
    version,
    indicatorVersion,
  }: { code: string; version: number; indicatorVersion: (indicator: string) => number },
): QuestionnaireDesign {
  const { title, marks, levels, missing, items } = questionnaire;
  return {
    format: 'minsheng-questionnaire/2',
    code,
    version,
    title,
    marks,
    scales: items.some(({ type }) => type === 'satisfaction') ? [{ code: 'satisfaction', levels }] : [],
    missing,
    lists: items.flatMap((item) =>
      item.type === 'single'
        ? [{ code: item.code, choices: item.options.map((option) => ({ code: option.code, text: option.text })) }]
        : [],
    ),
    entries: items.map(itemOf),
  };

  function itemOf(item: QuestionnaireItem): DesignItem {
    const common = {
      code: item.code,
      text: item.text,
      ...(item.hint ? { hint: item.hint } : {}),
      ...(item.askIf
        ? { relevant: item.askIf.isOneOf.map((answer) => `\${${item.askIf!.item}} = '${answer}'`).join(' or ') }
        : {}),
      ...(item.isRequired ? { required: true } : {}),
    };
    switch (item.type) {
      case 'satisfaction':
        return {
          ...common,
          type: 'satisfaction',
          scale: 'satisfaction',
          offers: item.offers,
          indicator: { code: item.indicator, version: indicatorVersion(item.indicator) },
          ...(item.subject ? { subject: item.subject } : {}),
        };
      case 'single': {
        const screensOut = item.options.filter((option) => option.screensOut === true).map((option) => option.code);
        return {
          ...common,
          type: 'single',
          list: item.code,
          ...(screensOut.length > 0 ? { screensOut } : {}),
          ...(item.role ? { weightingRole: item.role } : {}),
        };
      }
      case 'text':
        return { ...common, type: 'text', maxLength: item.maxLength };
    }
  }
}
