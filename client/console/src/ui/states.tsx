import { Button, Skeleton } from 'antd';
import { CloudOff, Inbox, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { codeOf, type Failure } from '../api/failure.js';
import { showing } from '../api/resource.js';
import type { Asked } from '../api/use-resource.js';
import { useMessages } from '../messages/use-messages.js';
import { stampText } from './format.js';

/** What went wrong, in the reader's language. */
export function useFailureText(): (failure: Failure) => string {
  const { say, text } = useMessages();
  return (failure) => {
    if (failure.kind === 'refused') return text(failure.problem.sentences);
    return failure.kind === 'unreachable' ? say('state.unreachable') : say('state.unreadable');
  };
}

/** Rows of the height that the list will have, so that nothing jumps. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  const { say } = useMessages();
  return (
    <div className="rows-skeleton" role="status" aria-label={say('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton.Node key={row} active style={{ width: '100%', height: 16 }} />
      ))}
    </div>
  );
}

export function Empty({ children, hint }: { children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="empty">
      <Inbox size={28} aria-hidden />
      <p>{children}</p>
      {hint !== undefined && <small>{hint}</small>}
    </div>
  );
}

/** In the panel itself, so that other panels live on; with the code to quote. */
export function InlineError({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const { say } = useMessages();
  const failureText = useFailureText();
  return (
    <div className="inline-error" role="alert">
      {failure.kind === 'unreachable' ? <CloudOff size={20} aria-hidden /> : <TriangleAlert size={20} aria-hidden />}
      <div>
        <p>{failureText(failure)}</p>
        <small>{say('state.quote-code', { code: codeOf(failure) })}</small>
      </div>
      <Button size="small" icon={<RotateCw size={14} />} onClick={onRetry}>
        {say('state.retry')}
      </Button>
    </div>
  );
}

/** The line above a value that could not be renewed: what is shown, from when. */
function KeptLine({ failure, gotAt, onRetry }: { failure: Failure; gotAt: number; onRetry: () => void }) {
  const { say } = useMessages();
  const failureText = useFailureText();
  return (
    <div className="kept-line" role="status">
      <CloudOff size={14} aria-hidden />
      <span>
        {failure.kind === 'unreachable' ? say('state.kept-offline') : failureText(failure)}{' '}
        {say('state.kept-from', { time: stampText(gotAt) })}
      </span>
      <Button type="link" size="small" onClick={onRetry}>
        {say('state.retry')}
      </Button>
    </div>
  );
}

/** A panel's content in whichever of the designed states its resource is. */
export function Loaded<T>({
  asked,
  skeleton = <RowsSkeleton />,
  isEmpty = () => false,
  empty = null,
  children,
}: {
  asked: Asked<T>;
  skeleton?: ReactNode;
  isEmpty?: (value: T) => boolean;
  empty?: ReactNode;
  children: (value: T) => ReactNode;
}) {
  switch (showing(asked, isEmpty)) {
    case 'skeleton':
      return skeleton;
    case 'error':
      return asked.failure && <InlineError failure={asked.failure} onRetry={asked.askAgain} />;
    case 'empty':
      return empty;
    case 'value':
      return asked.value !== null && children(asked.value);
    case 'kept-offline':
    case 'kept-error':
      return (
        asked.value !== null && (
          <>
            {asked.failure && <KeptLine failure={asked.failure} gotAt={asked.gotAt ?? 0} onRetry={asked.askAgain} />}
            {isEmpty(asked.value) ? empty : children(asked.value)}
          </>
        )
      );
  }
}
