import type { MessageTemplate } from './inbox.js';
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
  /** The poll whose plan is public and whose window has not ended; null: none. */
  openPoll: OpenPoll | null;
  latestRelease: { id: string; title: LocalisedText; releasedAt: string } | null;
  /** WeChat's ids of the city's subscribe messages, needed where consent is asked; missing: the city has none. */
  messageTemplateIds?: Partial<Record<MessageTemplate, string>>;
}

/** What the phone's poll card says (问卷卡): who, how long, until when. */
export interface OpenPoll {
  id: string;
  title: LocalisedText;
  periodKey: string;
  isDemonstration: boolean;
  /** UTC instants; answers are taken from `opensAt` until before `closesAt`. */
  opensAt: string;
  closesAt: string;
  isPaused: boolean;
  /** Items that everybody is asked, and the minutes they take. */
  questions: number;
  minutes: number;
  planHash: string;
  /** Public plan document (`PollPlan`) and page. */
  planAddress: string;
  releaseAt: string;
}
