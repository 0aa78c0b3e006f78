import type { DeskForm, IssueEvent, IssueView } from '@minsheng/contracts';
import { Lock } from 'lucide-react';

import { issuePath, readIssue } from '../../api/issues.js';
import { ofId, useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, listText, momentText, percentText, shortMomentText, stampText } from '../../ui/format.js';
import { Chip } from '../../ui/parts.js';
import { PhotoHero, PhotoPair, PhotoRow } from '../../ui/photos.js';
import { Loaded, RowsSkeleton } from '../../ui/states.js';
import { Clocks, ClockTile } from './clock-tile.js';
import { citizenElapsed, passedShare, unitReading, waitingReading } from './clocks.js';
import { eventKey } from './event-names.js';
import { IssueActs } from './issue-acts.js';
import { IssueChip } from './issue-chip.js';
import type { AskingAct } from './issue-dialogs.js';

export function useIssue(id: string | null): Asked<IssueView> {
  const asked = useResource(id === null ? null : issuePath(id), (signal) => readIssue(id ?? '', signal));
  return ofId(asked, id);
}

/** One issue whole: pictures, two clocks, who has it and why, what happened, and what may be done now. */
export function IssueDetail({
  asked,
  form,
  now,
  startWith = null,
  onMoved,
}: {
  asked: Asked<IssueView>;
  form: DeskForm | null;
  now: number;
  startWith?: AskingAct | null;
  /** null: the issue is the reader's no longer. */
  onMoved: (issue: IssueView | null) => void;
}) {
  return (
    <Loaded asked={asked} skeleton={<RowsSkeleton rows={12} />}>
      {(issue) => (
        <>
          <div className="detail-body" key={issue.id}>
            <Facts issue={issue} now={now} />
          </div>
          <IssueActs key={`acts ${issue.id}`} {...{ issue, form, now, startWith, onMoved }} />
        </>
      )}
    </Loaded>
  );
}

function Facts({ issue, now }: { issue: IssueView; now: number }) {
  const { say, text, language } = useMessages();
  const place = [issue.area === null ? null : text(issue.area), issue.placeText].filter(Boolean).join(' ');
  const unit = unitReading(issue, now);
  const step = waitingReading(issue.stepDueAt, now);
  return (
    <>
      {issue.after.length > 0 ? (
        <PhotoPair
          before={issue.before}
          after={issue.after}
          beforeCaption={say('photo.before-short')}
          afterCaption={say(issue.state === 'CLOSED' ? 'photo.after-checked' : 'photo.after-claimed')}
        />
      ) : (
        <PhotoHero photos={issue.before} caption={issue.before.length > 0 ? say('photo.before') : null} />
      )}
      <div className="detail-head">
        <h2>{text(issue.category.name)}</h2>
        <IssueChip issue={issue} />
      </div>
      <p className="place">
        <code>{issue.number}</code>
        {place !== '' && <span>{place}</span>}
      </p>
      {issue.text !== null && <blockquote>{issue.text}</blockquote>}
      <Clocks>
        <ClockTile
          isCitizens
          title={say('clock.citizen')}
          word={issue.citizenClock.endedAt === null ? null : say('clock.took')}
          milliseconds={citizenElapsed(issue.citizenClock, now)}
          share={null}
          why={
            issue.citizenClock.endedAt === null
              ? say('clock.never-stops', { time: shortMomentText(issue.citizenClock.startedAt, now) })
              : say('clock.ended', { time: shortMomentText(issue.citizenClock.endedAt, now) })
          }
        />
        {issue.unitClock === null ? (
          <ClockTile
            title={say('clock.dispatch')}
            word={step.kind === 'none' ? say('clock.not-begun') : say(`clock.word-${step.kind}`)}
            milliseconds={step.kind === 'none' ? null : step.milliseconds}
            share={issue.stepDueAt === null ? null : passedShare(issue.raisedAt, issue.stepDueAt, now)}
            isPressing={step.isPressing}
            why={
              issue.stepDueAt === null
                ? say('clock.limit', { days: issue.limitWorkingDays, grade: text(issue.gradeName) })
                : say('clock.dispatch-by', { time: shortMomentText(issue.stepDueAt, now) })
            }
          />
        ) : (
          <ClockTile
            title={say('clock.unit')}
            word={unit.kind === 'none' ? null : say(`clock.word-${unit.kind}`)}
            milliseconds={unit.kind === 'left' || unit.kind === 'over' ? unit.milliseconds : null}
            share={passedShare(
              issue.unitClock.startedAt,
              issue.unitClock.dueAt,
              issue.unitClock.stoppedAt === null ? now : Date.parse(issue.unitClock.stoppedAt),
            )}
            isPressing={unit.isPressing}
            why={say('clock.due', { time: shortMomentText(issue.unitClock.dueAt, now) })}
          />
        )}
      </Clocks>
      {issue.transfer !== null && (
        <p className="notice plain">
          <span>
            {say('issue.transfer-asked', { from: text(issue.transfer.from.name), to: text(issue.transfer.to.name) })}
            {issue.transfer.reason}
            {issue.transfer.refusals > 1 && <b> {say('issue.refusals', { count: issue.transfer.refusals })}</b>}
          </span>
        </p>
      )}
      {issue.extension !== null && (
        <p className="notice plain">
          <span>
            {say('extension.asks-because', {
              time: momentText(issue.extension.newDue, language),
              reason: issue.extension.reason,
            })}
          </span>
        </p>
      )}
      <Responsibility issue={issue} />
      {issue.ratings.length > 0 && <Ratings issue={issue} />}
      <section>
        <h3>{say('issue.timeline')}</h3>
        <ol className="timeline">
          {issue.timeline.map((event, index) => (
            <Happened key={index} event={event} />
          ))}
        </ol>
      </section>
    </>
  );
}

