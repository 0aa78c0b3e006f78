import { TriangleAlert } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { stampText, wallClock } from '../../ui/format.js';
import type { DayNumber, Span } from './calendar-grid.js';
import { appearanceOf } from './entries.js';

/** The entries of a row of days, placed on its grid columns. `firstRow`: grid row of the first lane. */
export function DaySpans({ spans, from, firstRow }: { spans: readonly Span[]; from: DayNumber; firstRow: number }) {
  const { say, text } = useMessages();
  return spans.map(({ entry, first, last, lane, isCutBefore, isCutAfter, isLabelLeft }) => {
    const appearance = appearanceOf(entry);
    const isMoment = entry.end === null;
    const name = text(entry.name);
    const when = isMoment
      ? stampText(entry.start)
      : `${stampText(entry.start).slice(0, 10)} – ${stampText(Date.parse(entry.end ?? entry.start) - 1).slice(0, 10)}`;
    const warned = entry.warnings.map((warning) => say(`warning.${warning}`));
    const classes = [
      'span',
      appearance,
      isMoment ? 'moment' : '',
      isCutBefore ? 'cut-before' : '',
      isCutAfter ? 'cut-after' : '',
      isLabelLeft ? 'label-left' : '',
    ];
    return (
      <span
        key={`${entry.rule} ${entry.start}`}
        className={classes.filter(Boolean).join(' ')}
        style={{ gridColumn: `${first - from + 1} / ${last - from + 2}`, gridRow: firstRow + lane }}
        title={[entry.periodKey, name, when, ...warned].join(' · ')}
      >
        {isMoment && <i className="pin" aria-hidden />}
        {warned.length > 0 && <TriangleAlert size={13} className="warned" aria-label={warned.join('，')} />}
        {appearance === 'release' ? `${name} ${wallClock(entry.start).time}` : name}
      </span>
    );
  });
}
