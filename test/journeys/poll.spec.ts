import type { HeldResponse, PollSummary, ReleaseDocument, ReleaseDraftView } from '@minsheng/contracts';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';
import { forgetLastCode, signInAtDesk } from '../support/desk-sign-in.js';
import { eventually } from '../support/eventually.js';
import { signInByPhone } from '../support/phone-sign-in.js';
import { openPhone, type Phone } from '../support/phone.js';
import { type World, startWorld } from '../world/world.js';

/** Days of fieldwork are simulated and a release is rendered on the way: seconds, and on a busy machine many. */
jest.setTimeout(300_000);

const instant = Date.parse('2026-12-27T01:00:00.000Z');

let world: World;
let pollId: string;
let phone: Phone;
/** The fieldwork page as it read while the poll was open. */
let whileOpen = '';
let releaseId: string;

const desks = new Map<string, OpenPage>();
const failures: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  phone = await openPhone({ baseURL: world.base });
});
afterEach(async () => {
  for (const { errors } of [phone, ...desks.values()]) failures.push(...errors.splice(0));
  expect(failures.splice(0)).toEqual([]);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

async function deskOf(name: string): Promise<OpenPage> {
  const known = desks.get(name);
  if (known) return known;
  const opened = await openPage({ width: 1440, height: 1500, baseURL: world.base });
  desks.set(name, opened);
  opened.page.setDefaultTimeout(60_000);
  await signInAtDesk(opened, world, name);
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
async function signAt({ page, shot }: OpenPage, name: string, button: string | RegExp, act: string): Promise<void> {
  await forgetLastCode(world, name);
  await page.getByRole('button', { name: button }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /填入/ }).click();
  await shot(`poll-factor-${name}`);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' }).catch(async () => {
    throw new Error(`${name} could not sign: ${await dialog.innerText()}`);
  });
}

const textOf = async ({ page }: OpenPage) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');

/** The counter of the question in view, such as 第 3 题，共 19 题. */
const counterOnTop = () => phone.page.locator('.answer__progress:visible .grow').last().innerText();

/** Waits for another question than the one that `counter` counts, or for the end; true at the end. */
const isAfterLast = (counter: string): Promise<boolean> =>
  eventually(async () => {
    const shown = await phone.page.locator('.answer__progress:visible .grow').allInnerTexts();
    const isOver = (await phone.page.getByText('都答完了').locator('visible=true').count()) > 0;
    return isOver || (shown.length > 0 && !shown.includes(counter)) ? { isOver } : null;
  }).then(({ isOver }) => isOver);

/** Answers the question in view; true when it was the last one. */
async function answerQuestion(): Promise<boolean> {
  const { page } = phone;
  const counter = await counterOnTop();
  const choices = page.locator('.choice:visible');
  const words = page.locator('.open-text textarea:visible');
  if (await words.count()) {
    await words.fill('路口的信号灯再长几秒');
    await phone.shot('poll-phone-text');
    await phone.tap('下一题');
  } else {
    const labels = await choices.allInnerTexts();
    // 满意 on a scale, of age in the middle: the first age is too young to be asked.
    const wanted = labels.findIndex((label) => label === '满意' || label.startsWith('35'));
    await choices.nth(Math.max(0, wanted)).click();
    if (counter.startsWith('第 5 题')) await phone.shot('poll-phone-question');
  }
  return isAfterLast(counter);
}

async function goOnWithoutChange(): Promise<boolean> {
  const counter = await counterOnTop();
  await phone.tap('下一题');
  return isAfterLast(counter);
}

/** What the fieldwork page at this desk says of the online answers. */
async function onlineCounts(desk: OpenPage): Promise<{ received: number; edited: number }> {
  const text = (await textOf(desk)).replace(/[,\s]/g, '');
  const found = /网上答卷(\d+)份其中改过(\d+)份/.exec(text);
  if (!found) throw new Error(`no counts in ${text}`);
  return { received: Number(found[1]), edited: Number(found[2]) };
}

