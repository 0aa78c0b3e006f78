import type { DeskReportTab, IssueTab } from '@minsheng/contracts';

/** A list of the desk asks reports, issues, or both, one after the other. */
export interface DeskTab {
  code: string;
  reports: DeskReportTab | null;
  issues: IssueTab | null;
}

export const deskTabs = [
  { code: 'all', reports: 'waiting', issues: 'all' },
  { code: 'waiting', reports: 'waiting', issues: null },
  { code: 'to-dispatch', reports: null, issues: 'to-dispatch' },
  { code: 'due-soon', reports: null, issues: 'due-soon' },
  { code: 'overdue', reports: null, issues: 'overdue' },
  { code: 'to-verify', reports: null, issues: 'to-verify' },
  { code: 'transfers', reports: null, issues: 'transfers' },
  { code: 'handling', reports: null, issues: 'handling' },
  { code: 'closed', reports: null, issues: 'closed' },
] as const satisfies readonly DeskTab[];
export type DeskTabCode = (typeof deskTabs)[number]['code'];

/** The lists of reports below 待受理: what a person still decides, and what was decided. */
export const reportTabs = [
  'waiting',
  'held',
  'need-info',
  'appealed',
  'decided',
] as const satisfies readonly DeskReportTab[];

export function tabOf(code: string | undefined): (typeof deskTabs)[number] {
  return deskTabs.find((tab) => tab.code === code) ?? deskTabs[0];
}

/** Who may not read reports has no lists of them. */
export function tabsFor(mayReadReports: boolean): readonly (typeof deskTabs)[number][] {
  return deskTabs.filter(({ issues }) => mayReadReports || issues !== null);
}

type Counts<Code extends string> = Readonly<Partial<Record<Code, number>>> | null;

/** The figure beside a tab; null while it is not known. */
export function countOf(tab: DeskTab, reports: Counts<DeskReportTab>, issues: Counts<IssueTab>): number | null {
  const parts = [tab.reports === null ? 0 : reports?.[tab.reports], tab.issues === null ? 0 : issues?.[tab.issues]];
  return parts.includes(undefined) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** What was chosen, as it stands in the address: `report-…` or `issue-…`. */
export interface Choice {
  kind: 'report' | 'issue';
  id: string;
}

export function choiceOf(item: string | undefined): Choice | null {
  const found = /^(report|issue)-(.+)$/.exec(item ?? '');
  return found === null ? null : { kind: found[1] as Choice['kind'], id: found[2] ?? '' };
}

export function deskPath(tab: string, choice: Choice | null): string {
  const list = tab === 'all' && choice === null ? '/desk' : `/desk/${tab}`;
  return choice === null ? list : `${list}/${choice.kind}-${encodeURIComponent(choice.id)}`;
}

export interface Filters {
  q: string;
  category: string | null;
  area: string | null;
}

/** The question of one list. A bare word is searched in number, place and category by the server. */
export function listPath(
  base: string,
  tab: string,
  { q, category, area }: Filters,
  cursor: string | null = null,
): string {
  const asked = new URLSearchParams({ tab });
  if (category !== null) asked.set('category', category);
  if (area !== null) asked.set('area', area);
  if (q.trim() !== '') asked.set('q', q.trim());
  if (cursor !== null) asked.set('cursor', cursor);
  return `${base}?${asked.toString()}`;
}

/** Rows of several answers, each once: between two pages rows may have moved. */
export function joined<Row extends { id: string }>(pages: readonly { rows: readonly Row[] }[]): Row[] {
  const seen = new Set<string>();
  return pages
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    });
}

/** The row above or below in the list; the first one when nothing of it is chosen. */
export function neighbour(rows: readonly Choice[], chosen: Choice | null, step: 1 | -1): Choice | null {
  const here = rows.findIndex(({ kind, id }) => kind === chosen?.kind && id === chosen.id);
  if (here === -1) return rows[0] ?? null;
  return rows[here + step] ?? null;
}
