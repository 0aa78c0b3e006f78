import type { MarginReport } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText, halfUp, percentText } from '../../../ui/format.js';
import { useWidth } from '../../../ui/use-width.js';
import { marginDrawing } from './margins.js';

const labelWidth = 128;
const columnWidth = 52;

/** Percentage points that a level is still away from the population: `0.00`. */
const pointsOff = (after: number, target: number) =>
  halfUp(Number((Math.abs(after - target) * 100).toPrecision(10)), 2);

/** Before, population and after of every level on one axis, with the figures beside it. */
export function MarginFigure({ margins }: { margins: readonly MarginReport[] }) {
  const { say, text } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const right = width - 28;
  const columns = {
    people: right - 3 * columnWidth,
    before: right - 2 * columnWidth,
    target: right - columnWidth,
    off: right,
  };
  const { lines, ticks, height } = marginDrawing(margins, labelWidth, columns.people - 56);
  return (
    <div ref={frame} className="chart">
      {width > 0 && (
        <svg
          width={right}
          height={height}
          viewBox={`0 0 ${right} ${height}`}
          role="img"
          aria-label={alternative()}
          fontSize={12}
        >
          {ticks.map(({ share, x }) => (
            <g key={share}>
              <line x1={x} x2={x} y1={24} y2={height - 6} stroke="var(--chart-grid)" />
              <text x={x} y={14} textAnchor="middle" fontSize={11} fill="var(--ink-3)">
                {percentText(share)}
              </text>
            </g>
          ))}
          {(['people', 'before', 'target', 'off'] as const).map((column) => (
            <text key={column} x={columns[column]} y={14} textAnchor="end" fontSize={11} fill="var(--ink-3)">
              {say(`margin.${column}`)}
            </text>
          ))}
          {lines.map((line, index) =>
            line.kind === 'margin' ? (
              <g key={index}>
                <line x1={0} x2={right} y1={line.y} y2={line.y} stroke="var(--line)" />
                <text x={0} y={line.y + 17} fontWeight={700} fill="var(--ink)">
                  {text(line.name)}
                </text>
              </g>
            ) : (
              <g key={index}>
                <text x={10} y={line.y + 4} fill="var(--ink-2)">
                  {text(line.name)}
                </text>
                <line
                  x1={line.xBefore}
                  x2={line.xAfter}
                  y1={line.y}
                  y2={line.y}
                  stroke={line.isNotable ? 'var(--st-overdue)' : 'var(--chart-interval)'}
                  strokeWidth={2}
                />
                <circle
                  cx={line.xBefore}
                  cy={line.y}
                  r={4.2}
                  fill="var(--surface)"
                  stroke={line.isNotable ? 'var(--st-overdue)' : 'var(--chart-interval)'}
                  strokeWidth={1.8}
                />
                {line.xTarget !== null && (
                  <line
                    x1={line.xTarget}
                    x2={line.xTarget}
                    y1={line.y - 7}
                    y2={line.y + 7}
                    stroke="var(--ink)"
                    strokeWidth={1.6}
                  />
                )}
                <circle cx={line.xAfter} cy={line.y} r={4.2} fill="var(--dai)" />
                <g textAnchor="end" fill="var(--ink-2)">
                  <text x={columns.people} y={line.y + 4}>
                    {countText(line.respondents)}
                  </text>
                  <text
                    x={columns.before}
                    y={line.y + 4}
                    fontWeight={line.isNotable ? 700 : 400}
                    fill={line.isNotable ? 'var(--st-overdue)' : undefined}
                  >
                    {percentText(line.before, 1)}
                  </text>
                  <text x={columns.target} y={line.y + 4}>
                    {line.target === null ? '—' : percentText(line.target, 1)}
                  </text>
                  <text x={columns.off} y={line.y + 4}>
                    {line.target === null ? '—' : pointsOff(line.after, line.target)}
                  </text>
                </g>
              </g>
            ),
          )}
        </svg>
      )}
    </div>
  );

  function alternative(): string {
    return margins
      .flatMap(({ name, levels }) =>
        levels.map(
          (level) =>
            `${text(name)} ${text(level.name)}: ${say('margin.before')} ${percentText(level.before, 1)}, ` +
            `${say('margin.target')} ${level.target === null ? '—' : percentText(level.target, 1)}, ` +
            `${say('margin.after')} ${percentText(level.after, 1)}`,
        ),
      )
      .join('; ');
  }
}

export function MarginLegend() {
  const { say } = useMessages();
  return (
    <span className="legend" aria-hidden>
      <span>
        <svg width="10" height="10">
          <circle cx="5" cy="5" r="3.8" fill="none" stroke="var(--chart-interval)" strokeWidth="1.8" />
        </svg>
        {say('margin.before')}
      </span>
      <span>
        <svg width="4" height="14">
          <line x1="2" x2="2" y1="0" y2="14" stroke="var(--ink)" strokeWidth="1.6" />
        </svg>
        {say('margin.target')}
      </span>
      <span>
        <svg width="10" height="10">
          <circle cx="5" cy="5" r="4.2" fill="var(--dai)" />
        </svg>
        {say('margin.after')}
      </span>
    </span>
  );
}
