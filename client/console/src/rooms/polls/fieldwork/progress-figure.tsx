import type { FieldworkView } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText } from '../../../ui/format.js';
import { useWidth } from '../../../ui/use-width.js';
import { progressChart } from './progress-chart.js';

/** Interviews so far against the plan's pace; what came in each day below, online answers apart (◇). */
export function ProgressFigure({ view, height }: { view: FieldworkView; height: number }) {
  const { say } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawn = Math.max(320, width - 28);
  const chart = progressChart(view, drawn, height);
  const last = chart.points.at(-1);
  const line = chart.points.map(({ x, y }) => `${x} ${y}`).join('L');
  const hasOnline = view.online.received > 0 || view.days.some(({ online }) => online > 0);
  const isLate = last !== undefined && last.x > chart.right - 130;
  const aheadText =
    chart.ahead === 0
      ? say('fieldwork.on-plan')
      : say(chart.ahead > 0 ? 'fieldwork.ahead' : 'fieldwork.behind', { count: countText(Math.abs(chart.ahead)) });
  return (
    <div ref={frame} className="chart">
      {width > 0 && (
        <svg width={drawn} height={height} viewBox={`0 0 ${drawn} ${height}`} role="img" aria-label={alternative()}>
          {chart.ticks.map(({ value, y }) => (
            <g key={value}>
              <line x1={chart.left} x2={chart.right} y1={y} y2={y} stroke="var(--chart-grid)" />
              <text x={chart.left - 7} y={y + 4} textAnchor="end" fontSize={11} fill="var(--ink-3)">
                {countText(value)}
              </text>
            </g>
          ))}
          {last !== undefined && (
            <path d={`M${line}L${last.x} ${chart.bottom}L${chart.left} ${chart.bottom}Z`} fill="var(--dai-soft)" />
          )}
          <polyline
            points={chart.plan.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill="none"
            stroke="var(--ink-3)"
            strokeWidth={1.5}
            strokeDasharray="2 4"
          />
          <text
            x={chart.left + (chart.right - chart.left) * 0.8}
            y={chart.top + (chart.bottom - chart.top) * 0.2 - 12}
            textAnchor="end"
            fontSize={11}
            fill="var(--ink-3)"
          >
            {say('fieldwork.plan-pace')}
          </text>
          <path d={`M${line}`} fill="none" stroke="var(--dai)" strokeWidth={2} strokeLinejoin="round" />
          {chart.points.slice(1).map(({ x, y, total }, index) => (
            <circle
              key={`${index} ${total}`}
              cx={x}
              cy={y}
              r={4}
              fill="var(--surface)"
              stroke="var(--dai)"
              strokeWidth={2}
            />
          ))}
          {last !== undefined && chart.points.length > 1 && (
            <g
              textAnchor={isLate ? 'end' : 'start'}
              stroke="var(--surface)"
              strokeWidth={4}
              paintOrder="stroke"
              strokeLinejoin="round"
            >
              <text
                x={last.x + (isLate ? -10 : 10)}
                y={last.y + (isLate ? 20 : 4)}
                fontSize={13}
                fontWeight={700}
                fill="var(--ink)"
              >
                {countText(last.total)}
              </text>
              <text x={last.x + (isLate ? -10 : 10)} y={last.y + (isLate ? 37 : 20)} fontSize={11} fill="var(--ink-2)">
                {aheadText}
              </text>
            </g>
          )}
          {chart.days.map(({ day, x, interviews, online }) => (
            <g key={x} textAnchor="middle" fontSize={11}>
              <text x={x} y={chart.bottom + 16} fill="var(--ink-3)">
                {say('fieldwork.day', { day })}
              </text>
              {interviews !== null && (
                <text x={x} y={chart.bottom + 31} fontWeight={500} fill="var(--dai-text)">
                  +{countText(interviews)}
                </text>
              )}
              {hasOnline && online !== null && (
                <text x={x} y={chart.bottom + 45} fill="var(--ink-3)">
                  ◇ {countText(online)}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );

  function alternative(): string {
    return [
      `${countText(view.interviews.received)} / ${countText(view.interviews.target)}`,
      aheadText,
      ...view.days.map(
        ({ date, interviews, online }) =>
          `${date}: +${interviews}${hasOnline ? `, ${say('fieldwork.online')} ${online}` : ''}`,
      ),
    ].join('; ');
  }
}
