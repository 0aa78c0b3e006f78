import type { RankingReview } from '@minsheng/contracts';
import { App } from 'antd';
import { CircleCheck, CircleX, RotateCcw, Stamp as StampIcon, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';

import { RequestFailed, type Failure } from '../../../api/failure.js';
import { movePoll, recompute } from '../../../api/polls.js';
import { sealRanking, signRanking } from '../../../api/review.js';
import { useMessages } from '../../../messages/use-messages.js';
import { momentText, scientificText, stampText } from '../../../ui/format.js';
import { ChangeButton, Hash, Panel } from '../../../ui/parts.js';
import { raised } from '../../../ui/raised.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { Refusal } from '../../../ui/refusal.js';
import { go } from '../../../ui/router.js';
import { SignOff } from '../../../ui/sign-off.js';
import { stampDate } from '../../../ui/stamp-line.js';
import { Stamp } from '../../../ui/stamp.js';
import { useElapsed } from '../../../ui/use-elapsed.js';
import { SecondFactorDialog } from '../../identity/second-factor-dialog.js';
import { useSession } from '../../identity/use-session.js';
import { useBusinessNow } from '../../platform/use-business-now.js';
import { isFailed, sealingOf, type Missing } from './sealing.js';

export function ChecksPanel({ review: { checks } }: { review: RankingReview }) {
  const { say, text } = useMessages();
  /** What a check found comes as a bare figure: here it says of what. */
  const found = ({ code, isMet, detail }: RankingReview['checks'][number]): string => {
    switch (code) {
      case 'plan-unchanged':
        return isMet ? say('review.same-hash', { hash: detail }) : detail;
      case 'held-decided':
        return say('review.undecided', { count: detail });
      case 'weights-converged':
        return say('check.largest-miss', { value: scientificText(Number(detail)) });
      case 'enough-respondents':
        return say('check.least', { value: detail });
      case 'everybody-listed':
        return say('review.unlisted', { count: detail });
      case 'dont-know':
        return say('check.units', { count: detail });
      default:
        return detail;
    }
  };
  const passed = checks.filter(({ isMet }) => isMet).length;
  const failed = checks.filter(isFailed).length;
  return (
    <Panel
      title={say('review.checks')}
      tools={
        <small>
          {failed > 0
            ? say('review.some-failed', { passed, all: checks.length, failed })
            : passed === checks.length
              ? say('ranking.all-passed', { count: passed })
              : say('ranking.some-passed', { passed, all: checks.length, notes: checks.length - passed })}
        </small>
      }
    >
      <ul className="lines tight">
        {checks.map((check) => {
          const state = check.isMet ? 'passed' : isFailed(check) ? 'failed' : 'attention';
          const Icon = { passed: CircleCheck, attention: TriangleAlert, failed: CircleX }[state];
          return (
            <li key={check.code}>
              <Icon size={16} className={state} aria-hidden />
              <span className="for-readers">{say(`check.${state}`)}</span>
              <span>{text(check.sentences)}</span>
              <small>{raised(found(check))}</small>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** 双人签署: two named places, what is still missing, and the button that seals. */
export function SigningPanel({ review, onChanged }: { review: RankingReview; onChanged: () => void }) {
  const { say, language } = useMessages();
  const { may } = useSession();
  const { message } = App.useApp();
  const now = useBusinessNow(10_000);
  const [dialog, setDialog] = useState<'sign' | 'seal' | 'return' | null>(null);
  const poll = review.poll.id;
  /** Sealed anew after its release: the calendar's hours lie behind it. */
  const isCorrection = review.poll.releaseId !== null;
  const sealing = sealingOf(review, { sign: may('polls.sign'), review: may('polls.review') }, now);
  const isSigning = sealing.next === 'PREPARED' && may('polls.sign');

  const missingText = (missing: Missing) => {
    switch (missing) {
      case 'late':
        return say('review.missing-late', { time: momentText(review.sealBy, language) });
      case 'checks':
        return say('review.missing-checks', { count: sealing.failedChecks });
      default:
        return say(`review.missing-${missing}`);
    }
  };
  const close = () => setDialog(null);

  return (
    <Panel title={say('review.signing')} tools={<small>{say('review.two-persons')}</small>}>
      <div className="inside">
        <SignOff
          slots={review.signatures.map(({ role, person, signedAt, because }) => ({
            key: role,
            label: say(`review.${role}`),
            person,
            signedAt,
            note: because === 'waits-for-preparer' ? say('review.waits-for-preparer') : because,
          }))}
        />
        {sealing.next !== null && (
          <>
            <ChangeButton
              block
              size="large"
              type={sealing.isOpen ? 'primary' : 'default'}
              className={sealing.isOpen && !isSigning ? 'sealing' : ''}
              disabled={!sealing.isOpen}
              icon={<StampIcon size={17} aria-hidden />}
              aria-describedby="seal-missing"
              onClick={() => setDialog(isSigning ? 'sign' : 'seal')}
            >
              {isSigning
                ? say('review.sign')
                : isCorrection
                  ? say('review.seal')
                  : say('review.seal-for', { time: stampText(review.releaseAt).slice(5) })}
            </ChangeButton>
            <p className="caption centred" id="seal-missing">
              {sealing.isOpen ? (
                !isCorrection && say('review.seal-by', { time: momentText(review.sealBy, language) })
              ) : (
                <span className="attention">
                  {say('review.missing', {
                    what: sealing.missing.map(missingText).join(language === 'en' ? '; ' : '、'),
                  })}
                </span>
              )}
            </p>
            {may('polls.review') && (
              <ChangeButton block icon={<Undo2 size={15} aria-hidden />} onClick={() => setDialog('return')}>
                {say('review.return')}
              </ChangeButton>
            )}
          </>
        )}
        <p className="muted caption centred">{say('review.forever')}</p>
      </div>
      {dialog === 'sign' && (
        <SecondFactorDialog
          title={say('review.sign')}
          means={say('review.sign-means')}
          act={say('review.sign')}
          onClose={close}
          onAct={async (totp) => {
            await signRanking(poll, { totp });
            message.success(say('review.signed'));
            close();
            onChanged();
          }}
        />
      )}
      {dialog === 'seal' && (
        <SecondFactorDialog
          title={say('review.seal')}
          means={
            isCorrection
              ? say('review.seal-means-correction')
              : say('review.seal-means', { time: momentText(review.releaseAt, language) })
          }
          act={say('review.seal')}
          isSealing
          doing={(seconds) => say('review.sealing', { seconds })}
          onClose={close}
          onAct={async (totp) => {
            await sealRanking(poll, { totp });
            message.success(say('review.seal-done'));
            close();
            onChanged();
          }}
        />
      )}
      {dialog === 'return' && (
        <ReasonDialog
          title={say('review.return')}
          means={say('review.return-means')}
          act={say('review.return')}
          isDangerous
          onClose={close}
          onGiven={async ({ reason }) => {
            await movePoll(poll, 'return-to-cleaning', { reason });
            go(`/polls/${encodeURIComponent(poll)}`);
            return say('review.returned');
          }}
        />
      )}
    </Panel>
  );
}

/** 封存记录: what was sealed, by whom, and the proof that it can be made again. */
export function SealPanel({ review }: { review: RankingReview }) {
  const { say, language } = useMessages();
  const { poll, seal } = review;
  const [wasSealed] = useState(seal !== null);
  if (seal === null) return null;
  return (
    <Panel title={say('review.record')}>
      <div className="seal-record">
        <dl className="facts">
          <dt>{say('review.sealed-by')}</dt>
          <dd>{seal.by}</dd>
          <dt>{say('review.sealed-at')}</dt>
          <dd>{stampText(seal.sealedAt, true)}</dd>
          <dt>{say('review.seal-hash')}</dt>
          <dd>
            <Hash value={seal.sealHash} label={say('review.seal-hash')} />
          </dd>
          <dt>{say('review.plan-hash')}</dt>
          <dd>
            <Hash value={review.planHash} label={say('review.plan-hash')} />
          </dd>
          <dt>{say('method.input')}</dt>
          <dd>
            <Hash value={review.inputHash} label={say('method.input')} />
          </dd>
          <dt>{say('review.release-at')}</dt>
          <dd>{momentText(review.releaseAt, language)}</dd>
        </dl>
        <Stamp word="已封存" line={stampDate(seal.sealedAt)} size={84} isFresh={!wasSealed} />
      </div>
      <Recomputing poll={poll.id} />
    </Panel>
  );
}

function Recomputing({ poll }: { poll: string }) {
  const { say } = useMessages();
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [result, setResult] = useState<{ isEqual: boolean; differences: string[] } | null>(null);
  const seconds = useElapsed(isRunning);

  const start = async () => {
    setRunning(true);
    setResult(null);
    setFailure(null);
    try {
      setResult(await recompute(poll));
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.failure);
    } finally {
      setRunning(false);
    }
  };

  return (
    <div className="inside recompute" aria-live="polite">
      <ChangeButton block loading={isRunning} icon={<RotateCcw size={15} aria-hidden />} onClick={() => void start()}>
        {isRunning ? say('review.recomputing', { seconds }) : say('review.recompute')}
      </ChangeButton>
      {result === null ? (
        <p className="muted caption">{say('review.recompute-means')}</p>
      ) : result.isEqual ? (
        <p className="outcome">
          <CircleCheck size={16} className="passed" aria-hidden />
          {say('review.equal')}
        </p>
      ) : (
        <>
          <p className="outcome">
            <CircleX size={16} className="failed" aria-hidden />
            {say('review.differs', { count: result.differences.length })}
          </p>
          <ul className="caption">
            {result.differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        </>
      )}
      <Refusal failure={failure} />
    </div>
  );
}
