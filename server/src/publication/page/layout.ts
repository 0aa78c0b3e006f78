import { appIcon, iconSvg, markSvg, svgDataUri, variablePalette } from '@minsheng/design';
import { textIn, type Language, type LocalisedText } from '@minsheng/contracts';
import { html, trusted, type Content, type Html } from './html.js';
import { momentInWords } from './format.js';
import { say } from './messages.js';
import { pageStyle, pageStyleSource } from './style.js';

export type SitePage = 'home' | 'method' | 'verify';

const folders: Readonly<Record<SitePage, string>> = { home: '/', method: '/method/', verify: '/verify/' };

/** Address of a page of the site: a folder in Chinese, its `en.html` in English. */
export function siteAddress(page: SitePage, language: Language): string {
  return `${folders[page]}${language === 'en' ? 'en.html' : ''}`;
}

/** Address of a release's page; the other files of the release lie beside it. */
export function releaseAddress(id: string, language: Language): string {
  return `/releases/${encodeURIComponent(id)}/${language === 'en' ? 'en.html' : ''}`;
}

/** Address of a poll's public plan; its bytes are at `/v1/plans/{id}`. */
export function planAddress(pollId: string, language: Language): string {
  return `/plans/${encodeURIComponent(pollId)}/${language === 'en' ? 'en.html' : ''}`;
}

export const citizenAddress = '/m/';
export const consoleAddress = '/console/';

/** What the frame of every page needs to know. */
export interface Frame {
  language: Language;
  city: LocalisedText;
  isDemonstration: boolean;
  /** UTC instant of the next release; null when none is set. */
  nextReleaseAt: string | null;
  /** Id of the release that the ranking, data and corrections links lead to; null before the first. */
  latestReleaseId: string | null;
}

export interface PageParts {
  title: string;
  description: string;
  /** Address of the same page in the other language. */
  otherLanguage: string;
  current: 'releases' | 'ranking' | 'method' | 'verify' | null;
  /** On a release's own page these links stay on the page. */
  isRelease?: boolean;
  /** Address of the script; null for a page without any. */
  script: string | null;
  /** Text drawn across the whole page; null on a public one. */
  watermark?: string | null;
  main: Content;
}

const feedAddress = '/v1/feed.xml';

const htmlLanguage = (language: Language): string => (language === 'en' ? 'en' : 'zh-CN');

/**
 * A whole page. It asks nothing from anywhere but its own address, and says so in a policy of its own, so that a copy
 * kept by an archive is as closed as the page we serve.
 */
