import { useEffect, useState } from 'react';

import { useCity } from './city.js';

/** Milliseconds by the business clock, moving on every `every` milliseconds; null before the server has named it. */
export function useBusinessNow(every: number): number | null {
  const { value, gotAt } = useCity();
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    if (gotAt === null) return;
    const renew = () => setElapsed(Math.max(0, Date.now() - gotAt));
    renew();
    const timer = setInterval(renew, every);
    return () => clearInterval(timer);
  }, [gotAt, every]);
  return value === null ? null : Date.parse(value.now) + elapsed;
}

/** Milliseconds that the business clock is ahead of this machine's; 0 before the server has named it. */
export function useClockAhead(): number {
  const { value, gotAt } = useCity();
  return value === null || gotAt === null ? 0 : Date.parse(value.now) - gotAt;
}
