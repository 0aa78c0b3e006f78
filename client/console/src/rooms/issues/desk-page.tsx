import type { DeskReport, DeskReportTab, IssueRow, TerritoryMap } from '@minsheng/contracts';
import { Button, Input, Segmented, Select } from 'antd';
import { Flame, Grid3x3, MapPin, Search } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { deskFormPath, issuesPath, mapPath, readDeskForm, readIssues, readMapPoints } from '../../api/issues.js';
import { deskReportsPath, readDeskReports } from '../../api/reports.js';
import { readTerritory, territoryPath } from '../../api/territory.js';
import { usePages } from '../../api/use-pages.js';
import { useRefresh, useRefreshOnChange } from '../../api/use-refresh.js';
import { useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { CityMap, type MapPoint } from '../../ui/map/city-map.js';
import type { PointShape } from '../../ui/map/point-shapes.js';
import { PointSymbol } from '../../ui/map/point-symbol.js';
import type { Box } from '../../ui/map/projection.js';
import { countText, wallClock } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Thumbnail } from '../../ui/photos.js';
import { go, Link } from '../../ui/router.js';
import { Empty, InlineError, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { useBusinessNow } from '../platform/use-business-now.js';
import { ReportDetail, useReport } from '../reports/report-detail.js';
import { ReadingText } from './clock-tile.js';
import { waitingReading, rowReading } from './clocks.js';
import {
  choiceOf,
  countOf,
  deskPath,
  joined,
  listPath,
  neighbour,
  reportTabs,
  tabOf,
  tabsFor,
  type Choice,
  type Filters,
} from './desk-tabs.js';
import { IssueChip, ReportChip } from './issue-chip.js';
import { IssueDetail, useIssue } from './issue-detail.js';
import { areasOf, shapeOf } from './issue-look.js';

/** Seconds between two looks while the page stands open. */
const renewEvery = 30;

/** The desk: what waits on the left, where it is in the middle, what may be done about it on the right. */
export function DeskPage({ tab: wanted, item }: { tab?: string; item?: string }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const mayReadReports = may('reports.desk') || may('reports.read');
  const tab = tabOf(wanted);
  const chosen = choiceOf(item);
  const now = useBusinessNow(10_000);
  const form = useResource(deskFormPath, readDeskForm);
  const territory = useResource(territoryPath, readTerritory);
  const areas = areasOf(territory.value);
  const [filters, setFilters] = useState<Filters>({ q: '', category: null, area: null });
  const asked = useDeferredValue(filters);
  const [reportTab, setReportTab] = useState<DeskReportTab>('waiting');
  /** An issue just raised from a report: its dispatch is asked for at once. */
  const [raised, setRaised] = useState<string | null>(null);

  const shownReports = tab.reports === null ? null : tab.code === 'waiting' ? reportTab : tab.reports;
  const reportsAt = (cursor: string | null) => listPath(deskReportsPath, shownReports ?? 'waiting', asked, cursor);
  const issuesAt = (cursor: string | null) => listPath(issuesPath, tab.issues ?? 'to-dispatch', asked, cursor);
  // A list that is not shown is still asked for its counts: the figures beside the tabs.
  const reports = usePages(mayReadReports ? reportsAt(null) : null, reportsAt, readDeskReports);
  const issues = usePages(issuesAt(null), issuesAt, readIssues);
  const isFirstPage = reports.pages.length <= 1 && issues.pages.length <= 1;
  useRefresh(reports.asked, mayReadReports && isFirstPage ? renewEvery : null);
  useRefresh(issues.asked, isFirstPage ? renewEvery : null);
  const reportRows = shownReports !== null && mayReadReports ? joined(reports.pages) : [];
  const issueRows = tab.issues === null ? [] : joined(issues.pages);

  // Until somebody chooses, the first of the list is looked at.
  const choice = chosen ?? firstOf(reportRows, issueRows);
  const report = useReport(choice?.kind === 'report' ? choice.id : null);
  const issue = useIssue(choice?.kind === 'issue' ? choice.id : null);
  const choose = (wish: Choice | null) => go(deskPath(tab.code, wish), chosen === null ? 'push' : 'replace');
  const renewLists = () => {
    reports.renew();
    issues.renew();
  };

  const counts = {
    reports: reports.asked.value?.counts ?? (mayReadReports ? null : {}),
    issues: issues.asked.value?.counts ?? null,
  };
  const today = now === null ? null : wallClock(now);
  return (
    <Page
      isWhole
      trail={[{ label: say('rail.reports') }]}
      title={say('desk.title')}
      meta={today === null ? [] : [say('desk.today', { month: today.month, day: today.day })]}
      tools={
        <Input
          allowClear
          className="top-search"
          variant="filled"
          prefix={<Search size={15} aria-hidden />}
          aria-label={say('desk.search')}
          placeholder={say('desk.search')}
          value={filters.q}
          onChange={(event) => setFilters({ ...filters, q: event.target.value })}
        />
      }
    >
      <div className="desk">
        <section className="desk-list" aria-label={say('desk.list')}>
          <nav className="desk-tabs" aria-label={say('desk.tabs')}>
            {tabsFor(mayReadReports).map((each) => {
              const count = countOf(each, counts.reports, counts.issues);
              return (
                <Link
                  key={each.code}
                  to={deskPath(each.code, null)}
                  className={each.code === 'overdue' && count !== null && count > 0 ? 'pressing' : ''}
                  aria-current={each.code === tab.code ? 'page' : undefined}
                  onClick={() => {
                    if (each.code === tab.code) renewLists();
                  }}
                >
                  {say(`desk.tab-${each.code}`)}
                  {count !== null && <em>{countText(count)}</em>}
                </Link>
              );
            })}
          </nav>
          <div className="desk-filters">
            <Select<string>
              allowClear
              size="small"
              aria-label={say('desk.by-area')}
              placeholder={say('desk.every-area')}
              value={filters.area ?? undefined}
              onChange={(area?: string) => setFilters({ ...filters, area: area ?? null })}
              options={areas.map(({ code, name }) => ({ value: code, label: text(name) }))}
            />
            <Select<string>
              allowClear
              size="small"
              aria-label={say('desk.by-category')}
              placeholder={say('desk.every-category')}
              value={filters.category ?? undefined}
              onChange={(category?: string) => setFilters({ ...filters, category: category ?? null })}
              options={(form.value?.categories ?? []).map(({ code, name }) => ({ value: code, label: text(name) }))}
            />
          </div>
          {tab.code === 'waiting' && (
            <div className="desk-sub">
              <Segmented<DeskReportTab>
                block
                size="small"
                aria-label={say('desk.report-tabs')}
                value={reportTab}
                onChange={setReportTab}
                options={reportTabs.map((value) => ({
                  value,
                  label: `${say(`desk.reports-${value}`)} ${reports.asked.value === null ? '' : countText(reports.asked.value.counts[value])}`,
                }))}
              />
            </div>
          )}
          <Rows
            {...{ reportRows, issueRows, choice, now }}
            onChoose={choose}
            lists={[
              ...(shownReports !== null && mayReadReports ? [reports] : []),
              ...(tab.issues === null ? [] : [issues]),
            ]}
            isFiltered={asked.q !== '' || asked.category !== null || asked.area !== null}
            onUnfilter={() => setFilters({ q: '', category: null, area: null })}
            emptyWords={say(`desk.empty-${tab.code}`)}
          />
        </section>
        <DeskMap
          territory={territory}
          tab={tab.issues ?? 'all'}
          waiting={reportRows}
          choice={choice}
          pin={(choice?.kind === 'report' ? report.value?.point : issue.value?.point) ?? null}
          radiusMetres={form.value?.mergeRadiusMetres ?? 50}
          onChoose={choose}
        />
        <aside className="desk-detail" aria-label={say('desk.detail')}>
          {choice === null || now === null ? (
            <Empty hint={say('desk.choose-hint')}>{say('desk.choose')}</Empty>
          ) : choice.kind === 'report' ? (
            <ReportDetail
              asked={report}
              form={form.value}
              now={now}
              mayDecide={may('reports.desk')}
              onDecided={() => {
                report.askAgain();
                renewLists();
              }}
              onRaised={(id) => {
                setRaised(id);
                renewLists();
                choose({ kind: 'issue', id });
              }}
            />
          ) : (
            <IssueDetail
              asked={issue}
              form={form.value}
              now={now}
              startWith={raised === choice.id && issue.value?.may.includes('assign') === true ? 'assign' : null}
              onMoved={(left) => {
                setRaised(null);
                renewLists();
                if (left === null) choose(null);
                else issue.askAgain();
              }}
            />
          )}
        </aside>
      </div>
    </Page>
  );
}

function firstOf(reports: readonly DeskReport[], issues: readonly IssueRow[]): Choice | null {
  const [report] = reports;
  if (report !== undefined) return { kind: 'report', id: report.id };
  const [issue] = issues;
  return issue === undefined ? null : { kind: 'issue', id: issue.id };
}

type List = ReturnType<typeof usePages<{ rows: { id: string }[]; cursor: string | null }>>;

function Rows({
  reportRows,
  issueRows,
  choice,
  now,
  lists,
  isFiltered,
  onUnfilter,
  onChoose,
  emptyWords,
}: {
  reportRows: DeskReport[];
  issueRows: IssueRow[];
  choice: Choice | null;
  now: number | null;
  lists: Pick<List, 'asked' | 'more' | 'isLoadingMore' | 'moreFailure'>[];
  isFiltered: boolean;
  onUnfilter: () => void;
  onChoose: (choice: Choice) => void;
  emptyWords: string;
}) {
  const { say } = useMessages();
  const list = useRef<HTMLDivElement>(null);
  const rows: Choice[] = [
    ...reportRows.map(({ id }): Choice => ({ kind: 'report', id })),
    ...issueRows.map(({ id }): Choice => ({ kind: 'issue', id })),
  ];
  const chosenKey = choice === null ? null : `${choice.kind}-${choice.id}`;
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenKey]);
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (step === null) return;
    const next = neighbour(rows, choice, step);
    if (next === null) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`[data-row="${next.kind}-${next.id}"]`)?.focus();
  };
  const failed = lists.find(({ asked }) => asked.value === null && asked.failure !== null);
  const [waitsFor] = lists.filter(({ more, isLoadingMore }) => more !== null || isLoadingMore);
  if (failed !== undefined && failed.asked.failure !== null) {
    return <InlineError failure={failed.asked.failure} onRetry={failed.asked.askAgain} />;
  }
  if (lists.some(({ asked }) => asked.value === null)) return <RowsSkeleton rows={14} />;
  const kept = lists.find(({ asked }) => asked.failure !== null);
  return (
    <div className="desk-rows" ref={list} onKeyDown={press}>
      {kept !== undefined && (
        <Loaded asked={kept.asked} isEmpty={() => true}>
          {() => null}
        </Loaded>
      )}
      {rows.length === 0 && (
        <Empty>
          {isFiltered ? say('desk.nothing-fits') : emptyWords}{' '}
          {isFiltered && (
            <Button type="link" size="small" onClick={onUnfilter}>
              {say('desk.unfilter')}
            </Button>
          )}
        </Empty>
      )}
      {reportRows.map((row) => (
        <ReportLine key={`report-${row.id}`} row={row} now={now} choice={choice} onChoose={onChoose} />
      ))}
      {issueRows.map((row) => (
        <IssueLine key={`issue-${row.id}`} row={row} now={now} choice={choice} onChoose={onChoose} />
      ))}
      {waitsFor !== undefined && (
        <div className="more-rows">
          {waitsFor.moreFailure !== null && waitsFor.more !== null ? (
            <InlineError failure={waitsFor.moreFailure} onRetry={waitsFor.more} />
          ) : (
            <Button block loading={waitsFor.isLoadingMore} onClick={() => waitsFor.more?.()}>
              {say('desk.more')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** `14:32` today, `10-15` before. */
function shortMoment(instant: string, now: number | null): string {
  const at = wallClock(instant);
  const today = now === null ? null : wallClock(now);
  const isToday = today !== null && today.year === at.year && today.month === at.month && today.day === at.day;
  return isToday ? at.time : `${String(at.month).padStart(2, '0')}-${String(at.day).padStart(2, '0')}`;
}

function ReportLine({
  row,
  now,
  choice,
  onChoose,
}: {
  row: DeskReport;
  now: number | null;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
}) {
  const { text } = useMessages();
  const isChosen = choice?.kind === 'report' && choice.id === row.id;
  return (
    <button
      type="button"
      className="desk-row"
      data-row={`report-${row.id}`}
      aria-current={isChosen}
      onClick={() => onChoose({ kind: 'report', id: row.id })}
    >
      <Thumbnail address={row.thumbnail} />
      <span>
        <span className="first">
          <b>{text(row.category.name)}</b>
          <time dateTime={row.submittedAt}>{shortMoment(row.submittedAt, now)}</time>
        </span>
        <span className="second">{placeOf(row, text)}</span>
        <span className="third">
          <ReportChip state={row.state} />
          {now !== null && <ReadingText reading={waitingReading(row.acceptBy, now)} />}
        </span>
      </span>
    </button>
  );
}

function IssueLine({
  row,
  now,
  choice,
  onChoose,
}: {
  row: IssueRow;
  now: number | null;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
}) {
  const { text } = useMessages();
  const isChosen = choice?.kind === 'issue' && choice.id === row.id;
  return (
    <button
      type="button"
      className="desk-row"
      data-row={`issue-${row.id}`}
      aria-current={isChosen}
      onClick={() => onChoose({ kind: 'issue', id: row.id })}
    >
      <Thumbnail address={row.thumbnail} />
      <span>
        <span className="first">
          <b>{text(row.category.name)}</b>
          <time dateTime={row.raisedAt}>{shortMoment(row.raisedAt, now)}</time>
        </span>
        <span className="second">{placeOf(row, text)}</span>
        <span className="third">
          <IssueChip issue={row} />
          {now !== null && <ReadingText reading={rowReading(row, now)} />}
        </span>
      </span>
    </button>
  );
}

function placeOf(
  { placeText, area, number }: Pick<DeskReport, 'placeText' | 'area' | 'number'>,
  text: ReturnType<typeof useMessages>['text'],
): string {
  return placeText ?? (area === null ? number : `${text(area)} ${number}`);
}

const legend: readonly PointShape[] = ['waiting', 'dispatch', 'handling', 'overdue', 'verify', 'reopened', 'closed'];

function DeskMap({
  territory,
  tab,
  waiting,
  choice,
  pin,
  radiusMetres,
  onChoose,
}: {
  territory: Asked<TerritoryMap>;
  tab: string;
  waiting: readonly DeskReport[];
  choice: Choice | null;
  pin: DeskReport['point'];
  radiusMetres: number;
  onChoose: (choice: Choice) => void;
}) {
  const { say } = useMessages();
  const [box, setBox] = useState<Box | null>(null);
  const question = box === null ? null : mapPath(box, tab);
  const asked = useResource(question, (signal) => readMapPoints(question ?? '', signal));
  useRefresh(asked, renewEvery);
  useRefreshOnChange(asked);
  const [isHeat, setHeat] = useState(false);
  const [isGrid, setGrid] = useState(false);
  // While another part of the map is asked for, the points known stay where they are.
  const [known, setKnown] = useState(asked.value);
  if (asked.value !== null && asked.value !== known) setKnown(asked.value);
  const points = useMemo(
    (): MapPoint[] => [
      ...(known ?? []).map((issue) => ({ id: `issue-${issue.id}`, at: issue.at, shape: shapeOf(issue) })),
      ...waiting.flatMap(({ id, point }) =>
        point === null ? [] : [{ id: `report-${id}`, at: point, shape: 'waiting' as const }],
      ),
    ],
    [known, waiting],
  );
  return (
    <section className="desk-map" aria-label={say('map.title')}>
      <Loaded
        asked={territory}
        skeleton={<div className="map-ground" />}
        isEmpty={({ features }) => features.length === 0}
        empty={<Empty hint={say('map.none-hint')}>{say('map.none')}</Empty>}
      >
        {(map) => (
          <CityMap
            territory={map}
            points={points}
            pin={pin === null ? null : { at: pin, radiusMetres }}
            pinned={choice === null ? null : `${choice.kind}-${choice.id}`}
            showGrid={isGrid}
            showHeat={isHeat}
            label={say('map.of-points', { count: countText(points.length) })}
            onSelect={(id) => {
              const chosen = choiceOf(id);
              if (chosen !== null) onChoose(chosen);
            }}
            onBox={setBox}
          >
            <div className="over-map switches" role="group" aria-label={say('map.show')}>
              <button type="button" aria-pressed={!isHeat} onClick={() => setHeat(false)}>
                <MapPin size={14} aria-hidden />
                {say('map.points')}
              </button>
              <button type="button" aria-pressed={isHeat} onClick={() => setHeat(true)}>
                <Flame size={14} aria-hidden />
                {say('map.heat')}
              </button>
              <button type="button" aria-pressed={isGrid} onClick={() => setGrid(!isGrid)}>
                <Grid3x3 size={14} aria-hidden />
                {say('map.grid')}
              </button>
            </div>
            {asked.failure !== null && (
              <div className="over-map map-fault">
                <InlineError failure={asked.failure} onRetry={asked.askAgain} />
              </div>
            )}
            <ul className="over-map map-legend">
              {legend.map((shape) => (
                <li key={shape}>
                  <svg width="18" height="18" viewBox="-10 -11 20 20" aria-hidden>
                    <PointSymbol shape={shape} />
                  </svg>
                  {say(`map.${shape}` as 'map.waiting')}
                </li>
              ))}
            </ul>
          </CityMap>
        )}
      </Loaded>
    </section>
  );
}
