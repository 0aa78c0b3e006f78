import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { openPage, openTab, replacePage } from '../../device/navigation.js';
import { usePaper } from '../../polls/paper-context.js';
import { useOpenPoll } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { HowItCountsCard } from './how-it-counts-card.js';
import { MyAnswersCard } from './my-answers-card.js';
import { Slip } from './slip.js';
import { WaitingSheet } from './waiting-sheet.js';
import './index.scss';

/** What became of the answers: on their way, back for a correction, or received. */
export default function ReceiptPage() {
  const { language, messages } = usePreferences();
  const { session } = useSession();
  const { paper } = usePaper();
  const [face] = useOpenPoll();
  const view = face.kind === 'ready' ? face.value : null;
  const citizenId = session?.citizen.id ?? null;
  const { queued, draft } = paper;
  const receipt = paper.receipt?.citizenId === citizenId ? paper.receipt : null;
  const words = messages.receipt;

  if (queued && (citizenId === null || queued.citizenId === citizenId)) {
    return (
      <Shell title={words.titleWaiting}>
        <WaitingSheet queued={queued} />
      </Shell>
    );
  }
  if (draft?.refusal && draft.citizenId === citizenId) {
    return (
      <Shell title={words.titleWaiting}>
        <View {...forReader({ role: 'alert' })}>
          <EmptyState icon="info" title={words.refused} hint={textIn(draft.refusal, language)}>
            <Button tone="primary" onTap={() => replacePage('answer')}>
              {messages.poll.resume}
            </Button>
          </EmptyState>
        </View>
      </Shell>
    );
  }
  if (!receipt) {
    return (
      <Shell title={words.titleWaiting}>
        <EmptyState icon="receipt-text" title={words.none} hint={words.noneHint}>
          <Button onTap={() => openTab('home')}>{messages.answer.toHome}</Button>
        </EmptyState>
      </Shell>
    );
  }
  return (
    <Shell
      title={words.title}
      footer={
        <View className="receipt__bar">
          <Button isBlock onTap={() => openPage('plan')}>
            {words.seePlan}
            <Icon name="chevron-right" size={18} strokeWidth={2} />
          </Button>
        </View>
      }
    >
      <Slip receipt={receipt} view={view} />
      <HowItCountsCard receipt={receipt} view={view} />
      {view && view.poll.planHash === receipt.planHash ? (
        <MyAnswersCard key={receipt.planHash} receipt={receipt} view={view} />
      ) : null}
    </Shell>
  );
}

function Shell({ title, footer, children }: { title: string; footer?: ReactNode; children: ReactNode }) {
  return (
    <Page className="receipt" header={title} footer={footer}>
      {children}
    </Page>
  );
}
