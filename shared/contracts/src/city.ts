import type { LocalisedText } from './text.js';

/** `GET /api/city`: what every surface shows before anybody signs in. */
export interface CityView {
  mode: 'demo' | 'city';
  scheme: string;
  city: LocalisedText;
  /** The business clock, UTC; moved on by hand in demonstration mode. */
  now: string;
  /** The calendar's next release instant, UTC; null when the scheme lists none. */
  nextReleaseAt: string | null;
  latestRelease: { id: string; title: LocalisedText; releasedAt: string } | null;
}
