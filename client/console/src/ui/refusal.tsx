import { TriangleAlert } from 'lucide-react';

import { codeOf, type Failure } from '../api/failure.js';
import { useMessages } from '../messages/use-messages.js';
import { useFailureText } from './states.js';

/** What the server said against a change, beside where it was asked for. */
export function Refusal({ failure }: { failure: Failure | null }) {
  const { say } = useMessages();
  const failureText = useFailureText();
  if (failure === null) return null;
  return (
    <div className="notice" role="alert">
      <TriangleAlert size={15} aria-hidden />
      <div>
        <p>{failureText(failure)}</p>
        <small className="muted">{say('state.quote-code', { code: codeOf(failure) })}</small>
      </div>
    </div>
  );
}
