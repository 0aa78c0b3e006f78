import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { openPage } from '../../device/navigation.js';
import { ownOf, type Parcel } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useReportForm } from '../../reports/use-report-form.js';
import { useMyReports } from '../../reports/use-reports.js';
import { useSession } from '../../session/session-context.js';
import { useNow } from '../../time/use-now.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { ParcelRow, ReportRow } from '../../ui/report-row.js';
import { SealButton } from '../../ui/seal-button.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

/** 我的上报: what is still on the phone, then what the city has, newest first. */
export default function ReportsPage() {
  const { messages } = usePreferences();
  const { session } = useSession();
  const { outbox } = useOutbox();
  const [face, askAgain] = useMyReports();
  const now = useNow();
  const words = messages.reports;
  const waiting = ownOf(outbox, session?.citizen.id ?? null).filter(isOnPhone);
  const isNothing = face === null || (face.kind === 'ready' && face.value.length === 0);
  return (
    <Page
      className="reports"
      header={words.title}
      footer={
        <View className="reports__bar">
          <SealButton onTap={() => openPage('snap')}>
            <Icon name="camera" size={22} />
            {messages.snap.button}
          </SealButton>
        </View>
      }
    >
      {waiting.length > 0 ? <OnPhone parcels={waiting} /> : null}
      {face?.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {face?.kind === 'loading' ? (
        <Card>
          <Skeleton lines={8} lineHeight={44} />
        </Card>
      ) : null}
      {face?.kind === 'failed' ? (
        <Card>
          <TroubleState trouble={face.trouble} onRetry={askAgain} />
        </Card>
      ) : null}
      {face?.kind === 'ready' && face.value.length > 0 ? (
        <Card className="reports__list">
          {face.value.map((report) => (
            <ReportRow key={report.id} report={report} now={now} />
          ))}
        </Card>
      ) : null}
      {isNothing && waiting.length === 0 ? (
        <EmptyState
          icon="camera"
          title={face === null ? words.signedOut : words.none}
          hint={face === null ? undefined : words.noneHint}
        >
          {face === null ? (
            <Button tone="primary" onTap={() => openPage('sign-in')}>
              {messages.snap.signIn}
            </Button>
          ) : null}
        </EmptyState>
      ) : null}
    </Page>
  );
}

/** Reports only: what follows a report shows on its own page. */
const isOnPhone = ({ state, letter, photos }: Parcel): boolean =>
  letter.kind === 'report' && state !== 'sent' && photos.length > 0;

function OnPhone({ parcels }: { parcels: Parcel[] }) {
  const { language, messages } = usePreferences();
  const { act, send } = useOutbox();
  const { form } = useReportForm(null);
  const words = messages.outbox;
  const isQueued = parcels.some(({ state }) => state === 'queued');
  const nameOf = ({ letter }: Parcel): string => {
    const category =
      letter.kind === 'report' ? form?.categories.find(({ code }) => code === letter.category) : undefined;
    return category ? textIn(category.name, language) : words.draft;
  };
  const open = (parcel: Parcel): void => {
    // What was refused is mended where it was made; what only waits is tried again.
    if (parcel.state === 'queued') return send();
    if (parcel.state === 'failed') act({ kind: 'reopened', id: parcel.id });
    openPage('snap');
  };
  return (
    <Card className="reports__phone">
      {parcels.map((parcel) => (
        <ParcelRow key={parcel.id} parcel={parcel} name={nameOf(parcel)} onTap={() => open(parcel)} />
      ))}
      {isQueued ? (
        <Button className="reports__retry" isBlock onTap={send}>
          <Icon name="refresh-cw" size={17} />
          {words.retry}
        </Button>
      ) : null}
    </Card>
  );
}
