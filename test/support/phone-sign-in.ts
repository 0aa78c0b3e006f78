import type { OpenPage } from './browser.js';

/** Signs a citizen in at the H5 page by a phone code, which a demonstration shows on the page; ends on their own page. */
export async function signInByPhone({ page, shot }: Pick<OpenPage, 'page' | 'shot'>, phone: string): Promise<void> {
  const sees = (words: string | RegExp) => page.getByText(words).locator('visible=true');
  await page.goto('/m/#/pages/mine/index');
  await page.getByText('登录', { exact: true }).locator('visible=true').last().click();
  await page.locator('input:visible').first().fill(phone);
  const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/phone-codes'));
  await sees('发验证码').last().click();
  const { demonstrationCode } = (await (await sent).json()) as { demonstrationCode: string };
  // What is typed before the page has taken the answer in would be lost with its next rendering.
  await sees(demonstrationCode).first().waitFor();
  await page.locator('input:visible').last().fill(demonstrationCode);
  await shot('phone-sign-in');
  const signedIn = page.waitForResponse((answer) => answer.url().endsWith('/api/citizen-sessions/phone'));
  await page.getByText('登录', { exact: true }).locator('visible=true').last().click();
  const answer = await signedIn;
  if (!answer.ok()) throw new Error(`${phone} could not sign in: ${await answer.text()}`);
  // The form leaves by itself: whoever goes elsewhere before that is taken along.
  await page.waitForFunction(() => window.location.hash.includes('pages/mine'));
  await sees(new RegExp(`${phone.slice(0, 3)}.*${phone.slice(-4)}`))
    .first()
    .waitFor();
}
