import { useCallback, useEffect, useState } from 'react';
import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import type { Language } from '@minsheng/contracts';
import { readProfile, signOut } from '../../api/identity.js';
import { openHandling, openPage } from '../../device/navigation.js';
import { usePaper } from '../../polls/paper-context.js';
import type { Appearance } from '../../preferences/preferences.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useInbox } from '../../reports/use-reports.js';
import { useSession } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Segmented } from '../../ui/segmented.js';
import { Tappable } from '../../ui/tappable.js';
import './index.scss';

const languages: readonly Language[] = ['zh-CN', 'en'];
const appearances: readonly Appearance[] = ['system', 'light', 'dark'];

export default function MinePage() {
  const { language, appearance, isCare, isAutoAdvance, messages, choose } = usePreferences();
  const words = messages.mine;
  return (
    <Page className="mine" tab="mine" header={words.title}>
      <Account />
      <Card>
        <Tappable className="mine__row" role="link" onTap={() => openPage('reports')}>
          <Icon name="camera" size={20} />
          <View className="grow mine__row-name">{words.reports}</View>
          <Icon name="chevron-right" size={18} className="mine__go" />
        </Tappable>
        <InboxRow />
      </Card>
      <Card>
        <Tappable
          className="mine__row"
          role="switch"
          isChecked={isCare}
          label={words.care}
          onTap={() => choose({ isCare: !isCare })}
        >
          <Icon name="type" size={20} />
          <View className="grow">
            <View className="mine__row-name">{words.care}</View>
            <View className="mine__row-hint">{words.careHint}</View>
          </View>
          <View className="mine__row-action">{isCare ? words.careOff : words.careOn}</View>
        </Tappable>
        <View className="mine__choice">
          <View className="mine__row-name">{words.language}</View>
          <Segmented
            label={words.language}
            segments={languages.map((value) => ({ value, label: words.languages[value] }))}
            chosen={language}
            onChoose={(value) => choose({ language: value })}
          />
        </View>
        <View className="mine__choice">
          <View className="mine__row-name">{words.appearance}</View>
          <Segmented
            label={words.appearance}
            segments={appearances.map((value) => ({ value, label: words.appearances[value] }))}
            chosen={appearance}
            onChoose={(value) => choose({ appearance: value })}
          />
        </View>
        <Tappable
          className="mine__row mine__choice"
          role="switch"
          isChecked={isAutoAdvance}
          label={words.autoAdvance}
          onTap={() => choose({ isAutoAdvance: !isAutoAdvance })}
        >
          <View className="grow">
            <View className="mine__row-name">{words.autoAdvance}</View>
            <View className="mine__row-hint">{words.autoAdvanceHint}</View>
          </View>
          <View className="mine__row-action">{isAutoAdvance ? words.on : words.off}</View>
        </Tappable>
      </Card>
      <Card>
        <Tappable className="mine__row" role="link" onTap={() => openPage('method')}>
          <Icon name="shield-check" size={20} />
          <View className="grow mine__row-name">{messages.method.title}</View>
          <Icon name="chevron-right" size={18} className="mine__go" />
        </Tappable>
        <Tappable className="mine__row mine__choice" role="link" onTap={() => openHandling('duty')}>
          <Icon name="building-complex" size={20} />
          <View className="grow">
            <View className="mine__row-name">{words.handling}</View>
            <View className="mine__row-hint">{words.handlingHint}</View>
          </View>
          <Icon name="chevron-right" size={18} className="mine__go" />
        </Tappable>
      </Card>
    </Page>
  );
}

function InboxRow() {
  const { messages } = usePreferences();
  const [face] = useInbox();
  const unread = face?.kind === 'ready' ? face.value.unread : 0;
  return (
    <Tappable className="mine__row mine__choice" role="link" onTap={() => openPage('inbox')}>
      <Icon name="bell" size={20} />
      <View className="grow mine__row-name">{messages.mine.inbox}</View>
      {unread > 0 ? <View className="mine__unread">{messages.inbox.unread(unread)}</View> : null}
      <Icon name="chevron-right" size={18} className="mine__go" />
    </Tappable>
  );
}

function Account() {
  const { messages } = usePreferences();
  const { session, end } = useSession();
  const { act } = usePaper();
  const [said, setSaid] = useState('');
  const words = messages.mine;

  const check = useCallback(async () => {
    if (!session) return;
    const answer = await readProfile(session.token);
    if (answer.kind === 'refused' && answer.problem.status === 401) end();
  }, [session, end]);
  useDidShow(() => void check());
  useEffect(() => {
    if (session) setSaid('');
  }, [session]);

  const leave = async (token: string): Promise<void> => {
    // The phone forgets first: whoever presses 退出 in a hurry is out, network or not.
    end();
    act({ kind: 'signedOut' });
    const answer = await signOut(token);
    setSaid(answer.kind === 'unreachable' ? words.signOutUnsure : words.signedOutDone);
  };

  return (
    <Card className="mine__account">
      <View className="mine__face">
        <Icon name="user-round" size={26} />
      </View>
      {session ? (
        <>
          <View className="grow">
            <View className="mine__who">
              {session.citizen.maskedPhone ? words.signedInAs(session.citizen.maskedPhone) : words.signedInByWechat}
            </View>
            <View className="mine__row-hint">{words.privacy}</View>
          </View>
          <Button onTap={() => void leave(session.token)}>{words.signOut}</Button>
        </>
      ) : (
        <>
          <View className="grow">
            <View className="mine__who" {...forReader({ isLive: true })}>
              {said || words.signedOut}
            </View>
            <View className="mine__row-hint">{words.signedOutHint}</View>
          </View>
          <Button tone="primary" onTap={() => openPage('sign-in')}>
            {words.signIn}
          </Button>
        </>
      )}
    </Card>
  );
}
