import { linearBounds, type Bounds, type Equation } from './linear-bounds.js';

/** A count that may be published: of one subgroup in one unit, or a total, of one table, edition or wave. */
export interface TableCell {
  readonly id: string;
  readonly respondents: number;
  /** Primary sampling units behind it; left out: not looked at. */
  readonly samplingUnits?: number;
  /** All answers are alike, so that the count tells everybody's. */
  readonly areAnswersAlike?: boolean;
  /**
   * No table shows it, but shown counts are sums of such: the finest crossing of what several tables count. A reader who knows
   * that two tables count the same people can work out more than each table's own sums tell.
   */
  readonly isNeverPublished?: boolean;
}

/** A total and its parts, all of them cells. Any number of dimensions, editions and waves are said in such sums. */
export interface TableSum {
  readonly total: string;
  readonly parts: readonly string[];
}

export interface DisclosureRule {
  readonly minimumRespondents: number;
  readonly minimumSamplingUnits: number;
  /** Narrowest interval in which a reader may place a suppressed count. */
  readonly minimumWidth: number;
}

/** 10 respondents, 3 sampling units, an interval of 10. */
export const standardDisclosureRule: DisclosureRule = {
  minimumRespondents: 10,
  minimumSamplingUnits: 3,
  minimumWidth: 10,
};

export type SuppressionReason =
  | 'few-respondents'
  | 'few-sampling-units'
  | 'answers-alike'
  /** Else another suppressed count could be worked out. */
  | 'protects-another';

export interface SuppressedCell {
  readonly id: string;
  readonly because: SuppressionReason;
  /** What a reader can work out of all that is published; no upper end: null. */
  readonly interval: Bounds;
}

/**
 * Which counts not to publish (小单元格保护): those of fewer than 10 respondents or 3 sampling units, or whose answers are all
 * alike, and then others, until no suppressed count can be placed in an interval narrower than 10 from all that is published.
 * The intervals are exact (`linearBounds`), over all tables given at once; where tables share people, give the finest crossing too
 * (`isNeverPublished`). Each turn takes the narrowest interval and suppresses a published count in a sum with it, or the nearest by
 * way of others: parts before totals, then those whose other sums mostly hide something already (which closes a circle of
 * suppressed counts instead of opening the next), then the smallest. At the end each count suppressed for others, the largest
 * first, is published after all where they can do without. Cox 1980; Hundepool et al. 2012, section 4.4.
 *
 * A score is published where its count is.
 *
 * @returns suppressed cells in the order given
 * @example a = 4, b = 50, c = 60 with their total 114: a for its size, then b, the smaller other; both lie in 0 to 54
 * @throws RangeError on misuse: ids given twice or unknown, counts that are not whole, sums that do not add up
 */
export function suppress(
  cells: readonly TableCell[],
  sums: readonly TableSum[],
  rule: DisclosureRule = standardDisclosureRule,
): SuppressedCell[] {
  const numberOf = checkTables(cells, sums);
  const because = new Map<number, SuppressionReason>();
  cells.forEach((cell, number) => {
    const reason = cell.isNeverPublished ? null : reasonOf(cell, rule);
    if (reason !== null) because.set(number, reason);
  });
  const relations = relationsOf(sums, numberOf);
  // With less published no interval gets narrower: what is wide enough stays so.
  const closed = new Set<number>();
  for (;;) {
    const suppressed = [...because.keys()].sort((a, b) => a - b);
    const asked = suppressed.filter((cell) => !closed.has(cell));
    const found = intervalsOf(cells, relations, because, asked, rule.minimumWidth);
    const open: { cell: number; width: number }[] = [];
    asked.forEach((cell, place) => {
      const width = widthOf(found[place]!);
      if (width < rule.minimumWidth) open.push({ cell, width });
      else closed.add(cell);
    });
    open.sort((a, b) => a.width - b.width || a.cell - b.cell);
    const next = open.map(({ cell }) => protector(cell, cells, relations, because)).find((other) => other !== null);
    // Nothing published says anything about the cells still open.
    if (next === undefined || next === null) {
      if (open.length === 0) publishNeedless(cells, relations, because, rule);
      const hidden = [...because.keys()].sort((a, b) => a - b);
      const intervals = intervalsOf(cells, relations, because, hidden);
      return hidden.map((cell, place) => ({
        id: cells[cell]!.id,
        because: because.get(cell)!,
        interval: intervals[place]!,
      }));
    }
    because.set(next, 'protects-another');
  }
}

/** Takes back what protects nobody any more: the turns that chose it did not know those that came later. */
function publishNeedless(
  cells: readonly TableCell[],
  relations: readonly Relation[],
  because: Map<number, SuppressionReason>,
  rule: DisclosureRule,
): void {
  const protectors = [...because.keys()]
    .filter((cell) => because.get(cell) === 'protects-another')
    .sort((a, b) => cells[b]!.respondents - cells[a]!.respondents || b - a);
  for (const cell of protectors) {
    because.delete(cell);
    const suppressed = [...because.keys()].sort((a, b) => a - b);
    // Those that stand in a sum with it are looked at first: mostly one of them needs it.
    const beside = new Set(relations.flatMap(({ members }) => (members.includes(cell) ? members : [])));
    const isSafe = [suppressed.filter((own) => beside.has(own)), suppressed.filter((own) => !beside.has(own))].every(
      (asked) =>
        intervalsOf(cells, relations, because, asked, rule.minimumWidth).every(
          (interval) => widthOf(interval) >= rule.minimumWidth,
        ),
    );
    if (!isSafe) because.set(cell, 'protects-another');
  }
}

