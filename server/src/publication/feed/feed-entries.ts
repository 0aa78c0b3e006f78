import type { Correction, LocalisedText, ReleaseDocument } from '@minsheng/contracts';
import { headline, momentInWords, planAddress, releaseAddress, say, sayChange } from '../page/index.js';
import type { PublicPlan } from '../public-plans.js';
import type { OutRelease } from '../publication.queries.js';

/** Something made public, as a feed tells it: 中文 first, English below. */
export interface FeedEntry {
  /** Never changes and never means anything else. */
  id: string;
  kind: 'plan' | 'release' | 'correction';
  at: string;
  title: LocalisedText;
  /** One paragraph a line. */
  text: { zh: string[]; en: string[] };
  /** From the root of the site; the page in Chinese. */
  address: string;
}

/** Published plans, releases and corrections, newest first. */
export function feedEntries(
  plans: readonly PublicPlan[],
  releases: readonly OutRelease[],
  documents: ReadonlyMap<string, ReleaseDocument>,
): FeedEntry[] {
  const entries = [
    ...plans.flatMap((plan) => plan.versions.map((version) => ofPlan(plan.pollId, version))),
    ...releases.flatMap((release) => {
      const document = documents.get(release.id);
      return document ? [ofRelease(document)] : [];
    }),
  ];
  return entries.sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1));
}

function ofPlan(pollId: string, { version, hash, publishedAt, document }: PublicPlan['newest']): FeedEntry {
  const key = version > 1 ? 'feed.planCorrected' : 'feed.plan';
  const line = (language: 'zh-CN' | 'en') => [
    say(language, 'feed.planText', {
      opens: momentInWords(document.calendar.fieldworkFrom, language),
      release: momentInWords(document.calendar.releaseAt, language),
      hash,
    }),
    ...simulated(document.isDemonstration, language),
  ];
  return {
    id: `urn:minsheng:plan:${pollId}:${version}`,
    kind: 'plan',
    at: publishedAt.toISOString(),
    title: {
      zh: say('zh-CN', key, { title: document.title.zh, version }),
      en: say('en', key, { title: document.title.en, version }),
    },
    text: { zh: line('zh-CN'), en: line('en') },
    address: planAddress(pollId, 'zh-CN'),
  };
}

function ofRelease(release: ReleaseDocument): FeedEntry {
  const { correction } = release;
  const key = correction === null ? 'feed.release' : 'feed.correction';
  const lines = (language: 'zh-CN' | 'en') => [
    ...(correction === null ? [headline(release, language)] : correctionLines(release, correction, language)),
    ...simulated(release.isDemonstration, language),
  ];
  return {
    id: `urn:minsheng:release:${release.id}`,
    kind: correction === null ? 'release' : 'correction',
    at: release.releasedAt,
    title: {
      zh: say('zh-CN', key, { title: release.poll.title.zh }),
      en: say('en', key, { title: release.poll.title.en }),
    },
    text: { zh: lines('zh-CN'), en: lines('en') },
    address: releaseAddress(release.id, 'zh-CN'),
  };
}

function correctionLines(release: ReleaseDocument, correction: Correction, language: 'zh-CN' | 'en'): string[] {
  const reason = language === 'en' ? correction.reason.en : correction.reason.zh;
  return [
    say(language, 'feed.correctionOf', { id: release.correctionOf ?? '' }),
    say(language, 'feed.reason', { reason }),
    ...correction.changes.map((change) => sayChange(change, language)),
  ];
}

const simulated = (isDemonstration: boolean, language: 'zh-CN' | 'en'): string[] =>
  isDemonstration ? [say(language, 'site.demonstration')] : [];
