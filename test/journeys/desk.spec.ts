import type {
  Issues,
  IssueView,
  NewReport,
  PhotoReceipt,
  ReportReceipt,
  ReportView,
  TerritoryMap,
} from '@minsheng/contracts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { newId } from '../../server/src/platform/index.js';
import { fromGcj02 } from '../../server/src/organisation/territory/datum.js';
import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';
import { signInAtDesk } from '../support/desk-sign-in.js';
import { becomes, eventually } from '../support/eventually.js';
import { photoForm } from '../support/pictures.js';
import { type World, startWorld } from '../world/world.js';

jest.setTimeout(120_000);

let world: World;
let citizen: World['ask'];
/** Whoever audits sees everything, and needs no code that somebody at a desk needs. */
let onlooker: World['ask'];
const desks = new Map<string, OpenPage>();

beforeAll(async () => {
  world = await startWorld();
  onlooker = await world.as('auditor');
  citizen = await world.asCitizen('13900007301');
});
afterAll(async () => {
  await closeBrowser();
  await world.stop();
});

/** Middle of the first area (GCJ-02), as the map has it. */
async function someplace(): Promise<{ lng: number; lat: number }> {
  const map = (await onlooker('GET', '/api/territory')).json<TerritoryMap>();
  const geometry = map.features.find(({ properties }) => properties.code === 'A1-G1')?.geometry;
  const ring = geometry?.type === 'Polygon' ? (geometry.coordinates[0] ?? []) : [];
  const mean = (axis: number) => ring.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / ring.length;
  return { lng: mean(0), lat: mean(1) };
}

