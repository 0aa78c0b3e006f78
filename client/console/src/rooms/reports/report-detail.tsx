import { rejectionReasons, reportChannels, type DeskForm, type DeskReportView } from '@minsheng/contracts';
import { Dropdown } from 'antd';
import { Ellipsis, GitMerge, Lock } from 'lucide-react';
import { useState } from 'react';

import { decideHeld, deskReportPath, mergeReport, readDeskReport } from '../../api/reports.js';
import { ofId, useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, listText, momentText, shortMomentText } from '../../ui/format.js';
import { ChangeButton, Chip } from '../../ui/parts.js';
import { PhotoHero, PhotoRow, Thumbnail } from '../../ui/photos.js';
import { Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { Clocks, ClockTile } from '../issues/clock-tile.js';
import { waitingReading, citizenElapsed, passedShare } from '../issues/clocks.js';
import { ReportChip } from '../issues/issue-chip.js';
import { reportActs, type ReportAct } from '../issues/issue-moves.js';
import { ReportDialog, type AskingReportAct } from './report-dialogs.js';

export function useReport(id: string | null): Asked<DeskReportView> {
  const asked = useResource(id === null ? null : deskReportPath(id), (signal) => readDeskReport(id ?? '', signal));
  return ofId(asked, id);
}

/** One report whole, as it waits for a decision. Who sent it is nowhere on the page. */
export function ReportDetail({
  asked,
  form,
  now,
  mayDecide,
  onDecided,
  onRaised,
}: {
  asked: Asked<DeskReportView>;
  form: DeskForm | null;
  now: number;
  mayDecide: boolean;
  onDecided: () => void;
  /** The report was accepted: work goes on with the issue. */
  onRaised: (issueId: string) => void;
}) {
  return (
    <Loaded asked={asked} skeleton={<RowsSkeleton rows={12} />}>
      {(report) => <Decision key={report.id} {...{ report, form, now, mayDecide, onDecided, onRaised }} />}
    </Loaded>
  );
}

function Decision({
  report,
  form,
  now,
  mayDecide,
  onDecided,
  onRaised,
}: {
  report: DeskReportView;
  form: DeskForm | null;
  now: number;
  mayDecide: boolean;
  onDecided: () => void;
  onRaised: (issueId: string) => void;
}) {
  const { say } = useMessages();
  const { isActing, attempt } = useAct();
  const [asking, setAsking] = useState<AskingReportAct | null>(null);
  const acts = reportActs(report, mayDecide);
  const can = (act: ReportAct) => acts.includes(act);
  const merge = (issueId: string) =>
    attempt(async () => {
      await mergeReport(report.id, { issueId });
      onDecided();
      return say('report.done-merge');
    });
  const pass = () =>
    attempt(async () => {
      await decideHeld(report.id, { decision: 'PASS', reason: null, note: null });
      onDecided();
      return say('report.done-pass');
    });
  const more = acts.filter((act) => act === 'ask-info' || act === 'recategorise');
  return (
    <>
      <div className="detail-body">
        <ReportFacts report={report} now={now} onMerge={can('merge') && !isActing ? (id) => void merge(id) : null} />
      </div>
      {acts.length > 0 && (
        <footer className="acts">
          {can('accept') && (
            <ChangeButton type="primary" size="large" block onClick={() => setAsking('accept')}>
              {say('report.act-accept')}
            </ChangeButton>
          )}
          {can('pass') && (
            <ChangeButton type="primary" size="large" block loading={isActing} onClick={() => void pass()}>
              {say('report.act-pass')}
            </ChangeButton>
          )}
          {can('reject') && (
            <ChangeButton size="large" onClick={() => setAsking('reject')}>
              {say('report.act-reject')}
            </ChangeButton>
          )}
          {more.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: more.map((act) => ({ key: act, label: say(`report.act-${act}`) })),
                onClick: ({ key }) => setAsking(key as AskingReportAct),
              }}
            >
              <ChangeButton size="large" aria-label={say('issue.more')} icon={<Ellipsis size={18} />} />
            </Dropdown>
          )}
        </footer>
      )}
      {asking !== null && (
        <ReportDialog
          act={asking}
          report={report}
          form={form}
          onDone={onDecided}
          onRaised={onRaised}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function ReportFacts({
  report,
  now,
  onMerge,
}: {
  report: DeskReportView;
  now: number;
  onMerge: ((issueId: string) => void) | null;
}) {
  const { say, text, language } = useMessages();
  const place = [report.area === null ? null : text(report.area), report.placeText].filter(Boolean).join(' ');
  const acceptance = waitingReading(report.acceptBy, now);
  const { lead, supports, rule } = report.proposal;
  return (
    <>
      <PhotoHero
        photos={report.before}
        caption={report.before.length > 0 ? say('photo.taken', { time: momentText(report.takenAt, language) }) : null}
      />
      <div className="detail-head">
        <h2>{text(report.category.name)}</h2>
        <ReportChip state={report.state} />
      </div>
      <p className="place">
        <code>{report.number}</code>
        <span>{place === '' ? say('report.no-place') : place}</span>
      </p>
      {report.flags.length > 0 && (
        <p className="tags">
          {report.flags.map((flag) => (
            <Chip key={flag} tone="overdue">
              {say(`location.${flag}`)}
            </Chip>
          ))}
        </p>
      )}
      {report.text !== null && <blockquote>{report.text}</blockquote>}
      <Clocks>
        <ClockTile
          isCitizens
          title={say('clock.citizen')}
          word={null}
          milliseconds={citizenElapsed({ startedAt: report.submittedAt, endedAt: null }, now)}
          share={null}
          why={say('clock.never-stops', { time: shortMomentText(report.submittedAt, now) })}
        />
        <ClockTile
          title={say('clock.acceptance')}
          word={acceptance.kind === 'none' ? say('clock.decided') : say(`clock.word-${acceptance.kind}`)}
          milliseconds={acceptance.kind === 'none' ? null : acceptance.milliseconds}
          share={report.acceptBy === null ? null : passedShare(report.submittedAt, report.acceptBy, now)}
          isPressing={acceptance.isPressing}
          why={
            report.acceptBy === null
              ? say('clock.acceptance-over')
              : say('clock.accept-by', { time: shortMomentText(report.acceptBy, now) })
          }
        />
      </Clocks>
      {report.mergeable.length > 0 && (
        <ul className="mergeable">
          {report.mergeable.map(({ issueId, number, metres, reporters, thumbnail }) => (
            <li key={issueId}>
              <Thumbnail address={thumbnail} />
              <div>
                <b>{say('merge.near', { metres: Math.round(metres) })}</b>
                <small>{say('merge.issue', { number, count: countText(reporters) })}</small>
              </div>
              {onMerge !== null && (
                <ChangeButton size="small" icon={<GitMerge size={14} />} onClick={() => onMerge(issueId)}>
                  {say('merge.do')}
                </ChangeButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {report.appeal !== null && (
        <p className="notice plain">
          <span>
            <b>{say('report.appeal', { time: momentText(report.appeal.at, language) })}</b> {report.appeal.reason}
          </span>
        </p>
      )}
      {report.rejection !== null && (
        <p className="notice plain">
          <span>
            <b>{say('report.rejected', { reason: text(rejectionReasons[report.rejection.reason]) })}</b>{' '}
            {report.rejection.note}
          </span>
        </p>
      )}
      {report.asked !== null && (
        <p className="notice plain">
          <span>
            <b>{say('report.asked', { time: momentText(report.asked.until, language) })}</b> {report.asked.question}
          </span>
        </p>
      )}
      {report.given.map(({ text: words, at, photos }) => (
        <section key={at}>
          <h3>
            {say('report.given')} <small>{momentText(at, language)}</small>
          </h3>
          {words !== null && <p>{words}</p>}
          <PhotoRow photos={photos} label={say('report.given')} />
        </section>
      ))}
      <dl className="responsibility">
        <div>
          <dt>{say('dispatch.lead')}</dt>
          <dd>
            <b>{lead === null ? say('dispatch.no-lead') : text(lead.name)}</b>
            <small>{text(rule)}</small>
          </dd>
          <Chip tone="plain">{say('dispatch.proposed')}</Chip>
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
          <Chip tone="line">{say('dispatch.optional')}</Chip>
        </div>
        <div>
          <dt>{say('issue.reporter')}</dt>
          <dd>
            <b>{say(report.isAnonymous ? 'report.anonymous' : 'report.named')}</b>
            <small>{say('report.reporter-unseen', { channel: text(reportChannels[report.channel]) })}</small>
          </dd>
          <Lock size={16} aria-hidden className="muted" />
        </div>
      </dl>
      <p className="muted caption">
        {say('report.nearby', {
          same: countText(report.nearbyHistory.sameCategory),
          recurred: countText(report.nearbyHistory.recurred),
        })}
      </p>
    </>
  );
}
