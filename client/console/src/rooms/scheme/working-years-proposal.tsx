import type { WorkingYearProposalView } from '@minsheng/contracts';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';

import { decideWorkingYear, type WorkingYearVerb } from '../../api/working-years.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { stampText } from '../../ui/format.js';
import { ChangeButton } from '../../ui/parts.js';
import { useAct } from '../../ui/use-act.js';
import { useProfile, useSession } from '../identity/use-session.js';
import { Arrangement, ArrangementOnDemand } from './working-years-arrangement.js';

/** A year's arrangement that waits for another person than the one who entered it. */
export function WaitingProposal({
  proposal,
  onDecided,
}: {
  proposal: WorkingYearProposalView;
  /** Also after a refusal: somebody else may have decided in the meantime. */
  onDecided: () => void;
}) {
  const { say } = useMessages();
  const { may } = useSession();
  const isOwn = useProfile().id === proposal.proposedBy;
  const [deciding, setDeciding] = useState<WorkingYearVerb | null>(null);
  const mayDecide = may('scheme.approve') && !isOwn;
  return (
    <li className="top-aligned working-year">
      <Hourglass size={16} className="attention" aria-hidden />
      <div>
        <p className="strong">{say('working-years.waits', { year: proposal.year })}</p>
        <small>
          {proposal.source} · {say('working-years.proposed-at', { time: stampText(proposal.proposedAt) })}
        </small>
        {isOwn && <small>{say('working-years.own')}</small>}
        <ArrangementOnDemand of={proposal} isOpenAtFirst={mayDecide} />
        {mayDecide && (
          <div className="act-buttons">
            {(['refuse', 'approve'] as const).map((verb) => (
              <ChangeButton
                key={verb}
                size="small"
                type={verb === 'approve' ? 'primary' : 'default'}
                aria-label={`${say(`working-years.${verb}`)}: ${proposal.year}`}
                onClick={() => setDeciding(verb)}
              >
                {say(`working-years.${verb}`)}
              </ChangeButton>
            ))}
          </div>
        )}
      </div>
      {deciding !== null && (
        <DecisionDialog
          proposal={proposal}
          verb={deciding}
          onClose={() => {
            setDeciding(null);
            onDecided();
          }}
        />
      )}
    </li>
  );
}

function DecisionDialog({
  proposal,
  verb,
  onClose,
}: {
  proposal: WorkingYearProposalView;
  verb: WorkingYearVerb;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { year } = proposal;
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const send = async () => {
    const isDone = await attempt(async () => {
      await decideWorkingYear(proposal.id, verb);
      return say(`working-years.${verb}-done`, { year });
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title={say(`working-years.${verb}-title`, { year })}
      means={say(`working-years.${verb}-means`, { source: proposal.source })}
      act={say(`working-years.${verb}`)}
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      <Arrangement of={proposal} />
    </ActDialog>
  );
}
