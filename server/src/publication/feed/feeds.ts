import type { CityView } from '@minsheng/contracts';
import { escapeHtml, say } from '../page/index.js';
import type { FeedEntry } from './feed-entries.js';

/** Entries a feed holds; older ones stay at their addresses. */
const longest = 50;

/** `GET /v1/feed.json`: JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed(entries: readonly FeedEntry[], city: CityView, origin: string): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: say('zh-CN', 'site.of', { city: city.city.zh }),
    description: say('zh-CN', 'feed.about'),
    language: 'zh-CN',
    home_page_url: `${origin}/`,
    feed_url: `${origin}/v1/feed.json`,
    items: entries.slice(0, longest).map((entry) => ({
      id: entry.id,
      url: `${origin}${entry.address}`,
      title: entry.title.zh,
      content_html: paragraphs(entry),
      date_published: entry.at,
      tags: [entry.kind],
    })),
  };
  return `${JSON.stringify(feed)}\n`;
}

/** `GET /v1/feed.xml`: Atom (RFC 4287). Without any entry its date is the first instant there is: it must have one. */
export function atomFeed(entries: readonly FeedEntry[], city: CityView, origin: string): string {
  const shown = entries.slice(0, longest);
  const title = escapeHtml(say('zh-CN', 'site.of', { city: city.city.zh }));
  const items = shown.map(
    (entry) =>
      `<entry><id>${escapeHtml(entry.id)}</id><title>${escapeHtml(entry.title.zh)}</title>` +
      `<link rel="alternate" href="${escapeHtml(origin + entry.address)}"/>` +
      `<published>${entry.at}</published><updated>${entry.at}</updated><category term="${entry.kind}"/>` +
      `<content type="html">${escapeHtml(paragraphs(entry))}</content></entry>`,
  );
  return (
    `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">` +
    `<id>${escapeHtml(`${origin}/v1/feed.xml`)}</id><title>${title}</title>` +
    `<subtitle>${escapeHtml(say('zh-CN', 'feed.about'))}</subtitle>` +
    `<updated>${shown[0]?.at ?? '1970-01-01T00:00:00.000Z'}</updated><author><name>${title}</name></author>` +
    `<link rel="self" type="application/atom+xml" href="${escapeHtml(`${origin}/v1/feed.xml`)}"/>` +
    `<link rel="alternate" type="text/html" href="${escapeHtml(`${origin}/`)}"/>${items.join('')}</feed>\n`
  );
}

function paragraphs({ text, title }: FeedEntry): string {
  return [...text.zh, title.en, ...text.en].map((line) => `<p>${escapeHtml(line)}</p>`).join('');
}
