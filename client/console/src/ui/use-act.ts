import type { FieldFault } from '@minsheng/contracts';
import { App } from 'antd';
import { useState } from 'react';

import { RequestFailed, type Failure } from '../api/failure.js';
import { faultsOf } from './field-faults.js';
import { useFailureText } from './states.js';

export interface Acting {
  isActing: boolean;
  /** What the server said against the last try; null before it and after a success. */
  failure: Failure | null;
  /** The refused fields of the last try, by name. */
  faults: ReadonlyMap<string, FieldFault>;
  /** Runs `act` and shows what it answers; true when it was done. */
  attempt: (act: () => Promise<string>) => Promise<boolean>;
  forget: () => void;
}

/**
 * One change at a time, with what came of it. A refusal is shown as a passing message unless `isShownBeside`: then the
 * page shows `failure` where the change was asked for.
 */
export function useAct({ isShownBeside = false }: { isShownBeside?: boolean } = {}): Acting {
  const { message } = App.useApp();
  const failureText = useFailureText();
  const [isActing, setActing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const attempt = async (act: () => Promise<string>) => {
    setActing(true);
    setFailure(null);
    try {
      message.success(await act());
      return true;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.failure);
      if (!isShownBeside) message.error(failureText(error.failure));
      return false;
    } finally {
      setActing(false);
    }
  };
  return { isActing, failure, faults: faultsOf(failure), attempt, forget: () => setFailure(null) };
}
