import { thousands } from '@minsheng/charts';
import { textIn, type Language, type LocalisedText, type ReleaseDocument } from '@minsheng/contracts';
import { iconSvg, markSvg, stampSvg, variablePalette, type IconName } from '@minsheng/design';
import { fileSize, momentInFigures, momentInWords, shortHash, stampDate } from './format.js';
import { findings, headline } from './headline.js';
import { html, inPieces, trusted, type Html } from './html.js';
import { correctionSection } from './correction-section.js';
import { planAddress, releaseAddress, renderPage } from './layout.js';
import { say, type MessageKey } from './messages.js';
import { methodSection } from './method-section.js';
import { modesSection } from './modes-section.js';
import { arrowIcon, rankingSection } from './ranking-section.js';

/** A file beside the page, with the fingerprint of its bytes. */
export interface ReleaseFile {
  path: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/** One line of the corrections record, newest first. */
export interface CorrectionEntry {
  version: LocalisedText;
  /** UTC instant. */
  at: string;
  content: LocalisedText;
  effect: LocalisedText;
  /** Where that version stands; null for the one shown. */
  releaseId: string | null;
}

export interface ReleasePageOptions {
  language: Language;
  /** Files offered for download, in the order shown. Pages themselves are not among them: a page cannot hold its own hash. */
  files: readonly ReleaseFile[];
  /** Key of the coming signature; null when the page is drawn before anybody signs (a preview). */
  signature: { keyId: string; signedAt: string } | null;
  /** Earlier versions and corrections known when the page was made. */
  corrections?: readonly CorrectionEntry[];
  /** UTC instant of the next release, when known. */
  nextReleaseAt?: string | null;
  /** `./status.json` when the server keeps one beside the page: superseded and withdrawn are looked up there. */
  statusPath?: string | null;
  /** Name of the one who reads a preview; it stands across the page, which then has no files to offer and no script. */
  watermark?: string;
}

const fileIcons: Readonly<Record<string, IconName>> = {
  csv: 'file-spreadsheet',
  json: 'file-braces',
  svg: 'image',
  mjs: 'shield-check',
};

const extension = (path: string): string => /\.([a-z0-9]+)$/.exec(path)?.[1] ?? '';

function downloadName(path: string, language: Language): string {
  const key = `downloads.${path}`;
  const known: readonly MessageKey[] = [
    'downloads.rankings.csv',
    'downloads.release.json',
    'downloads.inputs.json',
    'downloads.manifest.json',
    'downloads.manifest.sig',
    'downloads.verify.mjs',
    'downloads.chart.svg',
    'downloads.chart-en.svg',
  ];
  const found = known.find((each) => each === key);
  return found === undefined ? `${say(language, 'downloads.other')} ${path}` : say(language, found);
}

/** What was fixed before anybody saw a result: of a poll of our own its plan and its seal, else the files brought in. */
function sealedHashes(release: ReleaseDocument): [MessageKey, string][] {
  const { planHash, sealHash, inputHashes } = release;
  if (planHash !== null && sealHash !== null)
    return [
      ['certificate.plan', planHash],
      ['certificate.seal', sealHash],
      ['certificate.answers', inputHashes.answers],
    ];
  return [
    ['certificate.answers', inputHashes.answers],
    ['certificate.codebook', inputHashes.codebook],
    ['certificate.margins', inputHashes.margins],
  ];
}

function hero(release: ReleaseDocument, options: ReleasePageOptions): Html {
  const { language, signature, watermark } = options;
  const rows = release.groups.flatMap((group) => [...group.rows, ...group.unranked]);
  const stamp = stampSvg('已封存', {
    line: stampDate(release.releasedAt),
    size: 122,
    colour: variablePalette.seal,
    id: 'sealed',
  }).replace('<svg ', '<svg class="stamp" ');
  return html`<div class="hero">
    <div>
      <p class="eyebrow dated num">
        ${trusted(iconSvg('stamp', { size: 17, strokeWidth: 2 }))}<span>${textIn(release.poll.title, language)}</span
        ><i class="sep"></i
        ><span>${say(language, release.correctionOf === null ? 'release.official' : 'release.correction')}</span
        ><i class="sep"></i><time datetime="${release.releasedAt}">${momentInWords(release.releasedAt, language)}</time>
      </p>
      <h1>${inPieces(headline(release, language))}</h1>
      <p class="dek num">
        ${say(language, 'release.dek', { responses: thousands(release.poll.responses), units: rows.length })}
      </p>
    </div>
    <aside class="cert" aria-labelledby="certificate">
      ${trusted(stamp)}
      <h2 id="certificate">${say(language, 'certificate.title')}</h2>
      <dl>
        ${sealedHashes(release).map(
          ([key, hash]) =>
            html`<dt>${say(language, key)}</dt>
              <dd>
                ${key === 'certificate.plan'
                  ? html`<a class="mono" href="${planAddress(release.poll.id, language)}" title="${hash}"
                        >${shortHash(hash)}</a
                      ><small>${say(language, 'certificate.planHint')}</small>`
                  : html`<span class="mono" title="${hash}">${shortHash(hash)}</span>`}
              </dd>`,
        )}
        <dt>${say(language, 'certificate.signature')}</dt>
        <dd>
          ${signature === null
            ? say(language, 'certificate.unsigned')
            : html`<span class="mono">${signature.keyId}</span>${release.sealHash !== null &&
                html`<small>${say(language, 'certificate.two')}</small>`}`}
        </dd>
      </dl>
      ${watermark === undefined &&
      html`<a class="btn seal" href="#verify" data-verify
        >${trusted(iconSvg('shield-check', { size: 19, strokeWidth: 1.9 }))}${say(language, 'certificate.verify')}</a
      >`}
    </aside>
  </div>`;
}

function findingsSection(release: ReleaseDocument, language: Language): Html | null {
  const found = findings(release, language);
  if (found.length === 0) return null;
  return html`<div class="found">
    ${found.map(
      (finding) =>
        html`<div>
          <h2>${inPieces(finding.title)}</h2>
          ${finding.changes.length > 0 &&
          html`<ul class="num">
            ${finding.changes.map(
              (change) =>
                html`<li>
                  <b class="${change.direction}"
                    >${arrowIcon(change.direction)}<span class="quiet">${change.direction === 'up' ? '+' : '−'}</span
                    >${change.size}</b
                  >${change.name}<small>±${change.halfWidth}</small>
                </li>`,
            )}
          </ul>`}${finding.text !== '' && html`<p class="num">${finding.text}</p>`}
        </div>`,
    )}
  </div>`;
}

/** What the folder holds beside the offered files: pages cannot state their own hash, nor what signs them. */
const restOfFolder = ['manifest.json', 'manifest.sig', 'index.html', 'en.html', 'page.js'];

function downloads({ files, language }: ReleasePageOptions): Html {
  return html`<section id="downloads" aria-labelledby="downloads-heading">
    <h2 class="sh" id="downloads-heading">
      ${say(language, 'downloads.title')}<small>${say(language, 'downloads.licence')}</small>
    </h2>
    <ul class="files">
      ${files.map(
        (file) =>
          html`<li>
            <a href="./${file.path}" download
              ><i>${trusted(iconSvg(fileIcons[extension(file.path)] ?? 'file-text', { size: 19, strokeWidth: 1.8 }))}</i
              ><span
                ><b>${downloadName(file.path, language)}</b
                ><small class="num"
                  >${fileSize(file.bytes)}<i class="sep"></i
                  ><span class="mono" title="${file.sha256}">sha256 ${shortHash(file.sha256)}</span></small
                ></span
              ><em>${extension(file.path).toUpperCase()}</em></a
            >
          </li>`,
      )}
    </ul>
    <p class="note">
      ${say(language, 'downloads.rest')}
      ${restOfFolder.map(
        (path, index) =>
          html`${index > 0 && (language === 'en' ? ', ' : '、')}<a href="./${path}" download>${path}</a>`,
      )}
    </p>
  </section>`;
}

function verifyBox(release: ReleaseDocument, { language, signature }: ReleasePageOptions): Html {
  const seal = markSvg(68, { seal: variablePalette.seal, onSeal: variablePalette['on-seal'] }).replace(
    '<svg ',
    '<svg class="bigmark" ',
  );
  const facts: [MessageKey, string][] = [
    ...sealedHashes(release),
    ...(signature === null
      ? []
      : ([
          ['verify.key', signature.keyId],
          ['verify.signedAt', momentInFigures(signature.signedAt)],
        ] as [MessageKey, string][])),
  ];
  return html`<section
    class="verify night"
    id="verify"
    aria-labelledby="verify-heading"
    data-language="${language}"
    data-key-id="${signature?.keyId ?? ''}"
    data-running="${say(language, 'verify.running')}"
    data-passed="${say(language, 'verify.passed', { n: '{n}' })}"
    data-failed="${say(language, 'verify.failed', { n: '{n}' })}"
    data-broken="${say(language, 'verify.broken', { reason: '{reason}' })}"
    data-again="${say(language, 'verify.again')}"
    data-ok="${say(language, 'verify.ok')}"
    data-bad="${say(language, 'verify.bad')}"
    data-copied="${say(language, 'verify.copied')}"
  >
    ${trusted(seal)}
    <h2 id="verify-heading">${say(language, 'verify.title')}</h2>
    <p>${say(language, 'verify.text')}</p>
    <dl class="num">
      ${facts.map(
        ([key, value]) =>
          html`<dt>${say(language, key)}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    <div class="acts">
      <button class="btn light" type="button" id="verify-run" hidden>
        ${trusted(iconSvg('shield-check', { size: 19, strokeWidth: 1.9 }))}<span
          >${say(language, 'verify.run')}</span
        ></button
      ><button class="btn" type="button" id="verify-copy" hidden data-copy="${release.inputHashes.answers}">
        ${trusted(iconSvg('copy', { size: 18, strokeWidth: 1.9 }))}<span>${say(language, 'verify.copy')}</span>
      </button>
    </div>
    <p class="state" id="verify-state" role="status" hidden>${say(language, 'verify.notYet')}</p>
    <ul id="verify-checks"></ul>
    <noscript><p class="hand">${say(language, 'verify.withoutScript')}</p></noscript>
    <p class="hand">${say(language, 'verify.orCommand')}<code class="cmd">${say(language, 'verify.command')}</code></p>
  </section>`;
}

function ofRelease({ correction }: ReleaseDocument, corrected: string, language: Language): string {
  const reason =
    correction === null ? [] : [say(language, 'correction.reason', { reason: textIn(correction.reason, language) })];
  return [say(language, 'corrections.ofRelease', { id: corrected }), ...reason].join(language === 'en' ? '. ' : '。');
}

function corrections(release: ReleaseDocument, { language, corrections: entries = [] }: ReleasePageOptions): Html {
  const columns = ['corrections.version', 'corrections.time', 'corrections.content', 'corrections.effect'] as const;
  const own: CorrectionEntry = {
    version: release.poll.title,
    at: release.releasedAt,
    content:
      release.correctionOf === null
        ? { zh: say('zh-CN', 'corrections.first'), en: say('en', 'corrections.first') }
        : {
            zh: ofRelease(release, release.correctionOf, 'zh-CN'),
            en: ofRelease(release, release.correctionOf, 'en'),
          },
    effect: { zh: say('zh-CN', 'corrections.current'), en: say('en', 'corrections.current') },
    releaseId: null,
  };
  const cell = (column: (typeof columns)[number], content: Html | string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  return html`<section class="record" id="corrections" aria-labelledby="corrections-heading">
    <h2 class="sh" id="corrections-heading">
      ${say(language, 'corrections.title')}<small>${say(language, 'corrections.hint')}</small>
    </h2>
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${[own, ...entries].map((entry) => {
          const version = textIn(entry.version, language);
          return html`<tr role="row">
            ${cell(
              'corrections.version',
              entry.releaseId === null
                ? version
                : html`<a href="${releaseAddress(entry.releaseId, language)}">${version}</a>`,
            )}${cell('corrections.time', momentInFigures(entry.at))}${cell(
              'corrections.content',
              textIn(entry.content, language),
            )}${cell('corrections.effect', textIn(entry.effect, language))}
          </tr>`;
        })}
      </tbody>
    </table>
  </section>`;
}

/**
 * A release's public page, whole: headline, certificate, ranking in three views, method, downloads, verification and
 * corrections. Written next to the release's files, to which it refers by relative addresses only.
 *
 * @throws RangeError when a published figure or instant is not one.
 */
export function renderReleasePage(release: ReleaseDocument, options: ReleasePageOptions): string {
  const { language, nextReleaseAt = null, statusPath = null, watermark } = options;
  const title = headline(release, language);
  const main = html`<div
      id="status"
      class="notice"
      role="status"
      hidden
      data-path="${statusPath ?? ''}"
      data-superseded="${say(language, 'release.superseded')}"
      data-withdrawn="${say(language, 'release.withdrawn')}"
    ></div>
    ${hero(release, options)}${correctionSection(release, language)}${findingsSection(
      release,
      language,
    )}${rankingSection(release, language)}${modesSection(release, language)}${methodSection(release, language)}
    ${watermark === undefined && html`<div class="two">${downloads(options)}${verifyBox(release, options)}</div>`}
    ${corrections(release, options)}`;
  return renderPage(
    {
      language,
      city: release.city,
      isDemonstration: release.isDemonstration,
      nextReleaseAt,
      latestReleaseId: release.id,
    },
    {
      title: textIn(release.poll.title, language),
      description: title,
      otherLanguage: language === 'en' ? './' : './en.html',
      current: 'ranking',
      isRelease: true,
      script: watermark === undefined ? './page.js' : null,
      watermark: watermark === undefined ? null : say(language, 'release.watermark', { name: watermark }),
      main,
    },
  );
}