function Responsibility({ issue }: { issue: IssueView }) {
  const { say, text, language } = useMessages();
  const isProposed = issue.lead === null;
  const lead = issue.lead ?? issue.proposal.lead;
  const supports = isProposed ? issue.proposal.supports : issue.supports;
  return (
    <dl className="responsibility">
      <div>
        <dt>{say('dispatch.lead')}</dt>
        <dd>
          <b>{lead === null ? say('dispatch.no-lead') : text(lead.name)}</b>
          <small>{text(issue.proposal.rule)}</small>
        </dd>
        <Chip tone="plain">{say(isProposed ? 'dispatch.proposed' : 'dispatch.fixed')}</Chip>
      </div>
      <div>
        <dt>{say('dispatch.supports')}</dt>
        <dd>
          <b>
            {supports.length === 0
              ? say('dispatch.no-supports')
              : listText(
                  supports.map(({ name }) => text(name)),
                  language,
                )}
          </b>
        </dd>
      </div>
      <div>
        <dt>{say('dispatch.limit')}</dt>
        <dd>
          <b>{say('dispatch.limit-days', { days: issue.limitWorkingDays })}</b>
          <small>
            {issue.dueAt === null
              ? text(issue.method)
              : say('dispatch.due-at', { time: momentText(issue.dueAt, language) })}
          </small>
        </dd>
        <Chip tone="line">{text(issue.tierName ?? issue.gradeName)}</Chip>
      </div>
      {issue.delegations.map(({ to, task, dueAt }) => (
        <div key={`${to.unitId} ${dueAt}`}>
          <dt>{say('issue.act-delegate')}</dt>
          <dd>
            <b>{text(to.name)}</b>
            <small>
              {task} · {say('dispatch.due-at', { time: momentText(dueAt, language) })}
            </small>
          </dd>
        </div>
      ))}
      {issue.fixes !== null && (
        <>
          <div>
            <dt>{say('dispatch.person')}</dt>
            <dd>
              <b>{issue.fixes.person}</b>
              <small>{issue.fixes.responsibility}</small>
            </dd>
          </div>
          <div>
            <dt>{say('dispatch.task')}</dt>
            <dd>
              <b>{issue.fixes.task}</b>
              <small>{issue.fixes.rewardPenalty}</small>
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>{say('issue.reporter')}</dt>
        <dd>
          <b>{say('issue.reporters', { count: countText(issue.reports) })}</b>
          <small>{say('issue.reporter-unseen')}</small>
        </dd>
        <Lock size={16} aria-hidden className="muted" />
      </div>
      {(issue.returns > 0 || issue.recurrenceOf !== null) && (
        <div>
          <dt>{say('issue.history')}</dt>
          <dd>
            <b>
              {listText(
                [
                  issue.returns > 0 ? say('issue.returned-times', { count: issue.returns }) : null,
                  issue.recurrenceOf === null ? null : say('issue.recurs', { number: issue.recurrenceOf }),
                ].filter((part) => part !== null),
                language,
              )}
            </b>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Ratings({ issue }: { issue: IssueView }) {
  const { say } = useMessages();
  const all = issue.ratings.reduce((sum, { count }) => sum + count, 0);
  return (
    <section>
      <h3>
        {say('issue.ratings')} <small>{say('issue.ratings-base', { count: countText(all) })}</small>
      </h3>
      <ul className="rating-lines">
        {([1, 2, 3, 4, 5] as const).map((effect) => {
          const count = issue.ratings.find((rating) => rating.effect === effect)?.count ?? 0;
          return (
            <li key={effect}>
              <span>{say(`rating.${effect}`)}</span>
              <i style={{ width: `${all === 0 ? 0 : (count / all) * 100}%`, background: `var(--sat-${6 - effect})` }} />
              <small>{say('issue.rating-count', { count, share: percentText(all === 0 ? 0 : count / all) })}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Happened({ event }: { event: IssueEvent }) {
  const { say, text } = useMessages();
  const key = eventKey(event.action);
  const title = key === null ? event.action : say(key);
  return (
    <li className={event.action.endsWith('closed') ? 'verified' : event.action.endsWith('rectified') ? 'claimed' : ''}>
      <p>
        <b>{title}</b>
        {event.by !== null && <span>{text(event.by)}</span>}
        <time dateTime={event.at}>{stampText(event.at).slice(5)}</time>
      </p>
      {event.note !== null && <p className="muted">{event.note}</p>}
      <PhotoRow photos={event.photos} label={title} />
    </li>
  );
}
