import type { WeightedSample } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText, halfUp, percentText } from '../../../ui/format.js';
import { useWidth } from '../../../ui/use-width.js';
import { histogramDrawing } from './histogram.js';

const height = 200;

export function HistogramFigure({ sample }: { sample: WeightedSample }) {
  const { say } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawn = Math.max(280, width - 28);
  const { left, right, top, bottom, bars, counts, weights, meanX, trim } = histogramDrawing(sample, drawn, height);
  const trimmedText = say('weights.trimmed-share', {
    count: countText(sample.trimmed),
    share: percentText(sample.trimmed / Math.max(1, sample.respondents), 1),
  });
  return (
    <div ref={frame} className="chart">
      {width > 0 && (
        <svg width={drawn} height={height} viewBox={`0 0 ${drawn} ${height}`} role="img" aria-label={alternative()}>
          {counts.map(({ value, y }) => (
            <g key={value}>
              <line x1={left} x2={right} y1={y} y2={y} stroke="var(--chart-grid)" />
              <text x={left - 7} y={y + 4} textAnchor="end" fontSize={11} fill="var(--ink-3)">
                {countText(value)}
              </text>
            </g>
          ))}
          {bars.map(({ from, count, x, y, width: across, height: up, isTrimmed }) => (
            <rect
              key={from}
              x={x}
              y={y}
              width={across}
              height={up}
              rx={1}
              fill={isTrimmed ? 'var(--st-overdue)' : 'var(--dai)'}
            >
              <title>
                {`${halfUp(from, 1)}–${halfUp(from + sample.histogram.step, 1)}: ${say('polls.answers', { count: countText(count) })}`}
              </title>
            </rect>
          ))}
          {weights.map(({ value, x }) => (
            <text key={value} x={x} y={bottom + 18} textAnchor="middle" fontSize={11} fill="var(--ink-3)">
              {halfUp(value, 1)}
            </text>
          ))}
          <line x1={meanX} x2={meanX} y1={top - 28} y2={bottom} stroke="var(--ink-3)" />
          <text x={meanX + 6} y={top - 20} fontSize={11} fill="var(--ink-2)">
            {say('weights.mean')}
          </text>
          {trim !== null && (
            <g stroke="var(--ink)" strokeDasharray="2 3" strokeWidth={1.5}>
              <line x1={trim.lower.x} x2={trim.lower.x} y1={top - 28} y2={bottom} />
              <line x1={trim.upper.x} x2={trim.upper.x} y1={top - 28} y2={bottom} />
            </g>
          )}
          {trim !== null && (
            <g fontSize={11} fill="var(--ink)">
              <text x={trim.lower.x + 5} y={top - 4} stroke="var(--surface)" strokeWidth={3} paintOrder="stroke">
                {say('weights.lower', { value: halfUp(trim.lower.value, 2) })}
              </text>
              <text x={trim.upper.x - 6} y={top - 20} textAnchor="end">
                {say('weights.upper', { value: halfUp(trim.upper.value, 2) })}
              </text>
              <text x={trim.upper.x - 6} y={top - 4} textAnchor="end" fill="var(--ink-2)">
                {trimmedText}
              </text>
            </g>
          )}
        </svg>
      )}
    </div>
  );

  function alternative(): string {
    const { smallest, median, p95, largest } = sample.weights;
    return [
      say('weights.alternative', {
        smallest: halfUp(smallest, 2),
        median: halfUp(median, 2),
        p95: halfUp(p95, 2),
        largest: halfUp(largest, 2),
      }),
      trim === null ? say('weighting.no-bounds') : trimmedText,
    ].join('; ');
  }
}
