import type { Safety } from './report.entity.js';

/** What is looked at before anybody else sees it. */
export interface SafetyMatter {
  text: string;
  /** SHA-256 (hex) of the bytes that were sent. */
  photos: { id: string; sha256: string }[];
}

/** The platform's check of text and pictures (内容安全). It is asked outside of every transaction. */
export interface SafetyCheck {
  /** @throws when it does not answer; it is asked again */
  check(matter: SafetyMatter): Promise<Safety>;
}

/** Where no check is connected a person looks at everything first: nothing unseen goes on. */
export const everythingToAPerson: SafetyCheck = { check: () => Promise.resolve('REVIEW') };

/** Words and pictures (SHA-256, hex) that a fake check stops at. */
export interface Planted {
  review: readonly string[];
  block: readonly string[];
}

/** A check for demonstrations and tests: all is well unless something planted turns up. */
export function fakeSafetyCheck(planted: Planted = demonstrationWords): SafetyCheck {
  const has = (matter: SafetyMatter, words: readonly string[]): boolean =>
    words.some((word) => matter.text.includes(word) || matter.photos.some(({ sha256 }) => sha256 === word));
  return {
    check: (matter) =>
      Promise.resolve(has(matter, planted.block) ? 'BLOCK' : has(matter, planted.review) ? 'REVIEW' : 'PASS'),
  };
}

/** Written into a report of the demonstration they show what happens. */
const demonstrationWords: Planted = { review: ['演示待检'], block: ['演示拦截'] };

let connected: SafetyCheck = everythingToAPerson;

/** Set once at boot. */
export function connectSafetyCheck(check: SafetyCheck): void {
  connected = check;
}

export function safetyCheck(): SafetyCheck {
  return connected;
}
