import type { MissingCode, QuestionnaireDesign } from '@minsheng/contracts';
import type { SchemeConfig } from '../scheme/index.js';

/** Code of the scale that the scheme gives every satisfaction question. */
const schemeScale = 'satisfaction';

/** Nothing asked yet, but the scheme's scale and its names for answers without a score. Code, version and title are still to be said. */
export function emptyDesign({ indicators: { scale } }: SchemeConfig): QuestionnaireDesign {
  return {
    format: 'minsheng-questionnaire/2',
    code: 'new',
    version: 1,
    title: { zh: '', en: '' },
    marks: {
      formNumber: '',
      maker: { zh: '', en: '' },
      approvedBy: { zh: '', en: '' },
      approvalNumber: '',
      validUntil: '',
    },
    scales: [
      {
        code: schemeScale,
        levels: scale.levels.map(({ code, zh, en, score }) => ({ code, name: { zh, en }, score })),
      },
    ],
    missing: missingOf(scale.notAnswers),
    lists: [],
    entries: [],
  };
}

/** Those of the scheme's answers without a score that questionnaires know. */
function missingOf(notAnswers: readonly { code: string; zh: string; en: string }[]): QuestionnaireDesign['missing'] {
  return notAnswers.flatMap(({ code, zh, en }) => (isMissingCode(code) ? [{ code, name: { zh, en } }] : []));
}

function isMissingCode(code: string): code is MissingCode {
  return code === 'dontKnow' || code === 'notApplicable' || code === 'refused';
}
