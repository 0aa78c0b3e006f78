import { createHash } from 'node:crypto';
import type { Language, ReleaseDocument } from '@minsheng/contracts';
import type { RankingInputs } from '../polls/index.js';
import { rankingsCsv } from './files/rankings-csv.js';
import { releaseChart } from './files/release-chart.js';
import { releaseJson } from './files/release-json.js';
import { renderPageScript } from './page/page-script.js';
import { renderReleasePage } from './page/release-page.js';

/** Every file of a release but manifest and signature, by path. The pages come last: they name the hashes of the others. */
export function releaseFiles(
  document: ReleaseDocument,
  inputs: RankingInputs,
  verifier: string,
  signature: { keyId: string; signedAt: string },
): Map<string, Buffer> {
  const release = releaseJson(document);
  const files = new Map<string, Buffer>();
  const put = (path: string, content: string): void => void files.set(path, Buffer.from(content, 'utf8'));
  put('rankings.csv', rankingsCsv(document));
  put('release.json', release);
  put('inputs.json', `${JSON.stringify(inputs)}\n`);
  const contentHash = sha256(Buffer.from(release, 'utf8'));
  put('chart.svg', releaseChart(document, { language: 'zh-CN', contentHash }));
  put('chart-en.svg', releaseChart(document, { language: 'en', contentHash }));
  put('verify.mjs', verifier);
  const offered = [...files].map(([path, content]) => ({ path, bytes: content.length, sha256: sha256(content) }));
  put('page.js', renderPageScript());
  const page = (language: Language): string =>
    renderReleasePage(document, { language, files: offered, signature, statusPath: './status.json' });
  put('index.html', page('zh-CN'));
  put('en.html', page('en'));
  return files;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
