import type { DesignDiagnostic, DesignEntry, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { compileDesign, type Compilation } from '@minsheng/questionnaire/compile';

import { diagnosticsByCard } from './card-diagnostics.js';
import { placeOf, removed, replaced, withFields } from './entries.js';

export interface Runnable {
  /** Null: there is nothing to show yet. */
  compiled: CompiledQuestionnaire | null;
  /** Cards that the preview has to leave out until they are mended. */
  leftOut: readonly string[];
  /** Whether something else was bent or filled in, so that the rest can be tried out. */
  isMended: boolean;
}

/** Rounds of mending: each takes away a layer of faults. */
const mostRounds = 8;

export function compile(design: QuestionnaireDesign, today: string): Compilation {
  // The draft has no hash yet: the server gives it one when it is published.
  return compileDesign(design, { today, sha256: () => '' });
}

/**
 * What the preview runs while a design still has errors: the same design with missing words filled in, faulty conditions and
 * checks left away, and the cards left out that cannot be asked at all. Publishing never sees it.
 */
export function runnableOf(design: QuestionnaireDesign, { compiled }: Compilation, today: string): Runnable {
  if (compiled !== null) return { compiled, leftOut: [], isMended: false };
  const leftOut = new Set<string>();
  let mended = filledIn(design, today);
  for (let round = 0; round < mostRounds; round += 1) {
    const attempt = compile(mended, today);
    if (attempt.compiled !== null) return { compiled: attempt.compiled, leftOut: [...leftOut], isMended: true };
    const errors = attempt.diagnostics.filter(({ severity }) => severity === 'error');
    const { cards } = diagnosticsByCard(mended, errors);
    if (cards.size === 0) break;
    for (const [card, faults] of cards) {
      const entry = placeOf(mended, card)?.entry;
      if (entry === undefined) continue;
      const without = withoutFaults(entry, faults);
      if (without === null) {
        leftOut.add(card);
        mended = removed(mended, card);
      } else {
        mended = replaced(mended, card, without);
      }
    }
  }
  return { compiled: null, leftOut: [...leftOut], isMended: true };
}

/** Fields that a card can be asked without. */
const dispensable = new Set([
  'relevant',
  'required',
  'requiredMessage',
  'constraint',
  'warning',
  'choiceFilter',
  'initial',
  'hint',
  'guidance',
  'subject',
  'indicator',
  'offers',
  'screensOut',
  'exclusive',
  'atLeast',
  'atMost',
  'quotaRole',
  'weightingRole',
]);

function withoutFaults(entry: DesignEntry, faults: readonly DesignDiagnostic[]): DesignEntry | null {
  const fields: Record<string, undefined> = {};
  for (const { item, field } of faults) {
    const name = field?.split('.')[0] ?? '';
    if (item !== entry.code || !dispensable.has(name) || !(name in entry || name === 'weightingRole')) return null;
    fields[name] = undefined;
    if (name === 'weightingRole') fields['quotaRole'] = undefined;
  }
  return withFields(entry, fields as Partial<DesignEntry>);
}

const said = ({ zh, en }: LocalisedText): LocalisedText => {
  const [one, other] = [zh.trim(), en.trim()];
  return { zh: one || other || '……', en: other || one || '…' };
};

/** Marks of a form that has none yet, and each text in both languages. */
function filledIn(design: QuestionnaireDesign, today: string): QuestionnaireDesign {
  const words = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(words);
    if (typeof value !== 'object' || value === null) return value;
    if (isText(value)) return said(value);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, words(each)]));
  };
  const { marks } = design;
  return {
    ...(words({
      title: design.title,
      scales: design.scales.map(withFallingScores),
      missing: design.missing,
      lists: design.lists,
      entries: design.entries,
    }) as Pick<QuestionnaireDesign, 'title' | 'scales' | 'missing' | 'lists' | 'entries'>),
    format: design.format,
    code: 'draft',
    version: 1,
    marks: {
      formNumber: marks.formNumber || '—',
      maker: said(marks.maker),
      approvedBy: said(marks.approvedBy),
      approvalNumber: marks.approvalNumber || '—',
      validUntil: today,
    },
  };
}

const isText = (value: object): value is LocalisedText =>
  'zh' in value && 'en' in value && typeof value.zh === 'string' && typeof value.en === 'string';

function withFallingScores(scale: QuestionnaireDesign['scales'][number]): QuestionnaireDesign['scales'][number] {
  return { ...scale, levels: scale.levels.map((level, at) => ({ ...level, score: scale.levels.length - at })) };
}
