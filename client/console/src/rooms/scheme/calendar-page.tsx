import type { CalendarRound, CalendarView } from '@minsheng/contracts';
import { Checkbox } from 'antd';
import { CalendarOff, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';

import { calendarPath, monthsAhead, readCalendar } from '../../api/scheme.js';
import { useRefreshOnChange } from '../../api/use-refresh.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { momentText, monthName, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, Panel } from '../../ui/parts.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useCity } from '../platform/city.js';
import { dayNumberAt, dayOf, monthRows, rulesOf, type MonthRow } from './calendar-grid.js';
import { DaySpans } from './day-spans.js';
import { entriesOf, isOfPolls } from './entries.js';
import { warningsAhead } from './warnings.js';
import { WorkingYearDialog } from './working-years-dialog.js';
import type { YearLine } from './working-years-lines.js';
import { WorkingYearsPanel } from './working-years-panel.js';

/** Days that the label beside a moment's pin covers. */
const labelDays = 4;

export function CalendarPage() {
  const { say } = useMessages();
  const asked = useResource(calendarPath, readCalendar);
  // A year's holidays that were confirmed just now are drawn in the figure and in the warnings.
  useRefreshOnChange(asked);
  const city = useCity();
  const [entered, setEntered] = useState<YearLine | null>(null);
  const now = city.value?.now ?? null;
  const ahead = asked.value === null || now === null ? [] : warningsAhead(asked.value.rounds, now);
  const skeleton = (
    <div className="body">
      <section className="panel">
        <RowsSkeleton rows={18} />
      </section>
    </div>
  );
  return (
    <Page
      trail={[{ label: say('rail.governance') }, { label: say('scheme.title'), to: '/scheme' }]}
      title={say('calendar.title')}
      chip={
        ahead.length > 0 && (
          <Chip tone="overdue" icon={<TriangleAlert size={13} aria-hidden />}>
            {say('calendar.warnings', { count: ahead.length })}
          </Chip>
        )
      }
      meta={[say('calendar.months', { count: monthsAhead })]}
    >
      <Loaded
        asked={asked}
        skeleton={skeleton}
        isEmpty={({ rules }) => rules.length === 0}
        empty={
          <div className="body with-wide-side">
            <Empty hint={say('calendar.none-hint')}>{say('calendar.none')}</Empty>
            <WorkingYearsPanel onEnter={setEntered} />
          </div>
        }
      >
        {(view) => (now === null ? skeleton : <Calendar view={view} now={now} onEnter={setEntered} />)}
      </Loaded>
      {/* Out here because what is loaded is laid out anew when the connection goes, and what was typed would go with it. */}
      {entered !== null && <WorkingYearDialog line={entered} onClose={() => setEntered(null)} />}
    </Page>
  );
}

function Calendar({ view, now, onEnter }: { view: CalendarView; now: string; onEnter: (line: YearLine) => void }) {
  const { say, text } = useMessages();
  const entries = useMemo(() => entriesOf(view), [view]);
  const rules = useMemo(() => rulesOf(entries), [entries]);
  const [chosen, setChosen] = useState<string[]>(() => rules.map(({ rule }) => rule).filter(isOfPolls));
  const shown = useMemo(() => entries.filter(({ rule }) => chosen.includes(rule)), [entries, chosen]);
  const rows = useMemo(() => monthRows(shown, now, monthsAhead, labelDays), [shown, now]);
  const today = dayNumberAt(now);
  return (
    <div className="body with-wide-side">
      <Panel title={say('calendar.figure')}>
        <div className="filters">
          <Checkbox.Group
            value={chosen}
            onChange={setChosen}
            options={rules.map(({ rule, name }) => ({ value: rule, label: text(name) }))}
          />
        </div>
        <DayNumbers />
        {rows.map((row) => (
          <Month key={`${row.year}-${row.month}`} row={row} today={today} />
        ))}
      </Panel>
      <div className="column">
        <Warnings view={view} now={now} />
        <WorkingYearsPanel onEnter={onEnter} />
        <Rounds rounds={view.rounds} now={now} />
      </div>
    </div>
  );
}

