import type { DesignEntry, DesignGroup, DesignItem, QuestionnaireDesign } from '@minsheng/contracts';

/** A place between two cards: before the entry of `index` in a group, or (null) on the top level. */
export interface Gap {
  group: string | null;
  index: number;
}

export interface Placed extends Gap {
  entry: DesignEntry;
  /** Groups around it. */
  depth: number;
}

/** Every entry in the order of the questionnaire, a group before what is in it. */
export function placedEntries({ entries }: Pick<QuestionnaireDesign, 'entries'>): Placed[] {
  const placed: Placed[] = [];
  const walk = (inside: readonly DesignEntry[], group: string | null, depth: number): void =>
    inside.forEach((entry, index) => {
      placed.push({ entry, group, index, depth });
      if (entry.type === 'group') walk(entry.entries, entry.code, depth + 1);
    });
  walk(entries, null, 0);
  return placed;
}

export function itemsOf(design: Pick<QuestionnaireDesign, 'entries'>): DesignItem[] {
  return placedEntries(design).flatMap(({ entry }) => (entry.type === 'group' ? [] : [entry]));
}

export function placeOf(design: QuestionnaireDesign, code: string): Placed | null {
  return placedEntries(design).find(({ entry }) => entry.code === code) ?? null;
}

/** A copy with `count` members from `at` on replaced by others. */
export function spliced<Value>(list: readonly Value[], at: number, count: number, ...others: Value[]): Value[] {
  return [...list.slice(0, at), ...others, ...list.slice(at + count)];
}

/** A copy of `entry` with some fields changed; a field set to `undefined` is left out, as a design wants it. */
export function withFields<Entry extends object>(entry: Entry, fields: Partial<Entry>): Entry {
  const changed: Record<string, unknown> = { ...entry, ...fields };
  for (const [name, value] of Object.entries(changed)) if (value === undefined) delete changed[name];
  return changed as Entry;
}

function withEntries(
  entries: readonly DesignEntry[],
  group: string | null,
  change: (inside: DesignEntry[]) => DesignEntry[],
): DesignEntry[] {
  if (group === null) return change([...entries]);
  return entries.map((entry) =>
    entry.type !== 'group'
      ? entry
      : entry.code === group
        ? { ...entry, entries: change([...entry.entries]) }
        : keptGroup(entry, withEntries(entry.entries, group, change)),
  );
}

/** The group itself while nothing in it changed: what did not change is the same object. */
function keptGroup(group: DesignGroup, entries: DesignEntry[]): DesignGroup {
  return entries.every((entry, index) => entry === group.entries[index]) && entries.length === group.entries.length
    ? group
    : { ...group, entries };
}

/** Every code in the design that another must not have: of entries, rows and levels. */
export function codesOf(design: QuestionnaireDesign): Set<string> {
  return new Set(placedEntries(design).flatMap(({ entry }) => [entry.code, ...partsOf(entry)]));
}

/** Codes that answers stand under inside an entry: rows of a grid, levels of a region. */
export function partsOf(entry: DesignEntry): string[] {
  if (entry.type === 'grid') return entry.rows.map(({ code }) => code);
  return entry.type === 'region' ? entry.levels.map(({ code }) => code) : [];
}

/** The first of `q1`, `q2` … that nobody has. */
export function freeCode(stem: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}

/** `wanted` itself if nobody has it, else with the first number that makes it free. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeCode(wanted, taken) : wanted;
}

export function inserted(design: QuestionnaireDesign, gap: Gap, entries: readonly DesignEntry[]): QuestionnaireDesign {
  return {
    ...design,
    entries: withEntries(design.entries, gap.group, (inside) => spliced(inside, gap.index, 0, ...entries)),
  };
}

export function replaced(design: QuestionnaireDesign, code: string, entry: DesignEntry): QuestionnaireDesign {
  const place = placeOf(design, code);
  if (place === null || place.entry === entry) return design;
  return {
    ...design,
    entries: withEntries(design.entries, place.group, (inside) => spliced(inside, place.index, 1, entry)),
  };
}

/** Without an entry, and without the lists that it alone used. */
export function removed(design: QuestionnaireDesign, code: string): QuestionnaireDesign {
  const place = placeOf(design, code);
  if (place === null) return design;
  const left = {
    ...design,
    entries: withEntries(design.entries, place.group, (inside) => spliced(inside, place.index, 1)),
  };
  const before = listsUsed(design);
  const now = listsUsed(left);
  return { ...left, lists: left.lists.filter((list) => now.has(list.code) || !before.has(list.code)) };
}

export function listsUsed(design: Pick<QuestionnaireDesign, 'entries'>): Set<string> {
  return new Set(
    itemsOf(design).flatMap((item) =>
      'list' in item ? [item.list] : item.type === 'region' ? item.levels.map(({ list }) => list) : [],
    ),
  );
}

/** Puts an entry into another place; a group cannot go into itself. */
export function moved(design: QuestionnaireDesign, code: string, gap: Gap): QuestionnaireDesign {
  const place = placeOf(design, code);
  if (place === null) return design;
  const isInside =
    gap.group !== null &&
    (gap.group === code || placedEntries({ entries: [place.entry] }).some(({ entry }) => entry.code === gap.group));
  if (isInside) return design;
  const isSame = place.group === gap.group && (gap.index === place.index || gap.index === place.index + 1);
  if (isSame) return design;
  const without = {
    ...design,
    entries: withEntries(design.entries, place.group, (inside) => spliced(inside, place.index, 1)),
  };
  const index = place.group === gap.group && gap.index > place.index ? gap.index - 1 : gap.index;
  return inserted(without, { group: gap.group, index }, [place.entry]);
}

