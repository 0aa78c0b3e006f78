import { isWeChat } from '../../device/target.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Page } from '../../ui/page.js';
import { PhoneSignInForm } from './phone-sign-in-form.js';
import { WechatSignInForm } from './wechat-sign-in-form.js';
import './index.scss';

export default function SignInPage() {
  const { messages } = usePreferences();
  return (
    <Page className="sign-in" header={messages.signIn.title}>
      {isWeChat ? <WechatSignInForm /> : <PhoneSignInForm />}
    </Page>
  );
}
