import type { MyResponse, ResponseSubmission } from '@minsheng/contracts';
import { FakeCity, problem, sessionFixture } from './fake-city.js';
import { openPollFixture, planFixture, pollId, pollQuestionnaireOf } from './poll-fixture.js';
import { cityFixture } from './release-fixture.js';
import type { HostOptions, WeappHost } from './weapp-host.js';
import { wechatBuild } from './wechat-build.js';
import { PhoneStorage, storageLimits } from './wx-api/storage.js';

const responses = `POST /api/polls/${pollId}/responses`;
const myResponse = `GET /api/polls/${pollId}/my-response`;

let city: FakeCity;
let host: WeappHost;
/** What the city has of this person. */
let stored: MyResponse['response'];

async function start(
  options: HostOptions,
  url: string,
  prepare: (host: WeappHost) => void = () => undefined,
): Promise<void> {
  host = wechatBuild(city.origin, options);
  prepare(host);
  host.launch(url);
  await host.until(() => host.tree.all('.page').length > 0);
}

/** The same phone, the app killed and opened again. */
async function startAgain(url: string, prepare?: (host: WeappHost) => void): Promise<void> {
  const { storage, files } = host.phone;
  host.close();
  await start({ storage, files }, url, prepare);
}

const startSignedIn = (url = '/pages/home/index'): Promise<void> => {
  const storage = new PhoneStorage();
  storage.write('session', sessionFixture());
  return start({ storage }, url);
};

const labels = (): string[] => host.tree.labelled().map(({ label }) => label);
const sheets = (): ResponseSubmission[] =>
  city.seen.filter((seen) => `${seen.method} ${seen.path}` === responses).map(({ body }) => body as ResponseSubmission);
const openPoll = (change: object) => () => ({
  status: 200,
  body: { ...cityFixture(), openPoll: { ...openPollFixture(), ...change } },
});

/** Chooses an answer and waits for the next question. */
async function choose(words: string, next: string): Promise<void> {
  host.tap(labels().find((label) => label.startsWith(`${words}，第`)) ?? words);
  await host.shows(next);
}

async function toFirstQuestion(): Promise<void> {
  await host.shows('各部门干得怎么样');
  host.tap('开始答题');
  await host.shows('不记名');
  host.tap('开始答题');
  await host.shows('第 1 题，共 6 题');
}

async function answerAll(): Promise<void> {
  await choose('西城区', '你的性别是？');
  await choose('女', '你的年龄是？');
  await choose('35–59 岁', '市城市管理局');
  await choose('满意', '市教育局');
  host.tap('不了解没接触过就选它，不算分');
  await host.shows('你在被测评的单位工作吗？');
  await choose('不在', '都答完了');
}

/** A city that takes answers as the real one does: an id once, one sheet a person. */
function takeAnswers(): void {
  stored = null;
  const byId = new Map<string, unknown>();
  city.answers(responses, ({ body }) => {
    const { id, replaces, answers } = body as ResponseSubmission;
    const known = byId.get(id);
    if (known) return { status: 200, body: known };
    if (stored && !replaces) return problem(409, 'polls.already-answered', '你已参加，可以修改', 'Answered already');
    if (stored && replaces !== stored.receipt) {
      return problem(409, 'polls.edited-elsewhere', '在别的手机上改过', 'Edited elsewhere');
    }
    const receipt = {
      receipt: `7K2F-9QXC-M${byId.size + 1}`,
      revision: stored ? stored.revision + 1 : 0,
      submittedAt: '2026-12-16T06:36:00.000Z',
    };
    stored = { ...receipt, answers, seed: null };
    byId.set(id, receipt);
    return { status: 201, body: receipt };
  });
  city.answers(myResponse, () => ({ status: 200, body: { response: stored } }));
}

beforeAll(async () => {
  city = await FakeCity.open();
});
beforeEach(() => {
  city.restore();
  city.answers('GET /api/city', openPoll({}));
  city.answers(`GET ${openPollFixture().planAddress}`, () => ({ status: 200, body: planFixture() }));
  city.answers(`GET /api/polls/${pollId}/questionnaire`, () => ({ status: 200, body: pollQuestionnaireOf() }));
  takeAnswers();
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});
afterAll(() => city.close());

