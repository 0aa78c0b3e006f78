import type { NewReport } from '@minsheng/contracts';
import { type City, openCity } from '../../server/src/city.js';
import { newEntrance } from '../../server/src/entrance.js';
import { Photo } from '../../server/src/files/index.js';
import { TerritoryArea, TerritoryVersion, findUnitsByCode } from '../../server/src/organisation/index.js';
import { FixedClock, type Work, Works, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { ReactionWorker } from '../../server/src/platform/jobs/reaction-worker.js';
import { reactions } from '../../server/src/reactions.js';
import { watchReportsLine } from '../../server/src/reports/index.js';
import { buildServer } from '../../server/src/server.js';
import { configOf, copyOfWorld } from '../world/prepared.js';
import { type Ask, type Doors, openDoors } from './doors.js';
import { listenToLog } from './live-world.js';
import { photoProgramForSpecs, writerProgramForSpecs } from './writer-program.js';

export type { Ask };
export type CitizenAsk = Ask & { id: string };

/** What is planted beside a picture; everything else is filled in. */
export type PhotoChange = Partial<Pick<Photo, 'sha256' | 'source' | 'exifLng' | 'exifLat' | 'exifTakenAt'>>;

/**
 * The standing city with boundaries, served, on a business clock that stands still until it is set, backwards too. The
 * server does nothing by itself: a line of the timetable that began at a later instant would judge what came after.
 */
export interface ReportWorld extends Omit<Doors, 'withToken'> {
  city: City;
  clock: FixedClock;
  citizen(phone: string): Promise<CitizenAsk>;
  /** As whoever the fake WeChat knows by this name. */
  citizenByWechat(name: string): Promise<CitizenAsk>;
  /** A picture that this person has uploaded. */
  photo(uploadedBy: string, change?: PhotoChange): Promise<string>;
  /** What a phone hands in when this person has taken a picture in A1 just now. */
  newReport(citizen: CitizenAsk, change?: Partial<NewReport>): Promise<NewReport>;
  /** Runs every reaction that waits, and those that come of them. */
  react(): Promise<void>;
  /** What the timetable does to reports, now. */
  watch(): Promise<void>;
  write<Result>(fn: (work: Work) => Promise<Result>): Promise<Result>;
  look<Row = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  unitId(code: string): Promise<string>;
  log: readonly string[];
  stop(): Promise<void>;
}

const caller = systemCaller('spec');

/** Areas A1 and A2 lie side by side, each a tenth of a degree wide (GCJ-02). */
export const inA1 = { lng: 118.05, lat: 24.45 };
export const inA2 = { lng: 118.15, lat: 24.45 };
export const outside = { lng: 118.5, lat: 24.45 };

/** @param now business instant (UTC) at which it stands; a Wednesday */
export async function startReportWorld(now = '2026-11-04T02:00:00.000Z'): Promise<ReportWorld> {
  const copy = await copyOfWorld();
  const opened = await openCity(configOf(copy));
  const clock = new FixedClock(new Date(now));
  const works = new Works(opened.database, clock);
  const city: City = { ...opened, clock, works };
  await works.write(caller, layBoundaries);
  const server = await buildServer(city, newEntrance(), writerProgramForSpecs(), photoProgramForSpecs());
  const { app } = server;
  const log = listenToLog(app.getHttpAdapter().getInstance().log);
  const worker = new ReactionWorker(works, reactions);

  const { withToken, ...doors } = await openDoors(city, server);
  const admit = (session: { statusCode: number; body: string }): CitizenAsk => {
    if (session.statusCode >= 300) throw new Error(`a citizen could not sign in: ${session.body}`);
    const { token, citizen } = JSON.parse(session.body) as { token: string; citizen: { id: string } };
    return Object.assign(withToken(token), { id: citizen.id });
  };
  const look: ReportWorld['look'] = (sql, parameters = []) => works.read(caller, (work) => rows(work, sql, parameters));
  const photo: ReportWorld['photo'] = async (uploadedBy, change = {}) => {
    const id = newId<Photo['id']>();
    await works.write(caller, (work) =>
      work.tx.insert(Photo, {
        id,
        clientId: newId(),
        uploadedBy,
        uploadedAt: work.now,
        subject: null,
        attachedAt: null,
        sha256: id.toLowerCase().padEnd(64, '0'),
        source: 'CAMERA',
        takenAt: work.now,
        width: 1200,
        height: 1600,
        fileName: [...id.toLowerCase()].reverse().join('').padEnd(32, '0'),
        perceptualHash: '0123456789abcdef',
        exifTakenAt: null,
        exifLng: null,
        exifLat: null,
        originalRemovedAt: null,
        ...change,
      }),
    );
    return id;
  };

  return {
    city,
    clock,
    ...doors,
    citizenByWechat: async (name) => {
      const payload = { code: `${name}.${newId()}` };
      return admit(await app.inject({ method: 'POST', url: '/api/citizen-sessions/wechat', payload }));
    },
    citizen: async (phone) => {
      // Everybody from an address of their own: codes are limited by address.
      const remoteAddress = `10.0.${Number(phone.slice(-4, -2))}.${Number(phone.slice(-2))}`;
      const sent = await app.inject({ method: 'POST', url: '/api/phone-codes', remoteAddress, payload: { phone } });
      const { demonstrationCode: code } = sent.json<{ demonstrationCode: string }>();
      const session = await app.inject({
        method: 'POST',
        url: '/api/citizen-sessions/phone',
        payload: { phone, code },
      });
      return admit(session);
    },
    photo,
    newReport: async ({ id }, change = {}) => ({
      clientId: newId(),
      photos: change.photos ?? [await photo(id)],
      category: 'litter',
      point: { ...inA1, datum: 'GCJ02', accuracyMetres: 10, source: 'DEVICE' },
      placeText: null,
      text: null,
      isAnonymous: true,
      takenAt: clock.now().toISOString(),
      joins: null,
      ...change,
    }),
    react: async () => {
      for (let rounds = 0; rounds < 100; rounds++) {
        await worker.runOnce();
        const waiting = await look(`SELECT 1 AS one FROM reaction_claim WHERE state = 'WAITING' LIMIT 1`);
        if (waiting.length === 0) return;
      }
      const stuck = await look('SELECT * FROM reaction_claim WHERE state <> $1', ['DONE']);
      throw new Error(`reactions do not come to an end: ${JSON.stringify(stuck.slice(0, 3))}`);
    },
    watch: () => watchReportsLine.run(works, caller, clock.now()),
    write: (fn) => works.write(caller, fn),
    look,
    unitId: async (code) => {
      const [unit] = await look<{ id: string }>('SELECT id FROM unit WHERE code = $1', [code]);
      if (!unit) throw new Error(`there is no unit ${code}`);
      return unit.id;
    },
    log,
    stop: async () => {
      await server.stop();
      await copy.remove();
    },
  };
}

async function layBoundaries(work: Work): Promise<void> {
  const units = await findUnitsByCode(work, ['A1', 'A2']);
  await rows(work, `UPDATE territory_version SET state = 'SUPERSEDED', valid_to = $1 WHERE state = 'PUBLISHED'`, [
    work.now.toISOString(),
  ]);
  const [newest] = await rows<{ no: number | null }>(work, 'SELECT MAX(no) AS no FROM territory_version');
  const versionId = newId<TerritoryVersion['id']>();
  await work.tx.insert(TerritoryVersion, {
    id: versionId,
    no: Number(newest?.no ?? 0) + 1,
    state: 'PUBLISHED',
    datum: 'GCJ02',
    source: 'spec',
    fileHash: '0'.repeat(64),
    areas: 2,
    responsibilityAreas: 0,
    faults: [],
    importedAt: work.now,
    importedBy: 'one',
    importedByName: 'one',
    publishedBy: 'other',
    publishedByName: 'other',
    validFrom: work.now,
    validTo: null,
  });
  for (const [code, { lng, lat }] of [
    ['A1', inA1],
    ['A2', inA2],
  ] as const) {
    const unit = units.get(code);
    const corner = (east: number, north: number): [number, number] => [lng + east * 0.05, lat + north * 0.05];
    await work.tx.insert(TerritoryArea, {
      id: newId<TerritoryArea['id']>(),
      versionId,
      code,
      kind: 'area',
      nameZh: unit?.nameZh ?? code,
      nameEn: unit?.nameEn ?? code,
      unitId: unit?.id ?? null,
      parentCode: null,
      chiefType: 'NONE',
      personSeatId: null,
      geometry: [[[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]]],
    } as never);
  }
}
