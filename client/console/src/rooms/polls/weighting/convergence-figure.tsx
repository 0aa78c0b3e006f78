import { splitPowers } from '@minsheng/charts';
import type { WeightedSample } from '@minsheng/contracts';
import { Fragment } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { scientificText } from '../../../ui/format.js';
import { useWidth } from '../../../ui/use-width.js';
import { convergenceDrawing } from './convergence.js';

const height = 230;
/** Above so many cycles the points would touch: the line alone says it. */
const mostPoints = 30;

export function ConvergenceFigure({ sample }: { sample: WeightedSample }) {
  const { say } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawn = Math.max(180, width - 28);
  const { left, right, points, powers, cycles, stopY, bottom } = convergenceDrawing(sample, drawn, height);
  return (
    <div ref={frame} className="chart">
      {width > 0 && (
        <svg width={drawn} height={height} viewBox={`0 0 ${drawn} ${height}`} role="img" aria-label={alternative()}>
          {powers.map(({ power, y }) => (
            <g key={power}>
              <line x1={left} x2={right} y1={y} y2={y} stroke="var(--chart-grid)" />
              <text x={left - 7} y={y + 4} textAnchor="end" fontSize={11} fill="var(--ink-3)">
                10
                <tspan dy={-4} fontSize={8}>
                  {power}
                </tspan>
              </text>
            </g>
          ))}
          <line
            x1={left}
            x2={right}
            y1={stopY}
            y2={stopY}
            stroke="var(--st-verified)"
            strokeWidth={1.5}
            strokeDasharray="4 3"
          />
          <text x={left + 4} y={stopY - 6} fontSize={11} fill="var(--st-verified)">
            {splitPowers(say('weights.stop', { value: scientificText(sample.tolerance) })).map((piece, index) => (
              <Fragment key={index}>
                {piece.text}
                {piece.power !== null && (
                  <tspan dy={-4} fontSize={8}>
                    {piece.power}
                  </tspan>
                )}
              </Fragment>
            ))}
          </text>
          <polyline
            points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
            fill="none"
            stroke="var(--dai)"
            strokeWidth={2}
          />
          {(points.length <= mostPoints ? points : points.slice(-1)).map(({ cycle, x, y, isBelow }) => (
            <circle
              key={cycle}
              cx={x}
              cy={y}
              r={4}
              fill={isBelow ? 'var(--st-verified)' : 'var(--surface)'}
              stroke={isBelow ? 'var(--st-verified)' : 'var(--dai)'}
              strokeWidth={2}
            />
          ))}
          {cycles.map(({ cycle, x }) => (
            <text key={cycle} x={x} y={bottom + 20} textAnchor="middle" fontSize={11} fill="var(--ink-3)">
              {cycle}
            </text>
          ))}
        </svg>
      )}
    </div>
  );

  function alternative(): string {
    return sample.errors.map((error, index) => `${index + 1}: ${scientificText(error)}`).join('; ');
  }
}
