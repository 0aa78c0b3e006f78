import type { CityView } from '@minsheng/contracts';
import { readKept } from '../device/storage.js';
import type { KeptContent } from '../loading/content.js';
import { clockNow } from '../polls/poll-window.js';

/**
 * The city's clock as the phone last heard it, UTC: what a picture is dated by. Phones go wrong by hours, and a
 * demonstration's clock is moved by hand; a picture must not seem to be from before the assignment it answers.
 */
export function cityNow(): string {
  const kept = readKept<KeptContent<CityView>>('city');
  return kept ? clockNow(kept.value.now, kept.readAt, Date.now()) : new Date().toISOString();
}