describe('the poll card', () => {
  it('says what is asked, how long it takes, that it is anonymous, and until when', async () => {
    await startSignedIn();
    await host.shows('各部门干得怎么样');
    const card = host.tree.text(host.tree.one('.poll-card'));
    for (const words of ['2026 年第 6 期', '约 1 分钟', '6 题', '匿名', '12 月 11–20 日', '还剩 4 天', '演示数据']) {
      expect(card).toContain(words);
    }
    expect(host.tree.text()).not.toContain('现在没有测评');
    expect(host.tree.all('.poll-card__day--past')).toHaveLength(5);
    expect(labels()).toContain('征集期 12 月 11–20 日，还剩 4 天');
  });

  it.each([
    [{ opensAt: '2026-12-17T16:00:00.000Z' }, '本轮 12 月 18–20 日'],
    [{ isPaused: true }, '测评暂停'],
  ])('offers nothing to press when %j: %s', async (change, words) => {
    city.answers('GET /api/city', openPoll(change));
    await startSignedIn('/pages/polls/index');
    await host.shows(words);
    expect(host.tree.text()).not.toContain('开始答题');
  });

  it('is gone when the window has ended by the business clock', async () => {
    city.answers('GET /api/city', openPoll({ closesAt: cityFixture().now }));
    await startSignedIn('/pages/polls/index');
    await host.shows('现在没有测评');
  });
});

describe('answering in WeChat', () => {
  it('asks one question a screen, sends once, and shows the stamp only with the receipt', async () => {
    await startSignedIn();
    await toFirstQuestion();
    expect(host.tree.text()).toContain('青民测 1 表');
    await answerAll();
    expect(host.tree.all('.stamp')).toHaveLength(0);
    host.tap('提交');
    await host.shows('收到了，谢谢你');
    const words = host.tree.text();
    expect(words).toContain('7K2F-9QXC-M1');
    expect(words).toContain('女 · 35–59 岁 · 西城区');
    expect(words).toContain('单靠网上答卷不能把任何单位推远');
    expect(words).toContain('12 月 25 日（周五）09:00');
    expect(labels()).toContain('印章：已收，12 月 16 日');
    expect(sheets()).toHaveLength(1);
    expect(sheets()[0]).toMatchObject({
      replaces: null,
      answers: {
        area: 'west',
        sex: 'female',
        age: '35-59',
        streets: 'satisfied',
        schools: 'dontKnow',
        worksFor: 'none',
      },
    });
    expect(sheets()[0]?.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    await startAgain('/pages/home/index');
    await host.shows('已收，截止前可以修改');
  });

  it('leads through signing in to the first question', async () => {
    await start({}, '/pages/poll/index');
    await host.shows('登录后开始');
    host.tap('开始答题');
    await host.shows('微信登录');
    host.tap('微信登录');
    await host.shows('第 1 题，共 6 题');
  });

  it('opens a further question on a bad answer and counts its characters', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('东城区', '你的性别是？');
    await choose('男', '你的年龄是？');
    await choose('18–34 岁', '市城市管理局');
    await choose('非常不满意', '第 5 题，共 7 题');
    host.tap('这题不想答');
    await host.shows('你在被测评的单位工作吗？');
    await choose('市教育局', '最想解决的一件事');
    host.input('.open-text__input', '路灯不亮');
    await host.shows('4/60');
    host.tap('下一题');
    await host.shows('都答完了');
    host.tap('提交');
    await host.shows('你在市教育局工作，评它的题不计入');
    expect(sheets()[0]?.answers).toMatchObject({ schools: 'refused', wish: '路灯不亮' });
  });

  it('goes back to change an answer, and forward without choosing again', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('东城区', '你的性别是？');
    host.tap('上一题');
    await host.shows('第 1 题');
    expect(host.tree.text()).toContain('下一题');
    host.tap('下一题');
    await host.shows('你的性别是？');
  });

  it('waits for 下一题 when going on by itself is turned off', async () => {
    await startSignedIn('/pages/mine/index');
    host.tap('答题自动到下一题');
    await startAgain('/pages/home/index');
    await toFirstQuestion();
    host.tap('东城区，第 1 项，共 3 项');
    await host.shows('下一题');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(host.tree.text()).toContain('第 1 题');
    host.tap('下一题');
    await host.shows('你的性别是？');
  });

  it('reads a radio group to a screen reader, each row with its place', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('东城区', '你的性别是？');
    await choose('男', '你的年龄是？');
    await choose('18–34 岁', '市城市管理局');
    expect(labels()).toContain('满意，第 2 项，共 5 项');
    expect(labels()).toContain('最近两个月，你对市城市管理局的工作满意吗？');
    const group = host.tree.one('.choices');
    expect(host.tree.attribute(group, 'aria-role')).toBe('radiogroup');
    const silent = host.tree.all('.tappable').filter((node) => {
      const label = host.tree.attribute(node, 'aria-label');
      return !host.tree.attribute(node, 'aria-role') || !(label || host.tree.text(node).trim());
    });
    expect(silent).toEqual([]);
  });
});

