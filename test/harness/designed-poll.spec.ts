import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MyResponse, QuestionnaireDesign, ResponseSubmission } from '@minsheng/contracts';
import { evaluateAnswers, type CompiledQuestionnaire } from '@minsheng/questionnaire';
import { designFixture } from './designed-poll-fixture.js';
import { FakeCity, problem, sessionFixture } from './fake-city.js';
import { openPollFixture, planFixture, planHash, pollId, pollQuestionnaireOf } from './poll-fixture.js';
import { cityFixture } from './release-fixture.js';
import type { HostOptions, WeappHost } from './weapp-host.js';
import { wechatBuild, wechatBuildFolder } from './wechat-build.js';
import { PhoneStorage } from './wx-api/storage.js';

const responses = `POST /api/polls/${pollId}/responses`;
const questionnaireRoute = `GET /api/polls/${pollId}/questionnaire`;

let city: FakeCity;
let host: WeappHost;

async function start(options: HostOptions, url: string): Promise<void> {
  host = wechatBuild(city.origin, options);
  host.launch(url);
  await host.until(() => host.tree.all('.page').length > 0);
}

/** Signed in, and going on by hand: nothing waits for a pause. */
async function startSignedIn(paper?: object): Promise<void> {
  const storage = new PhoneStorage();
  storage.write('session', sessionFixture());
  storage.write('preferences', { isAutoAdvance: false });
  if (paper) storage.write('paper', paper);
  await start({ storage }, '/pages/poll/index');
}

async function killAndReopen(): Promise<void> {
  const { storage, files } = host.phone;
  host.close();
  await start({ storage, files }, '/pages/poll/index');
}

const sheets = (): ResponseSubmission[] =>
  city.seen.filter((seen) => `${seen.method} ${seen.path}` === responses).map(({ body }) => body as ResponseSubmission);

/** Goes on, and waits for the question of this number or for other words. */
async function next(to: number | string): Promise<void> {
  host.tap('下一题');
  await host.shows(typeof to === 'number' ? `第 ${to} 题，` : to);
}

async function choose(words: string, to: number | string): Promise<void> {
  host.tap(words);
  await host.until(() => host.tree.all('.is-chosen').length > 0);
  await next(to);
}

async function write(words: string, to: number | string): Promise<void> {
  host.input('.field__input', words);
  await host.until(() => host.tree.attribute(host.tree.one('.field__input'), 'value') === words);
  await next(to);
}

/** Words of the rows to choose from, in the order shown. */
const rows = (): string[] => host.tree.all('.choice').map((node) => host.tree.text(node));

function askWith(design: QuestionnaireDesign): CompiledQuestionnaire {
  const questionnaire = pollQuestionnaireOf(design);
  city.answers(questionnaireRoute, () => ({ status: 200, body: questionnaire }));
  return questionnaire.compiled as CompiledQuestionnaire;
}

async function begin(see: string): Promise<void> {
  await startSignedIn();
  await host.shows('不记名');
  host.tap('开始答题');
  await host.shows(see);
}

