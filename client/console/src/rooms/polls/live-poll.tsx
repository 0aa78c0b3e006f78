import type { FieldworkView, PollSummary } from '@minsheng/contracts';
import { Button } from 'antd';
import { ChartNoAxesColumn, CirclePause, CirclePlay, ExternalLink, FileLock, ListChecks, Scale } from 'lucide-react';
import { useState } from 'react';

import { fieldworkPath, movePoll, publicPage, readFieldwork } from '../../api/polls.js';
import { useRefresh } from '../../api/use-refresh.js';
import { useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, periodText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, DemoTag, Figures } from '../../ui/parts.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { go } from '../../ui/router.js';
import { Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useSession } from '../identity/use-session.js';
import { FieldworkAccount } from './fieldwork/fieldwork-account.js';
import { BeforeFieldwork } from './plan/before-fieldwork.js';
import { StageChip } from './stage-chip.js';
import { StageSteps } from './stage-steps.js';
import { isBeforeFieldwork, isOpen, isScored, isSealed, rankingAddress } from './stages.js';

/** Seconds between two looks at the counts while answers come in, and at the stage while they do not. */
const whileOpen = 5;
const whileQuiet = 20;

/** A poll of our own from its plan to its release: counts and quality, never a score. */
export function LivePoll({ poll: known, asked }: { poll: PollSummary; asked: Asked<PollSummary> }) {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const mayMonitor = may('polls.monitor');
  const isPlanned = isBeforeFieldwork(known) || known.stage === 'CANCELLED';
  const hasFieldwork = mayMonitor && !isPlanned;
  const fieldwork = useResource(hasFieldwork ? fieldworkPath(known.id) : null, (signal) =>
    readFieldwork(known.id, signal),
  );
  useRefresh(fieldwork, hasFieldwork ? (isOpen(known) ? whileOpen : whileQuiet) : null);
  useRefresh(asked, isSealed(known) ? null : isOpen(known) ? whileOpen : whileQuiet);
  const view = fieldwork.value;
  return (
    <Page
      trail={[{ label: say('rail.polls') }, { label: say('polls.title'), to: '/polls' }]}
      title={text(known.title)}
      chip={
        <>
          <StageChip stage={known.stage} />
          {known.isDemonstration && <DemoTag />}
        </>
      }
      meta={
        view === null
          ? known.periodKey === null
            ? []
            : [periodText(known.periodKey, language)]
          : [
              say('fieldwork.target', { count: countText(view.interviews.target) }),
              say('fieldwork.sites', { count: view.sites.length }),
            ]
      }
      actions={<Actions poll={known} askAgain={asked.askAgain} />}
    >
      {mayMonitor && isPlanned ? (
        <BeforeFieldwork poll={known} />
      ) : hasFieldwork ? (
        <Loaded asked={fieldwork} skeleton={<FieldworkSkeleton />}>
          {(found: FieldworkView) => (
            <FieldworkAccount
              view={found}
              cleaningAddress={known.stage === 'CLEANING' ? `/polls/${encodeURIComponent(known.id)}/cleaning` : null}
            />
          )}
        </Loaded>
      ) : (
        <Summary poll={known} />
      )}
    </Page>
  );
}

function FieldworkSkeleton() {
  return (
    <div className="body fieldwork">
      {[3, 2].map((rows) => (
        <section key={rows} className="panel across">
          <RowsSkeleton rows={rows} />
        </section>
      ))}
      {[8, 8, 8, 8].map((rows, index) => (
        <section key={index} className="panel">
          <RowsSkeleton rows={rows} />
        </section>
      ))}
    </div>
  );
}

/** What anybody who may see polls sees of one under way: how far it is. */
function Summary({ poll }: { poll: PollSummary }) {
  const { say } = useMessages();
  return (
    <div className="body">
      <section className="panel">
        <div style={{ padding: 16 }}>
          <StageSteps poll={poll} isLarge />
        </div>
      </section>
      <Figures
        figures={[
          { label: say('poll.answers'), value: countText(poll.responses), unit: say('polls.sheets') },
          { label: say('polls.units'), value: countText(poll.units), unit: say('polls.units-unit') },
          { label: say('polls.indicators'), value: countText(poll.indicators), unit: say('polls.indicators-unit') },
        ]}
      />
    </div>
  );
}

function Actions({ poll, askAgain }: { poll: PollSummary; askAgain: () => void }) {
  const { say, language } = useMessages();
  const { may } = useSession();
  const { isActing, attempt } = useAct();
  const [isPausing, setPausing] = useState(false);
  const here = `/polls/${encodeURIComponent(poll.id)}`;
  const isPastFieldwork = poll.stage === 'CLEANING' || poll.stage === 'WEIGHTING';
  return (
    <>
      {may('polls.monitor') && (
        <Button icon={<FileLock size={15} />} onClick={() => go(`${here}/plan`)}>
          {say(isBeforeFieldwork(poll) ? 'plan.title' : 'plan.registered')}
        </Button>
      )}
      {may('polls.monitor') && (isPastFieldwork || isScored(poll)) && (
        <Button
          type={isPastFieldwork && may('polls.clean') ? 'primary' : 'default'}
          icon={<ListChecks size={15} />}
          onClick={() => go(`${here}/cleaning`)}
        >
          {say(poll.stage === 'WEIGHTING' && may('polls.score') ? 'cleaning.compute' : 'cleaning.title')}
        </Button>
      )}
      {isScored(poll) && may('polls.read-ranking') && (
        <>
          <Button icon={<Scale size={15} />} onClick={() => go(`${here}/weighting`)}>
            {say('weighting.title')}
          </Button>
          <Button
            type={isSealed(poll) ? 'default' : 'primary'}
            icon={<ChartNoAxesColumn size={15} />}
            onClick={() => go(rankingAddress(poll))}
          >
            {say('ranking.title')}
          </Button>
        </>
      )}
      {poll.releaseId !== null && poll.stage === 'RELEASED' && (
        <Button icon={<ExternalLink size={15} />} href={publicPage(poll.releaseId, language)} target="_blank">
          {say('poll.public-page')}
        </Button>
      )}
      {poll.stage === 'FIELDWORK' && may('polls.pause') && (
        <ChangeButton danger icon={<CirclePause size={15} />} onClick={() => setPausing(true)}>
          {say('fieldwork.pause')}
        </ChangeButton>
      )}
      {poll.stage === 'PAUSED' && may('polls.pause') && (
        <ChangeButton
          type="primary"
          loading={isActing}
          icon={<CirclePlay size={15} />}
          onClick={() =>
            void attempt(async () => {
              await movePoll(poll.id, 'resume');
              askAgain();
              return say('fieldwork.resumed');
            })
          }
        >
          {say('fieldwork.resume')}
        </ChangeButton>
      )}
      {isPausing && (
        <ReasonDialog
          title={say('fieldwork.pause')}
          means={say('fieldwork.pause-why')}
          act={say('fieldwork.pause')}
          isDangerous
          onGiven={async ({ reason }) => {
            await movePoll(poll.id, 'pause', { reason });
            askAgain();
            return say('fieldwork.paused');
          }}
          onClose={() => setPausing(false)}
        />
      )}
    </>
  );
}
