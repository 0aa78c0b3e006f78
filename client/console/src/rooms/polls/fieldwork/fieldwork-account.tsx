import type { FieldworkView, PollMode } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText, daysBetween, momentText, percentText, waitText, wallClock } from '../../../ui/format.js';
import { Figures, Panel, type Figure } from '../../../ui/parts.js';
import { isSealed } from '../stages.js';
import { MonthStrip } from './month-strip.js';
import { ProgressFigure } from './progress-figure.js';
import { QualityList } from './quality-list.js';
import { QuotaFigure, QuotaLegend } from './quota-figure.js';
import { quotaTable } from './quota-table.js';
import { SiteTable } from './site-table.js';

/** px: as high as the quotas beside it, within reason. */
function chartHeight(view: FieldworkView): number {
  return Math.min(420, Math.max(262, 36 + 24 * quotaTable(view).rows.length));
}

/** Counts and quality of the fieldwork; never an answer, never a score. */
export function FieldworkAccount({ view, cleaningAddress }: { view: FieldworkView; cleaningAddress: string | null }) {
  const { say } = useMessages();
  const { time, seconds } = wallClock(view.now);
  return (
    <div className="body fieldwork">
      <div className="across">
        <MonthStrip
          calendar={view.calendar}
          planPublishedAt={view.planPublishedAt}
          planHash={view.planHash}
          now={view.now}
        />
      </div>
      <div className="across">
        <KeyFigures view={view} />
      </div>
      <Panel
        title={say('fieldwork.progress')}
        tools={
          <small className="muted">
            {isSealed(view.poll) ? say('fieldwork.frozen') : say('fieldwork.live', { time: `${time}:${seconds}` })}
          </small>
        }
      >
        <ProgressFigure view={view} height={chartHeight(view)} />
      </Panel>
      <Panel title={say('quota.title')} note={<QuotaSides view={view} />} tools={<QuotaLegend />}>
        <QuotaFigure view={view} />
      </Panel>
      <SiteTable view={view} />
      <QualityList flags={view.flags} to={cleaningAddress} />
    </div>
  );
}

function QuotaSides({ view }: { view: FieldworkView }) {
  const { say, text } = useMessages();
  return <>{[say('quota.area'), ...view.quotaMargins.map(({ name }) => text(name))].join(' × ')}</>;
}

function KeyFigures({ view }: { view: FieldworkView }) {
  const { say, language } = useMessages();
  const { interviews, online, medianSeconds, flags, calendar, now } = view;
  const share = (value: number) => percentText(interviews.target === 0 ? 0 : value / interviews.target, 1);
  const marked = flags.reduce((sum, { flagged }) => sum + flagged, 0);
  const undecided = flags.reduce((sum, flag) => sum + flag.undecided, 0);
  const excluded = flags.reduce((sum, flag) => sum + flag.excluded, 0);
  const answerTime = (mode: PollMode): Figure[] => {
    const found = medianSeconds.find((entry) => entry.mode === mode);
    return found === undefined
      ? []
      : [
          {
            label: say(`fieldwork.median-${mode}`),
            value: waitText(found.median),
            unit: say('fieldwork.minutes'),
            why: say('fieldwork.quartiles', { low: waitText(found.quartiles[0]), high: waitText(found.quartiles[1]) }),
          },
        ];
  };
  const isOver = Date.parse(now) >= Date.parse(calendar.fieldworkTo);
  const next = isOver ? calendar.sealBy : calendar.fieldworkTo;
  return (
    <Figures
      figures={[
        {
          label: say('fieldwork.interviews'),
          value: countText(interviews.received),
          unit: `/ ${countText(interviews.target)}`,
          why: say('fieldwork.due', { share: share(interviews.received), due: share(interviews.due) }),
        },
        {
          label: say('fieldwork.online'),
          value: countText(online.received),
          unit: say('polls.sheets'),
          why: say('fieldwork.edited', { count: countText(online.edited) }),
        },
        ...answerTime('INTERVIEW'),
        ...answerTime('WECHAT'),
        {
          label: say('fieldwork.marked'),
          value: countText(marked),
          unit: say('fieldwork.places'),
          why: say('fieldwork.judged', { undecided: countText(undecided), excluded: countText(excluded) }),
        },
        ...(isSealed(view.poll)
          ? []
          : [
              {
                label: say(isOver ? 'fieldwork.until-seal' : 'fieldwork.until-end'),
                value: Math.max(0, daysBetween(now, Date.parse(next) - 1)),
                unit: say('fieldwork.days'),
                why: momentText(next, language),
              },
            ]),
      ]}
    />
  );
}
