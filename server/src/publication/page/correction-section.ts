import { textIn, type Correction, type Language, type ReleaseDocument } from '@minsheng/contracts';
import { html, type Html } from './html.js';
import { releaseAddress } from './layout.js';
import { say } from './messages.js';

type Change = Correction['changes'][number];

/** A released value in words; what was not there is said so. */
function valueOf(value: string, { field }: Change, language: Language): string {
  if (value === '') return say(language, 'correction.absent');
  if (field === 'listing') return say(language, value === 'ranked' ? 'correction.ranked' : 'correction.unranked');
  return field === 'halfWidth' ? `±${value}` : value;
}

/** `民政局：得分由 74.60 更正为 74.90`. */
export function sayChange(change: Change, language: Language): string {
  return say(language, 'correction.say', {
    name: textIn(change.name, language),
    what: say(language, `correction.${change.field}`),
    before: valueOf(change.before, change, language),
    after: valueOf(change.after, change, language),
  });
}

/** 更正了什么: the reason, then every released number that changed, old beside new (BR-06). */
export function correctionSection(release: ReleaseDocument, language: Language): Html | null {
  const { correction, correctionOf } = release;
  if (correction === null) return null;
  const columns = ['correction.unit', 'correction.what', 'correction.before', 'correction.after'] as const;
  const cell = (column: (typeof columns)[number], content: string) =>
    html`<td role="cell" data-label="${say(language, column)}">${content}</td>`;
  return html`<section class="record corrected" id="corrected" aria-labelledby="corrected-heading">
    <h2 class="sh" id="corrected-heading">
      ${say(language, 'correction.title')}${correctionOf !== null &&
      html`<small><a href="${releaseAddress(correctionOf, language)}">${say(language, 'correction.old')}</a></small>`}
    </h2>
    <p class="why">${say(language, 'correction.reason', { reason: textIn(correction.reason, language) })}</p>
    ${correction.changes.length === 0
      ? html`<p class="why">${say(language, 'correction.none')}</p>`
      : html`<table role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${columns.map((key) => html`<th role="columnheader" scope="col">${say(language, key)}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${correction.changes.map(
              (change) =>
                html`<tr role="row">
                  ${cell('correction.unit', textIn(change.name, language))}${cell(
                    'correction.what',
                    say(language, `correction.${change.field}`),
                  )}${cell('correction.before', valueOf(change.before, change, language))}${cell(
                    'correction.after',
                    valueOf(change.after, change, language),
                  )}
                </tr>`,
            )}
          </tbody>
        </table>`}
  </section>`;
}
