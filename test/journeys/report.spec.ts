import type {
  DeskReports,
  IssueView,
  PhotoReceipt,
  RaisedIssue,
  ReportEvent,
  ReportView,
  UnitDuty,
} from '@minsheng/contracts';
import { must } from '../support/answers.js';
import { closeBrowser } from '../support/browser.js';
import { signInOf } from '../support/desk-sign-in.js';
import { becomes, eventually } from '../support/eventually.js';
import { signInByPhone } from '../support/phone-sign-in.js';
import { openPhone, type Phone } from '../support/phone.js';
import { photoForm } from '../support/pictures.js';
import { giveCamera, pictureOf, pointCamera, type Street } from '../support/street-camera.js';
import { type World, startWorld } from '../world/world.js';

jest.setTimeout(180_000);

/** In 澜东区's riverside grid, as a browser says it (WGS 84); on the city's map half a kilometre beside it. */
const corner = { latitude: 34.045, longitude: 113.905, accuracy: 8 };

let world: World;
let phone: Phone;
let officer: Phone;
/** The report that the journey follows, and its issue. */
let reportId = '';
let number = '';
let issueId = '';
const failures: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  phone = await phoneAtCorner();
  officer = await phoneAtCorner();
});
afterEach(() => {
  for (const { errors } of [phone, officer]) failures.push(...errors.splice(0));
  expect(failures.splice(0)).toEqual([]);
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

async function phoneAtCorner(): Promise<Phone> {
  const opened = await openPhone({
    baseURL: world.base,
    context: { geolocation: corner, permissions: ['geolocation'] },
  });
  await giveCamera(opened.page, 'rubbish');
  return opened;
}

/** What stands on the phone when a page has slid in; no page may be wider than the phone. */
async function shot(at: Phone, name: string): Promise<void> {
  await at.page.waitForTimeout(400);
  await at.shot(name);
  expect([name, await at.sidewaysOverflow()]).toEqual([name, 0]);
}

async function signInAsUnit(at: Phone, name: string): Promise<void> {
  const { password, totp } = await signInOf(world, name);
  await at.page.goto('/m/#/handling/sign-in/index');
  const inputs = at.page.locator('input:visible');
  await inputs.nth(0).fill(name);
  await inputs.nth(1).fill(password);
  await inputs.nth(2).fill(totp);
  const done = at.page.waitForResponse((answer) => answer.url().endsWith('/api/sessions'));
  await at.tap('登录');
  expect((await done).status()).toBe(204);
}

const reportNow = async (): Promise<ReportView> => {
  const token = await phone.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('session') ?? '{}') as { data?: { token: string } };
    return kept.data?.token ?? '';
  });
  const answer = await world.ask('GET', `/api/reports/${reportId}`, undefined, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer.json<ReportView>();
};
/** What the clock's and the ledger's functions do by themselves, waited for. */
const reportIs = (state: ReportView['state']) =>
  eventually(async () => {
    const report = await reportNow();
    return report.state === state ? report : null;
  });

/** The ledger tells the citizen's report of it a moment later. */
const storyHas = (kind: ReportEvent['kind'], times = 1) =>
  eventually(async () => (await reportNow()).timeline.filter((event) => event.kind === kind).length >= times);

/** The verifier's picture, sent from a desk. */
async function sendPicture(name: string, content: Buffer): Promise<string> {
  const ask = await world.as(name);
  const { now } = (await world.ask('GET', '/api/city')).json<{ now: string }>();
  const receipt = await must<PhotoReceipt>(ask('POST', '/api/photos', undefined, photoForm(content, { takenAt: now })));
  return receipt.id;
}

/** 签收 in the row of the issue that the journey follows: the unit has others of the demonstration to sign for. */
async function tapSign(): Promise<void> {
  const { page } = officer;
  const duty = await page.evaluate(async () => (await (await fetch('/api/issues/duty')).json()) as UnitDuty);
  const listed = new Map(
    [...duty.overdue, ...duty.toSign, ...duty.dueToday, ...duty.handling].map((row) => [row.id, row]),
  );
  const toSign = [...listed.values()].filter(({ state, role }) => state === 'ASSIGNED' && role !== 'SUPPORT');
  const place = toSign.findIndex(({ id }) => id === issueId);
  expect(place).toBeGreaterThanOrEqual(0);
  const signed = page.waitForResponse((answer) => answer.url().endsWith(`${issueId}/sign`));
  await page.getByText('签收', { exact: true }).locator('visible=true').nth(place).click();
  expect((await signed).status()).toBe(200);
}

