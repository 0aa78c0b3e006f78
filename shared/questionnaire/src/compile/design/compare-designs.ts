import type { AnswerScale, DesignEntry, DesignItem, LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { contentOfValue } from './content.js';

export type ChangeKind =
  | 'added'
  | 'removed'
  | 'moved'
  | 'type'
  | 'wording'
  | 'translation'
  | 'levels'
  | 'scores'
  | 'missing-codes'
  | 'options'
  | 'indicator'
  | 'condition'
  | 'check'
  | 'required'
  | 'role'
  | 'marks'
  | 'other';

export interface Change {
  /** Code of the item, row, level or group; null: the questionnaire as a whole. */
  item: string | null;
  kind: ChangeKind;
  before: string | null;
  after: string | null;
  /**
   * The answers before and after cannot be put into one series (序列中断): another Chinese wording, other levels or scores, other
   * ways not to answer, another kind of question, of something that is measured or counted.
   */
  isSeriesBreak: boolean;
  /** The indicator whose version should rise and did not. */
  indicator: string | null;
}

interface Part {
  code: string;
  text: LocalisedText | null;
  entry: DesignEntry;
  indicator: { code: string; version: number } | null;
  offers: string;
  levels: string | null;
  scores: string | null;
  options: string | null;
}

/** What changed from one version of a questionnaire to another, item by item in the order of the later one. */
export function compareDesigns(before: QuestionnaireDesign, after: QuestionnaireDesign): Change[] {
  const changes: Change[] = [];
  const old = new Map(partsOf(before).map((part) => [part.code, part]));
  const parts = partsOf(after);
  const now = new Set(parts.map(({ code }) => code));
  const whole = (kind: ChangeKind, one: unknown, other: unknown): void => {
    if (contentOfValue(one) !== contentOfValue(other)) {
      changes.push({ item: null, kind, before: said(one), after: said(other), isSeriesBreak: false, indicator: null });
    }
  };
  whole('wording', before.title, after.title);
  whole('marks', before.marks, after.marks);
  // Places among what both versions have: an item does not move because another was put before it.
  const shared = [...old.keys()].filter((code) => now.has(code));
  const moved = movedAmong(
    shared,
    parts.map(({ code }) => code).filter((code) => old.has(code)),
  );
  for (const part of parts) {
    const earlier = old.get(part.code);
    if (earlier === undefined) {
      changes.push({ ...about(part), kind: 'added', before: null, after: part.text?.zh ?? null });
      continue;
    }
    if (moved.has(part.code)) changes.push({ ...about(part), kind: 'moved', before: null, after: null });
    comparePart(earlier, part);
  }
  for (const [code, part] of old) {
    if (!now.has(code)) changes.push({ ...about(part), kind: 'removed', before: part.text?.zh ?? null, after: null });
  }
  return changes;

  function about({ code }: Part): Pick<Change, 'item' | 'isSeriesBreak' | 'indicator'> {
    return { item: code, isSeriesBreak: false, indicator: null };
  }

  function comparePart(one: Part, other: Part): void {
    const isCounted = other.indicator !== null || roleOf(other.entry) !== '';
    const versionRose =
      other.indicator !== null && one.indicator !== null && other.indicator.version > one.indicator.version;
    const note = (kind: ChangeKind, from: string | null, to: string | null, breaks: boolean): void => {
      if (from === to) return;
      const isSeriesBreak = breaks && isCounted;
      changes.push({
        item: other.code,
        kind,
        before: from,
        after: to,
        isSeriesBreak,
        indicator:
          isSeriesBreak && !versionRose && one.indicator?.code === other.indicator?.code
            ? (other.indicator?.code ?? null)
            : null,
      });
    };
    note('type', one.entry.type, other.entry.type, true);
    note('wording', plain(one.text?.zh), plain(other.text?.zh), true);
    note('translation', plain(one.text?.en), plain(other.text?.en), false);
    note('levels', one.levels, other.levels, true);
    note('scores', one.scores, other.scores, true);
    note('missing-codes', one.offers, other.offers, true);
    note('options', one.options, other.options, true);
    note('indicator', said(one.indicator), said(other.indicator), one.indicator?.code !== other.indicator?.code);
    note('condition', conditionOf(one.entry), conditionOf(other.entry), false);
    note(
      'check',
      fieldOf(one.entry, ['constraint', 'warning']),
      fieldOf(other.entry, ['constraint', 'warning']),
      false,
    );
    note('required', fieldOf(one.entry, ['required']), fieldOf(other.entry, ['required']), false);
    note('role', roleOf(one.entry), roleOf(other.entry), false);
    note('other', restOf(one.entry), restOf(other.entry), false);
  }
}

/** Codes that left their place: those outside the longest run that kept its order. */
function movedAmong(before: readonly string[], after: readonly string[]): Set<string> {
  const places = after.map((code) => before.indexOf(code));
  const best: number[] = [];
  const from: number[] = [];
  places.forEach((place, at) => {
    best[at] = 1;
    from[at] = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      if (places[earlier]! < place && best[earlier]! + 1 > best[at]!) {
        best[at] = best[earlier]! + 1;
        from[at] = earlier;
      }
    }
  });
  const kept = new Set<string>();
  let at = best.indexOf(Math.max(0, ...best));
  while (at >= 0) {
    kept.add(after[at]!);
    at = from[at]!;
  }
  return new Set(after.filter((code) => !kept.has(code)));
}

