import type { Locator } from 'playwright-core';
import { type OpenPage, openPage, type PageOptions } from './browser.js';

/**
 * The citizen's page at 375 px. The pages below the one in view stay in the document, so everything here means what is
 * to be seen, and of several the one drawn last, which lies on top.
 */
export interface Phone extends OpenPage {
  /** What reads exactly so. */
  onTop(words: string | RegExp): Locator;
  /** What contains these words. */
  visible(words: string | RegExp): Locator;
  tap(words: string | RegExp): Promise<void>;
  /** By its label: a button without words. */
  press(label: string): Promise<void>;
}

export async function openPhone(options: Omit<PageOptions, 'width' | 'height'>): Promise<Phone> {
  const opened = await openPage({ width: 375, height: 812, ...options });
  const { page } = opened;
  page.setDefaultTimeout(60_000);
  const top = (located: Locator): Locator => located.locator('visible=true').last();
  const onTop = (words: string | RegExp): Locator => top(page.getByText(words, { exact: true }));
  return {
    ...opened,
    onTop,
    visible: (words) => top(page.getByText(words)),
    tap: (words) => onTop(words).click(),
    press: (label) => top(page.getByLabel(label, { exact: true })).click(),
  };
}
