import { useEffect, useEffectEvent } from 'react';

import { changedEvent } from './request.js';
import type { Asked } from './use-resource.js';

/**
 * Asks again every `seconds` while the page is in sight and there is a connection; null: not at all. A question still
 * on its way is not asked twice, so that a slow server is not asked ever more.
 */
export function useRefresh(asked: Asked<unknown>, seconds: number | null): void {
  const renew = useEffectEvent(() => {
    if (!asked.isLoading && navigator.onLine && document.visibilityState === 'visible') asked.askAgain();
  });
  useEffect(() => {
    if (seconds === null) return;
    const timer = setInterval(renew, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
}

/** Asks again after whatever this person has changed on any part of the page. */
export function useRefreshOnChange(asked: Asked<unknown>): void {
  const { askAgain } = asked;
  useEffect(() => {
    window.addEventListener(changedEvent, askAgain);
    return () => window.removeEventListener(changedEvent, askAgain);
  }, [askAgain]);
}