/** The unit's reply with a picture taken at the place, by the phone. */
async function reply(street: Street, name: string): Promise<void> {
  await officer.page.goto(`/m/#/handling/issue/index?id=${issueId}`);
  await officer.page.reload();
  await officer.tap('回复处置情况');
  await officer.page.locator('video:visible').waitFor();
  await pointCamera(officer.page, street);
  await officer.press('快门，拍一张');
  await officer.tap('已清理');
  await shot(officer, `report-unit-reply-${name}`);
  const sent = officer.page.waitForResponse((answer) => answer.url().endsWith('/rectify'));
  await officer.tap('提交，请核查');
  expect(await (await sent).text()).toContain('SUBMITTED');
}

async function verify(result: 'PASS' | 'FAIL', reason: string | null): Promise<void> {
  const clerk = await world.as('luyao');
  const photos = [
    await sendPicture('luyao', await pictureOf(phone.page, result === 'PASS' ? 'cleared' : 'half-cleared')),
  ];
  await must(clerk('POST', `/api/issues/${issueId}/verify`, { result, kind: 'ONSITE', reason, photos }));
}

async function openReport(): Promise<void> {
  await phone.page.goto(`/m/#/pages/report/index?id=${reportId}`);
  await phone.page.reload();
  await phone.onTop('上报进度').waitFor();
}

