import { useEffect, useEffectEvent } from 'react';

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
