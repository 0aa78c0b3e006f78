import type { DesignDiagnostic } from '@minsheng/contracts';

import { useMessages } from '../../messages/use-messages.js';
import { SeverityIcon, Where } from './diagnostic-lines.js';

/** Everything to mend and to look at; a click goes to the card. */
export function DiagnosticsMenu({
  diagnostics,
  numbers,
  onGo,
}: {
  diagnostics: readonly DesignDiagnostic[];
  numbers: ReadonlyMap<string, string>;
  onGo: (item: string | null) => void;
}) {
  const { say, text } = useMessages();
  if (diagnostics.length === 0) return <p className="muted">{say('design.nothing-to-mend')}</p>;
  const sorted = [...diagnostics].sort((one, other) => one.severity.localeCompare(other.severity));
  return (
    <ul className="diagnostics-menu">
      {sorted.map((diagnostic, index) => {
        const number = diagnostic.item === null ? undefined : numbers.get(diagnostic.item);
        return (
          <li key={index}>
            <button type="button" className={diagnostic.severity} onClick={() => onGo(diagnostic.item)}>
              <SeverityIcon severity={diagnostic.severity} />
              <b>
                {diagnostic.item === null
                  ? say('design.form-head')
                  : number === undefined
                    ? diagnostic.item
                    : `Q${number}`}
              </b>
              <span>
                <Where diagnostic={diagnostic} numbers={numbers} />
                {text(diagnostic.sentences)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