describe('a live poll from the first answer to its release', () => {
  it('staff watches the counts of the open poll rise with a citizen’s answers, and sees no score', async () => {
    const desk = await deskOf('luyao');
    const polls = await askAt<PollSummary[]>(desk.page, 'GET', '/api/polls');
    const open = polls.find(({ stage }) => stage === 'FIELDWORK');
    if (!open) throw new Error('the demonstration has no open poll');
    pollId = open.id;
    await desk.shot('poll-overview');
    await desk.page.goto(`/console/polls/${pollId}`);
    await desk.page.getByText('网上答卷').first().waitFor();
    const before = await onlineCounts(desk);
    await desk.shot('poll-fieldwork');

    const { page } = phone;
    await signInByPhone(phone, '13900006206');
    await page.goto('/m/#/pages/home/index');
    await phone.onTop('开始答题').waitFor();
    expect(await page.getByText('演示数据').locator('visible=true').count()).toBeGreaterThan(0);
    await phone.shot('poll-phone-home');
    await phone.tap('开始答题');
    await phone.onTop('不记名').waitFor();
    await phone.shot('poll-phone-start');
    await phone.tap('开始答题');
    await phone.onTop(/^第 1 题，共/).waitFor();
    for (let isOver = false; !isOver; ) isOver = await answerQuestion();
    await phone.shot('poll-phone-end');
    await phone.tap('提交');
    await phone.onTop('收到了，谢谢你').waitFor();
    await page.locator('.stamp:visible').last().waitFor();
    await phone.shot('poll-phone-receipt');
    await desk.page.waitForFunction(
      (wanted) => document.querySelector('main')?.textContent?.replace(/[,\s]/g, '').includes(wanted),
      `网上答卷${before.received + 1}份`,
    );

    await phone.tap('修改回答');
    await phone.onTop(/^第 1 题，共/).waitFor();
    await page.locator('.choice:visible').nth(1).click();
    await phone.onTop(/^第 2 题，共/).waitFor();
    for (let isOver = false; !isOver; ) isOver = await goOnWithoutChange();
    await phone.tap('提交');
    await phone.onTop(/1 次$/).waitFor();
    await phone.shot('poll-phone-receipt-edited');
    await desk.page.waitForFunction(
      (wanted) => document.querySelector('main')?.textContent?.replace(/[,\s]/g, '').includes(wanted),
      `其中改过${before.edited + 1}份`,
    );
    expect(await onlineCounts(desk)).toEqual({ received: before.received + 1, edited: before.edited + 1 });
    whileOpen = await textOf(desk);
    await page.goto('/m/#/pages/plan/index');
    await phone.onTop('为什么问').waitFor();
    await phone.shot('poll-phone-plan');
    await desk.page.goto(`/console/polls/${pollId}/plan`);
    await desk.page.getByText('和市民看到的一样').first().waitFor();
    await desk.shot('poll-plan');
  });

  it('the director moves the business clock past the late uploads, and cleaning begins', async () => {
    const { page, shot } = await deskOf('heqing');
    await page.getByRole('button', { name: /推进时间/ }).click();
    await page.getByLabel('推到指定时刻').fill('2026-12-22T00:01');
    await shot('poll-clock');
    const moved = page.waitForResponse((answer) => answer.url().endsWith('/api/demo/clock'), { timeout: 60_000 });
    await page.getByRole('button', { name: '推进', exact: true }).click();
    expect((await moved).status()).toBe(200);
    expect((await askAt<PollSummary>(page, 'GET', `/api/polls/${pollId}`)).stage).toBe('CLEANING');
  });

  it('the statistician judges every held answer, weighs, scores and signs', async () => {
    const desk = await deskOf('zhoumin');
    const { page, shot } = desk;
    await page.goto(`/console/polls/${pollId}/cleaning`);
    await page.getByText('待判').first().waitFor();
    await shot('poll-cleaning');
    const held = await askAt<HeldResponse[]>(page, 'GET', `/api/polls/${pollId}/held`);
    expect(held.length).toBeGreaterThan(0);
    await askAt(page, 'POST', `/api/polls/${pollId}/decisions`, {
      responses: held.map(({ id }) => id),
      decision: 'EXCLUDED',
      note: '答题过快，不像认真看过题',
    });
    await page.reload();
    await page.getByRole('button', { name: '完成质检' }).click();
    await page.getByRole('button', { name: '计算得分' }).click();
    await page.waitForURL('**/weighting');
    await page.getByText('已收敛').first().waitFor();
    await shot('poll-weighting');
    await page.goto(`/console/polls/${pollId}/review`);
    await page.locator('main svg text').first().waitFor();
    await shot('poll-review-before');
    await signAt(desk, 'zhoumin', '制表签署', '制表签署');
    await page.getByText('已签', { exact: false }).first().waitFor();
  });

  it('another person seals it, and the record shows the stamp', async () => {
    const desk = await deskOf('lintao');
    await desk.page.goto(`/console/polls/${pollId}/review`);
    await signAt(desk, 'lintao', /^封存，定于/, '复核并封存');
    await desk.page.getByText('封存记录').waitFor();
    await desk.shot('poll-review-sealed');
    expect((await askAt<PollSummary>(desk.page, 'GET', `/api/polls/${pollId}`)).stage).toBe('SEALED');
  });

  it('the office assembles the release, two persons sign it, and it is scheduled', async () => {
    const clerk = await deskOf('luyao');
    await clerk.page.goto('/console/releases');
    await clerk.page.getByRole('button', { name: '编制发布' }).waitFor();
    await clerk.shot('poll-releases');
    await clerk.page.getByRole('button', { name: '编制发布' }).click();
    await clerk.page.waitForURL('**/releases/*');
    releaseId = clerk.page.url().split('/').at(-1) as string;
    for (const name of ['lintao', 'heqing']) {
      const signer = await deskOf(name);
      await signer.page.goto(`/console/releases/${releaseId}`);
      await signAt(signer, name, /身份签署$/, '签署');
    }
    await clerk.page.reload();
    await clerk.page.getByRole('button', { name: '按日历定时公布' }).click();
    await clerk.page.getByRole('dialog').getByRole('button', { name: '按日历定时公布' }).click();
    await clerk.page.getByText('距公布', { exact: true }).waitFor();
    await clerk.shot('poll-release-embargoed');
    const draft = await askAt<ReleaseDraftView>(clerk.page, 'GET', `/api/releases/${releaseId}`);
    expect([draft.state, draft.releaseAt]).toEqual(['EMBARGOED', new Date(instant).toISOString()]);
  });

  it('until nine o’clock nothing is anywhere; within a second of it everything is everywhere', async () => {
    const { page: director } = await deskOf('heqing');
    const reader = await openPage({ width: 1280, baseURL: world.base });
    const says = async () => {
      const [city, releases, feed, home] = await Promise.all(
        ['/api/city', '/v1/releases', '/v1/feed.json', '/'].map((url) => world.get(url)),
      );
      return {
        page: (await world.get(`/releases/${releaseId}/`)).statusCode,
        data: (await world.get(`/v1/releases/${releaseId}`)).statusCode,
        names: [city, releases, feed, home].map((answer) => answer?.body.includes(releaseId)),
      };
    };
    const nothing = { page: 404, data: 404, names: [false, false, false, false] };
    await askAt(director, 'POST', '/api/demo/clock', { to: new Date(instant - 3000).toISOString() });
    expect(await says()).toEqual(nothing);
    await phone.page.goto('/m/#/pages/ranking/index');
    await phone.page.reload();
    await phone.onTop('第一档').waitFor();
    expect(await phone.page.locator('body').innerText()).not.toContain('2026 年第 6 期');
    await phone.shot('poll-phone-ranking-before');
    while ((await world.ask('GET', '/api/city')).json<{ now: string }>().now < new Date(instant).toISOString())
      await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await says()).toEqual({ page: 200, data: 200, names: [true, true, true, true] });

    const ranking = (await world.get(`/v1/releases/${releaseId}`)).json<ReleaseDocument>();
    await phone.page.reload();
    await phone.onTop(/2026 年第 6 期/).waitFor();
    await phone.onTop('第一档').waitFor();
    await phone.shot('poll-phone-ranking');
    expect(await phone.sidewaysOverflow()).toBeLessThanOrEqual(0);
    const list = await phone.page.locator('body').innerText();
    const listed = ranking.groups[0]?.rows ?? [];
    expect(listed.length).toBeGreaterThan(0);
    await reader.page.goto(`/releases/${releaseId}/`);
    const said = (await reader.page.locator('main').innerText()).replace(/\s/g, '');
    await reader.shot('poll-release-desk');
    for (const { name } of listed) {
      expect(said).toContain(name.zh);
      expect(list).toContain(name.zh);
    }
    await reader.page.setViewportSize({ width: 375, height: 812 });
    await reader.shot('poll-release-phone');
    expect(await reader.sidewaysOverflow()).toBeLessThanOrEqual(0);
    const scores = ranking.groups.flatMap(({ rows: units }) => units.map(({ score }) => score));
    expect(scores.filter((score) => score !== null && whileOpen.includes(score))).toEqual([]);
    const clerk = await deskOf('luyao');
    await clerk.page
      .getByText(/^已于 .* 公布$/)
      .first()
      .waitFor();
    await clerk.shot('poll-release-out');
    expect(reader.errors).toEqual([]);
  });
});
