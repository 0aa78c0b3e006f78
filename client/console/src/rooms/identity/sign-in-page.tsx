import { roles, type DemoSignIn } from '@minsheng/contracts';
import { Button, Input } from 'antd';
import { CircleAlert, Info, KeyRound } from 'lucide-react';
import { useEffect, useReducer, useRef, useState, type ReactNode } from 'react';

import { isStatus, RequestFailed } from '../../api/failure.js';
import { readDemoSignIns, signIn } from '../../api/identity.js';
import { useMessages } from '../../messages/use-messages.js';
import { waitText } from '../../ui/format.js';
import { Mark } from '../../ui/mark.js';
import { ChangeButton, DemoTag } from '../../ui/parts.js';
import { useFailureText } from '../../ui/states.js';
import { useCity } from '../platform/city.js';
import { emptyForm, faultText, formAfter, secondsLocked, type Field } from './sign-in-form.js';
import { useSession } from './use-session.js';

/** Seconds by the machine's clock: sign-in codes and locks run on real time, also in a demonstration. */
function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}

export function SignInPage({ because }: { because: 'nobody' | 'left' | 'expired' }) {
  const { say, text, language, choose } = useMessages();
  const city = useCity();
  useEffect(() => {
    document.title = `${say('sign-in.title')} · ${say('app.name')}`;
  }, [say]);
  return (
    <div className="door">
      <section className="about">
        <div>
          <Mark height={64} />
          <h1>{city.value === null ? say('app.name') : say('sign-in.city', { city: text(city.value.city) })}</h1>
          <p>{say('sign-in.about')}</p>
          <ol>
            {([1, 2, 3] as const).map((number) => (
              <li key={number}>
                <i aria-hidden>{number}</i>
                <div>
                  <b>{say(`sign-in.rule-${number}`)}</b>
                  {say(`sign-in.rule-${number}-why`)}
                </div>
              </li>
            ))}
          </ol>
        </div>
        <p className="muted">{say('sign-in.public')}</p>
      </section>
      <main className="entry">
        <div className="tools">
          <Button
            type="text"
            size="small"
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => choose(language === 'en' ? 'zh-CN' : 'en')}
          >
            {say('language.other')}
          </Button>
        </div>
        <Door because={because} />
      </main>
    </div>
  );
}

function Door({ because }: { because: 'nobody' | 'left' | 'expired' }) {
  const { say, language } = useMessages();
  const { ask } = useSession();
  const failureText = useFailureText();
  const [form, tell] = useReducer(formAfter, emptyForm);
  const now = useNow(form.lockedUntil !== null);
  const locked = secondsLocked(form, now);
  const button = useRef<HTMLButtonElement>(null);

  const submit = async () => {
    tell({ kind: 'sent' });
    if (!formAfter(form, { kind: 'sent' }).isSending) return;
    try {
      await signIn(form.values);
      await ask();
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'refused', failure: error.failure, now: Date.now() });
    }
  };

  const field = (name: Field, label: ReactNode, hint: string | null, input: (props: InputProps) => ReactNode) => {
    const fault = form.faults[name];
    const describedBy = fault === undefined ? undefined : `${name}-fault`;
    return (
      <div className="field">
        <label htmlFor={name}>
          {label}
          {hint !== null && <small>{hint}</small>}
        </label>
        {input({
          id: name,
          name,
          value: form.values[name],
          size: 'large',
          status: fault === undefined ? '' : 'error',
          'aria-invalid': fault !== undefined,
          'aria-describedby': describedBy,
          onChange: (event) => tell({ kind: 'typed', field: name, value: event.target.value }),
        })}
        {fault !== undefined && (
          <p className="fault" id={describedBy} role="alert">
            <CircleAlert size={13} aria-hidden />
            {faultText(fault, language, (key) => say(key))}
          </p>
        )}
      </div>
    );
  };

  return (
    <>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2>{say('sign-in.title')}</h2>
        {because !== 'nobody' && form.general === null && (
          <p className="notice plain" role="status">
            <Info size={15} aria-hidden />
            {say(because === 'left' ? 'sign-in.left' : 'sign-in.expired')}
          </p>
        )}
        {field('name', say('sign-in.name'), null, (props) => (
          <Input {...props} autoComplete="username" autoFocus spellCheck={false} />
        ))}
        {field('password', say('sign-in.password'), null, (props) => (
          <Input.Password {...props} autoComplete="current-password" />
        ))}
        {field('totp', say('sign-in.totp'), say('sign-in.totp-hint'), (props) => (
          <Input {...props} className="totp" inputMode="numeric" autoComplete="one-time-code" />
        ))}
        {form.general !== null && (
          <p className="notice" role="alert">
            <CircleAlert size={15} aria-hidden />
            <span>
              {failureText(form.general)}
              {locked > 0 && ` ${say('sign-in.locked', { time: waitText(locked) })}`}
              {isStatus(form.general, 429) && locked === 0 && ` ${say('sign-in.unlocked')}`}
            </span>
          </p>
        )}
        <ChangeButton
          ref={button}
          type="primary"
          size="large"
          htmlType="submit"
          loading={form.isSending}
          disabled={locked > 0}
        >
          {locked > 0 ? say('sign-in.wait', { time: waitText(locked) }) : say('sign-in.do')}
        </ChangeButton>
      </form>
      <Prepared
        onChoose={({ name, password, totp }) => {
          tell({ kind: 'filled', values: { name, password, totp } });
          button.current?.focus();
        }}
      />
    </>
  );
}

interface InputProps {
  id: string;
  name: string;
  value: string;
  size: 'large';
  status: '' | 'error';
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
  onChange: (event: { target: { value: string } }) => void;
}

/** The demonstration's people, one tap each. Their codes are renewed when they run out. */
function Prepared({ onChoose }: { onChoose: (person: DemoSignIn) => void }) {
  const { say, text } = useMessages();
  const [people, setPeople] = useState<{ list: DemoSignIn[]; until: number } | null>(null);
  const [round, setRound] = useState(0);
  const now = useNow(people !== null && people.list.length > 0);
  const left = people === null ? 0 : Math.max(0, Math.ceil((people.until - now) / 1000));

  useEffect(() => {
    const asking = new AbortController();
    readDemoSignIns(asking.signal).then(
      (list) => {
        const seconds = Math.min(...list.map(({ secondsLeft }) => secondsLeft), 30);
        setPeople({ list, until: Date.now() + seconds * 1000 });
      },
      () => undefined,
    );
    return () => asking.abort();
  }, [round]);

  useEffect(() => {
    if (people === null || people.list.length === 0) return;
    const timer = setTimeout(() => setRound((count) => count + 1), Math.max(500, people.until - Date.now() + 200));
    return () => clearTimeout(timer);
  }, [people]);

  if (people === null || people.list.length === 0) return null;
  return (
    <aside className="prepared" aria-label={say('sign-in.prepared')}>
      <header>
        <KeyRound size={15} aria-hidden />
        <span className="strong">{say('sign-in.prepared')}</span>
        <DemoTag />
        <span className="space" />
        <small>{say('sign-in.prepared-left', { seconds: left })}</small>
      </header>
      <ul>
        {people.list.map((person) => (
          <li key={person.name}>
            <button type="button" className="person" onClick={() => onChoose(person)}>
              {person.displayName}
              <small>{text(roles[person.role])}</small>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
