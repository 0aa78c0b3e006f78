import { createHash } from 'node:crypto';
import type {
  FollowUp,
  FurtherEvidence,
  LocalisedText,
  NewReport,
  ReportCategory,
  ReportEvent,
  ReportForm,
  ReportListItem,
  ReportRating,
  ReportReceipt,
  ReportView,
  TerritoryMap,
} from '@minsheng/contracts';
import { said } from '../support/said.js';
import { type FakeCity, problem, type Seen } from './fake-city.js';

const category = (code: string, zh: string, police: string | null = null): ReportCategory => ({
  code,
  name: said(zh, code),
  police,
});

/** A picture: bytes that no other picture has. */
export const picture = (words: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(words)]);

export function formFixture(): ReportForm {
  return {
    title: said('随手拍', 'Snap'),
    categories: [
      category('litter', '垃圾堆放'),
      category('parking', '机动车占盲道'),
      category('stall', '占道经营'),
      category('lamp', '路灯不亮'),
      category('fire', '着火', '119'),
      category('crime', '正在犯罪', '110'),
    ],
    likely: ['parking', 'litter', 'stall'],
    photos: { minimum: 1, maximum: 9 },
    isInside: true,
    at: { lng: 113.6062, lat: 33.4389 },
    area: said('西城区', 'West'),
    nearby: [],
    waitUntil: null,
    acceptWorkingDays: 1,
  };
}

/** One piece of road frontage around the place where the harness's phone is. */
export function territoryFixture(): TerritoryMap {
  return {
    type: 'FeatureCollection',
    versionId: 'v1',
    no: 1,
    bbox: [113.5, 33.3, 113.7, 33.5],
    features: [
      {
        type: 'Feature',
        properties: { code: 'west', kind: 'area', name: said('西城区', 'West'), unit: null, parent: null },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [113.5, 33.3],
              [113.7, 33.3],
              [113.7, 33.5],
              [113.5, 33.5],
              [113.5, 33.3],
            ],
          ],
        },
      },
    ],
  };
}

const minute = 60_000;
const opened = Date.parse('2026-12-16T06:32:00.000Z');

/** The city's desk behind the phone: takes pictures and reports as the real one does, an id once. */
export class FakeDesk {
  /** Each report that was handed in, as it was sent, resends as well. */
  readonly handedIn: NewReport[] = [];
  readonly rated: ReportRating[] = [];
  readonly evidence: FurtherEvidence[] = [];
  /** The client id of whatever followed a report, each time it came. */
  readonly letters: string[] = [];
  private readonly done = new Set<string>();
  private answersToLose = 0;
  private readonly pictures = new Map<string, { id: string; sha256: string }>();
  private readonly reports = new Map<string, ReportView>();
  private minutes = 0;

  constructor(private readonly city: FakeCity) {
    city.answers('GET /api/report-form', () => ({ status: 200, body: formFixture() }));
    city.answers('GET /api/territory', () => ({ status: 200, body: territoryFixture() }));
    city.answers('GET /api/inbox', () => ({ status: 200, body: { unread: 0, messages: [], cursor: null } }));
    city.answers('POST /api/photos', (seen) => this.takePicture(seen));
    this.listens();
    city.answers('GET /api/reports', () => ({
      status: 200,
      body: [...this.reports.values()].reverse().map((report) => listItem(report)),
    }));
  }

  /** Takes reports, after a spec let it be deaf. */
  listens(): void {
    this.city.answers('POST /api/reports', ({ body }) => this.take(body as NewReport));
  }

  /** Different reports that the desk has. */
  get numbers(): string[] {
    return [...this.reports.values()].map(({ number }) => number);
  }

  /** Ids of the pictures, by the phone's own. */
  get pictureIds(): string[] {
    return [...this.pictures.values()].map(({ id }) => id);
  }

  get newest(): ReportView {
    const newest = [...this.reports.values()].pop();
    if (!newest) throw new Error('nothing was handed in');
    return newest;
  }

  private get newestKey(): string {
    return [...this.reports.keys()].pop() ?? '';
  }

  /** The desk or the unit does something; the citizen sees it at the next look. */
  happens(kind: ReportEvent['kind'], change: Partial<ReportView> = {}, note: LocalisedText | null = null): void {
    const report = this.newest;
    const at = this.now();
    const unit = kind === 'assigned' || kind === 'rectified' ? said('市城市管理局西城中队', 'West squad') : null;
    this.reports.set(this.newestKey, {
      ...report,
      timeline: [...report.timeline, { at, kind, unit, note }],
      ...change,
    });
  }

  private now(): string {
    this.minutes += 10;
    return new Date(opened + this.minutes * minute).toISOString();
  }

