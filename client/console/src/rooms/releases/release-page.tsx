import { roles, type ReleaseDraftView } from '@minsheng/contracts';
import { App, Button } from 'antd';
import { ArrowRight, Check, CircleCheck, CircleDashed, ExternalLink, Eye, PencilLine, Undo2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';

import { isStatus } from '../../api/failure.js';
import { publicPage, readRelease, releasePath } from '../../api/polls.js';
import {
  correctRelease,
  draftPath,
  previewPath,
  readDraft,
  readReleases,
  recallRelease,
  releasesPath,
  scheduleRelease,
  signRelease,
} from '../../api/releases.js';
import { useRefresh } from '../../api/use-refresh.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { momentText, periodText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, DemoTag, Hash, Panel } from '../../ui/parts.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { Link } from '../../ui/router.js';
import { SignOff } from '../../ui/sign-off.js';
import { stampDate } from '../../ui/stamp-line.js';
import { Stamp } from '../../ui/stamp.js';
import { Empty, InlineError, Loaded, RowsSkeleton } from '../../ui/states.js';
import { SecondFactorDialog } from '../identity/second-factor-dialog.js';
import { useProfile, useSession } from '../identity/use-session.js';
import { useCity } from '../platform/city.js';
import { ClockControl } from '../platform/clock-control.js';
import { useBusinessNow } from '../platform/use-business-now.js';
import { remainingUntil } from './countdown.js';
import { correctionOf, isAtOnce } from './drafts.js';
import { ConfirmDialog, PublicReasonDialog } from './dialogs.js';
import { actsOf, releaseSteps, stepsDoneOf, type ReleaseActs, type ReleaseStep } from './release-acts.js';
import { ReleaseStateChip } from './state-chip.js';

/** Seconds: others sign and schedule while the page stands open. */
const pace = 15;

export function ReleasePage({ release: id }: { release: string }) {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const asked = useResource(draftPath(id), (signal) => readDraft(id, signal));
  const now = useBusinessNow(500);
  const release = asked.value;
  const isOut = release !== null && stepsDoneOf(release.state) === releaseSteps.length;
  const isDue =
    release?.state === 'EMBARGOED' &&
    release.releaseAt !== null &&
    now !== null &&
    remainingUntil(release.releaseAt, now) === null;
  const { askAgain } = asked;
  useEffect(() => {
    if (isDue) askAgain();
  }, [isDue, askAgain]);
  useRefresh(asked, release === null || isOut ? null : isDue ? 1 : pace);
  return (
    <Page
      trail={[{ label: say('releases.title'), to: '/releases' }]}
      title={release === null ? say('releases.release') : text(release.title)}
      chip={
        release !== null && (
          <>
            <ReleaseStateChip state={release.state} />
            {release.isDemonstration && <DemoTag />}
          </>
        )
      }
      meta={release?.periodKey ? [periodText(release.periodKey, language)] : []}
      actions={
        release !== null &&
        (isOut ? (
          <Button
            type="primary"
            icon={<ExternalLink size={15} aria-hidden />}
            href={publicPage(id, language)}
            target="_blank"
            rel="noreferrer"
          >
            {say('release.public-page')}
          </Button>
        ) : (
          may('polls.read-ranking') && (
            <Button icon={<Eye size={15} aria-hidden />} href={previewPath(id)} target="_blank" rel="noreferrer">
              {say('release.preview')}
            </Button>
          )
        ))
      }
    >
      {asked.value === null && asked.failure !== null ? (
        <div className="body">
          <section className="panel">
            {isStatus(asked.failure, 404) ? (
              <Empty hint={say('release.none-hint')}>{say('release.none')}</Empty>
            ) : (
              <InlineError failure={asked.failure} onRetry={asked.askAgain} />
            )}
          </section>
        </div>
      ) : (
        <Loaded
          asked={asked}
          skeleton={
            <div className="body with-wide-side">
              <section className="panel">
                <RowsSkeleton rows={8} />
              </section>
              <section className="panel">
                <RowsSkeleton rows={5} />
              </section>
            </div>
          }
        >
          {(found) => <Account release={found} isDue={isDue} onChanged={asked.askAgain} />}
        </Loaded>
      )}
    </Page>
  );
}

type Dialog = 'sign' | 'schedule' | 'recall' | 'correct';

function Account({ release, isDue, onChanged }: { release: ReleaseDraftView; isDue: boolean; onChanged: () => void }) {
  const { may } = useSession();
  const { displayName, grants } = useProfile();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const acts = actsOf(release, { displayName, may, roles: grants.map(({ role }) => role) });
  return (
    <div className="body with-wide-side">
      <div className="column">
        <Superseded release={release} />
        <Progress release={release} acts={acts} onAct={setDialog} />
        {release.correctionOf !== null && <Changes release={release} />}
        {release.checks.length > 0 && <Checks release={release} />}
      </div>
      <div className="column">
        {release.releaseAt !== null && <Countdown release={release} releaseAt={release.releaseAt} isDue={isDue} />}
        {!isAtOnce(release) && <Signing release={release} acts={acts} onAct={setDialog} />}
        <Evidence release={release} />
      </div>
      <Dialogs release={release} acts={acts} dialog={dialog} onClose={() => setDialog(null)} onChanged={onChanged} />
    </div>
  );
}

function Superseded({ release }: { release: ReleaseDraftView }) {
  const { say } = useMessages();
  const releases = useResource(release.state === 'RELEASED' ? releasesPath : null, readReleases);
  const correction = releases.value === null ? null : correctionOf(releases.value, release.id);
  if (correction === null) return null;
  return (
    <p className="notice plain">
      <PencilLine size={15} aria-hidden />
      <span>
        {say('release.superseded')}{' '}
        <Link to={`/releases/${encodeURIComponent(correction.id)}`}>{say('release.to-correction')}</Link>
      </span>
    </p>
  );
}

/** 编制 → 两人签署 → 定时 → 公布: who, when, and what comes next. */
function Progress({
  release,
  acts,
  onAct,
}: {
  release: ReleaseDraftView;
  acts: ReleaseActs;
  onAct: (dialog: Dialog) => void;
}) {
  const { say, text, language } = useMessages();
  const city = useCity();
  const done = stepsDoneOf(release.state);
  const current = Math.min(done, releaseSteps.length - 1);
  const hasNoSigners = isAtOnce(release);
  const by = (person: string, at: string) => say('release.by-at', { person, time: stampText(at) });

  const account: Readonly<Record<ReleaseStep, ReactNode>> = {
    assemble: by(hasNoSigners ? say('release.command-line') : release.assembledBy, release.assembledAt),
    sign: hasNoSigners
      ? say('release.at-once')
      : release.signatures.map(({ role, person, signedAt }) => (
          <p key={role}>
            {signedAt === null
              ? say('release.awaits', { role: text(roles[role]) })
              : `${text(roles[role])} ${by(person ?? '', signedAt)}`}
          </p>
        )),
    schedule:
      done >= 3 && release.releaseAt !== null ? (
        momentText(release.releaseAt, language)
      ) : (
        <>
          <p>
            {release.releaseAt !== null
              ? say('release.calendar-next', { time: momentText(release.releaseAt, language) })
              : city.value?.nextReleaseAt
                ? say('release.calendar-next', { time: momentText(city.value.nextReleaseAt, language) })
                : say('overview.no-next-release')}
          </p>
          {release.state !== 'SIGNED' ? (
            <p className="muted">{say('release.not-scheduled')}</p>
          ) : acts.canSchedule ? (
            <ChangeButton type="primary" onClick={() => onAct('schedule')}>
              {say('release.schedule')}
            </ChangeButton>
          ) : (
            <p className="attention">{say('release.schedule-by-office')}</p>
          )}
        </>
      ),
    release:
      done === releaseSteps.length && release.releaseAt !== null ? (
        say('release.out', { time: stampText(release.releaseAt, true) })
      ) : (
        <>
          <p>{say('release.switch')}</p>
          <p className="muted">{say('release.before-instant')}</p>
        </>
      ),
  };

  return (
    <Panel title={say('release.progress')}>
      <p className="for-readers">
        {say('release.step-reached', {
          number: current + 1,
          name: say(`release.step-${releaseSteps[current] ?? 'release'}`),
        })}
      </p>
      <ol className="stations">
        {releaseSteps.map((step, index) => {
          const isDone = index < done;
          return (
            <li
              key={step}
              className={isDone ? 'done' : index === done ? 'current' : ''}
              aria-current={index === done ? 'step' : undefined}
            >
              <i aria-hidden>{isDone ? <Check size={13} strokeWidth={3} /> : index + 1}</i>
              <div>
                <b>{say(`release.step-${step}`)}</b>
                <div className="said">{account[step]}</div>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** What a correction changes: reason at once, values only when it is out, from what the public reads. */
function Changes({ release }: { release: ReleaseDraftView }) {
  const { say, text } = useMessages();
  const isOut = release.state === 'RELEASED' || release.state === 'ARCHIVED';
  const asked = useResource(isOut ? releasePath(release.id) : null, (signal) => readRelease(release.id, signal));
  return (
    <Panel title={say('release.changes')}>
      <div className="inside">
        {release.correctionReason !== null && (
          <p>
            <span className="muted">{say('release.correction-reason')}</span> {text(release.correctionReason)}
          </p>
        )}
        {!isOut && <p className="muted caption">{say('release.correction-waits')}</p>}
      </div>
      {isOut && (
        <Loaded
          asked={asked}
          skeleton={<RowsSkeleton rows={3} />}
          isEmpty={({ correction }) => (correction?.changes.length ?? 0) === 0}
          empty={<Empty>{say('release.no-changes')}</Empty>}
        >
          {({ correction }) => (
            <div className="inside">
              <table className="plain-table">
                <thead>
                  <tr>
                    <th>{say('release.unit')}</th>
                    <th>{say('release.field')}</th>
                    <th className="right">{say('release.before')}</th>
                    <th aria-hidden />
                    <th className="right">{say('release.after')}</th>
                  </tr>
                </thead>
                <tbody>
                  {correction?.changes.map(({ group, unitId, name, field, before, after }) => (
                    <tr key={`${group} ${unitId} ${field}`}>
                      <td className="strong">{text(name)}</td>
                      <td>{say(`release.field-${field}`)}</td>
                      <td className="right muted">{before}</td>
                      <td aria-hidden>
                        <ArrowRight size={13} />
                      </td>
                      <td className="right strong">{after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Loaded>
      )}
    </Panel>
  );
}

function Checks({ release: { checks } }: { release: ReleaseDraftView }) {
  const { say, text } = useMessages();
  const passed = checks.filter(({ isMet }) => isMet).length;
  return (
    <Panel
      title={say('release.checks')}
      tools={
        <small>
          {passed === checks.length
            ? say('ranking.all-passed', { count: passed })
            : say('release.checks-open', { passed, all: checks.length, open: checks.length - passed })}
        </small>
      }
    >
      <ul className="lines">
        {checks.map(({ code, isMet, sentences }) => (
          <li key={code}>
            {isMet ? (
              <CircleCheck size={16} className="passed" aria-hidden />
            ) : (
              <CircleDashed size={16} className="attention" aria-hidden />
            )}
            <span className="for-readers">{say(isMet ? 'check.passed' : 'release.check-open')}</span>
            <span>{text(sentences)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The time left by the business clock; in a demonstration with the control that moves it on. */
function Countdown({ release, releaseAt, isDue }: { release: ReleaseDraftView; releaseAt: string; isDue: boolean }) {
  const { say, language } = useMessages();
  const { may } = useSession();
  const city = useCity();
  const now = useBusinessNow(500);
  const isOut = stepsDoneOf(release.state) === releaseSteps.length;
  const left = now === null ? null : remainingUntil(releaseAt, now);
  return (
    <Panel
      title={say('release.step-release')}
      tools={
        city.value?.mode === 'demo' &&
        may('demo.move-clock') &&
        !isOut && <ClockControl city={{ ...city.value, nextReleaseAt: releaseAt }} />
      }
    >
      <div className="inside countdown">
        {isOut ? (
          <p className="outcome">
            <CircleCheck size={16} className="passed" aria-hidden />
            {say('release.out', { time: stampText(releaseAt, true) })}
          </p>
        ) : isDue ? (
          <p role="status">{say('release.now-out')}</p>
        ) : (
          left !== null && (
            <>
              <small className="muted">{say('release.countdown')}</small>
              <p role="timer">
                {left.days > 0 && <span>{say('release.days', { days: left.days })}</span>}
                <b>{left.clock}</b>
              </p>
            </>
          )
        )}
        {!isOut && <p className="muted">{momentText(releaseAt, language)}</p>}
      </div>
    </Panel>
  );
}

function Signing({
  release,
  acts,
  onAct,
}: {
  release: ReleaseDraftView;
  acts: ReleaseActs;
  onAct: (dialog: Dialog) => void;
}) {
  const { say, text, language } = useMessages();
  const { recall, correctionAsked } = release;
  const isUnderWay = stepsDoneOf(release.state) < releaseSteps.length;
  return (
    <Panel title={say('release.signing')} tools={<small>{say('review.two-persons')}</small>}>
      <div className="inside">
        <SignOff
          slots={release.signatures.map(({ role, person, signedAt }) => ({
            key: role,
            label: text(roles[role]),
            person,
            signedAt,
          }))}
        />
        {release.state === 'ASSEMBLED' && (
          <>
            <ChangeButton
              block
              size="large"
              type={acts.sign === null ? 'default' : 'primary'}
              disabled={acts.sign === null}
              aria-describedby="sign-missing"
              onClick={() => onAct('sign')}
            >
              {acts.sign === null ? say('release.sign') : say('release.sign-as', { role: text(roles[acts.sign]) })}
            </ChangeButton>
            <p className="caption centred attention" id="sign-missing">
              {say('release.missing-sign', {
                who: acts.unsigned.map((role) => text(roles[role])).join(language === 'en' ? ', ' : '、'),
              })}
            </p>
          </>
        )}
        {recall !== null && isUnderWay && (
          <div className="notice plain">
            <Undo2 size={15} aria-hidden />
            <div>
              <p>{say('release.recall-asked', { person: recall.askedBy, reason: recall.reason })}</p>
              {acts.recall !== 'grant' && <p className="muted">{say('release.other-decides')}</p>}
            </div>
          </div>
        )}
        {acts.recall !== null && acts.recall !== 'waits' && (
          <ChangeButton block icon={<Undo2 size={15} aria-hidden />} onClick={() => onAct('recall')}>
            {say(`release.recall-${acts.recall}`)}
          </ChangeButton>
        )}
        {correctionAsked != null && (
          <div className="notice plain">
            <PencilLine size={15} aria-hidden />
            <div>
              <p>
                {say('release.correct-asked', {
                  person: correctionAsked.askedBy,
                  reason: text(correctionAsked.reason),
                })}
              </p>
              {acts.correct !== 'grant' && (
                <p className="muted">
                  {say(correctionAsked.isGranted ? 'release.correct-granted' : 'release.other-decides')}
                </p>
              )}
            </div>
          </div>
        )}
        {(acts.correct === 'ask' || acts.correct === 'grant') && (
          <ChangeButton block icon={<PencilLine size={15} aria-hidden />} onClick={() => onAct('correct')}>
            {say(`release.correct-${acts.correct}`)}
          </ChangeButton>
        )}
      </div>
    </Panel>
  );
}

function Evidence({ release }: { release: ReleaseDraftView }) {
  const { say, language } = useMessages();
  const { contentHash, signatures } = release;
  const isOut = stepsDoneOf(release.state) === releaseSteps.length;
  const fixedAt = signatures.reduce<string | null>(
    (latest, { signedAt }) => (signedAt !== null && (latest === null || signedAt > latest) ? signedAt : latest),
    null,
  );
  return (
    <Panel title={say('release.evidence')}>
      <div className="seal-record">
        <dl className="facts">
          <dt>{say('release.content-hash')}</dt>
          <dd>
            {contentHash === null ? (
              <span className="muted">{say('release.no-hash')}</span>
            ) : (
              <Hash value={contentHash} label={say('release.content-hash')} />
            )}
          </dd>
          <dt>{say('release.poll')}</dt>
          <dd>
            <Link to={`/polls/${encodeURIComponent(release.pollId)}`}>
              {release.periodKey === null ? say('polls.look') : periodText(release.periodKey, language)}
            </Link>
          </dd>
          {release.correctionOf !== null && (
            <>
              <dt>{say('release.corrects')}</dt>
              <dd>
                <Link to={`/releases/${encodeURIComponent(release.correctionOf)}`}>{say('release.to-original')}</Link>
              </dd>
            </>
          )}
          {isOut && (
            <>
              <dt>{say('release.data')}</dt>
              <dd>
                <a href={releasePath(release.id)} target="_blank" rel="noreferrer">
                  <code>{releasePath(release.id).slice(0, 16)}…</code>
                </a>
              </dd>
            </>
          )}
        </dl>
        {contentHash !== null && fixedAt !== null && <Stamp word="已封存" line={stampDate(fixedAt)} size={84} />}
      </div>
    </Panel>
  );
}

function Dialogs({
  release,
  acts,
  dialog,
  onClose,
  onChanged,
}: {
  release: ReleaseDraftView;
  acts: ReleaseActs;
  dialog: Dialog | null;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { say, text, language } = useMessages();
  const { message } = App.useApp();
  const { id, correctionAsked } = release;

  switch (dialog) {
    case null:
      return null;
    case 'sign':
      return (
        <SecondFactorDialog
          title={acts.sign === null ? say('release.sign') : say('release.sign-as', { role: text(roles[acts.sign]) })}
          means={say('release.sign-means')}
          act={say('release.sign')}
          isSealing={acts.unsigned.length === 1}
          onClose={onClose}
          onAct={async (totp) => {
            await signRelease(id, { totp });
            message.success(say('release.sign-done'));
            onClose();
            onChanged();
          }}
        />
      );
    case 'schedule':
      return (
        <ConfirmDialog
          title={say('release.schedule')}
          means={say('release.schedule-means')}
          onClose={onClose}
          onConfirmed={async () => {
            const { releaseAt } = await scheduleRelease(id);
            onChanged();
            return say('release.schedule-done', { time: releaseAt === null ? '' : momentText(releaseAt, language) });
          }}
        />
      );
    case 'recall': {
      const act = say(acts.recall === 'grant' ? 'release.recall-grant' : 'release.recall-ask');
      return (
        <ReasonDialog
          title={act}
          means={say('release.recall-means')}
          act={act}
          isDangerous
          onClose={onClose}
          onGiven={async ({ reason }) => {
            const { state } = await recallRelease(id, reason);
            onChanged();
            return say(state === 'ASSEMBLED' ? 'release.recall-done' : 'release.asked');
          }}
        />
      );
    }
    case 'correct':
      return acts.correct === 'grant' && correctionAsked != null ? (
        <ConfirmDialog
          title={say('release.correct-grant')}
          means={say('release.correct-means')}
          isDangerous
          onClose={onClose}
          onConfirmed={async () => {
            await correctRelease(id, correctionAsked.reason);
            onChanged();
            return say('release.correct-done');
          }}
        />
      ) : (
        <PublicReasonDialog
          title={say('release.correct-ask')}
          means={say('release.correct-means')}
          onClose={onClose}
          onGiven={async (reason) => {
            const { correctionAsked: asked } = await correctRelease(id, reason);
            onChanged();
            return say(asked?.isGranted === true ? 'release.correct-done' : 'release.asked');
          }}
        />
      );
  }
}
