import { Button, Tooltip } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';

import { useOnline } from '../api/use-online.js';
import { useMessages } from '../messages/use-messages.js';
import { shortHash } from './format.js';
import { raised } from './raised.js';

/** Simulated figures carry this wherever they are shown. */
export function DemoTag() {
  const { say } = useMessages();
  return <span className="demo-tag">{say('demo.tag')}</span>;
}

export type Tone =
  | 'plain'
  | 'line'
  | 'received'
  | 'dispatch'
  | 'handling'
  | 'overdue'
  /** The unit says so, nobody has checked: hollow. */
  | 'resolved'
  | 'verified'
  | 'reopened'
  | 'paused'
  | 'seal'
  | 'danger';

/** A state: icon, word and colour together, never colour alone. */
export function Chip({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      {icon}
      {children}
    </span>
  );
}

export function Panel({
  title,
  note,
  tools,
  className = '',
  children,
}: {
  title: string;
  note?: ReactNode;
  tools?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`panel ${className}`} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <small>{note}</small>}
        <span className="space" />
        {tools}
      </header>
      {children}
    </section>
  );
}

export interface Figure {
  label: string;
  value: ReactNode;
  unit?: ReactNode;
  why?: ReactNode;
}

/** Key figures side by side: label, value, comparison, one line of why. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <section className="panel figures">
      {figures.map(({ label, value, unit, why }) => (
        <div key={label}>
          <small>{label}</small>
          <b>
            {value}
            {unit !== undefined && <i>{unit}</i>}
          </b>
          <p className={typeof why === 'string' ? 'cut' : undefined} title={typeof why === 'string' ? why : undefined}>
            {typeof why === 'string' ? raised(why) : why}
          </p>
        </div>
      ))}
    </section>
  );
}

/** First and last digits in sight, the whole value for the clipboard. */
export function Hash({ value, label }: { value: string; label: string }) {
  const { say } = useMessages();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void navigator.clipboard?.writeText(value).then(() => setCopied(true));
  };
  return (
    <span className="hash">
      <code title={value}>{shortHash(value)}</code>
      <Tooltip title={isCopied ? say('hash.copied') : say('hash.copy', { what: label })}>
        <Button
          type="text"
          size="small"
          aria-label={say('hash.copy', { what: label })}
          icon={isCopied ? <Check size={14} /> : <Copy size={14} />}
          onClick={copy}
        />
      </Tooltip>
      <span role="status" className="for-readers">
        {isCopied ? say('hash.copied') : ''}
      </span>
    </span>
  );
}

/** Without a connection whatever changes something is disabled and says why. */
export function ChangeButton({
  children,
  disabled,
  ...rest
}: Omit<Parameters<typeof Button>[0], 'disabled'> & { disabled?: boolean }) {
  const { say } = useMessages();
  const isOnline = useOnline();
  return (
    <Tooltip title={isOnline ? null : say('state.offline-disabled')}>
      <Button {...rest} disabled={disabled === true || !isOnline}>
        {children}
      </Button>
    </Tooltip>
  );
}