/** A picture that a phone took there: with the place in it, and unlike any other. */
async function picture(at: { lng: number; lat: number }, colour: string, side: number): Promise<Buffer> {
  const [lng, lat] = fromGcj02([at.lng, at.lat], 'WGS84');
  const degrees = (value: number) => {
    const minutes = (value - Math.floor(value)) * 60;
    const seconds = Math.round((minutes - Math.floor(minutes)) * 60 * 1000);
    return `${Math.floor(value)}/1 ${Math.floor(minutes)}/1 ${seconds}/1000`;
  };
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="100%" height="100%" fill="#e4ebe7"/>
    <rect x="${side}" y="${480 - side}" width="220" height="140" fill="${colour}"/><circle cx="${600 - side}" cy="${side}" r="70" fill="#28424a"/></svg>`;
  return sharp(Buffer.from(scene))
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: degrees(lat),
        GPSLongitudeRef: 'E',
        GPSLongitude: degrees(lng),
      },
    })
    .jpeg()
    .toBuffer();
}

async function deskOf(name: string): Promise<OpenPage> {
  const known = desks.get(name);
  if (known) return known;
  const opened = await openPage({ width: 1440, height: 900, baseURL: world.base });
  desks.set(name, opened);
  opened.page.setDefaultTimeout(60_000);
  await signInAtDesk(opened, world, name);
  return opened;
}

const stateOf = async (id: string) => (await onlooker('GET', `/api/issues/${id}`)).json<IssueView>().state;

/** Chooses the picture in the open dialog, says what was done, and sends it when the picture has arrived. */
async function answerWith({ page, shot }: OpenPage, bytes: Buffer, words: string, name: string): Promise<void> {
  const dialog = page.locator('.ant-modal').filter({ hasText: '处置后照片' });
  await dialog.locator('input[type=file]').setInputFiles({ name: 'after.jpg', mimeType: 'image/jpeg', buffer: bytes });
  await dialog.getByLabel('处置情况').fill(words);
  await dialog.getByLabel('正在上传').waitFor({ state: 'detached' });
  await shot(name);
  await dialog.locator('form').getByRole('button', { name: '回复已处置' }).click();
  await dialog.waitFor({ state: 'hidden' }).catch(async () => {
    throw new Error(`the answer was not taken: ${await dialog.innerText()}`);
  });
}

describe('a report at the desk, with the unit, and at the desk again', () => {
  it('is accepted, dispatched, signed for, answered, sent back, answered again and struck off, by clicks', async () => {
    const at = await someplace();
    const before = photoForm(await picture(at, '#7a4a2b', 140), {
      takenAt: (await world.ask('GET', '/api/city')).json<{ now: string }>().now,
    });
    const taken = await citizen('POST', '/api/photos', undefined, before);
    expect(taken.statusCode).toBe(201);
    const report: NewReport = {
      clientId: newId(),
      photos: [taken.json<PhotoReceipt>().id],
      category: 'litter',
      point: { ...at, datum: 'GCJ02', accuracyMetres: 12, source: 'DEVICE' },
      placeText: '河滨路 18 号门前',
      text: null,
      isAnonymous: true,
      takenAt: new Date().toISOString(),
      joins: null,
    };
    const receipt = (await citizen('POST', '/api/reports', report)).json<ReportReceipt>();

    const clerk = await deskOf('luyao');
    const { page } = clerk;
    await page.getByRole('link', { name: /派遣台/ }).click();
    await page.getByRole('button', { name: /河滨路 18 号门前/ }).click();
    await page.getByText(receipt.number).waitFor();
    await page.locator('.city-map svg').first().waitFor();
    await clerk.shot('desk-report');
    await page.getByRole('button', { name: '受理', exact: true }).click();
    const accepting = page.getByRole('dialog').filter({ hasText: '受理后立案' });
    await accepting.getByRole('button', { name: '受理', exact: true }).click();

    const dispatching = page.getByRole('dialog').filter({ hasText: '五定齐全' });
    await dispatching.waitFor();
    expect(await dispatching.getByLabel('责任人').inputValue()).not.toBe('');
    await clerk.shot('desk-dispatch');
    await dispatching.getByRole('button', { name: '派遣', exact: true }).click();
    await dispatching.waitFor({ state: 'hidden' });
    const issues = (await onlooker('GET', '/api/issues?tab=all')).json<Issues>();
    const issue = issues.rows.find(({ placeText }) => placeText === report.placeText);
    if (!issue) throw new Error('no issue was raised');
    await becomes(() => stateOf(issue.id), 'ASSIGNED');

    const unit = await deskOf('landong');
    await unit.page.getByRole('link', { name: '单位账户' }).click();
    await unit.page.getByRole('button', { name: `签收 ${issue.number}` }).click();
    await unit.page.getByText('已签收').first().waitFor();
    await becomes(() => stateOf(issue.id), 'SIGNED');
    await unit.shot('desk-account');
    await unit.page.getByRole('link', { name: issue.number, exact: true }).click();
    await unit.page.getByRole('button', { name: '开始处置' }).click();
    await unit.page.getByLabel('处置措施').fill('安排清运');
    await unit.page.getByRole('dialog').getByRole('button', { name: '开始处置' }).last().click();
    await unit.page.getByRole('button', { name: '回复已处置' }).click();
    await answerWith(unit, await picture(at, '#3d7a4a', 200), '已清运', 'desk-answer');
    await becomes(() => stateOf(issue.id), 'SUBMITTED');

    await page.getByRole('link', { name: /^核查/ }).click();
    await page.getByRole('button', { name: /河滨路 18 号门前/ }).click();
    await page.getByText(/单位提交，还没核查/).waitFor();
    await clerk.shot('desk-verify');
    await page.getByRole('button', { name: '退回重办' }).click();
    const failing = page.getByRole('dialog').filter({ hasText: '退回后单位时钟接着走' });
    await failing.getByRole('button', { name: '退回重办' }).click();
    await failing.getByText('请写明原因').waitFor();
    await failing.getByLabel('原因').fill('墙角还剩一堆');
    await failing.getByRole('button', { name: '退回重办' }).click();
    await failing.waitFor({ state: 'hidden' });
    await becomes(() => stateOf(issue.id), 'IN_PROGRESS');

    await unit.page.reload();
    await unit.page.getByText('墙角还剩一堆').first().waitFor();
    await unit.page.getByRole('button', { name: '回复已处置' }).click();
    await answerWith(unit, await picture(at, '#2b5a8a', 90), '墙角也清了', 'desk-answer-again');
    await page.getByRole('link', { name: /^待核查/ }).click();
    await page.getByRole('button', { name: /河滨路 18 号门前/ }).click();
    await page.getByRole('button', { name: '核查通过' }).click();
    const passing = page.getByRole('dialog').filter({ hasText: '通过即销号' });
    await passing.getByRole('button', { name: '核查通过' }).click();
    await passing.waitFor({ state: 'hidden' });
    await becomes(() => stateOf(issue.id), 'CLOSED');
    await page.getByText('已核查解决').first().waitFor();
    await clerk.shot('desk-closed');

    // The citizen's timeline follows the ledger a moment later.
    const kinds = async () =>
      (await citizen('GET', `/api/reports/${receipt.id}`)).json<ReportView>().timeline.map(({ kind }) => kind);
    await eventually(async () => (await kinds()).includes('closed'));
    expect(await kinds()).toEqual(expect.arrayContaining(['accepted', 'assigned', 'returned', 'closed']));
    for (const { errors } of desks.values()) expect(errors).toEqual([]);
  });

  it('another unit sees nothing of it: neither in its account nor by its address', async () => {
    const issues = (await onlooker('GET', '/api/issues?tab=closed')).json<Issues>();
    const issue = issues.rows.find(({ placeText }) => placeText === '河滨路 18 号门前');
    if (!issue) throw new Error('the closed issue is gone');
    const other = await deskOf('sunyi');
    expect(await other.page.getByRole('link', { name: /派遣台/ }).count()).toBe(0);
    await other.page.goto(`/console/account/${issue.id}`);
    const drawer = other.page.getByRole('dialog');
    await drawer.getByRole('alert').waitFor();
    expect(await drawer.innerText()).not.toContain('河滨路');
    expect(await other.page.locator('main').innerText()).not.toContain(issue.number);
    expect(other.errors).toEqual([]);
  });
});

describe('the boundaries of the city', () => {
  const shipped = readFileSync(path.resolve(__dirname, '../../server/demo/boundaries.geojson'));

  async function bringIn({ page }: OpenPage, bytes: Buffer): Promise<void> {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'boundaries.geojson', mimeType: 'application/geo+json', buffer: bytes });
    await page.getByText('boundaries.geojson').waitFor();
    await page.getByRole('button', { name: '检查并导入' }).click();
  }

  it('a file is judged where it lies wrong, a good one is a draft until another person puts it in force', async () => {
    const clerk = await deskOf('luyao');
    const { page } = clerk;
    await page.getByRole('link', { name: '区域边界' }).click();
    await page.getByText('生效').first().waitFor();
    await page.getByRole('button', { name: '检查并导入' }).click();
    await page.getByText('请选定坐标系，不能猜').waitFor();
    await page.getByLabel('坐标系').click();
    await page.locator('.ant-select-item-option').filter({ hasText: 'GCJ-02' }).click();
    await page.getByLabel('来源').fill('民政局勘界');

    const file = JSON.parse(shipped.toString()) as { features: { geometry: { coordinates: number[][][] } }[] };
    // One corner of the second area is drawn far into its neighbour.
    file.features[2]?.geometry.coordinates[0]?.splice(1, 0, [113.95, 34.01]);
    await bringIn(clerk, Buffer.from(JSON.stringify(file)));
    await page.getByText('这份文件没有导入').waitFor();
    await clerk.shot('desk-territory');

    await bringIn(clerk, shipped);
    await page.getByText('自己导入的，要由另一人发布').waitFor();
    expect(await page.getByRole('button', { name: '发布', exact: true }).count()).toBe(0);

    const director = await deskOf('heqing');
    await director.page.getByRole('link', { name: '区域边界' }).click();
    await director.page.getByRole('button', { name: '发布', exact: true }).click();
    const dialog = director.page.locator('.ant-modal');
    await dialog.getByRole('button', { name: '发布', exact: true }).click();
    await director.page.getByText('已发布').waitFor();
    await director.page.getByText('已替换').waitFor();
    expect((await onlooker('GET', '/api/territory')).json<TerritoryMap>().no).toBe(2);
    expect([...clerk.errors, ...director.errors]).toEqual([]);
  });
});
