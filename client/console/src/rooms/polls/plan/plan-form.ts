import type { LocalisedText, PollPlan, SingleItem } from '@minsheng/contracts';

import type { PlanEdits } from '../../../api/polls.js';
import { readShares, readSites, writeShares, writeSites, type LineFault, type Named } from './pasted-table.js';

/** One margin as it is edited: the shares as lines of text. */
export interface MarginForm {
  code: string;
  name: LocalisedText;
  levels: Named[];
  lines: string;
  isOrdinal: boolean;
  source: LocalisedText;
  year: string;
}

/** A published version of a questionnaire in the bank. */
export interface ChosenQuestionnaire {
  id: string;
  version: number;
}

/** A plan's editable parts as the fields hold them. */
export interface PlanForm {
  title: LocalisedText;
  purpose: LocalisedText;
  population: LocalisedText;
  populationSize: string;
  marks: PollPlan['questionnaire']['marks'];
  openQuestion: LocalisedText;
  /** Asked as it is, with marks and open questions of its own; null: what scheme and indicators give. */
  questionnaire: ChosenQuestionnaire | null;
  margins: MarginForm[];
  siteLines: string;
  targets: { area: string; name: LocalisedText; target: string }[];
}

const nothing: LocalisedText = { zh: '', en: '' };
const isBlank = (text: string) => text.trim() === '';

/** Every question whose answers may be weighted is a margin, whether figures for it have been given or not. */
export function formOf(plan: PollPlan): PlanForm {
  const weighted = plan.questionnaire.items.filter(
    (item): item is SingleItem => item.type === 'single' && (item.role === 'area' || item.role === 'margin'),
  );
  return {
    title: plan.title,
    purpose: plan.purpose,
    population: plan.population,
    populationSize: plan.populationSize === 0 ? '' : String(plan.populationSize),
    marks: plan.questionnaire.marks,
    openQuestion:
      (plan.design ? undefined : plan.questionnaire.items.find(({ type }) => type === 'text'))?.text ?? nothing,
    questionnaire: plan.design ? { id: plan.design.questionnaireId, version: plan.design.document.version } : null,
    margins: weighted.map((item) => {
      const given = plan.margins.find(({ code }) => code === item.code);
      return {
        code: item.code,
        name: given?.name ?? item.text,
        levels: item.options
          .filter(({ screensOut }) => screensOut !== true)
          .map(({ code, text }) => ({ code, name: text })),
        lines: given === undefined ? '' : writeShares(given.levels),
        isOrdinal: given?.isOrdinal ?? false,
        source: given?.source ?? nothing,
        year: given === undefined ? '' : String(given.year),
      };
    }),
    siteLines: writeSites(plan.sites),
    targets: plan.areas.map(({ code, name, target }) => ({ area: code, name, target: String(target) })),
  };
}

export type FormFault =
  | { field: `margins.${string}` | 'sites'; line: LineFault }
  | { field: 'title' | 'purpose' | 'population' | 'openQuestion'; line: null }
  | { field: 'populationSize' | `targets.${string}` | `years.${string}`; line: null };

/** Marks and open question are not there where a questionnaire was chosen that has its own. */
export type SavedEdits = Omit<PlanEdits, 'marks' | 'openQuestion'> & Partial<Pick<PlanEdits, 'marks' | 'openQuestion'>>;

/** What would be saved, and what in the fields cannot be read; nothing is sent while there is any of it. */
export function editsOf(form: PlanForm): { edits: SavedEdits; faults: FormFault[] } {
  const faults: FormFault[] = [];
  for (const field of ['title', 'purpose', 'population'] as const) {
    if (isBlank(form[field].zh) || isBlank(form[field].en)) faults.push({ field, line: null });
  }
  const isOwn = form.questionnaire === null;
  if (isOwn && isBlank(form.openQuestion.zh) !== isBlank(form.openQuestion.en)) {
    faults.push({ field: 'openQuestion', line: null });
  }
  const whole = (written: string, field: 'populationSize' | `targets.${string}` | `years.${string}`): number => {
    if (/^\d{1,9}$/.test(written.trim())) return Number(written);
    faults.push({ field, line: null });
    return 0;
  };
  const margins = form.margins.flatMap(({ code, levels, lines, isOrdinal, source, year }) => {
    if (lines.trim() === '') return [];
    const { rows, faults: unread } = readShares(lines, levels);
    faults.push(...unread.map((line) => ({ field: `margins.${code}` as const, line })));
    return [{ code, levels: rows, isOrdinal, source, year: whole(year, `years.${code}`) }];
  });
  const sites = readSites(
    form.siteLines,
    form.targets.map(({ area, name }) => ({ code: area, name })),
  );
  faults.push(...sites.faults.map((line) => ({ field: 'sites' as const, line })));
  return {
    edits: {
      title: form.title,
      purpose: form.purpose,
      population: form.population,
      populationSize: form.populationSize.trim() === '' ? 0 : whole(form.populationSize, 'populationSize'),
      margins,
      sites: sites.rows,
      targets: form.targets.map(({ area, target }) => ({ area, target: whole(target, `targets.${area}`) })),
      questionnaire: form.questionnaire,
      ...(isOwn ? { marks: form.marks, openQuestion: isBlank(form.openQuestion.zh) ? null : form.openQuestion } : {}),
    },
    faults,
  };
}

/**
 * Only what was changed: population figures and targets that are sent again make the server lay out the quotas anew, and
 * quotas that came from a cross table would be lost.
 */
export function changesOf(before: SavedEdits, after: SavedEdits): Partial<PlanEdits> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([part, value]) => JSON.stringify(value) !== JSON.stringify(before[part as keyof PlanEdits]),
    ),
  );
}
