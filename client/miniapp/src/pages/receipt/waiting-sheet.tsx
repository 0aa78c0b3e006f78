import { useState } from 'react';
import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { readMyResponse } from '../../api/polls.js';
import { chance } from '../../device/chance.js';
import { openPage, openTab } from '../../device/navigation.js';
import type { Queued } from '../../polls/paper.js';
import { usePaper } from '../../polls/paper-context.js';
import { ulid } from '../../outbox/ulid.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { momentText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { forReader } from '../../ui/reader.js';

/** A sheet that the server has not confirmed: no stamp, no receipt, and what happens next. */
export function WaitingSheet({ queued }: { queued: Queued }) {
  const { trouble } = queued;
  return (
    <Card className="waiting">
      <View {...forReader({ role: 'status', isLive: true })}>
        {trouble === null || trouble.kind === 'waiting' ? <OnItsWay queued={queued} /> : null}
        {trouble?.kind === 'conflict' ? <Conflict queued={queued} /> : null}
        {trouble?.kind === 'refused' ? <Refused queued={queued} /> : null}
      </View>
    </Card>
  );
}

function OnItsWay({ queued: { trouble, closesAt } }: { queued: Queued }) {
  const { language, messages } = usePreferences();
  const { isSending, send } = usePaper();
  const words = messages.receipt;
  if (trouble?.kind !== 'waiting') {
    return <EmptyState icon="cloud-upload" title={words.sending} hint={words.sendingHint} />;
  }
  const { because } = trouble;
  const isTime = because === 'offline' || because === 'busy' || because === 'signed-out';
  const now = new Date().toISOString();
  return (
    <EmptyState
      icon={because === 'offline' ? 'wifi-off' : 'cloud-upload'}
      title={words.waiting}
      hint={words.waitingHint[because]}
    >
      {isTime ? <View className="waiting__before">{words.before(momentText(closesAt, language, now))}</View> : null}
      {because === 'signed-out' ? (
        <Button tone="primary" onTap={() => openPage('sign-in')}>
          {words.signIn}
        </Button>
      ) : (
        <Button isDisabled={isSending} onTap={send}>
          {isSending ? words.sending : words.tryNow}
        </Button>
      )}
    </EmptyState>
  );
}

/** The server has an answer sheet of this person: which one stands is theirs to say. */
function Conflict({ queued }: { queued: Queued }) {
  const { language, messages } = usePreferences();
  const { session } = useSession();
  const { paper, act, send } = usePaper();
  const [isAsking, setIsAsking] = useState(false);
  const words = messages.receipt;
  const { pollId, planHash, citizenId, trouble } = queued;

  /** Learns what the server has, then does the person's will with it. */
  const decide = async (isReplaced: boolean): Promise<void> => {
    if (!session) return openPage('sign-in');
    setIsAsking(true);
    const answer = await readMyResponse(pollId, session.token);
    setIsAsking(false);
    if (answer.kind !== 'answered') return;
    const { response } = answer.body;
    const knew = paper.receipt?.receipt ?? null;
    act({ kind: 'receiptSeen', of: { pollId, planHash, citizenId }, knew, receipt: response });
    if (isReplaced) {
      act({ kind: 'replaces', id: ulid(Date.now(), chance), receipt: response?.receipt ?? null });
      send();
    } else act({ kind: 'withdrew' });
  };

  return (
    <EmptyState
      icon="copy-check"
      title={words.conflict}
      hint={trouble?.kind === 'conflict' ? textIn(trouble.sentences, language) : undefined}
    >
      <View className="waiting__before">{words.conflictHint}</View>
      <Button tone="primary" isBlock isDisabled={isAsking} onTap={() => void decide(true)}>
        {words.replaceIt}
      </Button>
      <Button tone="text" isDisabled={isAsking} onTap={() => void decide(false)}>
        {words.keepEarlier}
      </Button>
    </EmptyState>
  );
}

function Refused({ queued: { trouble } }: { queued: Queued }) {
  const { language, messages } = usePreferences();
  const { act } = usePaper();
  const words = messages.receipt;
  return (
    <EmptyState
      icon="info"
      title={words.refused}
      hint={trouble?.kind === 'refused' ? textIn(trouble.sentences, language) : undefined}
    >
      <View className="waiting__before">{words.refusedHint}</View>
      <Button isBlock onTap={() => openTab('home')}>
        {messages.answer.toHome}
      </Button>
      <Button tone="text" onTap={() => act({ kind: 'withdrew' })}>
        {words.drop}
      </Button>
    </EmptyState>
  );
}