beforeAll(async () => {
  city = await FakeCity.open();
});
beforeEach(() => {
  city.restore();
  city.answers('GET /api/city', () => ({ status: 200, body: { ...cityFixture(), openPoll: openPollFixture() } }));
  city.answers(`GET ${openPollFixture().planAddress}`, () => ({ status: 200, body: planFixture() }));
  let stored: MyResponse['response'] = null;
  city.answers(responses, ({ body }) => {
    const receipt = { receipt: '7K2F-9QXC-M1', revision: stored ? 1 : 0, submittedAt: '2026-12-16T06:36:00.000Z' };
    const { answers, circumstances } = body as ResponseSubmission;
    stored = { ...receipt, answers, seed: circumstances?.seed ?? null };
    return { status: 201, body: receipt };
  });
  city.answers(`GET /api/polls/${pollId}/my-response`, () => ({ status: 200, body: { response: stored } }));
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

describe('a designed questionnaire on the phone', () => {
  it('asks every kind of question, is found again after a kill, and sends what was answered', async () => {
    const questionnaire = askWith(designFixture());
    await begin('先看一段说明');
    await next('你愿意参加吗？');
    await choose('我看明白了，同意参加', 2);
    await choose('住满了', 3);
    await choose('西城区', 4);
    expect(rows()).toEqual(['西关街道', '湖滨街道']);
    await choose('湖滨街道', 5);
    await choose('新湖社区', 6);

    await next('这道题还没有答');
    await write('121', '年龄是 0 到 120');
    await write('105', '请核对一下：超过 100 岁');
    host.tap('没写错，下一题');
    await host.shows('最多选 3 项');

    const ways = rows();
    expect(ways.at(-1)).toBe('都不是');
    for (const way of ['开车', '公交', '走路']) host.tap(way);
    await host.shows('已选 3 项');
    host.tap('自行车');
    await host.shows('已经选了 3 项');
    host.tap('都不是');
    await host.until(() => host.tree.all('.is-chosen').length === 1);
    host.tap('公交');
    await host.until(() => host.tree.text(host.tree.one('.is-chosen')) === '公交');
    const group = host.tree.one('.choices');
    expect(host.tree.attribute(group, 'aria-label')).toBe('你平时怎么出门？');
    expect(host.tree.all('.choice').map((row) => host.tree.attribute(row, 'aria-checked'))).toEqual(
      ways.map((way) => String(way === '公交')),
    );
    await next(8);

    host.input('.search__input', '21');
    await host.until(() => rows().length === 1);
    host.tap('21 路');
    await host.until(() => host.tree.all('.is-chosen').length > 0);
    await killAndReopen();
    await host.shows('第 8 题，共 17 题');
    host.tap('接着答');
    await host.shows('你最常坐哪一路公交？');
    expect(rows().length).toBeGreaterThan(20);
    expect(host.tree.text(host.tree.one('.is-chosen'))).toBe('21 路');
    await next('公交最该改进的是哪三样？');

    for (const wish of ['末班晚一些', '站台有雨棚', '车里干净']) host.tap(wish);
    await host.shows('已排 3 项，共 3 项');
    host.tap('撤回一步');
    await host.shows('已排 2 项，共 3 项');
    await next('至少选 3 项');
    host.tap('班次多一些');
    await host.shows('已排 3 项');
    await next(10);

    // The block stands in the order of the seed; the grid’s rows stay together.
    for (const number of [11, 12, 13]) {
      await choose(host.tree.text().includes('供水') ? '不了解没接触过就选它，不算分' : '满意', number);
    }
    await write('12.5元', '这里填数字，最多 15 位');
    await write('12.50', 14);
    host.fire(host.tree.one('picker'), 'change', { value: '2026-12-17' });
    await host.shows('12 月 17 日');
    await next('不能晚于今天');
    host.fire(host.tree.one('picker'), 'change', { value: '2026-12-10' });
    await host.shows('12 月 10 日');
    await next(15);
    await write('人民路与建设路交叉口南侧站', '最多写 12 个字');
    await write('人民路口', '关于21 路，最想解决的一件事是什么？');
    host.input('.open-text__input', '间隔太长');
    await host.shows('4/200');
    await next(17);
    host.tap('跳过');
    await host.shows('都答完了');
    host.tap('提交');
    await host.shows('收到了，谢谢你');

    const [sheet] = sheets();
    expect(sheet?.answers).toEqual({
      agree: 'OK',
      resident: 'yes',
      district: 'west',
      street: 'w2',
      community: 'w2b',
      age: '105',
      adult: 'yes',
      ways: 'bus',
      line: 'line21',
      wishes: 'late shelter often',
      streets: 'satisfied',
      water: 'dontKnow',
      lamps: 'satisfied',
      spend: '12.5',
      since: '2026-12-10',
      stop: '人民路口',
      wish: '间隔太长',
      source: 'poster',
    });
    // The server shuffles under what was sent, and finds what stood on the screen.
    const { seed, startedAt } = sheet!.circumstances!;
    expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(Date.parse(cityFixture().now));
    const evaluation = evaluateAnswers(questionnaire, sheet!.answers, { seed, now: startedAt });
    const options = evaluation.options(evaluation.questionOf('ways')!);
    expect(options.kind === 'value' && options.value.map(({ text }) => text.zh)).toEqual(ways);

    host.tap('看我的回答');
    await host.shows('收起我的回答');
    const given = host.tree.all('.my-answers__one').map((node) => host.tree.text(node));
    expect(given).toHaveLength(16);
    expect(given).toEqual(
      expect.arrayContaining([
        '你住在哪里？ 社区新湖社区',
        '公交最该改进的是哪三样？末班晚一些、站台有雨棚、班次多一些',
        '你对下面这些服务满意吗？ 供水不了解',
        '你上一次坐公交是哪一天？12 月 10 日',
      ]),
    );

    host.tap('修改回答');
    await host.shows('先看一段说明');
    await next('你愿意参加吗？');
    await next(2);
    await next(3);
    await choose('东城区', 4);
    // The street of another district is not chosen any more.
    expect([rows(), host.tree.all('.is-chosen').length]).toEqual([['东关街道'], 0]);
    await choose('东关街道', 5);
    await choose('东关社区', 6);
    await next('请核对一下');
    host.tap('没写错，下一题');
    await host.shows('最多选 3 项');
    expect(rows()).toEqual(ways);
  });

  it('asks nobody who would not take part, and keeps nothing of them', async () => {
    askWith(designFixture());
    await begin('先看一段说明');
    await next('你愿意参加吗？');
    host.tap('不同意');
    await host.shows('这份问卷就不答了');
    expect(host.phone.storage.read('paper')).toMatchObject({ draft: null });
    host.tap('选错了，回去改');
    await host.shows('你愿意参加吗？');
    await choose('我看明白了，同意参加', 2);
    host.tap('没有');
    await host.shows('谢谢，这份问卷到这里就结束了');
    expect([host.phone.storage.read('paper'), sheets()]).toMatchObject([{ draft: null }, []]);
  });

  it('goes back to the question that the server found fault with, whatever its kind', async () => {
    askWith({
      ...designFixture(),
      entries: designFixture().entries.filter(({ code }) => code === 'home' || code === 'stop'),
    });
    await begin('第 1 题，共 4 题');
    await choose('东城区', 2);
    await choose('东关街道', 3);
    await choose('东关社区', 4);
    host.tap('跳过');
    await host.shows('都答完了');
    city.answers(responses, () => ({
      status: 422,
      body: {
        ...(problem(422, 'polls.answers-refused', '回答有误', 'Refused').body as object),
        details: { fields: [{ field: 'answers.street', sentences: { zh: '街道要重选', en: 'Street again' } }] },
      },
    }));
    host.tap('提交');
    await host.shows('街道要重选');
    host.tap('接着答');
    await host.shows('第 2 题，共 4 题');
    expect(host.tree.text(host.tree.one('.is-chosen'))).toBe('东关街道');
  });

  it('stops with a word where the questionnaire itself fails, and loses no answer', async () => {
    askWith({
      ...designFixture(),
      entries: [
        { type: 'integer', code: 'rooms', text: { zh: '家里几间房？', en: 'How many rooms?' } },
        { type: 'calculated', code: 'share', text: { zh: '份额', en: 'Share' }, calculation: `1 div \${rooms}` },
        {
          type: 'text',
          code: 'crowded',
          text: { zh: '挤不挤？', en: 'Crowded?' },
          maxLength: 20,
          relevant: `\${share} < 1`,
        },
      ],
    });
    await begin('家里几间房？');
    await write('0', '问卷本身有一处算不出结果（题号 share）');
    expect(host.phone.storage.read('paper')).toMatchObject({ draft: { at: 'rooms', answers: { rooms: '0' } } });
    await write('2', '挤不挤？');
  });

  it('is not begun by an app that is too old for it', async () => {
    const questionnaire = pollQuestionnaireOf(designFixture());
    city.answers(questionnaireRoute, () => ({
      status: 200,
      body: { ...questionnaire, compiled: { ...questionnaire.compiled, engine: 99 } },
    }));
    await startSignedIn();
    await host.shows('这份问卷要用新版民声来答');
    expect(host.tree.text()).not.toContain('开始答题');
  });
});

describe('a draft that an older app left', () => {
  it('is found at its question with its answers, and sends what it always sent', async () => {
    city.answers(questionnaireRoute, () => ({ status: 200, body: pollQuestionnaireOf() }));
    const { closesAt } = openPollFixture();
    const answers = { area: 'west', sex: 'female', age: '35-59', streets: 'satisfied', schools: 'dontKnow' };
    const draft = {
      pollId,
      planHash,
      citizenId: 'citizen-1',
      id: '01JF0000000000000000000000',
      replaces: null,
      seconds: 40,
      at: 'worksFor',
      answers,
      closesAt,
      refusal: null,
    };
    await startSignedIn({ draft, queued: null, receipt: null, notice: null });
    await host.shows('第 6 题，共 6 题');
    host.tap('接着答');
    await host.shows('你在被测评的单位工作吗？');
    await choose('不在', '都答完了');
    host.tap('提交');
    await host.shows('收到了，谢谢你');
    expect(sheets()).toEqual([
      { id: draft.id, replaces: null, seconds: expect.any(Number), answers: { ...answers, worksFor: 'none' } },
    ]);
  });
});

describe('the interpreter in the WeChat build', () => {
  const file = path.join(wechatBuildFolder, 'questionnaire.js');
  const code = readFileSync(file, 'utf8');
  const kilobytes = (Buffer.byteLength(code) / 1000).toFixed(1);

  it(`weighs ${kilobytes} kB minified, of the 40 it may`, () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(40_000);
    // It is all there, and nowhere else.
    const holders = readdirSync(wechatBuildFolder, { recursive: true, encoding: 'utf8' }).filter(
      (name) =>
        name.endsWith('.js') && readFileSync(path.join(wechatBuildFolder, name), 'utf8').includes('date-out-of-range'),
    );
    expect(holders).toEqual(['questionnaire.js']);
  });

  it('makes no code at run time, and is written in what phones of 2018 read', () => {
    expect(code).not.toMatch(/\beval\b|\bFunction\s*\(/);
    expect(code).not.toMatch(/\?\?|\?\.[a-zA-Z_([]|\.flatMap\(|\.flat\(|\.at\(|fromEntries|replaceAll|matchAll|BigInt/);
  });

  it('comes without the compiler', () => {
    expect(code).not.toContain('dangling-reference');
  });
});
