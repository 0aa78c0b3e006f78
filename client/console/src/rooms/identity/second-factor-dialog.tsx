import type { DemoSignIn } from '@minsheng/contracts';
import { Button, Input } from 'antd';
import { CircleAlert, KeyRound } from 'lucide-react';
import { useEffect, useReducer, useState, type ReactNode } from 'react';

import { RequestFailed } from '../../api/failure.js';
import { readDemoSignIns } from '../../api/identity.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { DemoTag } from '../../ui/parts.js';
import { useElapsed } from '../../ui/use-elapsed.js';
import { useCity } from '../platform/city.js';
import { emptyFactor, factorAfter } from './second-factor.js';
import { useProfile } from './use-session.js';

/** Asks for the authenticator's code before an act that two persons answer for. What the server refuses stays here. */
export function SecondFactorDialog({
  title,
  means,
  act,
  isSealing,
  doing,
  onAct,
  onClose,
}: {
  title: string;
  means: ReactNode;
  act: string;
  isSealing?: boolean;
  /** What the server is about while it takes its time. */
  doing?: (seconds: number) => string;
  /** Does it with the code; throws `RequestFailed`. */
  onAct: (totp: string) => Promise<void>;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const city = useCity();
  const [form, tell] = useReducer(factorAfter, emptyFactor);
  const seconds = useElapsed(form.isSending);

  const send = async () => {
    tell({ kind: 'sent' });
    if (!factorAfter(form, { kind: 'sent' }).isSending) return;
    try {
      await onAct(form.digits);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'failed', failure: error.failure });
    }
  };

  return (
    <ActDialog
      title={title}
      means={means}
      act={act}
      isSealing={isSealing}
      isSending={form.isSending}
      failure={form.failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor="factor">
          {say('factor.code')}
          <small>{say('factor.hint')}</small>
        </label>
        <Input
          id="factor"
          className="totp"
          size="large"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={form.digits}
          status={form.isShort || form.failure !== null ? 'error' : ''}
          aria-invalid={form.isShort}
          aria-describedby={form.isShort ? 'factor-fault' : 'factor-once'}
          onChange={(event) => tell({ kind: 'typed', value: event.target.value })}
        />
        {form.isShort ? (
          <p className="fault" id="factor-fault" role="alert">
            <CircleAlert size={13} aria-hidden />
            {say('factor.short')}
          </p>
        ) : (
          <p className="muted caption" id="factor-once">
            {say('factor.once')}
          </p>
        )}
      </div>
      {doing !== undefined && form.isSending && (
        <p className="muted" role="status">
          {doing(seconds)}
        </p>
      )}
      {city.value?.mode === 'demo' && <OwnCode onFill={(value) => tell({ kind: 'typed', value })} />}
    </ActDialog>
  );
}

/** In a demonstration nobody carries the authenticator: the code of whoever is signed in, renewed when it runs out. */
function OwnCode({ onFill }: { onFill: (code: string) => void }) {
  const { say } = useMessages();
  const { name } = useProfile();
  const [code, setCode] = useState<{ person: DemoSignIn; until: number } | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const [round, setRound] = useState(0);

  useEffect(() => {
    const asking = new AbortController();
    readDemoSignIns(asking.signal).then(
      (people) => {
        const person = people.find((candidate) => candidate.name === name);
        setNow(Date.now());
        setCode(person === undefined ? null : { person, until: Date.now() + person.secondsLeft * 1000 });
      },
      () => undefined,
    );
    return () => asking.abort();
  }, [name, round]);

  useEffect(() => {
    if (code === null) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() > code.until) setRound((count) => count + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, [code]);

  if (code === null) return null;
  const seconds = Math.max(0, Math.ceil((code.until - now) / 1000));
  return (
    <p className="own-code">
      <DemoTag />
      <Button size="small" icon={<KeyRound size={13} />} onClick={() => onFill(code.person.totp)}>
        {say('factor.fill', { code: code.person.totp, seconds })}
      </Button>
    </p>
  );
}