function partsOf(design: QuestionnaireDesign): Part[] {
  const parts: Part[] = [];
  const scaleOf = (code: string): AnswerScale | undefined => design.scales.find((scale) => scale.code === code);
  const optionsOf = (code: string): string | null => {
    const list = design.lists.find((each) => each.code === code);
    return list ? list.choices.map((choice) => `${choice.code} ${plain(choice.text.zh)}`).join('; ') : null;
  };
  const walk = (entry: DesignEntry): void => {
    const scale = 'scale' in entry ? scaleOf(entry.scale) : undefined;
    const common = {
      entry,
      offers: 'offers' in entry ? [...(entry.offers ?? [])].sort().join(' ') : '',
      levels: scale ? scale.levels.map(({ code, name }) => `${code} ${plain(name.zh)}`).join('; ') : null,
      scores: scale ? scale.levels.map(({ code, score }) => `${code} ${score}`).join('; ') : null,
      options: 'list' in entry ? optionsOf(entry.list) : null,
    };
    parts.push({
      ...common,
      code: entry.code,
      text: entry.text ?? null,
      indicator: 'indicator' in entry ? (entry.indicator ?? null) : null,
    });
    if (entry.type === 'group') entry.entries.forEach(walk);
    if (entry.type === 'grid') {
      for (const row of entry.rows)
        parts.push({ ...common, code: row.code, text: row.text, indicator: row.indicator ?? null });
    }
    if (entry.type === 'region') {
      for (const level of entry.levels) {
        parts.push({ ...common, code: level.code, text: level.text, indicator: null, options: optionsOf(level.list) });
      }
    }
  };
  design.entries.forEach(walk);
  return parts;
}

/** Blanks make no other wording. */
function plain(text: string | undefined): string | null {
  return text === undefined ? null : text.replace(/\s+/g, ' ').trim();
}

function said(value: unknown): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : contentOfValue(value);
}

function conditionOf(entry: DesignEntry): string | null {
  return fieldOf(entry, ['relevant', 'calculation', 'choiceFilter', 'isInterviewerOnly']);
}

function roleOf(entry: DesignEntry): string {
  return fieldOf(entry, ['quotaRole', 'weightingRole']) ?? '';
}

function fieldOf(entry: DesignEntry, names: readonly string[]): string | null {
  const members = entry as unknown as Record<string, unknown>;
  const present = names.filter((name) => members[name] !== undefined);
  return present.length === 0 ? null : present.map((name) => `${name}: ${said(members[name]) ?? ''}`).join('; ');
}

const told = new Set([
  'code',
  'type',
  'text',
  'scale',
  'list',
  'offers',
  'rows',
  'levels',
  'entries',
  'indicator',
  'relevant',
  'calculation',
  'choiceFilter',
  'isInterviewerOnly',
  'constraint',
  'warning',
  'required',
  'quotaRole',
  'weightingRole',
]);

/** Everything that no kind of change above speaks of. */
function restOf(entry: DesignEntry | DesignItem): string {
  return contentOfValue(Object.fromEntries(Object.entries(entry).filter(([name]) => !told.has(name))));
}