function DayNumbers() {
  return (
    <div className="month" style={{ border: 0 }} aria-hidden>
      <b />
      <div className="days">
        {Array.from({ length: 31 }, (_, index) => (
          <span key={index} className="cell" style={{ gridColumn: index + 1, gridRow: 1 }}>
            {index + 1}
          </span>
        ))}
      </div>
    </div>
  );
}

function Month({ row, today }: { row: MonthRow; today: number }) {
  const { language } = useMessages();
  const isPast = today >= row.first + row.days;
  return (
    <div className="month">
      <b className={isPast ? 'past' : ''}>
        {language === 'en' ? `${monthName(row.month, language)} ${row.year}` : `${row.year} 年 ${row.month} 月`}
      </b>
      <div className="days" style={{ gridTemplateRows: `repeat(${row.lanes}, 23px)` }}>
        {Array.from({ length: row.days }, (_, index) => {
          const { number, isWeekend } = dayOf(row.first + index);
          return (
            <span
              key={number}
              aria-hidden
              className={`cell ${isWeekend ? 'weekend' : ''} ${number === today ? 'today' : ''}`}
              style={{ gridColumn: index + 1 }}
            />
          );
        })}
        <DaySpans spans={row.spans} from={row.first} firstRow={1} />
      </div>
    </div>
  );
}

function Warnings({ view, now }: { view: CalendarView; now: string }) {
  const { say, text } = useMessages();
  const ahead = warningsAhead(view.rounds, now);
  return (
    <Panel title={say('calendar.look-ahead')} tools={<small>{say('calendar.items', { count: ahead.length })}</small>}>
      <ul className="lines">
        {ahead.map(({ round, warning }) => (
          <li key={`${round.periodKey} ${warning}`} className="top-aligned">
            <TriangleAlert size={16} className="attention" aria-hidden />
            <div>
              <p>
                <span className="strong">
                  {round.periodKey} {say(`warning.${warning}`)}
                </span>
              </p>
              <small>
                {warning === 'SHORT'
                  ? say('warning.SHORT-why', { days: round.aggregationDays ?? 0 })
                  : say('warning.HOLIDAY-why', {
                      names: [...new Set(round.holidays.map(({ name }) => text(name)))].join('、'),
                      from: round.holidays[0]?.on ?? '',
                    })}
              </small>
            </div>
          </li>
        ))}
        {view.yearsWithoutTable.length > 0 && (
          <li className="top-aligned">
            <CalendarOff size={16} className="muted" aria-hidden />
            <div>
              <p className="strong">{say('calendar.no-table', { years: view.yearsWithoutTable.join('、') })}</p>
              <small>{say('calendar.no-table-why')}</small>
            </div>
          </li>
        )}
      </ul>
      {ahead.length === 0 && <p className="foot">{say('calendar.no-warnings')}</p>}
    </Panel>
  );
}

function Rounds({ rounds, now }: { rounds: CalendarRound[]; now: string }) {
  const { say, language } = useMessages();
  const coming = rounds.filter(({ releasedAt }) => Date.parse(releasedAt) > Date.parse(now));
  return (
    <Panel title={say('calendar.releases')}>
      {coming.length === 0 ? (
        <p className="foot">{say('calendar.no-releases')}</p>
      ) : (
        <div className="inside">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{say('polls.period')}</th>
                <th>{say('calendar.release')}</th>
                <th>{say('calendar.latest-seal')}</th>
                <th className="right">{say('calendar.days')}</th>
              </tr>
            </thead>
            <tbody>
              {coming.map((round) => (
                <tr key={round.periodKey}>
                  <td>{round.periodKey}</td>
                  <td title={stampText(round.releasedAt)}>{momentText(round.releasedAt, language)}</td>
                  <td>{round.latestSealAt === null ? '—' : shortMoment(round.latestSealAt)}</td>
                  <td className={`right ${round.warnings.includes('SHORT') ? 'attention strong' : ''}`}>
                    {round.aggregationDays ?? '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="foot">{say('calendar.days-mean')}</p>
    </Panel>
  );
}

/** `10-24 09:00`: the year is the row's. */
function shortMoment(instant: string): string {
  return stampText(instant).slice(5);
}
