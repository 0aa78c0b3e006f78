import type {
  DesignItem,
  PollPlanView,
  PollSummary,
  QuestionBank,
  QuestionnaireDesign,
  QuestionnaireView,
} from '@minsheng/contracts';
import { wechatBuild } from '../harness/wechat-build.js';
import { must } from '../support/answers.js';
import { closeBrowser } from '../support/browser.js';
import { approvedSnowClearing, fiveLevels, missingAnswers, snowClearing, unmet } from '../support/designed-poll.js';
import { signInByPhone } from '../support/phone-sign-in.js';
import { openPhone, type Phone } from '../support/phone.js';
import { said } from '../support/said.js';
import { type World, startWorld } from '../world/world.js';

/** Days of fieldwork are simulated on the way. */
jest.setTimeout(300_000);

let world: World;
let phone: Phone;
let poll: PollSummary;

beforeAll(async () => {
  world = await startWorld();
  poll = await fieldDesignedPoll();
  phone = await openPhone({ baseURL: world.base });
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

/** An ad-hoc indicator, a questionnaire of twelve items from the bank, its plan through two persons, and fieldwork begun. */
async function fieldDesignedPoll(): Promise<PollSummary> {
  const [designer, reviewer] = [await world.as('zhoumin'), await world.as('lintao')];
  await approvedSnowClearing(designer, reviewer);

  const bank = await must<QuestionBank>(designer('GET', '/api/questionnaires/bank'));
  const made = await must<QuestionnaireView>(
    designer('POST', '/api/questionnaires', {
      code: 'snow',
      title: said('冬季清雪专题测评', 'Snow clearing'),
      from: { kind: 'empty' },
    }),
  );
  const at = `/api/questionnaires/${made.id}`;
  const saved = await must<{ revision: number; diagnostics: unknown[] }>(
    designer('PUT', `${at}/draft`, { revision: made.draft!.revision, design: designOf(made.draft!.design, bank) }),
  );
  await must(designer('POST', `${at}/publish`, { revision: saved.revision }));

  const polls = await must<PollSummary[]>(designer('GET', '/api/polls'));
  const earlier = polls.find(({ stage }) => stage === 'FIELDWORK')!;
  const created = await must<PollSummary>(
    designer('POST', '/api/polls', {
      kind: 'ADHOC',
      copyOf: earlier.id,
      window: { firstOn: '2026-12-23', lastOn: '2026-12-26', releaseAt: '2026-12-31T09:00:00+08:00' },
    }),
  );
  const plan = await must<PollPlanView>(
    designer('PUT', `/api/polls/${created.id}/plan`, { questionnaire: { id: made.id, version: 1 } }),
  );
  expect(unmet(plan)).toEqual([]);
  await must(designer('POST', `/api/polls/${created.id}/submit-plan`, {}));
  await must(reviewer('POST', `/api/polls/${created.id}/approve-plan`, {}));
  await must((await world.as('luyao'))('POST', `/api/polls/${created.id}/publish-plan`, {}));
  await must((await world.as('heqing'))('POST', '/api/demo/clock', { to: '2026-12-23T02:00:00.000Z' }));
  return created;
}

/** Who answers, what is measured, and one item of every other kind that a citizen meets often. */
function designOf(empty: QuestionnaireDesign, { respondent }: QuestionBank): QuestionnaireDesign {
  const ways = ['plough', 'salt', 'shovel'].map((code, index) => ({
    code,
    text: said(['铲雪车', '撒盐', '人工清扫'][index]!, code),
  }));
  const items: DesignItem[] = [
    {
      type: 'satisfaction',
      code: 'q1',
      text: snowClearing.wording,
      scale: 'satisfaction',
      offers: ['dontKnow', 'refused'],
      indicator: { code: snowClearing.code, version: 1 },
      required: true,
    },
    {
      type: 'text',
      code: 'why',
      text: said('主要是哪里让您不满意？', 'What were you dissatisfied with?'),
      maxLength: 100,
      relevant: `\${q1} = 'dissatisfied' or \${q1} = 'veryDissatisfied'`,
    },
    {
      type: 'multiple',
      code: 'seen',
      text: said('您见过哪些清雪方式？', 'Which ways have you seen?'),
      list: 'ways',
      required: true,
    },
    { type: 'rank', code: 'order', text: said('最该先做哪两样？', 'Which two first?'), list: 'ways', top: 2 },
    {
      type: 'integer',
      code: 'days',
      text: said('门前积雪几天没人清？', 'How many days did snow lie?'),
      constraint: { expression: '. >= 0 and . <= 60', message: said('请填 0 到 60', 'From 0 to 60') },
    },
    { type: 'date', code: 'since', text: said('上一次下雪是哪天？', 'When did it last snow?') },
    { type: 'note', code: 'thanks', text: said('还有最后一题。', 'One more.') },
    { type: 'text', code: 'wish', text: said('您最希望改进什么？', 'What should improve?'), maxLength: 100 },
  ];
  const asked = respondent.map(({ item }) =>
    'code' in item && item.code === 'age' ? { ...item, quotaRole: 'age' } : item,
  );
  return {
    ...empty,
    marks: {
      formNumber: '青民测 2 表',
      maker: said('市统计局', 'Statistics bureau'),
      approvedBy: said('省统计局', 'Provincial bureau'),
      approvalNumber: '示例〔2026〕2 号',
      validUntil: '2027-12-31',
    },
    scales: [{ code: 'satisfaction', levels: fiveLevels() }],
    missing: missingAnswers(),
    lists: [...respondent.flatMap(({ lists }) => lists), { code: 'ways', choices: ways }],
    entries: [...(asked as QuestionnaireDesign['entries']), ...items],
  };
}

const received = async (): Promise<number> => {
  const view = await must<{ online: { received: number } }>(
    (await world.as('luyao'))('GET', `/api/polls/${poll.id}/fieldwork`),
  );
  return view.online.received;
};

describe('a poll designed from an empty page', () => {
  it('is answered in the browser at 375 px, the follow-up question only by who is dissatisfied', async () => {
    const { page } = phone;
    const before = await received();
    await signInByPhone(phone, '13900006207');
    await page.goto('/m/#/pages/poll/index');
    await phone.tap('开始答题');
    const titles: string[] = [];
    for (let step = 0; step < 16; step++) {
      await page.locator('.answer__progress:visible, :text("都答完了"):visible').first().waitFor();
      if (await page.getByText('都答完了').locator('visible=true').count()) break;
      const title = (await page.locator('.question__text:visible').last().innerText()).trim();
      titles.push(title);
      await phone.shot(`designed-${step}`);
      await answer(title);
      // A note has no number of its own: the words change, not the counter.
      await page.waitForFunction((old) => {
        const shown = [...document.querySelectorAll<HTMLElement>('.question__text')].filter(
          (node) => node.offsetParent !== null,
        );
        return shown.every((node) => node.innerText.trim() !== old);
      }, title);
    }
    expect(titles.some((title) => title.includes('哪里让您不满意'))).toBe(true);
    await phone.tap('提交');
    await phone.onTop('收到了，谢谢你').waitFor();
    expect(await received()).toBe(before + 1);
    expect(phone.errors).toEqual([]);
  });

  it('is answered by the WeChat build, too', async () => {
    const before = await received();
    const host = wechatBuild(world.base);
    host.launch('/pages/poll/index');
    await host.shows('登录后开始');
    host.tap('开始答题');
    await host.shows('微信登录');
    host.phone.account.willGive('designed-code');
    host.tap('微信登录');
    await host.shows('第 1 题，共');
    /** The words after the time that is left: a note has no number of its own. */
    const questionOf = (text: string): string => /分钟(.{4,12})/.exec(text)?.[1] ?? text;
    const isOver = (): boolean => host.tree.text().includes('都答完了');
    const labels = (): string[] => host.tree.labelled().map(({ label }) => label);
    for (let step = 0; step < 16 && !isOver(); step++) {
      const rows = labels().filter((label) => /，第 \d+ 项，共 \d+ 项/.test(label));
      const text = host.tree.text();
      if (text.includes('最该先做哪两样')) {
        for (const way of ['撒盐', '铲雪车']) host.tap(labels().find((label) => label.startsWith(way)) ?? way);
        await host.shows('已排 2 项');
        host.tap('下一题');
      } else if (text.includes('见过哪些')) {
        host.tap(rows[0] ?? '');
        await host.shows('已选 1 项');
        host.tap('下一题');
      } else if (rows.length > 0) {
        host.tap(rows.find((row) => /^(满意|35)/.test(row)) ?? rows[0] ?? '');
      } else {
        // What may be left open is left open; a note is read.
        host.tap(text.includes('跳过') ? '跳过' : '下一题');
      }
      await host.until(() => isOver() || !host.tree.text().includes(questionOf(text)));
      expect(text).not.toContain('哪里让您不满意');
    }
    host.tap('提交');
    await host.shows('收到了，谢谢你');
    expect(await received()).toBe(before + 1);
    expect(host.errors.map(String)).toEqual([]);
    host.close();
  });
});

/** One sensible answer to the question with this title, and on to the next. */
async function answer(title: string): Promise<void> {
  const { page } = phone;
  const choices = page.locator('.choice:visible');
  if (title.includes('清雪满意')) await choices.filter({ hasText: /^不满意$/ }).click();
  else if (title.includes('哪里让您不满意')) {
    await page.locator('textarea:visible, input:visible').last().fill('小区门口没人扫');
    await phone.tap('下一题');
  } else if (title.includes('见过哪些') || title.includes('最该先做')) {
    await choices.nth(0).click();
    await choices.nth(1).click();
    await phone.tap('下一题');
  } else if (title.includes('几天没人清')) {
    await page.locator('input:visible').last().fill('99');
    await phone.tap('下一题');
    await phone.onTop('请填 0 到 60').waitFor();
    await page.locator('input:visible').last().fill('3');
    await phone.tap('下一题');
  } else if (await choices.count()) {
    // Of age in the middle: the first is too young to be asked.
    const labels = await choices.allInnerTexts();
    const middle = labels.findIndex((label) => label.startsWith('35'));
    await choices.nth(Math.max(0, middle)).click();
  } else await phone.visible(/^(跳过|下一题)$/).click();
}
