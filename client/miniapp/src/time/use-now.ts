import { readCity } from '../api/city.js';
import { useContent } from '../loading/use-content.js';
import { clockNow } from '../polls/poll-window.js';

/** The city's business clock, UTC: what deadlines are held against. The phone's own until the city has been asked. */
export function useNow(): string {
  const [{ value, readAt }] = useContent('city', readCity);
  return value && readAt ? clockNow(value.now, readAt, Date.now()) : new Date().toISOString();
}
