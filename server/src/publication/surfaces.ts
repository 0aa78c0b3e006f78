import type { Language, ReleaseDocument } from '@minsheng/contracts';
import {
  type Config,
  type HandDescribedRoute,
  type PreparedBytes,
  type PreparedOptions,
  type Work,
  type Works,
  canonicalJson,
  systemCaller,
} from '../platform/index.js';
import { viewCalendar } from './calendar.view.js';
import { viewCity } from './city.view.js';
import { atomFeed, jsonFeed } from './feed/feeds.js';
import { feedEntries } from './feed/feed-entries.js';
import {
  type PublishedKey,
  type SitePage,
  type SiteState,
  planAddress,
  renderHomePage,
  renderMethodPage,
  renderNotFoundPage,
  renderPageScript,
  renderPlanPage,
  renderVerifyPage,
  siteAddress,
} from './page/index.js';
import { listPublicPlans, planBytesAddress, summaryOfPlan } from './public-plans.js';
import { publicRoutes } from './public-routes.js';
import { type OutRelease, filesOf, listKeys, listReleases } from './publication.queries.js';

export type PublicSettings = Pick<Config, 'mode' | 'scheme' | 'publicOrigin'>;

type Entry = [string, Buffer | string, PreparedOptions];

const contentTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  sig: 'text/plain; charset=utf-8',
};

/** Asked for each time, so that no reader keeps yesterday's page past the second; a release's own files never change. */
const replaceable = 'replaceable';

const turns = new WeakMap<PreparedBytes, Promise<unknown>>();

/** One after the other for each set of public bytes: what was read earlier is never put in place later. */
export function inTurn<Result>(prepared: PreparedBytes, fn: () => Promise<Result>): Promise<Result> {
  const mine = (turns.get(prepared) ?? Promise.resolve()).then(fn, fn);
  turns.set(
    prepared,
    mine.catch(() => undefined),
  );
  return mine;
}

/** Puts everything public into memory, all at once: pages, releases, the media interface. False when nothing is different. */
export function publishSurfaces(works: Works, prepared: PreparedBytes, settings: PublicSettings): Promise<boolean> {
  return inTurn(prepared, async () =>
    prepared.adopt(
      await works.read(systemCaller('publish-surfaces'), (work) => draftSurfaces(work, prepared, settings)),
    ),
  );
}

/** Everything public as of `work.now`, ready to be adopted. */
export async function draftSurfaces(
  work: Work,
  prepared: PreparedBytes,
  settings: PublicSettings,
): Promise<PreparedBytes> {
  const { entries, redirects, notFound } = await collect(work, settings);
  return prepared.draft(entries, redirects, notFound);
}

interface Surfaces {
  entries: Entry[];
  redirects: [string, string][];
  /** The page for an address that is not there, by language. */
  notFound: ReadonlyMap<Language, string>;
}

