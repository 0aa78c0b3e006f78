import type { Language, ReleaseDocument, ReleaseSummary } from '@minsheng/contracts';
import {
  type Caller,
  type Config,
  type HandDescribedRoute,
  type PreparedBytes,
  type PreparedOptions,
  type Work,
  type Works,
  systemCaller,
} from '../platform/index.js';
import { filesOf, listKeys, listReleases } from './publication.queries.js';
import { publicRoutes } from './public-routes.js';
import { viewCity } from './city.view.js';
import {
  type PublishedKey,
  type SitePage,
  type SiteState,
  renderHomePage,
  renderMethodPage,
  renderNotFoundPage,
  renderPageScript,
  renderVerifyPage,
  siteAddress,
} from './page/index.js';

export type PublicSettings = Pick<Config, 'mode' | 'scheme'>;

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

/** What may be replaced is fetched again after ten seconds; a release's own files never change. */
const replaceable = 10;

/** Puts everything public into memory, all at once: pages, releases, the media interface. False when nothing is different. */
export async function publishSurfaces(
  works: Works,
  prepared: PreparedBytes,
  settings: PublicSettings,
): Promise<boolean> {
  const caller: Caller = systemCaller('publish-surfaces');
  const { entries, redirects, notFound } = await works.read(caller, (work) => collect(work, settings));
  prepared.notFound = notFound;
  return prepared.replaceAll(entries, redirects);
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
  const json = (path: string, value: unknown, cache: PreparedOptions['cache'] = replaceable): void =>
    void entries.push([path, `${JSON.stringify(value)}\n`, { contentType: contentTypes.json as string, cache }]);

  const releases = await listReleases(work);
  const documents = new Map<string, ReleaseDocument>();
  for (const release of releases) {
    for (const { path, content, brotli } of await filesOf(work, release.id)) {
      const options = { ...optionsFor(path), brotli };
      entries.push([`/releases/${release.id}/${path}`, content, options]);
      if (path === 'index.html') entries.push([`/releases/${release.id}/`, content, options]);
      if (path === 'release.json') {
        entries.push(
          [`/v1/releases/${release.id}`, content, options],
          [`/v1/releases/${release.id}/rankings.json`, content, options],
        );
        documents.set(release.id, JSON.parse(content.toString('utf8')) as ReleaseDocument);
      }
      if (path === 'rankings.csv')
        entries.push([
          `/v1/releases/${release.id}/rankings.csv`,
          content,
          { ...options, download: `rankings-${release.id}.csv` },
        ]);
    }
    redirects.push([`/releases/${release.id}`, `/releases/${release.id}/`]);
    json(`/releases/${release.id}/status.json`, { supersededBy: release.supersededBy, withdrawnAt: null });
  }
  const latest = releases.find((release) => release.supersededBy === null) ?? null;
  json('/v1/releases', releases satisfies ReleaseSummary[]);
  if (latest) redirects.push(['/v1/releases/latest', `/v1/releases/${latest.id}`]);
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
  json('/v1/calendar', { scheme: settings.scheme, nextReleaseAt: city.nextReleaseAt });
  const notFound = new Map<Language, string>();
  const newest = latest ? (documents.get(latest.id) ?? null) : null;
  for (const language of ['zh-CN', 'en'] as const) {
    const state: SiteState = { language, city, latest: newest, releases };
    const page = (site: SitePage, content: string): void =>
      void entries.push([
        siteAddress(site, language),
        content,
        { contentType: contentTypes.html as string, cache: replaceable, extraHeaders: pageHeaders },
      ]);
    page('home', renderHomePage(state));
    page('method', renderMethodPage(state));
    page('verify', renderVerifyPage(state, keys));
    notFound.set(language, renderNotFoundPage(state));
  }
  entries.push(['/page.js', renderPageScript(), { contentType: contentTypes.js as string, cache: replaceable }]);
  return { entries, redirects, notFound };
}

/** The pages' own policy stands in each page; a frame around one can only be forbidden from outside. */
const pageHeaders = { 'content-security-policy': "frame-ancestors 'none'", 'referrer-policy': 'same-origin' };

function optionsFor(path: string): PreparedOptions {
  return {
    contentType: typeOf(path),
    cache: 'immutable',
    extraHeaders: { 'access-control-allow-origin': '*', ...(path.endsWith('.html') ? pageHeaders : {}) },
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
