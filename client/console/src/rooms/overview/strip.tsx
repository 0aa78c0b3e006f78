import { useMemo } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { monthName, weekdayName, wallClock } from '../../ui/format.js';
import { dayNumberAt, dayOf, spansBetween } from '../scheme/calendar-grid.js';
import { DaySpans } from '../scheme/day-spans.js';
import { isOfPolls, type CalendarEntry } from '../scheme/entries.js';

const daysBack = 10;
const daysShown = 35;
/** Days that the label beside a moment's pin covers. */
const labelDays = 3;

/** Five weeks around the business clock: what is asked now, when it is sealed and released. */
export function Strip({ entries, now }: { entries: readonly CalendarEntry[]; now: string }) {
  const { language } = useMessages();
  const today = dayNumberAt(now);
  const first = today - daysBack;
  const spans = useMemo(
    () =>
      spansBetween(
        entries.filter(({ rule }) => isOfPolls(rule)),
        first,
        first + daysShown - 1,
        labelDays,
      ),
    [entries, first],
  );
  const lanes = Math.max(1, ...spans.map(({ lane }) => lane + 1));
  const { time } = wallClock(now);
  return (
    <div className="strip" style={{ gridTemplateRows: `18px 18px repeat(${lanes}, 30px)` }}>
      {Array.from({ length: daysShown }, (_, index) => {
        const { number, month, day, isWeekend } = dayOf(first + index);
        const weekday = new Date(number * 86_400_000).getUTCDay();
        const isToday = number === today;
        return (
          <span
            key={number}
            className={`cell ${isWeekend ? 'weekend' : ''} ${isToday ? 'today' : ''}`}
            style={{ gridColumn: index + 1 }}
          >
            <b>
              {day === 1 || index === 0
                ? `${monthName(month, language).replace(' ', '')}${language === 'en' ? ' ' : ''}${day}`
                : day}
            </b>
            {weekdayName(weekday, language)}
          </span>
        );
      })}
      <DaySpans spans={spans} from={first} firstRow={3} />
      <i
        className="now-line"
        style={{ gridColumn: daysBack + 1, left: `${(Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) / 14.4}%` }}
        title={time}
      />
    </div>
  );
}