async function collect(work: Work, settings: PublicSettings): Promise<Surfaces> {
  const entries: Entry[] = [];
  const redirects: [string, string][] = [];
  const json = (path: string, value: unknown, more: Partial<PreparedOptions> = {}): void =>
    void entries.push([
      path,
      `${JSON.stringify(value)}\n`,
      { contentType: contentTypes.json as string, cache: replaceable, ...more },
    ]);

  const releases = await listReleases(work);
  const documents = new Map<string, ReleaseDocument>();
  for (const release of releases) documents.set(release.id, await collectRelease(work, release, entries));
  for (const { id, supersededBy } of releases) {
    redirects.push([`/releases/${id}`, `/releases/${id}/`]);
    json(`/releases/${id}/status.json`, { supersededBy, withdrawnAt: null });
  }
  const latest = releases.find((release) => release.supersededBy === null) ?? null;
  json('/v1/releases', releases.map(publicSummary));
  if (latest) redirects.push(['/v1/releases/latest', `/v1/releases/${latest.id}`]);

  const plans = await listPublicPlans(work);
  json('/v1/plans', plans.map(summaryOfPlan));
  for (const { pollId, newest, versions } of plans) {
    const bytes = (document: unknown) => canonicalJson(document);
    const options = { contentType: contentTypes.json as string, extraHeaders: openToAll };
    // The newest may be replaced by an erratum; a version never is. The bytes are what was hashed, so the hash is the ETag.
    entries.push([
      planBytesAddress(pollId),
      bytes(newest.document),
      { ...options, cache: replaceable, etag: newest.hash },
    ]);
    for (const { version, document, hash } of versions)
      entries.push([
        planBytesAddress(pollId, version),
        bytes(document),
        { ...options, cache: 'immutable', etag: hash },
      ]);
    redirects.push([`/plans/${pollId}`, planAddress(pollId, 'zh-CN')]);
  }

  const used = await listKeys(work);
  json(
    '/v1/keys',
    used.map((key) => ({ keyId: key.keyId, publicKey: key.publicKey, firstUsedAt: key.firstUsedAt.toISOString() })),
  );
  const keys: PublishedKey[] = used.map((key, index) => ({
    keyId: key.keyId,
    publicKey: key.publicKey,
    since: key.firstUsedAt.toISOString(),
    until: used[index + 1]?.firstUsedAt.toISOString() ?? null,
  }));
  const city = await viewCity(work, settings);
  json('/v1/calendar', await viewCalendar(work, settings.scheme, city.nextReleaseAt));

  const feed = feedEntries(plans, releases, documents);
  entries.push(
    ['/v1/feed.json', jsonFeed(feed, city, settings.publicOrigin), feedOptions('application/feed+json')],
    ['/v1/feed.xml', atomFeed(feed, city, settings.publicOrigin), feedOptions('application/atom+xml')],
  );

  const notFound = new Map<Language, string>();
  const newest = latest ? (documents.get(latest.id) ?? null) : null;
  for (const language of ['zh-CN', 'en'] as const) {
    const state: SiteState = { language, city, latest: newest, releases, plans: plans.map(summaryOfPlan) };
    const put = (address: string, content: string): void =>
      void entries.push([
        address,
        content,
        { contentType: contentTypes.html as string, cache: replaceable, extraHeaders: pageHeaders },
      ]);
    const page = (site: SitePage, content: string): void => put(siteAddress(site, language), content);
    page('home', renderHomePage(state));
    page('method', renderMethodPage(state));
    page('verify', renderVerifyPage(state, keys));
    for (const plan of plans)
      put(
        planAddress(plan.pollId, language),
        renderPlanPage(state, plan.newest.document, summaryOfPlan(plan), releaseOfPoll(releases, plan.pollId)),
      );
    notFound.set(language, renderNotFoundPage(state));
  }
  entries.push(['/page.js', renderPageScript(), { contentType: contentTypes.js as string, cache: replaceable }]);
  return { entries, redirects, notFound };
}

/** The files of one release at all their addresses; the document among them. */
async function collectRelease(work: Work, { id, edition }: OutRelease, entries: Entry[]): Promise<ReleaseDocument> {
  let document: ReleaseDocument | null = null;
  for (const { path, content, brotli } of await filesOf(work, id, edition)) {
    const options = { ...optionsFor(path), brotli };
    entries.push([`/releases/${id}/${path}`, content, options]);
    if (path === 'index.html') entries.push([`/releases/${id}/`, content, options]);
    if (path === 'release.json') {
      entries.push([`/v1/releases/${id}`, content, options], [`/v1/releases/${id}/rankings.json`, content, options]);
      document = JSON.parse(content.toString('utf8')) as ReleaseDocument;
    }
    if (path === 'rankings.csv')
      entries.push([`/v1/releases/${id}/rankings.csv`, content, { ...options, download: `rankings-${id}.csv` }]);
  }
  if (document === null) throw new Error(`the release ${id} has no document`);
  return document;
}

function publicSummary({ edition: _edition, pollId: _pollId, ...summary }: OutRelease) {
  return summary;
}

/** The newest release of the poll: the one that nothing supersedes. */
const releaseOfPoll = (releases: readonly OutRelease[], pollId: string): string | null =>
  releases.find((release) => release.pollId === pollId && release.supersededBy === null)?.id ?? null;

/** The pages' own policy stands in each page; a frame around one can only be forbidden from outside. */
const pageHeaders = { 'content-security-policy': "frame-ancestors 'none'", 'referrer-policy': 'same-origin' };

const openToAll = { 'access-control-allow-origin': '*' };

const feedOptions = (type: string): PreparedOptions => ({
  contentType: `${type}; charset=utf-8`,
  cache: replaceable,
  extraHeaders: openToAll,
});

function optionsFor(path: string): PreparedOptions {
  return {
    contentType: typeOf(path),
    cache: 'immutable',
    extraHeaders: { ...openToAll, ...(path.endsWith('.html') ? pageHeaders : {}) },
  };
}

function typeOf(path: string): string {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? 'html';
  return contentTypes[extension] ?? 'application/octet-stream';
}

/** The public addresses, for the API description: they are served before the router. */
export function surfaceRoutes(): HandDescribedRoute[] {
  return publicRoutes;
}