describe('a report from the shutter to the last word', () => {
  it('is handed in with four taps and no typing, and has its number at once', async () => {
    const { page } = phone;
    await signInByPhone(phone, '13900007301');
    await page.goto('/m/#/pages/home/index');
    await page.locator('.tab-bar__snap--dock:visible').waitFor();
    await shot(phone, 'report-home');
    await phone.press('随手拍');
    await phone.onTop('知道了，开始拍').waitFor();
    await shot(phone, 'report-notice');
    await phone.tap('知道了，开始拍');
    await page.locator('video:visible').waitFor();
    await phone.onTop('澜东区').waitFor();
    await shot(phone, 'report-camera');
    await phone.press('快门，拍一张');
    await phone.onTop('只差提交').waitFor();
    await phone.visible('澜东区 · 拍照的位置').waitFor();
    await page.locator('.place-map:visible').waitFor();
    await phone.tap('垃圾乱堆');
    await shot(phone, 'report-confirm');
    await phone.tap('提交');
    await page.locator('.done__number:visible').waitFor();
    number = await page.locator('.done__number:visible').innerText();
    expect(number).toMatch(/^SP-\d{8}-\d{5}$/);
    await page.locator('.stamp:visible').waitFor();
    await shot(phone, 'report-done');
    await phone.tap('看进度');
    await phone.onTop('上报进度').waitFor();
    await phone.visible(`编号 ${number}`).waitFor();
    await shot(phone, 'report-waiting');
    reportId = /id=([^&]+)/.exec(page.url())?.[1] ?? '';
    expect((await reportIs('PENDING')).isAnonymous).toBe(true);
  });

  it('is accepted at the desk, becomes an issue of the area’s government, and is assigned with all five fixes', async () => {
    const clerk = await world.as('luyao');
    const listed = (await clerk('GET', '/api/desk/reports?tab=waiting')).json<DeskReports>();
    expect(listed.rows.map((row) => row.number)).toContain(number);
    const raised = await must<RaisedIssue>(
      clerk('POST', `/api/desk/reports/${reportId}/accept`, { category: null, grade: 'GENERAL' }),
    );
    issueId = raised.issueId;
    const issue = (await clerk('GET', `/api/issues/${issueId}`)).json<IssueView>();
    expect(issue.proposal.lead?.name.zh).toBe('澜东区');
    await must(
      clerk('POST', `/api/issues/${issueId}/assign`, {
        lead: issue.proposal.lead?.unitId,
        supports: [],
        fixes: {
          person: '河滨网格长',
          task: '清运并保洁',
          dueAt: null,
          responsibility: '属地',
          rewardPenalty: '按月计分',
        },
      }),
    );
    await storyHas('assigned');
    await openReport();
    await phone.visible('已派给单位').waitFor();
    await shot(phone, 'report-assigned');
  });

  it('is signed for by the unit in one tap on the phone', async () => {
    await signInAsUnit(officer, 'landong');
    await officer.page.goto('/m/#/handling/duty/index');
    await officer.onTop('签收').waitFor();
    await shot(officer, 'report-unit-duty');
    await tapSign();
    await officer.page.goto(`/m/#/handling/issue/index?id=${issueId}`);
    await officer.onTop('五定').waitFor();
    await shot(officer, 'report-unit-issue');
    expect(await officer.page.locator('body').innerText()).not.toContain('13900007301');
  });

  it('fails the check of somebody else, is done again, and passes: only then the citizen sees it as fixed', async () => {
    await reply('half-cleared', 'first');
    await storyHas('rectified');
    await openReport();
    await phone.visible('单位称已完成').waitFor();
    await shot(phone, 'report-claimed');
    await verify('FAIL', '还有两袋没有清走');
    await storyHas('returned');
    await openReport();
    await phone.visible('没通过，退回重办').waitFor();
    await reply('cleared', 'second');
    await verify('PASS', null);
    await reportIs('RESOLVED');
    await openReport();
    await phone.visible('处理得满意吗？').waitFor();
    await shot(phone, 'report-resolved');
    await becomes(() => phone.page.locator('.before-after__picture:visible').count(), 2);
  });

  it('is not fixed, says the citizen with a new picture: the same number is taken up again', async () => {
    await phone.tap('没解决，重办');
    await phone.page.locator('video:visible').waitFor();
    await pointCamera(phone.page, 'rubbish');
    await phone.press('快门，拍一张');
    await phone.onTop('提交，重办').waitFor();
    await shot(phone, 'report-not-fixed');
    await phone.tap('提交，重办');
    await phone.visible('你说没解决').waitFor();
    expect((await reportIs('ACCEPTED')).number).toBe(number);
    await shot(phone, 'report-reopened');
  });

  it('is cured once more, closed, and rated in two taps', async () => {
    await officer.page.goto('/m/#/handling/duty/index');
    await officer.page.reload();
    await officer.visible('市民说没解决').waitFor();
    await shot(officer, 'report-unit-again');
    await tapSign();
    await reply('cleared-from-the-left', 'third');
    await verify('PASS', null);
    await reportIs('RESOLVED');
    await openReport();
    await phone.press('满意，第 2 项，共 5 项');
    await shot(phone, 'report-rate');
    await phone.tap('提交评价');
    await phone.visible('你已评价').waitFor();
    expect((await reportIs('RATED')).rating).toEqual({ effect: 2, service: null });
    await shot(phone, 'report-rated');
    await phone.page.goto('/m/#/pages/inbox/index');
    await phone.page.locator('.message:visible').first().waitFor();
    await shot(phone, 'report-inbox');
    await phone.page.goto('/m/#/pages/reports/index');
    await phone.visible('垃圾乱堆').waitFor();
    await shot(phone, 'report-list');
  });
});

describe('a phone without network', () => {
  it('keeps the report with its picture through a restart, and sends it once', async () => {
    const { page, context } = phone;
    await page.goto('/m/#/pages/home/index');
    await phone.press('随手拍');
    await page.locator('video:visible').waitFor();
    await phone.onTop('澜东区').waitFor();
    await phone.press('快门，拍一张');
    await phone.onTop('只差提交').waitFor();
    await context.setOffline(true);
    await phone.tap('提交');
    await phone.visible('已存本机，联网自动上传').waitFor();
    await shot(phone, 'report-offline');
    await context.setOffline(false);
    // The browser was closed in the meantime: what it kept is all there is.
    await page.goto('/m/#/pages/reports/index');
    await page.reload();
    await page.waitForFunction(() => !document.body.innerText.includes('待上传'));
    const before = number;
    await page.goto('/m/#/pages/reports/index');
    await page.waitForFunction(() => document.querySelectorAll('.reports__list .report-row').length === 2);
    expect(before).not.toBe('');
  });

  it('calls instead of reporting where the police are needed', async () => {
    const { page } = phone;
    await page.goto('/m/#/pages/snap/index');
    await page.locator('video:visible').waitFor();
    await phone.visible('先打电话').click();
    await phone.visible('请直接打 110').waitFor();
    await shot(phone, 'report-police');
  });
});
