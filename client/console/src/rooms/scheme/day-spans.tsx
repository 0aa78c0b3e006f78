import { TriangleAlert } from 'lucide-react';

import { stampText, wallClock } from '../../ui/format.js';
import { appearanceOf, isMoment, type DayNumber, type Span } from './calendar-grid.js';
import { useRuleName, useWarningText } from './rule-name.js';

/** The entries of a row of days, placed on its grid columns. `firstRow`: grid row of the first lane. */
export function DaySpans({ spans, from, firstRow }: { spans: readonly Span[]; from: DayNumber; firstRow: number }) {
  const ruleName = useRuleName();
  const warningText = useWarningText();
  return spans.map((span) => {
    const { entry, first, last, lane } = span;
    const appearance = appearanceOf(entry);
    const name = ruleName(entry);
    const when = isMoment(entry)
      ? stampText(entry.start)
      : `${stampText(entry.start).slice(0, 10)} – ${stampText(Date.parse(entry.end ?? entry.start) - 1).slice(0, 10)}`;
    const warned = entry.warnings.map((warning) => warningText(warning).name);
    return (
      <span
        key={`${entry.rule} ${entry.start}`}
        className={[
          'span',
          appearance,
          appearance === 'release' ? 'moment' : '',
          span.isCutBefore ? 'cut-before' : '',
          span.isCutAfter ? 'cut-after' : '',
          span.isLabelLeft && isMoment(entry) ? 'label-left' : '',
        ].join(' ')}
        style={{ gridColumn: `${first - from + 1} / ${last - from + 2}`, gridRow: firstRow + lane }}
        title={[entry.periodKey, name, when, ...warned].filter(Boolean).join(' · ')}
      >
        {isMoment(entry) && <i className="pin" aria-hidden />}
        {warned.length > 0 && <TriangleAlert size={13} className="warned" aria-label={warned.join('，')} />}
        {appearance === 'release' ? `${name} ${wallClock(entry.start).time}` : name}
      </span>
    );
  });
}
