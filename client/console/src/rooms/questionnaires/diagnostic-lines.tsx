import type { DesignDiagnostic } from '@minsheng/contracts';
import { CircleAlert, TriangleAlert } from 'lucide-react';

import type { PlainKey } from '../../messages/catalogue.js';
import { useMessages } from '../../messages/use-messages.js';
import { useDesigner } from './designer-context.js';

/** Diagnostics beside what they are about: errors stop publishing, warnings are for a person to judge. */
export function DiagnosticLines({
  diagnostics,
  most = 20,
}: {
  diagnostics: readonly DesignDiagnostic[];
  most?: number;
}) {
  const { say, text } = useMessages();
  const { numbers } = useDesigner();
  if (diagnostics.length === 0) return null;
  const sorted = [...diagnostics].sort((one, other) => one.severity.localeCompare(other.severity));
  return (
    <ul className="diagnostics">
      {sorted.slice(0, most).map((diagnostic, index) => (
        <li key={index} className={diagnostic.severity}>
          <SeverityIcon severity={diagnostic.severity} />
          <span>
            <Where diagnostic={diagnostic} numbers={numbers} />
            {text(diagnostic.sentences)}
            {diagnostic.position !== null && (
              <small>{say('design.at-character', { at: diagnostic.position + 1 })}</small>
            )}
          </span>
        </li>
      ))}
      {sorted.length > most && <li className="muted">{say('design.more', { count: sorted.length - most })}</li>}
    </ul>
  );
}

const fields: Readonly<Record<string, PlainKey>> = {
  title: 'design.title-of',
  'marks.maker': 'plan.form-maker',
  'marks.approvedBy': 'plan.form-approved-by',
  hint: 'design.hint',
  guidance: 'design.guidance',
  constraint: 'design.check',
  warning: 'design.soft-check',
  subject: 'design.subject',
};

/** Which part of the card is meant, where the sentence alone does not tell: a row, an option, the hint. */
export function Where({
  diagnostic: { item, field },
  numbers,
}: {
  diagnostic: DesignDiagnostic;
  numbers: ReadonlyMap<string, string>;
}) {
  const { say } = useMessages();
  const number = item === null ? undefined : numbers.get(item);
  const named = field === null ? undefined : (fields[field] ?? fields[field.split('.')[0]!]);
  const option = field === null ? null : /^(?:choices|levels)\.(.+)$/.exec(field)?.[1];
  const parts = [
    number?.includes('.') === true ? `Q${number}` : null,
    named === undefined ? null : say(named),
    option ?? null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <b>{parts.join(' ')} </b>;
}

export function SeverityIcon({ severity, size = 14 }: { severity: DesignDiagnostic['severity']; size?: number }) {
  const { say } = useMessages();
  return severity === 'error' ? (
    <CircleAlert size={size} aria-label={say('design.error')} />
  ) : (
    <TriangleAlert size={size} aria-label={say('design.warning')} />
  );
}
