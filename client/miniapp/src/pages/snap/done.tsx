import { useState } from 'react';
import { View } from '@tarojs/components';
import { textIn, type ReportReceipt } from '@minsheng/contracts';
import { subscribe } from '../../api/reports.js';
import { copyText } from '../../device/clipboard.js';
import { openPage, openTab, replacePage } from '../../device/navigation.js';
import { agreesToMessage } from '../../device/subscribe.js';
import { isWeChat } from '../../device/target.js';
import type { Parcel } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { dayText, momentText, wallClock } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Stamp } from '../../ui/stamp.js';
import { Toggle } from '../../ui/toggle.js';

interface DoneProps {
  parcel: Parcel;
  acceptWorkingDays: number;
  templateId: string | undefined;
  now: string;
  onAgain(): void;
  onMend(): void;
}

/** After 提交: the number as soon as the server has confirmed, and until then where the report is. */
export function Done({ parcel, acceptWorkingDays, templateId, now, onAgain, onMend }: DoneProps) {
  const { messages } = usePreferences();
  const words = messages.snap;
  const { receipt } = parcel;
  return (
    <Page
      className="snap"
      header={words.title}
      footer={
        <View className="snap__bar snap__bar--two">
          <Button className="grow" onTap={onAgain}>
            {words.done.again}
          </Button>
          {receipt ? (
            <Button className="grow" tone="primary" onTap={() => replacePage('report', receipt.id)}>
              {words.done.progress}
            </Button>
          ) : (
            <Button className="grow" onTap={() => openTab('home')}>
              {words.done.home}
            </Button>
          )}
        </View>
      }
    >
      <View {...forReader({ role: 'status', isLive: true })}>
        {receipt ? (
          <Received receipt={receipt} acceptWorkingDays={acceptWorkingDays} now={now} />
        ) : (
          <OnItsWay parcel={parcel} onMend={onMend} />
        )}
      </View>
      {receipt ? isWeChat ? <Notify receipt={receipt} templateId={templateId} /> : <ToInbox /> : null}
    </Page>
  );
}

function Received({
  receipt,
  acceptWorkingDays,
  now,
}: {
  receipt: ReportReceipt;
  acceptWorkingDays: number;
  now: string;
}) {
  const { language, messages } = usePreferences();
  const [said, setSaid] = useState('');
  const words = messages.snap.done;
  const { month, day } = wallClock(receipt.submittedAt);
  const copy = async (): Promise<void> => {
    setSaid((await copyText(receipt.number)) ? messages.actions.copied : messages.actions.notCopied);
  };
  return (
    <Card className="done">
      <View className="done__top">
        <View className="grow">
          <View className="done__title" {...forReader({ role: 'heading' })}>
            {words.received}
          </View>
          <View className="done__name">{words.number}</View>
          <View className="done__number">{receipt.number}</View>
        </View>
        <Stamp
          word="已收"
          line={`${month}月${day}日`}
          label={words.stamp(dayText(receipt.submittedAt, language, now))}
        />
      </View>
      <View className="done__by">{words.acceptBy(momentText(receipt.acceptBy, language, now), acceptWorkingDays)}</View>
      <Button tone="text" className="done__copy" onTap={() => void copy()}>
        <Icon name="copy" size={16} />
        {said || words.copy}
      </Button>
    </Card>
  );
}

/** A browser has no messages of its own: the city's inbox tells. */
function ToInbox() {
  const { messages } = usePreferences();
  return (
    <Card className="done__inbox">
      <Icon name="bell" size={20} />
      <View className="grow">{messages.snap.done.toInbox}</View>
    </Card>
  );
}

/** Asked right after the report, the one moment at which WeChat lets an app ask. */
function Notify({ receipt, templateId }: { receipt: ReportReceipt; templateId: string | undefined }) {
  const { language, messages } = usePreferences();
  const { session } = useSession();
  const [isOn, setIsOn] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.snap.done;
  const turn = async (): Promise<void> => {
    if (isOn || !session) return;
    if (!(await agreesToMessage(templateId))) return;
    const answer = await subscribe({ template: 'REPORT_RESULT', subject: `report:${receipt.id}` }, session.token);
    setIsOn(answer.kind === 'answered');
    if (answer.kind === 'refused') setFault(textIn(answer.problem.sentences, language));
    else setFault(answer.kind === 'answered' ? '' : words.notifyFailed);
  };
  return (
    <Card className="done__notify">
      <Toggle isOn={isOn} label={words.notify} onTurn={() => void turn()}>
        <Icon name="bell" size={20} />
        <View className="grow">
          <View className="snap__option-name">{words.notify}</View>
          <View className="snap__option-hint" {...forReader({ isLive: true })}>
            {fault || (isOn ? words.notifyOn : words.notifyOff)}
          </View>
        </View>
      </Toggle>
    </Card>
  );
}

/** On the phone still: why, and what happens next. */
export function OnItsWay({ parcel, onMend }: { parcel: Parcel; onMend(): void }) {
  const { language, messages } = usePreferences();
  const { act, send } = useOutbox();
  const [isSure, setIsSure] = useState(false);
  const words = messages.outbox;
  const { trouble } = parcel;
  if (trouble?.kind === 'refused') {
    return (
      <EmptyState icon="info" title={words.failed} hint={textIn(trouble.sentences, language)}>
        <Button tone="primary" isBlock onTap={onMend}>
          {words.mend}
        </Button>
        <Button tone="text" onTap={() => (isSure ? void act({ kind: 'dropped', id: parcel.id }) : setIsSure(true))}>
          {isSure ? words.dropSure : words.drop}
        </Button>
      </EmptyState>
    );
  }
  if (!trouble) return <EmptyState icon="cloud-upload" title={words.sending} hint={words.waiting} />;
  const { because } = trouble;
  return (
    <EmptyState
      icon={because === 'offline' ? 'wifi-off' : 'cloud-upload'}
      title={words.waiting}
      hint={trouble.sentences ? textIn(trouble.sentences, language) : words.hints[because]}
    >
      {because === 'too-many' && parcel.notBefore ? (
        <View className="snap__hint">{words.until(momentText(parcel.notBefore, language, parcel.notBefore))}</View>
      ) : because === 'signed-out' ? (
        <Button tone="primary" onTap={() => openPage('sign-in')}>
          {messages.snap.signIn}
        </Button>
      ) : (
        <Button onTap={send}>{words.retry}</Button>
      )}
    </EmptyState>
  );
}
