// What desk.bench.mjs does on one database: bundled with the server's insides.
import type { DeskReportTab, ReportState } from '@minsheng/contracts';
import { readFileSync } from 'node:fs';
import { type City, openCity } from '../../server/src/city.js';
import { seedDemonstrationPeople } from '../../server/src/demonstration-people.js';
import { civilDateAt } from '../../server/src/deadlines/index.js';
import { findUnitsByCode } from '../../server/src/organisation/index.js';
import { readConfig } from '../../server/src/platform/config.js';
import { type Caller, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { countTabs, type DeskFilter, listForDesk } from '../../server/src/reports/desk.queries.js';
import { viewDeskReports, viewDeskReportWhole } from '../../server/src/reports/desk.view.js';
import { reportForm } from '../../server/src/reports/report-form.js';
import { parametersFor, reportNumber } from '../../server/src/reports/report-rules.js';
import { Report, ReportDay, ReportReporter } from '../../server/src/reports/report.entity.js';
import { findReport, insertMany, nearReports } from '../../server/src/reports/reports.queries.js';
import { dice } from '../support/dice.js';
import { nothingYet, nowhere } from '../../server/src/reports/submit-report.js';

const caller = systemCaller('bench');
const seed = 20261124;
/** A city some twenty kilometres wide, with a tenth of all reports around one market. */
const city = { west: 118, south: 24.4, east: 118.2, north: 24.6 };
const market = { lng: 118.1, lat: 24.5 };
const days = 365;

/** Simulated reports of a year: nearly all decided, some two hundred waiting. */
async function fill({ works }: City, total: number): Promise<void> {
  const random = dice(seed);
  const pick = <One>(of: readonly One[]): One => of[Math.floor(random() * of.length)] as One;
  const { units, categories } = await works.read(caller, async (work) => ({
    units: [...(await findUnitsByCode(work, ['A1', 'A2', 'A3', 'A4'])).values()],
    categories: (await parametersFor(work, 'demo')).reports.categories.filter(({ police }) => police === undefined),
  }));
  const lastNumbers = new Map<string, number>();
  const numberOn = (day: string): number => {
    const number = (lastNumbers.get(day) ?? 0) + 1;
    lastNumbers.set(day, number);
    return number;
  };
  for (let from = 0; from < total; from += 2000) {
    const length = Math.min(2000, total - from);
    await works.write(caller, async (work) => {
      const reports: Report[] = [];
      for (let at = from; at < from + length; at++) {
        const submittedAt = new Date(work.now.getTime() - ((total - at) / total) * days * 86_400_000);
        const day = civilDateAt(submittedAt);
        const isNew = at > total * 0.997;
        const isDone = ['RESOLVED', 'RATED', 'REJECTED', 'ACCEPTED', 'MERGED', 'LAPSED'] as const;
        const state: ReportState = isNew ? pick(['PENDING', 'HELD', 'NEED_INFO', 'ACCEPTED']) : pick(isDone);
        const isMarket = random() < 0.1;
        const lng = isMarket ? market.lng + (random() - 0.5) / 100 : city.west + random() * (city.east - city.west);
        const lat = isMarket ? market.lat + (random() - 0.5) / 100 : city.south + random() * (city.north - city.south);
        const area = units[(lng > 118.1 ? 1 : 0) + (lat > 24.5 ? 2 : 0)] ?? pick(units);
        reports.push({
          ...nothingYet,
          ...nowhere,
          id: newId<Report['id']>(),
          number: reportNumber(day, numberOn(day)),
          channel: 'MINI',
          state,
          category: pick(categories).code,
          text: `模拟上报 ${at}：路边堆放杂物，请处理`,
          placeText: `模拟路 ${Math.floor(random() * 900)} 号`,
          givenLng: lng,
          givenLat: lat,
          datum: 'GCJ02',
          accuracyMetres: 12,
          pointSource: 'DEVICE',
          lng,
          lat,
          areaCode: area.code,
          areaNameZh: area.nameZh,
          areaNameEn: area.nameEn,
          areaUnitId: area.id,
          photos: [],
          takenAt: submittedAt,
          submittedAt,
          acceptBy: submittedAt,
          overdueToldAt: submittedAt,
          safety: 'PASS',
          joinsId: null,
          isRewardEligible: true,
          appealedAt: state === 'PENDING' && random() < 0.1 ? submittedAt : null,
          rejectionReason: state === 'REJECTED' ? 'ILLEGIBLE' : null,
          rejectedAt: state === 'REJECTED' ? submittedAt : null,
          askedUntil: state === 'NEED_INFO' ? work.now : null,
          issueId: ['ACCEPTED', 'MERGED', 'RESOLVED', 'RATED'].includes(state) ? newId() : null,
          resolvedAt: state === 'RESOLVED' || state === 'RATED' ? submittedAt : null,
        });
      }
      await insertMany(work, Report, reports);
      await insertMany(
        work,
        ReportReporter,
        reports.map(({ id, submittedAt }) => ({
          reportId: id,
          senderId: 'bench',
          clientId: newId(),
          sentAt: submittedAt,
          citizenId: null,
          isAnonymous: true,
          sealedContact: null,
        })),
      );
    });
  }
  await works.write(caller, async (work) => {
    const numbers = [...lastNumbers].map(([day, lastNumber]) => ({ day, lastNumber }));
    await insertMany(work, ReportDay, numbers);
    // As a database in service would have it.
    await rows(work, 'ANALYZE');
  });
}

/** What the desk asks for: the answer of the route, without HTTP. */
async function measure(city: City, rounds: number): Promise<object> {
  const { works, keys } = city;
  const landong = await works.read(caller, async (work) => (await findUnitsByCode(work, ['A1'])).get('A1'));
  const officer: Caller = {
    kind: 'staff',
    id: 'officer',
    label: 'officer',
    reach: new Map([['reports.read', { everything: false, paths: [landong?.path ?? ''] }]]),
  };
  const filter = (change: Partial<DeskFilter>): DeskFilter => ({
    ...{ tab: 'waiting', category: null, area: null, q: null, near: null },
    ...change,
  });
  const page =
    (by: Caller, of: DeskFilter, cursor: string | null = null) =>
    () =>
      works.read(by, async (work) => {
        const found = await listForDesk(work, of, cursor);
        const shown = await viewDeskReports(work, await parametersFor(work, 'demo'), found.reports, keys);
        return { shown, counts: await countTabs(work) };
      });
  const nthCursor = (of: DeskFilter, pages: number): Promise<string | null> =>
    works.read(caller, async (work) => {
      let cursor: string | null = null;
      for (let at = 1; at < pages; at++) cursor = (await listForDesk(work, of, cursor)).cursor;
      return cursor;
    });
  const [some] = await works.read(caller, (work) =>
    rows<{ id: string; number: string }>(
      work,
      `SELECT id, number FROM report WHERE state = 'PENDING' AND lng IS NOT NULL LIMIT 1`,
    ),
  );
  const tabs: DeskReportTab[] = ['waiting', 'decided', 'all'];
  const steps: Record<string, () => Promise<unknown>> = {
    ...Object.fromEntries(tabs.map((tab) => [`tab ${tab}`, page(caller, filter({ tab }))])),
    'tab decided, tenth page': page(
      caller,
      filter({ tab: 'decided' }),
      await nthCursor(filter({ tab: 'decided' }), 10),
    ),
    'all, one category': page(caller, filter({ tab: 'all', category: 'roads' })),
    'all, one area': page(caller, filter({ tab: 'all', area: 'A3' })),
    'all, category and area': page(caller, filter({ tab: 'all', category: 'roads', area: 'A3' })),
    'all, an area’s officer': page(officer, filter({ tab: 'all' })),
    'all, a number': page(caller, filter({ tab: 'all', q: some?.number ?? '' })),
    'all, words that are there': page(caller, filter({ tab: 'all', q: '模拟路 77 号' })),
    'all, words that are nowhere': page(caller, filter({ tab: 'all', q: '没有的字' })),
    'near 300 m': page(caller, filter({ tab: 'all', near: { lng: 118.05, lat: 24.45, metres: 300 } })),
    'near 300 m at the market': page(caller, filter({ tab: 'all', near: { ...market, metres: 300 } })),
    'near 2 km at the market': page(caller, filter({ tab: 'all', near: { ...market, metres: 2000 } })),
    'neighbours within 50 m': () =>
      works.read(caller, (work) =>
        nearReports(work, market, 50, { states: ['ACCEPTED', 'MERGED'], category: 'roads' }),
      ),
    'one report whole': () =>
      works.read(caller, async (work) => {
        const report = await findReport(work, some?.id ?? '');
        return report && viewDeskReportWhole(work, await parametersFor(work, 'demo'), report, keys);
      }),
    'the citizen’s form': () =>
      works.read(caller, async (work) =>
        reportForm(work, await parametersFor(work, 'demo'), {
          ...market,
          datum: 'GCJ02',
          accuracyMetres: 10,
          source: 'DEVICE',
        }),
      ),
  };
  const times: Record<string, number[]> = {};
  for (let round = -3; round < rounds; round++)
    for (const [name, step] of Object.entries(steps)) {
      const started = performance.now();
      await step();
      if (round >= 0) (times[name] ??= []).push(performance.now() - started);
    }
  return times;
}

const [folder = '', codebook = '', size = '', rounds = ''] = process.argv.slice(2);
const opened = await openCity(
  readConfig({ ...process.env, MINSHENG_MODE: 'demo', MINSHENG_DATA: folder, LOG_LEVEL: 'silent' }),
);
await seedDemonstrationPeople(opened, caller, readFileSync(codebook, 'utf8'));
const started = performance.now();
await fill(opened, Number(size));
const filled = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ filled, times: await measure(opened, Number(rounds)) }));
await opened.close();
