import type { QuestionnaireSummary, QuestionnaireView } from '@minsheng/contracts';

import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';
import { signInAtDesk } from '../support/desk-sign-in.js';
import { becomes } from '../support/eventually.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let opened: OpenPage;
beforeAll(async () => {
  world = await startWorld();
  opened = await openPage({ width: 1440, height: 900, baseURL: world.base });
  await signIn();
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
  await world.stop();
});

async function signIn(): Promise<void> {
  const { page } = opened;
  // Every press of the mouse of a person, whatever it is that opens or closes by it.
  await page.addInitScript(() => {
    const counted = window as unknown as { presses: number };
    counted.presses = 0;
    window.addEventListener('pointerdown', () => (counted.presses += 1), true);
  });
  await signInAtDesk(opened, world, 'zhoumin');
  await page.getByRole('link', { name: '问卷设计' }).waitFor();
}

const presses = () => opened.page.evaluate(() => (window as unknown as { presses: number }).presses);
const cards = () => opened.page.locator('.card');
const wordings = () => opened.page.locator('.card-head > b').allInnerTexts();
const isSaved = () => opened.page.getByText(/^已保存/).waitFor();

/** As the person at the console, past the page: a one-time code signs in once. */
function ask<Body>(method: 'GET' | 'PUT', path: string, body?: unknown): Promise<Body> {
  return opened.page.evaluate(
    async ([how, where, what]) => {
      const response = await fetch(where, {
        method: how,
        headers: { 'x-minsheng-request': '1', 'content-type': 'application/json' },
        ...(what === undefined ? {} : { body: JSON.stringify(what) }),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    [method, path, body] as const,
  ) as Promise<Body>;
}

async function view(code: string): Promise<QuestionnaireView> {
  const all = await ask<QuestionnaireSummary[]>('GET', '/api/questionnaires');
  const { id } = all.find((one) => one.code === code)!;
  return ask<QuestionnaireView>('GET', `/api/questionnaires/${id}`);
}

describe('a questionnaire from an empty page', () => {
  it('of 12 items with a condition and a quota is designed and published with at most 60 clicks', async () => {
    const { page } = opened;
    const before = await presses();
    await page.getByRole('link', { name: '问卷设计' }).click();
    await page.getByRole('button', { name: '新建问卷' }).click();
    await page.keyboard.insertText('市容专题测评');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('Streets');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('streets');
    await page.getByRole('button', { name: '开始设计' }).click();

    // An empty page has a head to fill in and nothing else.
    await page.getByText(/还没有题目/).waitFor();
    const marks: [label: string, words: string][] = [
      ['表号', '民测 2 表'],
      ['制定机关（中文）', '市统计局'],
      ['制定机关（英文）', 'Statistics bureau'],
      ['批准或备案机关（中文）', '省统计局'],
      ['批准或备案机关（英文）', 'Provincial bureau'],
      ['批准或备案文号', '统制〔2026〕2 号'],
      ['有效期至', '2027-12-31'],
    ];
    for (const [label, words] of marks) {
      await page.getByLabel(label).click();
      await page.keyboard.insertText(words);
    }

    await page.getByRole('button', { name: '全部加入' }).click();
    const indicators = page.locator('.bank li button:not(.in)');
    const asked = await cards().count();
    while ((await cards().count()) < 11) await indicators.first().click();
    await page.getByRole('button', { name: '新建题目' }).first().click();
    await page.getByRole('menuitem', { name: '文本' }).click();
    await page.keyboard.insertText('主要是哪里让您不满意？');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('What were you least satisfied with?');
    expect(asked).toBeGreaterThan(0);
    await becomes(() => cards().count(), 12);

    // 当 the question before 是 不满意, 非常不满意
    await page.getByRole('button', { name: '加条件' }).click();
    await page.locator('.clause .values').click();
    await page.locator('.ant-select-item-option', { hasText: /^不满意$/ }).click();
    await page.locator('.ant-select-item-option', { hasText: /^非常不满意$/ }).click();
    await page.keyboard.press('Escape');

    await page.locator('.card[data-code="age"] .card-head').click();
    await page.getByRole('button', { name: '配额维度' }).click();
    await opened.shot('designer-twelve');

    await page.getByRole('button', { name: '发布', exact: true }).click();
    await page.getByRole('button', { name: '发布第 1 版' }).click();
    await page.locator('.head .chip', { hasText: /^第 1 版$/ }).waitFor();

    const clicks = (await presses()) - before;
    expect(clicks).toBeLessThanOrEqual(60);
    const published = await view('streets');
    expect(published.draft).toBeNull();
    expect(published.versions.map(({ version }) => version)).toEqual([1]);
    const { design } = await ask<{ design: { entries: { relevant?: string; quotaRole?: string }[] } }>(
      'GET',
      `/api/questionnaires/${published.id}/versions/1`,
    );
    expect(design.entries).toHaveLength(12);
    expect(design.entries.filter(({ quotaRole }) => quotaRole === 'age')).toHaveLength(1);
    const last = design.entries.at(-1)!;
    const [dissatisfied, veryDissatisfied] = [...(last.relevant ?? '').matchAll(/'(\w+)'/g)].map(([, level]) => level);
    expect([dissatisfied, veryDissatisfied]).toEqual(['dissatisfied', 'veryDissatisfied']);
    expect(opened.errors).toEqual([]);
    process.stdout.write(`designer: ${clicks} clicks\n`);
  });
});

describe('a draft in the designer', () => {
  beforeAll(async () => {
    await opened.page.getByRole('button', { name: '开始新草稿' }).click();
    await isSaved();
  });

  it('is put in order, deleted from and mended by the keyboard alone', async () => {
    const { page } = opened;
    const first = await wordings();
    await page.locator('.card-head').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+ArrowUp');
    await becomes(async () => (await wordings()).slice(0, 3), [first[0], first[2], first[1]]);
    await page.keyboard.press('Control+z');
    await becomes(wordings, first);

    await page.keyboard.press('Delete');
    await page.getByText(/已删除/).waitFor();
    await becomes(
      wordings,
      first.filter((_words, at) => at !== 2),
    );
    await page.keyboard.press('Control+z');
    await becomes(wordings, first);
    await page.keyboard.press('Control+Shift+z');
    await becomes(async () => (await wordings()).length, first.length - 1);
    await page.keyboard.press('Control+z');
    await isSaved();
  });

  it('says beside the item what is wrong with it, and cannot be published so', async () => {
    const { page } = opened;
    const card = page.locator('.card').last();
    await card.locator('.card-head').click();
    await card.getByLabel('题面（英文）').fill('');
    await card.getByText('缺英文').waitFor();
    await page.getByRole('button', { name: '1 处要改' }).waitFor();
    await page.keyboard.press('Escape');
    await card.locator('.first-diagnostic', { hasText: '缺英文' }).waitFor();

    await page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/1 处要改/).waitFor();
    await becomes(() => dialog.getByRole('button', { name: /^发布第/ }).isDisabled(), true);
    // From the proof straight to the card.
    await dialog.getByRole('button', { name: /缺英文/ }).click();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: '1 处要改' }).waitFor({ state: 'detached' });
    await isSaved();
  });

  it('is tried out on the phone, counts nowhere and is kept as a script', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: '试答' }).click();
    const phone = page.getByRole('group', { name: '手机上的样子' });
    const ending = phone.getByText('答完了');
    for (let step = 0; step < 20 && (await ending.count()) === 0; step += 1) {
      const options = phone.getByRole('radio');
      if ((await options.count()) > 0) {
        // The first age is too young, and ends the interview.
        const isAge = (await phone.locator('h3').innerText()).includes('年龄');
        await options.nth(isAge ? 2 : 0).click();
      } else await phone.getByRole('button', { name: '下一题' }).click();
    }
    await ending.waitFor();
    await phone.getByText('试答 · 不计入').waitFor();
    await phone.getByRole('button', { name: '录成答题脚本' }).click();
    await page.getByRole('button', { name: '保存脚本' }).click();
    await page.getByRole('button', { name: '1 条脚本全部通过' }).waitFor();
    await becomes(
      async () => (await view('streets')).scenarios.map(({ expect: { outcome } }) => outcome),
      ['complete'],
    );
  });

  it('that somebody else saved meanwhile is not written over without a word, and nothing of it is lost', async () => {
    const { page } = opened;
    const { id, draft } = await view('streets');
    const design = { ...draft!.design, title: { zh: '别处的标题', en: 'From elsewhere' } };
    await ask('PUT', `/api/questionnaires/${id}/draft`, { revision: draft!.revision, design });
    const title = () => page.getByLabel('问卷标题（中文）').inputValue();
    await page.getByLabel('问卷标题（中文）').fill('我的标题');
    await page.getByRole('button', { name: '用对方的' }).click();
    await becomes(title, '别处的标题');
    await page.getByLabel('撤销', { exact: true }).click();
    await becomes(title, '我的标题');
    await isSaved();
    await becomes(async () => (await view('streets')).draft?.design.title.zh, '我的标题');
    expect(opened.errors).toEqual([]);
  });
});