describe('a draft', () => {
  it('is found again after the app was killed, at the same question, without network', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('西城区', '你的性别是？');
    await choose('女', '你的年龄是？');
    await startAgain('/pages/poll/index', (starting) => starting.phone.network.become('none'));
    await host.shows('第 3 题，共 6 题');
    host.tap('接着答');
    await host.shows('你的年龄是？');
    host.tap('上一题');
    await host.shows('你的性别是？');
    expect(host.tree.text(host.tree.all('.is-chosen')[0])).toBe('女');
  });

  it('says that an answer was not kept on a full phone, and loses none of those before', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('西城区', '你的性别是？');
    const { storage } = host.phone;
    for (let size = storageLimits.key - 2, key = 0; size > 0; ) {
      try {
        storage.write(`filler-${(key += 1)}`, 'x'.repeat(size));
      } catch {
        size = Math.floor(size / 2);
      }
    }
    host.tap('女，第 2 项，共 2 项');
    await host.shows('这题没存上');
    expect(host.tree.text()).toContain('你的性别是？');
    expect(JSON.stringify(storage.read('paper'))).toContain('west');
  });

  it('is given up with a word when the plan was corrected', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('西城区', '你的性别是？');
    const corrected = { planHash: 'f'.repeat(64) };
    city.answers('GET /api/city', openPoll(corrected));
    city.answers(`GET /api/polls/${pollId}/questionnaire`, () => ({
      status: 200,
      body: { ...pollQuestionnaireOf(), ...corrected },
    }));
    await startAgain('/pages/poll/index');
    await host.shows('测评方案更正过');
    expect(host.tree.text()).toContain('开始答题');
  });

  it('is nobody else’s on the same phone', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('西城区', '你的性别是？');
    host.phone.storage.write('session', {
      ...sessionFixture(),
      citizen: { id: 'citizen-2', maskedPhone: null },
    });
    await startAgain('/pages/poll/index');
    await host.shows('开始答题');
    expect(host.tree.text()).not.toContain('接着答');
  });

  it('ends politely with an answer that screens out: nothing sent, nothing kept', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await choose('西城区', '你的性别是？');
    await choose('女', '你的年龄是？');
    host.tap('不满 18 岁，第 1 项，共 4 项');
    await host.shows('谢谢，这份问卷到这里就结束了');
    expect(sheets()).toEqual([]);
    expect(JSON.stringify(host.phone.storage.read('paper'))).not.toContain('west');
    host.tap('选错了，回去改');
    await host.shows('你的年龄是？');
  });
});

describe('a sheet on its way', () => {
  const finish = async (): Promise<void> => {
    await startSignedIn();
    await toFirstQuestion();
    await answerAll();
  };

  it('waits on the phone without network and goes up by itself, once', async () => {
    await finish();
    host.phone.network.become('none');
    host.tap('提交');
    await host.shows('已存本机，联网自动上传');
    expect(host.tree.all('.stamp')).toHaveLength(0);
    host.phone.network.become('wifi');
    await host.shows('收到了，谢谢你');
    expect(sheets()).toHaveLength(1);
  });

  it('survives a kill and is sent at the next start', async () => {
    await finish();
    host.phone.network.become('none');
    host.tap('提交');
    await host.shows('已存本机');
    await startAgain('/pages/home/index');
    await host.shows('已收，截止前可以修改');
    expect(sheets()).toHaveLength(1);
  });

  it('is sent again with the same id when the answer got lost, and counts once', async () => {
    await finish();
    let isLost = true;
    const receipt = { receipt: '7K2F-9QXC-M9', revision: 0, submittedAt: '2026-12-16T06:36:00.000Z' };
    city.answers(responses, () => {
      if (!isLost) return { status: 200, body: receipt };
      isLost = false;
      return { status: 502 };
    });
    host.tap('提交');
    await host.shows('服务器正忙');
    host.tap('现在再试');
    await host.shows('7K2F-9QXC-M9');
    expect(new Set(sheets().map(({ id }) => id)).size).toBe(1);
    expect(sheets()).toHaveLength(2);
  });

  it('is kept when the server is busy and tried again as the app is shown', async () => {
    await finish();
    city.answers(responses, () => problem(503, 'platform.busy', '服务器忙', 'Busy'));
    host.tap('提交');
    await host.shows('服务器正忙');
    takeAnswers();
    host.hide();
    host.show();
    await host.shows('收到了，谢谢你');
  });

  it('goes back to the question that the server found fault with', async () => {
    await finish();
    city.answers(responses, () => ({
      ...problem(422, 'polls.answers-refused', '回答有误', 'Refused'),
      body: {
        ...(problem(422, 'polls.answers-refused', '回答有误', 'Refused').body as object),
        details: { fields: [{ field: 'answers.age', sentences: { zh: '年龄要重选', en: 'Age again' } }] },
      },
    }));
    host.tap('提交');
    await host.shows('年龄要重选');
    host.tap('接着答');
    await host.shows('你的年龄是？');
    expect(host.tree.text()).toContain('年龄要重选');
  });

  it('says in the server’s words that the window has closed, and keeps the sheet until it is removed', async () => {
    await finish();
    city.answers(responses, () => problem(409, 'polls.window-closed', '这一轮已经截止', 'Closed'));
    host.tap('提交');
    await host.shows('这一轮已经截止');
    host.tap('删掉这份');
    await host.shows('还没有回执');
  });
});

