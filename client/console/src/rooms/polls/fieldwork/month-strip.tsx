import { textWidth } from '@minsheng/charts';

import { useMessages } from '../../../messages/use-messages.js';
import { momentText, monthName, stampText, wallClock, weekdayName } from '../../../ui/format.js';
import { Hash } from '../../../ui/parts.js';
import { useWidth } from '../../../ui/use-width.js';
import { phaseStrip, type Phase, type PhaseInput, type Seal } from './phase-strip.js';

const height = 120;
const bar = { y: 64, height: 24 };
const edge = 20;

/** px that the words of a seal need inside its frame. */
const sealRoom = { 'zh-CN': 66, en: 82 } as const;

/** The month of a poll: phases, the two seals, and where the business clock stands. */
export function MonthStrip({ planHash, ...input }: PhaseInput & { planHash: string | null }) {
  const { say, language } = useMessages();
  const [frame, width] = useWidth<HTMLElement>();
  const strip = phaseStrip(input, Math.max(1, width - 2 * edge));
  const { calendar, planPublishedAt, now } = input;
  const clock = wallClock(now).time;
  const planSeal = strip.seals.find(({ code }) => code === 'plan');
  return (
    <section ref={frame} className="panel month-strip" aria-label={say('strip.title')}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={alternative()}>
          <g transform={`translate(${edge} 0)`}>
            {strip.days.map(({ number, x, day, month, isWeekend, isToday }, index) => (
              <g key={number} textAnchor="middle">
                {isWeekend && <rect x={x} y={14} width={strip.dayWidth} height={96} fill="var(--surface-2)" />}
                <text
                  x={x + strip.dayWidth / 2}
                  y={30}
                  fontSize={12}
                  fontWeight={isToday ? 700 : 400}
                  fill={isToday ? 'var(--ink)' : 'var(--ink-2)'}
                >
                  {day === 1 || index === 0 ? dayOfMonth(month, day) : day}
                </text>
                <text x={x + strip.dayWidth / 2} y={44} fontSize={11} fill="var(--ink-3)">
                  {weekdayName(new Date(number * 86_400_000).getUTCDay(), language).slice(0, 2)}
                </text>
              </g>
            ))}
            <line x1={0} x2={width - 2 * edge} y1={52} y2={52} stroke="var(--line)" />
            {strip.phases.map((phase) => (
              <PhaseBar key={phase.code} phase={phase} label={phaseLabel(phase)} until={untilText(phase)} />
            ))}
            {strip.seals.map((seal) => (
              <SealMark
                key={seal.code}
                seal={seal}
                label={say(`strip.${seal.code}-seal`)}
                narrowest={sealRoom[language]}
              />
            ))}
            <text
              x={sealCaptionX()}
              y={106}
              textAnchor={isReleaseLate() ? 'end' : 'start'}
              fontSize={11}
              fill="var(--ink-3)"
            >
              {say('strip.release-at', { time: momentText(calendar.releaseAt, language) })}
            </text>
            {strip.nowX !== null && (
              <g>
                <line x1={strip.nowX} x2={strip.nowX} y1={52} y2={100} stroke="var(--ink)" strokeWidth={1.5} />
                <circle cx={strip.nowX} cy={52} r={3.5} fill="var(--ink)" />
                <text x={strip.nowX} y={113} textAnchor="middle" fontSize={11} fontWeight={700} fill="var(--ink)">
                  {say('strip.now', { time: clock })}
                </text>
              </g>
            )}
          </g>
        </svg>
      )}
      {width > 0 && planHash !== null && (
        <div className="plan-caption" style={{ left: edge + (planSeal?.x ?? 0) }}>
          {planPublishedAt === null
            ? say('strip.not-public')
            : say('strip.public-on', { date: stampText(planPublishedAt).slice(5, 10) })}
          <Hash value={planHash} label={say('plan.hash')} />
        </div>
      )}
    </section>
  );

  function dayOfMonth(month: number, day: number): string {
    return language === 'en' ? `${monthName(month, language)} ${day}` : `${month}.${day}`;
  }

  /** Near the right edge the caption ends under its seal instead of beginning there. */
  function isReleaseLate(): boolean {
    const seal = strip.seals.find(({ code }) => code === 'release');
    return seal !== undefined && width - 2 * edge - seal.x < 190;
  }

  function sealCaptionX(): number {
    const seal = strip.seals.find(({ code }) => code === 'release');
    return (seal?.x ?? 0) + (isReleaseLate() ? (seal?.width ?? 0) : 0);
  }

  /** The longest wording that stands in the phase; none where even the shortest does not. */
  function phaseLabel({ code, width: room, passed }: Phase): string {
    const day = code === 'fieldwork' ? strip.fieldworkDay : null;
    const wordings = [
      ...(day === null ? [] : [say('strip.fieldwork-day', { day: day.number, of: day.of })]),
      say(`strip.${code}`),
    ];
    const within = code === 'fieldwork' ? Math.max(passed, room - passed) : room;
    return wordings.find((wording) => labelWidth(wording) <= within) ?? '';
  }

  function untilText({ code, width: room, passed }: Phase): string {
    if (code !== 'fieldwork' || room - passed < 190) return '';
    const { month, day } = wallClock(Date.parse(calendar.fieldworkTo) - 1);
    return say('strip.until', { date: language === 'en' ? `${day} ${monthName(month, language)}` : `${day} 日` });
  }

  function alternative(): string {
    return [
      say('strip.now', { time: stampText(now) }),
      planPublishedAt === null ? say('strip.not-public') : say('strip.public-on', { date: stampText(planPublishedAt) }),
      `${say('strip.fieldwork')} ${stampText(calendar.fieldworkFrom)} – ${stampText(calendar.fieldworkTo)}`,
      `${say('strip.grace')} – ${stampText(calendar.graceUntil)}`,
      `${say('strip.scoring')} – ${stampText(calendar.sealBy)}`,
      say('strip.release-at', { time: stampText(calendar.releaseAt) }),
    ].join('; ');
  }
}