/**
 * What a reader can work out of a publication (发布前的推断审计): for each count not published, the exact interval in which it
 * must lie, given all that are and the sums between them.
 *
 * @param published ids of the cells whose counts are published
 */
export function auditPublication(
  cells: readonly TableCell[],
  sums: readonly TableSum[],
  published: ReadonlySet<string>,
): { readonly id: string; readonly interval: Bounds }[] {
  const numberOf = checkTables(cells, sums);
  for (const id of published) if (!numberOf.has(id)) throw new RangeError(`there is no cell ${id}`);
  const hidden = cells.flatMap(({ id, isNeverPublished }, number) =>
    published.has(id) || isNeverPublished ? [] : [number],
  );
  return intervalsOf(cells, relationsOf(sums, numberOf), new Set(hidden), hidden).map((interval, place) => ({
    id: cells[hidden[place]!]!.id,
    interval,
  }));
}

interface Relation {
  readonly total: number;
  /** The total first, then its parts. */
  readonly members: readonly number[];
}

function relationsOf(sums: readonly TableSum[], numberOf: ReadonlyMap<string, number>): Relation[] {
  return sums.map(({ total, parts }) => ({
    total: numberOf.get(total)!,
    members: [numberOf.get(total)!, ...parts.map((part) => numberOf.get(part)!)],
  }));
}

/** Cells that a reader does not see. */
interface Hidden {
  has(cell: number): boolean;
}

function reasonOf(cell: TableCell, rule: DisclosureRule): SuppressionReason | null {
  if (cell.respondents < rule.minimumRespondents) return 'few-respondents';
  if (cell.samplingUnits !== undefined && cell.samplingUnits < rule.minimumSamplingUnits) return 'few-sampling-units';
  return cell.areAnswersAlike ? 'answers-alike' : null;
}

function checkTables(cells: readonly TableCell[], sums: readonly TableSum[]): Map<string, number> {
  const numberOf = new Map(cells.map(({ id }, number) => [id, number]));
  if (numberOf.size !== cells.length) throw new RangeError('ids of cells must differ');
  for (const { id, respondents } of cells) {
    if (!Number.isSafeInteger(respondents) || respondents < 0) throw new RangeError(`cell ${id} counts ${respondents}`);
  }
  for (const { total, parts } of sums) {
    const counts = [total, ...parts].map((id) => {
      const number = numberOf.get(id);
      if (number === undefined) throw new RangeError(`there is no cell ${id}`);
      return cells[number]!.respondents;
    });
    if (new Set([total, ...parts]).size !== counts.length) throw new RangeError(`the sum ${total} names a cell twice`);
    const [whole, ...rest] = counts;
    if (rest.reduce((sum, count) => sum + count, 0) !== whole)
      throw new RangeError(`the parts of ${total} do not add up`);
  }
  return numberOf;
}

/** Equations left when what is published is put in; a sum without a suppressed cell says nothing. */
function intervalsOf(
  cells: readonly TableCell[],
  relations: readonly Relation[],
  suppressed: Hidden,
  asked: readonly number[],
  enough?: number,
): Bounds[] {
  const unknown = cells.flatMap(({ isNeverPublished }, cell) =>
    isNeverPublished || suppressed.has(cell) ? [cell] : [],
  );
  const variableOf = new Map(unknown.map((cell, variable) => [cell, variable]));
  const equations = relations.flatMap(({ total, members }): Equation[] => {
    const terms: { variable: number; coefficient: number }[] = [];
    let value = 0;
    for (const member of members) {
      const coefficient = member === total ? -1 : 1;
      const variable = variableOf.get(member);
      if (variable === undefined) value -= coefficient * cells[member]!.respondents;
      else terms.push({ variable, coefficient });
    }
    return terms.length === 0 ? [] : [{ terms, value }];
  });
  const wanted = asked.map((cell) => variableOf.get(cell)!);
  return linearBounds(unknown.length, equations, wanted, enough);
}

function widthOf({ least, greatest }: Bounds): number {
  return greatest === null ? Infinity : greatest - least;
}

/** The published count nearest to the cell by sums, of equally near ones the one that costs least; null when there is none. */
function protector(
  cell: number,
  cells: readonly TableCell[],
  relations: readonly Relation[],
  because: Hidden,
): number | null {
  const isHidden = (member: number): boolean => because.has(member) || cells[member]!.isNeverPublished === true;
  const reached = new Set([cell]);
  const openSums = (member: number): number =>
    relations.filter(({ members }) => members.includes(member) && !members.some(isHidden)).length;
  for (let edge = [cell]; edge.length > 0; ) {
    const beside = relations.filter(({ members }) => edge.some((member) => members.includes(member)));
    const candidates = beside
      .flatMap(({ total, members }) =>
        members
          .filter((member) => !isHidden(member))
          .map((member) => ({ member, isTotal: member === total, openSums: openSums(member) })),
      )
      .sort(
        (a, b) =>
          Number(a.isTotal) - Number(b.isTotal) ||
          a.openSums - b.openSums ||
          cells[a.member]!.respondents - cells[b.member]!.respondents ||
          a.member - b.member,
      );
    if (candidates.length > 0) return candidates[0]!.member;
    edge = [...new Set(beside.flatMap(({ members }) => members))].filter((member) => !reached.has(member));
    for (const member of edge) reached.add(member);
  }
  return null;
}