/**
 * One step up or down as a reader sees the cards: past a neighbour, into the group that stands there, or out of the group
 * around. Null: it is the first or the last already.
 */
export function gapBeyond(design: QuestionnaireDesign, code: string, way: 'up' | 'down'): Gap | null {
  const place = placeOf(design, code);
  if (place === null) return null;
  const { group, index } = place;
  const inside = group === null ? design.entries : (placeOf(design, group)!.entry as DesignGroup).entries;
  const neighbour = inside[way === 'up' ? index - 1 : index + 1];
  if (neighbour === undefined) {
    if (group === null) return null;
    const around = placeOf(design, group)!;
    return { group: around.group, index: way === 'up' ? around.index : around.index + 1 };
  }
  if (neighbour.type === 'group') {
    return { group: neighbour.code, index: way === 'up' ? neighbour.entries.length : 0 };
  }
  return { group, index: way === 'up' ? index - 1 : index + 2 };
}

/** The place after a card, in a group that is chosen: at its end. Nothing chosen: the end of the questionnaire. */
export function gapAfter(design: QuestionnaireDesign, code: string | null): Gap {
  const place = code === null ? null : placeOf(design, code);
  if (place === null) return { group: null, index: design.entries.length };
  if (place.entry.type === 'group') return { group: place.entry.code, index: place.entry.entries.length };
  return { group: place.group, index: place.index + 1 };
}

/** Numbers that people know the questions by: `3`, a row of a grid or level of a region `3.1`. Words and hidden values have none. */
export function numbersOf(design: Pick<QuestionnaireDesign, 'entries'>): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  let number = 0;
  for (const item of itemsOf(design)) {
    if (item.type === 'note' || item.type === 'calculated' || item.type === 'hidden') continue;
    number += 1;
    numbers.set(item.code, String(number));
    partsOf(item).forEach((part, at) => numbers.set(part, `${number}.${at + 1}`));
  }
  return numbers;
}

/** The card before or after another one; null: there is none. */
export function neighbourOf(design: QuestionnaireDesign, code: string | null, way: 'up' | 'down'): string | null {
  const codes = placedEntries(design).map(({ entry }) => entry.code);
  if (code === null) return (way === 'up' ? codes.at(-1) : codes[0]) ?? null;
  return codes[codes.indexOf(code) + (way === 'up' ? -1 : 1)] ?? null;
}

/** A copy right behind the original, under codes of its own. Lists and scales stay shared. */
export function duplicated(design: QuestionnaireDesign, code: string): { design: QuestionnaireDesign; copy: string } {
  const place = placeOf(design, code);
  if (place === null) return { design, copy: code };
  const taken = codesOf(design);
  const next = (stem: string): string => {
    const found = freeCode(stem, taken);
    taken.add(found);
    return found;
  };
  const copyOf = (entry: DesignEntry): DesignEntry => {
    switch (entry.type) {
      case 'group':
        return { ...entry, code: next('g'), entries: entry.entries.map(copyOf) };
      case 'grid': {
        const copy = next('q');
        return {
          ...entry,
          code: copy,
          // An indicator is measured once in a questionnaire.
          rows: entry.rows.map(({ indicator: _measured, ...row }) => ({ ...row, code: next(`${copy}r`) })),
        };
      }
      case 'region': {
        const copy = next('q');
        return withoutRoles({
          ...entry,
          code: copy,
          levels: entry.levels.map((level) => ({ ...level, code: next(`${copy}l`) })),
        });
      }
      default:
        return withoutRoles({ ...entry, code: next('q') });
    }
  };
  const copy = copyOf(place.entry);
  return {
    design: inserted(design, { group: place.group, index: place.index + 1 }, [copy]),
    copy: copy.code,
  };
}

/** What one item alone may have. */
function withoutRoles(item: DesignItem): DesignItem {
  const fields: Record<string, unknown> = { ...item };
  delete fields['indicator'];
  delete fields['quotaRole'];
  if (fields['weightingRole'] !== 'margin') delete fields['weightingRole'];
  return fields as unknown as DesignItem;
}

const wanted = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

/** Whether an entry may be called so. */
export function mayBeCalled(design: QuestionnaireDesign, code: string, name: string): boolean {
  return name === code || (wanted.test(name) && !codesOf(design).has(name));
}

/** Gives an entry, row or level another code, also wherever conditions and words name it. */
export function renamed(design: QuestionnaireDesign, from: string, to: string): QuestionnaireDesign {
  if (from === to || !mayBeCalled(design, from, to)) return design;
  const reference = new RegExp(`\\$\\{\\s*${from.replace(/[.]/g, '\\.')}\\s*\\}`, 'g');
  const inTexts = (value: unknown, name: string | null): unknown => {
    if (typeof value === 'string') {
      return name === 'code' && value === from ? to : value.replace(reference, () => `\${${to}}`);
    }
    if (Array.isArray(value)) return value.map((each) => inTexts(each, null));
    if (typeof value !== 'object' || value === null) return value;
    // Of an indicator and of options the code is another's.
    return Object.fromEntries(
      Object.entries(value).map(([member, each]) => [
        member,
        member === 'indicator' || member === 'extras' ? each : inTexts(each, member),
      ]),
    );
  };
  return { ...design, entries: inTexts(design.entries, null) as DesignEntry[] };
}

/** A code that the bank takes, as like a form's own name as it can be: those of other tools have spaces and begin with figures. */
export function codeLike(name: string): string {
  const tidy = name
    .trim()
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z]+|-+$/g, '')
    .slice(0, 64);
  return tidy || 'imported';
}
