import { useState } from 'react';
import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { signInByWechat } from '../../api/identity.js';
import { wechatCode } from '../../device/sign-in.js';
import { goBack } from '../../device/navigation.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { signInWithCode } from '../../session/wechat-sign-in.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { FormFault } from './form-fault.js';

export function WechatSignInForm() {
  const { language, messages } = usePreferences();
  const { begin } = useSession();
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.signIn;

  const submit = async (): Promise<void> => {
    setIsWorking(true);
    setFault('');
    const outcome = await signInWithCode(wechatCode, (code) => signInByWechat({ code }));
    setIsWorking(false);
    switch (outcome.kind) {
      case 'answered':
        begin(outcome.body);
        return goBack('mine');
      case 'refused':
        return setFault(textIn(outcome.problem.sentences, language));
      case 'no-code':
        return setFault(words.wechatFailed);
      case 'unreachable':
        return setFault(words.unreachable);
    }
  };

  return (
    <Card className="sign-in__card">
      <View className="sign-in__lead">{words.lead}</View>
      <FormFault text={fault} />
      <Button className="sign-in__submit" tone="primary" isBlock isDisabled={isWorking} onTap={() => void submit()}>
        {isWorking ? words.working : words.wechat}
      </Button>
      <View className="sign-in__privacy">
        <Icon name="shield-check" size={15} strokeWidth={2} />
        <View className="grow">{words.wechatHint}</View>
      </View>
    </Card>
  );
}