  private takePicture({ body }: Seen) {
    const text = body as string;
    const field = (name: string): string =>
      new RegExp(`name="${name}"\\r\\n\\r\\n([^\\r]*)`).exec(text)?.[1] ?? `no ${name}`;
    const at = text.indexOf('name="photo"');
    const fields = ['clientId', 'sha256', 'source', 'takenAt'];
    // What is said of a picture stands before it: the server reads a stream.
    if (fields.some((name) => !(text.indexOf(`name="${name}"`) >= 0 && text.indexOf(`name="${name}"`) < at)))
      return problem(400, 'files.invalid-fields', '照片的说明不完整', 'Fields missing');
    const clientId = field('clientId');
    const known = this.pictures.get(clientId);
    const receipt = known ?? { id: `picture-${this.pictures.size + 1}`, sha256: field('sha256') };
    this.pictures.set(clientId, receipt);
    return { status: 201, body: { id: receipt.id, width: 4, height: 3 } };
  }

  /** Whether a picture with these bytes has arrived under their own name. */
  has(content: Buffer): boolean {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return [...this.pictures.values()].some((kept) => kept.sha256 === sha256);
  }

  private take(draft: NewReport) {
    this.handedIn.push(draft);
    const known = this.reports.get(draft.clientId);
    if (known) return { status: 201, body: receiptOf(known) };
    if (draft.photos.some((id) => !this.pictureIds.includes(id)))
      return problem(422, 'files.unknown-photo', '有照片没有找到', 'Unknown picture');
    const at = this.now();
    const number = `SP-20261216-${String(this.reports.size + 1).padStart(5, '0')}`;
    const found = formFixture().categories.find(({ code }) => code === draft.category);
    if (!found) return problem(422, 'reports.unknown-category', '没有这个类别', 'No such category');
    const report: ReportView = {
      id: `report-${this.reports.size + 1}`,
      number,
      state: 'PENDING',
      submittedAt: at,
      acceptBy: '2026-12-17T10:00:00.000Z',
      category: found,
      area: said('西城区', 'West'),
      point: draft.point,
      placeText: draft.placeText,
      text: draft.text,
      isAnonymous: draft.isAnonymous,
      flags: [],
      before: [{ id: 'b', width: 4, height: 3, address: '/api/photos/b', thumbnail: '/api/photos/b/small' }],
      after: [],
      timeline: [{ at, kind: 'submitted', unit: null, note: null }],
      citizenClock: { startedAt: at, endedAt: null },
      unitClock: null,
      rejection: null,
      asked: null,
      rating: null,
      may: ['withdraw'],
      answerUntil: null,
    };
    this.reports.set(draft.clientId, report);
    this.answerFor(draft.clientId, report.id);
    return { status: 201, body: receiptOf(report) };
  }

  private answerFor(key: string, id: string): void {
    const view = (): ReportView => this.reports.get(key) as ReportView;
    const change = (kind: ReportEvent['kind'], to: Partial<ReportView>): void => {
      const { timeline } = view();
      this.reports.set(key, {
        ...view(),
        timeline: [...timeline, { at: this.now(), kind, unit: null, note: null }],
        ...to,
      });
    };
    const follows = (move: ReportView['may'][number], act: (body: unknown) => void): void =>
      this.city.answers(`POST /api/reports/${id}/${move}`, ({ body }) => {
        const { clientId } = body as FollowUp;
        this.letters.push(clientId);
        if (!this.done.has(clientId)) {
          if (!view().may.includes(move)) return problem(409, 'reports.not-in-state', '现在不能这样操作', 'Not now');
          act(body);
          this.done.add(clientId);
        }
        if (this.answersToLose > 0) {
          this.answersToLose -= 1;
          return { status: 502 };
        }
        return { status: 200, body: view() };
      });
    this.city.answers(`GET /api/reports/${id}`, () => ({ status: 200, body: view() }));
    follows('rate', (body) => {
      this.rated.push(body as ReportRating);
      const { effect } = body as ReportRating;
      change('rated', { state: 'RATED', may: [], rating: { effect, service: null } });
    });
    follows('withdraw', () => change('withdrawn', { state: 'WITHDRAWN', may: [] }));
    follows('appeal', () => change('appealed', { state: 'PENDING', may: [], rejection: null }));
    follows('not-fixed', (body) => {
      this.evidence.push(body as FurtherEvidence);
      change('not-fixed', { state: 'ACCEPTED', may: [], answerUntil: null });
    });
    follows('give-info', (body) => {
      this.evidence.push(body as FurtherEvidence);
      change('info-given', { state: 'PENDING', may: ['withdraw'], asked: null });
    });
  }

  /** What follows a report is done, but its answer does not reach the phone, so many times. */
  losesAnswers(times: number): void {
    this.answersToLose = times;
  }
}

function receiptOf({ id, number, submittedAt, acceptBy }: ReportView): ReportReceipt {
  return { id, number, state: 'SUBMITTED', submittedAt, acceptBy };
}

function listItem(report: ReportView): ReportListItem {
  const { id, number, state, submittedAt, acceptBy, category: kind, placeText, area, timeline, may } = report;
  return {
    ...{ id, number, state, submittedAt, acceptBy, placeText, area },
    category: kind,
    thumbnail: null,
    lastEvent: timeline[timeline.length - 1] as ReportEvent,
    awaitsMe: may.includes('rate') || may.includes('give-info'),
  };
}