/** px that a label of 12 px needs with a little room about it; Chinese characters are square. */
function labelWidth(label: string): number {
  return textWidth(label, 12) + 8;
}

function PhaseBar({ phase, label, until }: { phase: Phase; label: string; until: string }) {
  const { code, x, width, passed } = phase;
  const isFieldwork = code === 'fieldwork';
  const isPlain = code === 'design';
  /** The label stands whole on the part that has passed, or whole on the part to come. */
  const isOnPassed = isFieldwork && passed >= labelWidth(label);
  const labelStart = isFieldwork && !isOnPassed ? x + passed : x;
  const inner = Math.max(0, width - 3);
  return (
    <g>
      <title>{label}</title>
      <rect
        x={x + 1.5}
        y={bar.y}
        width={inner}
        height={bar.height}
        rx={3}
        fill={isFieldwork ? 'var(--q2)' : isPlain ? 'var(--sunken)' : 'var(--surface)'}
        stroke={isFieldwork || isPlain ? 'none' : 'var(--line-2)'}
      />
      {isFieldwork && passed > 2 && (
        <rect
          x={x + 1.5}
          y={bar.y}
          width={Math.min(inner, passed - 1.5)}
          height={bar.height}
          rx={3}
          fill="var(--dai)"
        />
      )}
      <text
        x={isFieldwork || isPlain || width > 90 ? labelStart + 9 : x + width / 2}
        y={bar.y + 16.5}
        textAnchor={isFieldwork || isPlain || width > 90 ? 'start' : 'middle'}
        fontSize={12}
        fontWeight={500}
        fill={isOnPassed ? 'var(--on-dai)' : isFieldwork ? 'var(--ink)' : 'var(--ink-2)'}
      >
        {label}
      </text>
      {until !== '' && (
        <text x={x + width - 8} y={bar.y + 16.5} textAnchor="end" fontSize={12} fill="var(--dai-text)">
          {until}
        </text>
      )}
    </g>
  );
}

/** Filled once it is set; before that an outline that waits. */
function SealMark({
  seal: { x, width: days, isSet },
  label,
  narrowest,
}: {
  seal: Seal;
  label: string;
  narrowest: number;
}) {
  const width = Math.max(narrowest, days - 3);
  return (
    <g transform={`translate(${x + 1.5} 61)`}>
      {isSet ? (
        <>
          <rect width={width} height={30} rx={2.5} fill="var(--seal)" />
          <rect
            x={3}
            y={3}
            width={width - 6}
            height={24}
            fill="none"
            stroke="var(--on-seal)"
            strokeWidth={0.9}
            opacity={0.8}
          />
        </>
      ) : (
        <rect
          x={0.75}
          y={0.75}
          width={width - 1.5}
          height={28.5}
          rx={2.5}
          fill="var(--surface)"
          stroke="var(--seal)"
          strokeWidth={1.5}
          strokeDasharray="4 3"
        />
      )}
      <text
        x={width / 2}
        y={19.5}
        textAnchor="middle"
        fontSize={12}
        fontWeight={700}
        fill={isSet ? 'var(--on-seal)' : 'var(--seal-text)'}
      >
        {label}
      </text>
    </g>
  );
}