describe('an answer that stands', () => {
  const received = async (): Promise<void> => {
    await startSignedIn();
    await toFirstQuestion();
    await answerAll();
    host.tap('提交');
    await host.shows('收到了，谢谢你');
  };

  it('can be changed until the window ends: new id, replacing the receipt', async () => {
    await received();
    host.tap('修改回答');
    await host.shows('第 1 题，共 6 题');
    expect(host.tree.text(host.tree.all('.is-chosen')[0])).toBe('西城区');
    await choose('东城区', '你的性别是？');
    for (const next of ['你的年龄是？', '市城市管理局', '市教育局', '你在被测评的单位工作吗？', '都答完了']) {
      host.tap('下一题');
      await host.shows(next);
    }
    host.tap('提交');
    await host.shows('7K2F-9QXC-M2');
    expect(host.tree.text()).toContain('1 次');
    const [first, second] = sheets();
    expect(second).toMatchObject({ replaces: '7K2F-9QXC-M1', answers: { ...first?.answers, area: 'east' } });
    expect(second?.id).not.toBe(first?.id);
  });

  it('is known on another phone, with the answers that can be changed', async () => {
    await received();
    host.close();
    await startSignedIn('/pages/poll/index');
    await host.shows('看回执');
    host.tap('看回执');
    await host.shows('7K2F-9QXC-M1');
    host.tap('修改回答');
    await host.shows('第 1 题');
    expect(host.tree.text(host.tree.all('.is-chosen')[0])).toBe('西城区');
  });

  it('is replaced only when the person who answered twice says so', async () => {
    await startSignedIn();
    await toFirstQuestion();
    await answerAll();
    stored = {
      receipt: 'OTHE-RPHO-NE',
      revision: 0,
      seed: null,
      submittedAt: '2026-12-16T01:00:00.000Z',
      answers: { area: 'south' },
    };
    host.tap('提交');
    await host.shows('要用哪一份');
    expect(host.tree.text()).toContain('你已参加，可以修改');
    host.tap('用这一份替换');
    await host.shows('收到了，谢谢你');
    expect(sheets().map(({ replaces }) => replaces)).toEqual([null, 'OTHE-RPHO-NE']);
  });
});

describe('the registered plan', () => {
  it('is told in words, with a fingerprint that is copied whole', async () => {
    await startSignedIn('/pages/plan/index');
    await host.shows('为什么问');
    const words = host.tree.text();
    expect(words).toContain('3f9a … c41e');
    expect(words).toContain('评价人数不少于 100 人');
    expect(words).toContain('第七次人口普查（演示），2020 年');
    host.tap('复制 方案指纹（SHA-256）');
    await host.shows('已复制');
    expect(host.phone.screen.clipboard).toBe(openPollFixture().planHash);
  });

  it('that cannot be fetched says so, and is asked for again', async () => {
    await start({}, '/pages/plan/index', (starting) => starting.phone.network.failNext('/v1/plans/'));
    await host.shows('数据没取到');
    host.tap('点此再试');
    await host.shows('为什么问');
  });
});