export function renderPage(frame: Frame, parts: PageParts): string {
  const { language } = frame;
  const city = textIn(frame.city, language);
  const site = say(language, 'site.of', { city });
  const policy = [
    "default-src 'none'",
    `style-src ${pageStyleSource}`,
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
    <html lang="${htmlLanguage(language)}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>
          ${parts.title} ·
          ${say(language, 'site.name')}${frame.isDemonstration && ` (${say(language, 'site.demonstration')})`}
        </title>
        <meta name="description" content="${parts.description}" />
        <link rel="icon" type="image/svg+xml" href="${svgDataUri(appIcon)}" />
        <link rel="alternate" hreflang="${language === 'en' ? 'zh-CN' : 'en'}" href="${parts.otherLanguage}" />
        <link rel="alternate" type="application/atom+xml" title="${site}" href="${feedAddress}" />
        <link rel="alternate" type="application/feed+json" title="${site}" href="/v1/feed.json" />
        ${trusted(`<style>${pageStyle}</style>`)}
        ${parts.script !== null && html`<script type="module" src="${parts.script}"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">${say(language, 'site.skip')}</a>
        ${header(frame, parts, site)}
        <main id="content" class="wrap" tabindex="-1">${parts.main}</main>
        ${footer(frame, parts.isRelease === true)}${parts.watermark != null && watermark(parts.watermark)}
      </body>
    </html> `;
  return page.text;
}

function header(frame: Frame, parts: PageParts, site: string): Html {
  const { language, latestReleaseId } = frame;
  const onRelease = (anchor: string): string | null => {
    // A preview has nothing to take away.
    if (parts.watermark != null && anchor === 'downloads') return null;
    if (parts.isRelease === true) return `#${anchor}`;
    return latestReleaseId === null ? null : `${releaseAddress(latestReleaseId, language)}#${anchor}`;
  };
  const links: { key: 'releases' | 'ranking' | 'method' | 'data' | 'corrections' | 'verify'; href: string | null }[] = [
    { key: 'releases', href: siteAddress('home', language) },
    { key: 'ranking', href: onRelease('ranking') },
    { key: 'method', href: siteAddress('method', language) },
    { key: 'data', href: onRelease('downloads') },
    { key: 'corrections', href: onRelease('corrections') },
    { key: 'verify', href: siteAddress('verify', language) },
  ];
  const seal = markSvg(36, { seal: variablePalette.seal, onSeal: variablePalette['on-seal'] });
  return html`<header class="top">
    <div class="wrap">
      <a class="brand" href="${siteAddress('home', language)}"
        >${trusted(seal)}<b>${say(language, 'site.name')}</b><small>${site}</small></a
      >
      <nav aria-label="${say(language, 'nav.label')}">
        <ul>
          ${links
            .filter((link) => link.href !== null)
            .map(
              (link) =>
                html`<li>
                  <a href="${link.href}" ${link.key === parts.current && trusted(' aria-current="page"')}
                    >${say(language, `nav.${link.key}`)}</a
                  >
                </li>`,
            )}
        </ul>
      </nav>
      <div class="rt">
        ${frame.isDemonstration && html`<span class="demo">${say(language, 'site.demonstration')}</span>`}<a
          href="${feedAddress}"
          >${trusted(iconSvg('rss', { size: 15, strokeWidth: 2 }))}<span>${say(language, 'site.subscribe')}</span></a
        >${parts.script !== null &&
        html`<button
          type="button"
          id="care"
          hidden
          aria-pressed="false"
          data-on="${say(language, 'site.standard')}"
          data-off="${say(language, 'site.care')}"
        >
          ${trusted(iconSvg('type', { size: 15, strokeWidth: 2 }))}<span>${say(language, 'site.care')}</span>
        </button>`}<a
          href="${parts.otherLanguage}"
          hreflang="${language === 'en' ? 'zh-CN' : 'en'}"
          lang="${language === 'en' ? 'zh-CN' : 'en'}"
          aria-label="${say(language, 'site.otherLanguage')}"
          >${language === 'en' ? '中文' : 'EN'}</a
        >
      </div>
    </div>
  </header>`;
}

/** A text repeated across the window, over everything and in the way of nothing. */
function watermark(text: string): Html {
  return html`<div class="watermark" aria-hidden="true">
    <svg width="100%" height="100%">
      <defs>
        <pattern id="watermark" width="420" height="190" patternUnits="userSpaceOnUse" patternTransform="rotate(-22)">
          <text x="10" y="60" font-size="20" fill="currentColor">${text}</text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#watermark)" />
    </svg>
  </div>`;
}

function footer({ language, isDemonstration, nextReleaseAt }: Frame, isRelease: boolean): Html {
  const seal = markSvg(56, { seal: variablePalette.seal, onSeal: variablePalette['on-seal'] });
  return html`<footer class="foot">
    <div class="wrap">
      ${trusted(seal)}
      <div class="num">
        <b>${say(language, 'footer.next')}</b>${nextReleaseAt !== null
          ? say(language, 'footer.nextAt', { moment: momentInWords(nextReleaseAt, language) })
          : isRelease
            ? // A signed page never changes: it cannot promise to name a date that is not set yet.
              html`<a href="${siteAddress('home', language)}">${say(language, 'footer.nextAtHome')}</a>`
            : say(language, 'footer.noNext')}
      </div>
      <div>
        <b>${say(language, 'footer.verify')}</b
        ><a href="${siteAddress('verify', language)}">${say(language, 'footer.verifyText')}</a>
      </div>
      <div>
        <b>${say(language, isDemonstration ? 'footer.demonstration' : 'footer.privacy')}</b>${say(
          language,
          isDemonstration ? 'footer.demonstrationText' : 'footer.privacyText',
        )}
      </div>
    </div>
  </footer>`;
}
