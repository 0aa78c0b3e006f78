import type { PollSummary, ReleaseDocument, ReleaseDraftView } from '@minsheng/contracts';
import type { Page } from 'playwright-core';
import { rows, systemCaller } from '../../server/src/platform/index.js';
import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';
import { type World, startWorld } from '../world/world.js';

/** Days of fieldwork are simulated and a release is rendered on the way: seconds, and on a busy machine many. */
jest.setTimeout(180_000);

const fieldworkOver = '2026-12-21T16:00:05.000Z';
const instant = Date.parse('2026-12-27T01:00:00.000Z');

let world: World;
let pollId: string;
let phone: OpenPage;
/** The fieldwork page as it read while the poll was open. */
let whileOpen = '';
let releaseId: string;

const desks = new Map<string, OpenPage>();
const failures: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  phone = await openPage({ width: 375, height: 812, baseURL: world.base });
});
afterEach(async () => {
  for (const { errors } of [phone, ...desks.values()]) failures.push(...errors.splice(0));
  expect(failures.splice(0)).toEqual([]);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

/** A code of the authenticator is good once; the journey signs more often than every half minute. */
const forgetLastCode = (name: string) =>
  world.city.works.write(systemCaller('spec'), (work) =>
    rows(work, 'UPDATE person SET last_totp_counter = 0 WHERE name = $1', [name]),
  );

async function deskOf(name: string): Promise<OpenPage> {
  const known = desks.get(name);
  if (known) return known;
  const opened = await openPage({ width: 1440, height: 900, baseURL: world.base });
  desks.set(name, opened);
  const { page } = opened;
  await page.goto('/console/');
  await forgetLastCode(name);
  const offered = (await world.ask('GET', '/api/demo/sign-ins')).json<
    { name: string; password: string; totp: string }[]
  >();
  const one = offered.find((entry) => entry.name === name);
  if (!one) throw new Error(`the cast has no ${name}`);
  await page.getByLabel('用户名').fill(one.name);
  await page.getByLabel('密码', { exact: true }).fill(one.password);
  await page.getByLabel('动态码').fill(one.totp);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation').first().waitFor();
  return opened;
}

/** In the session of whoever sits at this desk. */
const askAt = <Answer>(page: Page, method: 'GET' | 'POST', url: string, body?: unknown): Promise<Answer> =>
  page.evaluate(
    async ([verb, address, json]) => {
      const answer = await fetch(address as string, {
        method: verb as string,
        headers: { 'x-minsheng-request': '1', ...(json === null ? {} : { 'content-type': 'application/json' }) },
        ...(json === null ? {} : { body: json as string }),
      });
      if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [method, url, body === undefined ? null : JSON.stringify(body)] as const,
  ) as Promise<Answer>;

/** Presses the button, fills in the own code and confirms with the word on the dialog's button. */
async function signAt({ page, shot }: OpenPage, name: string, button: RegExp, act: string): Promise<void> {
  await forgetLastCode(name);
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /填入/ }).click();
  await shot(`poll-factor-${name}`);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const tap = (words: string | RegExp) =>
  phone.page.getByText(words, { exact: true }).locator('visible=true').first().click();
const textOf = async ({ page }: OpenPage) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const sidewaysOverflow = ({ page }: OpenPage) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Answers the question in view as `choose` says and waits for the next one; the number of the question answered. */
async function answerQuestion(choose: (rows: string[]) => number): Promise<number> {
  const { page } = phone;
  const counter = page.getByText(/^第 \d+ 题，共 \d+ 题$/).locator('visible=true');
  const before = await counter.innerText();
  const choices = page.locator('.choice:visible');
  if (await page.locator('.open-text:visible').count()) {
    await page.locator('.open-text textarea:visible').fill('路口的信号灯再长几秒');
    if (before.startsWith('第')) await phone.shot('poll-phone-text');
    await tap('下一题');
  } else {
    await choices.nth(choose(await choices.allInnerTexts())).click();
  }
  await page.waitForFunction(
    (shown) =>
      ![...document.querySelectorAll('.answer__progress')].some(
        (node) => (node as HTMLElement).offsetParent !== null && node.textContent?.includes(shown),
      ),
    before,
  );
  return Number(/\d+/.exec(before)?.[0]);
}

describe('a live poll from the first answer to its release', () => {
  it('a citizen answers one question a screen, submits and sees the stamped receipt', async () => {
    const { page } = phone;
    await page.goto('/m/#/pages/mine/index');
    await tap('登录');
    await page.locator('input:visible').first().fill('13900006206');
    const sent = page.waitForResponse((answer) => answer.url().endsWith('/api/phone-codes'));
    await page
      .getByText(/获取|验证码/)
      .locator('visible=true')
      .last()
      .click();
    const { demonstrationCode } = (await (await sent).json()) as { demonstrationCode: string };
    await page.locator('input:visible').last().fill(demonstrationCode);
    await page.getByText('登录', { exact: true }).locator('visible=true').last().click();
    await page.getByText(/139.*6206/).first().waitFor();
    await page.goto('/m/#/pages/home/index');
    await page.getByText('开始答题').locator('visible=true').first().waitFor();
    await phone.shot('poll-phone-home');
    await tap('开始答题');
    await page.getByText('不记名').locator('visible=true').first().waitFor();
    await phone.shot('poll-phone-start');
    await tap('开始答题');
    await page.getByText(/^第 1 题/).locator('visible=true').waitFor();
    await phone.shot('poll-phone-question-1');
    for (let number = 0; ; ) {
      number = await answerQuestion((choices) => (choices.length > 4 ? 1 : 0));
      if (number === 4) await phone.shot('poll-phone-question');
      if (await page.getByText('都答完了').locator('visible=true').count()) break;
    }
    await phone.shot('poll-phone-end');
    await tap('提交');
    await page.getByText('收到了，谢谢你').locator('visible=true').waitFor();
    await phone.shot('poll-phone-receipt');
  });
});
