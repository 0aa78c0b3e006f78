import { useState } from 'react';
import { Input, View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { goBack } from '../../device/navigation.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { signInAsStaff } from '../staff.js';
import '../handling.scss';

/** The console's sign-in on the phone: name, password and one-time code. */
export default function StaffSignInPage() {
  const { language, messages } = usePreferences();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.handling;
  const submit = async (): Promise<void> => {
    const given = { name: name.trim(), password, totp: totp.replace(/\s/g, '') };
    if (given.name === '' || given.password === '' || given.totp === '') return setFault(words.missing);
    setIsWorking(true);
    setFault('');
    const answer = await signInAsStaff(given);
    setIsWorking(false);
    if (answer.kind === 'answered') return goBack('mine');
    setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.unreachable);
  };
  return (
    <Page className="handling" header={words.signInTitle}>
      <Card>
        <View className="handling__lead">{words.signInLead}</View>
        <Field name={words.name} value={name} onInput={setName} />
        <Field name={words.password} value={password} isSecret onInput={setPassword} />
        <Field name={words.totp} hint={words.totpHint} value={totp} isNumber onInput={setTotp} />
        {fault ? (
          <View className="handling__fault" {...forReader({ role: 'alert' })}>
            {fault}
          </View>
        ) : null}
        <Button tone="primary" isBlock isDisabled={isWorking} onTap={() => void submit()}>
          {words.signIn}
        </Button>
      </Card>
    </Page>
  );
}

interface FieldProps {
  name: string;
  hint?: string;
  value: string;
  isSecret?: boolean;
  isNumber?: boolean;
  onInput(value: string): void;
}

function Field({ name, hint, value, isSecret = false, isNumber = false, onInput }: FieldProps) {
  return (
    <View className="handling__field">
      <View className="handling__field-name">{name}</View>
      <Input
        className="handling__input"
        type={isNumber ? 'number' : 'text'}
        password={isSecret}
        maxlength={isNumber ? 6 : 128}
        value={value}
        placeholder={hint ?? ''}
        aria-label={name}
        onInput={(event) => onInput(event.detail.value)}
      />
    </View>
  );
}
