import { useEffect, useState } from 'react';
import { Input, View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import type { Answer } from '../../api/http.js';
import { askPhoneCode, signInByPhone } from '../../api/identity.js';
import { goBack } from '../../device/navigation.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { phoneCode, phoneNumber } from '../../session/phone-sign-in.js';
import { useSession } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { FormFault } from './form-fault.js';

export function PhoneSignInForm() {
  const { language, messages } = usePreferences();
  const { begin } = useSession();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [fault, setFault] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const [demonstrationCode, setDemonstrationCode] = useState('');
  const [secondsLeft, setSecondsLeft] = useState(0);
  const words = messages.signIn;

  useEffect(() => {
    if (secondsLeft <= 0) return undefined;
    const timer = setTimeout(() => setSecondsLeft(secondsLeft - 1), 1000);
    return () => clearTimeout(timer);
  }, [secondsLeft]);

  /** Runs one request with the form closed; null when it was not answered, the reason then stands on the form. */
  const run = async <T,>(ask: () => Promise<Answer<T>>): Promise<T | null> => {
    setIsWorking(true);
    setFault('');
    const answer = await ask();
    setIsWorking(false);
    if (answer.kind === 'answered') return answer.body;
    setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.unreachable);
    return null;
  };

  const send = async (): Promise<void> => {
    const number = phoneNumber(phone);
    if (!number) return setFault(words.phoneInvalid);
    const sent = await run(() => askPhoneCode({ phone: number }));
    if (!sent) return;
    setIsSent(true);
    setSecondsLeft(sent.retryAfterSeconds);
    setDemonstrationCode(sent.demonstrationCode ?? '');
  };

  const submit = async (): Promise<void> => {
    const number = phoneNumber(phone);
    if (!number) return setFault(words.phoneInvalid);
    const digits = phoneCode(code);
    if (!digits) return setFault(words.codeInvalid);
    const session = await run(() => signInByPhone({ phone: number, code: digits }));
    if (!session) return;
    begin(session);
    goBack('mine');
  };

  return (
    <Card className="sign-in__card">
      <View className="sign-in__lead">{words.lead}</View>
      <View className="field">
        <View className="field__name">{words.phone}</View>
        <Input
          className="field__input"
          type="number"
          maxlength={11}
          value={phone}
          placeholder={words.phoneHint}
          aria-label={words.phone}
          onInput={(event) => setPhone(event.detail.value)}
        />
      </View>
      <View className="field">
        <View className="field__name">{words.code}</View>
        <View className="field__with-action">
          <Input
            className="field__input"
            type="number"
            maxlength={6}
            value={code}
            placeholder={words.codeHint}
            aria-label={words.code}
            onInput={(event) => setCode(event.detail.value)}
          />
          <Button isDisabled={isWorking || secondsLeft > 0} onTap={() => void send()}>
            {secondsLeft > 0 ? words.sendAgainIn(secondsLeft) : words.send}
          </Button>
        </View>
      </View>
      {isSent ? (
        <View className="sign-in__sent" {...forReader({ role: 'status' })}>
          {demonstrationCode ? <DemoTag /> : null}
          <View className="grow">{demonstrationCode ? words.demonstrationCode(demonstrationCode) : words.sent}</View>
        </View>
      ) : null}
      <FormFault text={fault} />
      <Button className="sign-in__submit" tone="primary" isBlock isDisabled={isWorking} onTap={() => void submit()}>
        {isWorking ? words.working : words.submit}
      </Button>
      <View className="sign-in__privacy">
        <Icon name="shield-check" size={15} strokeWidth={2} />
        <View className="grow">{words.privacy}</View>
      </View>
    </Card>
  );
}
