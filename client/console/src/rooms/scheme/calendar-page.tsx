import { Checkbox, Table } from 'antd';
import { CalendarRange, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';

import { calendarPath, readCalendar, type CalendarEntry } from '../../api/scheme.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { dateText, momentText, monthName } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, Panel } from '../../ui/parts.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useCity } from '../platform/city.js';
import {
  dayNumberAt,
  dayOf,
  hasDays,
  isMoment,
  isOfPolls,
  monthRows,
  rulesOf,
  warningsAhead,
  type MonthRow,
} from './calendar-grid.js';
import { DaySpans } from './day-spans.js';
import { useRuleName, useWarningText } from './rule-name.js';

const monthsAhead = 24;
/** Days that the label beside a moment's pin covers. */
const labelDays = 4;

export function CalendarPage() {
  const { say } = useMessages();
  const asked = useResource(calendarPath, readCalendar);
  const city = useCity();
  const now = city.value?.now ?? null;
  const ahead = asked.value === null || now === null ? [] : warningsAhead(asked.value, now);
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
        skeleton={
          <div className="body">
            <section className="panel">
              <RowsSkeleton rows={18} />
            </section>
          </div>
        }
        isEmpty={(entries) => entries.length === 0}
        empty={<Empty hint={say('calendar.none-hint')}>{say('calendar.none')}</Empty>}
      >
        {(entries) =>
          now === null ? <RowsSkeleton rows={18} /> : <Calendar entries={entries.filter(hasDays)} now={now} />
        }
      </Loaded>
    </Page>
  );
}

function Calendar({ entries, now }: { entries: CalendarEntry[]; now: string }) {
  const { say } = useMessages();
  const ruleName = useRuleName();
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
            options={rules.map((rule) => ({ value: rule.rule, label: ruleName(rule) }))}
          />
        </div>
        <DayNumbers />
        {rows.map((row) => (
          <Month key={`${row.year}-${row.month}`} row={row} today={today} />
        ))}
      </Panel>
      <div className="column">
        <Warnings entries={entries} now={now} />
        <Releases entries={entries} now={now} />
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

function Warnings({ entries, now }: { entries: CalendarEntry[]; now: string }) {
  const { say, language } = useMessages();
  const ruleName = useRuleName();
  const warningText = useWarningText();
  const ahead = warningsAhead(entries, now);
  return (
    <Panel title={say('calendar.look-ahead')} tools={<small>{say('calendar.items', { count: ahead.length })}</small>}>
      {ahead.length === 0 ? (
        <p className="foot">{say('calendar.no-warnings')}</p>
      ) : (
        <ul className="lines">
          {ahead.map(({ entry, warning }) => {
            const { name, why } = warningText(warning);
            return (
              <li key={`${entry.rule} ${entry.start} ${warning}`} className="top-aligned">
                <TriangleAlert size={16} className="attention" aria-hidden />
                <div>
                  <p>
                    <span className="strong">{name}</span> {entry.periodKey} {ruleName(entry)}
                  </p>
                  <small>
                    {dateText(entry.start, language)} {why}
                  </small>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

function Releases({ entries, now }: { entries: CalendarEntry[]; now: string }) {
  const { say, language } = useMessages();
  const releases = entries.filter(
    (entry) => entry.rule === 'release' && isMoment(entry) && Date.parse(entry.start) > Date.parse(now),
  );
  return (
    <Panel title={say('calendar.releases')} tools={<CalendarRange size={16} className="muted" aria-hidden />}>
      {releases.length === 0 ? (
        <p className="foot">{say('calendar.no-releases')}</p>
      ) : (
        <Table<CalendarEntry>
          size="small"
          rowKey="start"
          pagination={false}
          dataSource={releases}
          columns={[
            { title: say('polls.period'), render: (_, { periodKey }) => periodKey ?? '—' },
            { title: say('calendar.moment'), render: (_, { start }) => momentText(start, language) },
            { title: say('calendar.year'), align: 'right', render: (_, { start }) => dayOf(dayNumberAt(start)).year },
          ]}
        />
      )}
    </Panel>
  );
}
