import { oneDecimal } from '@minsheng/charts';
import type { RankingReview } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText } from '../../../ui/format.js';
import { Panel } from '../../../ui/parts.js';
import { beyondError, mostMoved, sensitivityAxis } from './sensitivity.js';

const marks = {
  published: <circle r="4" fill="var(--chart-dot)" />,
  'keep-flagged': <circle r="4" fill="var(--surface)" stroke="var(--dai)" strokeWidth="1.6" />,
  'interviews-only': (
    <rect x="-3.5" y="-3.5" width="7" height="7" fill="var(--surface)" stroke="var(--ink-3)" strokeWidth="1.5" />
  ),
  'online-only': <path d="M-4.4 0L0 -4.4 4.4 0 0 4.4Z" fill="var(--surface)" stroke="var(--ink-3)" strokeWidth="1.5" />,
} as const;
type Choice = keyof typeof marks;
/** Drawn first to last: the published score stands on top. */
const drawn: readonly Choice[] = ['online-only', 'interviews-only', 'keep-flagged', 'published'];

const unsigned = (points: string) => oneDecimal(points.replace(/^[+−-]/, ''));

/** 换口径会变吗: the score of the units that other choices move most, and whether any band would change. */
export function SensitivityPanel({ review }: { review: RankingReview }) {
  const { say, text } = useMessages();
  const { heldAnswers, units, bandChanges } = review.sensitivity;
  const axis = sensitivityAxis(units);
  const beyond = beyondError(units, review.groups);
  const most = mostMoved(units);
  const place = (score: string) => `${Math.round(axis.position(score) * 10_000) / 100}%`;
  const choices = drawn.filter(
    (choice) => choice === 'published' || units.some((unit) => scoreOf(unit, choice) !== null),
  );

  return (
    <Panel
      title={say('review.sensitivity')}
      tools={<small>{say('review.held', { count: countText(heldAnswers) })}</small>}
    >
      <div className="inside">
        {units.length > 0 && (
          <table className="sensitivity">
            <thead>
              <tr>
                <th>
                  <span className="for-readers">{say('ranking.unit')}</span>
                </th>
                <th aria-hidden>
                  <svg width="100%" height="16">
                    {axis.ticks.map((tick) => (
                      <text key={tick} x={place(String(tick))} y="12" textAnchor="middle" fontSize="11">
                        {tick}
                      </text>
                    ))}
                  </svg>
                </th>
                <th className="right">{say('review.largest')}</th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => {
                const scores = drawn.flatMap((choice) => {
                  const score = scoreOf(unit, choice);
                  return score === null ? [] : [{ choice, score }];
                });
                const places = scores.map(({ score }) => axis.position(score));
                return (
                  <tr key={unit.unitId}>
                    <th scope="row">{text(unit.name)}</th>
                    <td>
                      <span className="for-readers">
                        {scores.map(({ choice, score }) => `${say(`review.${choice}`)} ${score}`).join(' · ')}
                      </span>
                      <svg width="100%" height="26" aria-hidden>
                        {axis.ticks.map((tick) => (
                          <line
                            key={tick}
                            x1={place(String(tick))}
                            x2={place(String(tick))}
                            y1="0"
                            y2="100%"
                            stroke="var(--chart-grid)"
                          />
                        ))}
                        <line
                          x1={`${Math.min(...places) * 100}%`}
                          x2={`${Math.max(...places) * 100}%`}
                          y1="50%"
                          y2="50%"
                          stroke="var(--line-2)"
                          strokeWidth="1.5"
                        />
                        {scores.map(({ choice, score }) => (
                          <svg key={choice} x={place(score)} y="13" overflow="visible">
                            {marks[choice]}
                          </svg>
                        ))}
                      </svg>
                    </td>
                    <td className={`right ${beyond.has(unit.unitId) ? 'attention strong' : ''}`}>
                      {unsigned(unit.largestDifference)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        {units.length > 0 && (
          <p className="legend wrapped" aria-hidden>
            {[...choices].reverse().map((choice) => (
              <span key={choice}>
                <svg width="11" height="11" viewBox="-5.5 -5.5 11 11">
                  {marks[choice]}
                </svg>
                {say(`review.${choice}`)}
              </span>
            ))}
          </p>
        )}
        <p className="caption">
          {bandChanges === 0 ? say('review.unmoved') : say('review.moved', { count: bandChanges })}{' '}
          {most === null
            ? say('review.all-same')
            : say('review.largest-at', { unit: text(most.name), points: unsigned(most.largestDifference) })}{' '}
          {beyond.size > 0 && say('review.beyond')}
        </p>
      </div>
    </Panel>
  );
}

function scoreOf(unit: RankingReview['sensitivity']['units'][number], choice: Choice): string | null {
  switch (choice) {
    case 'published':
      return unit.published;
    case 'keep-flagged':
      return unit.keepFlagged;
    case 'interviews-only':
      return unit.interviewsOnly;
    case 'online-only':
      return unit.onlineOnly;
  }
}
