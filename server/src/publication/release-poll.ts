import { createHash, sign } from 'node:crypto';
import type { LocalisedText, ReleaseDocument, ReleaseManifest } from '@minsheng/contracts';
import { type Caller, type SigningKey, type Work, type Works, newId, record, squeeze } from '../platform/index.js';
import { type Poll, PollRanking, findNewestRanking, findPoll, pollProblems, setReleased } from '../polls/index.js';
import { releaseFiles } from './release-files.js';
import { keepKey } from './publication.queries.js';
import { Release, ReleaseFile } from './release.entity.js';

export interface ReleaseSettings {
  city: LocalisedText;
  key: SigningKey;
  /** The verifier as built: it travels inside every release. */
  verifier: string;
}

export interface SignedRelease {
  releaseId: string;
  files: { path: string; content: Buffer }[];
  document: ReleaseDocument;
}

/**
 * Releases the newest ranking of a poll: renders every file, signs the manifest, keeps the bytes. Rendering and squeezing
 * happen between two short pieces of work.
 */
export async function releasePoll(
  works: Works,
  caller: Caller,
  pollId: string,
  settings: ReleaseSettings,
): Promise<SignedRelease> {
  const { poll, ranking, releasedAt } = await works.read(caller, async (work) => ({
    poll: (await findPoll(work, pollId)) ?? fail(pollProblems['no-such-poll']({ poll: pollId })),
    ranking: (await findNewestRanking(work, pollId)) ?? fail(pollProblems['not-ranked-yet']()),
    releasedAt: work.now,
  }));
  const document = documentOf(releasedAt, poll, ranking, settings.city);
  const signature = { keyId: settings.key.keyId, signedAt: document.releasedAt };
  const signed = signFiles(
    document,
    releaseFiles(document, ranking.inputs, settings.verifier, signature),
    settings.key,
  );
  const files = signed.files.map((file) => ({ ...file, brotli: squeeze(file.content, 11) }));
  await works.write(caller, async (work) => {
    await keepRelease(work, poll, ranking, document, { ...signed, files }, settings.key);
    await setReleased(work, poll.id, document.id);
  });
  return { releaseId: document.id, files: signed.files, document };
}

function documentOf(releasedAt: Date, poll: Poll, ranking: PollRanking, city: LocalisedText): ReleaseDocument {
  const { description } = poll;
  return {
    format: 'minsheng-release/1',
    id: newId(),
    scheme: poll.scheme,
    city,
    isDemonstration: description.isDemonstration,
    poll: {
      id: poll.id,
      title: description.title,
      periodKey: description.periodKey,
      source: description.source,
      fieldwork: description.fieldwork,
      responses: poll.respondents,
      modes: modesOf(poll),
    },
    releasedAt: releasedAt.toISOString(),
    correctionOf: poll.releaseId,
    groups: ranking.result.groups,
    method: ranking.result.method,
    inputHashes: { answers: poll.answersHash, codebook: poll.codebookHash, margins: poll.marginsHash },
    licence: 'CC-BY-4.0',
  };
}

function modesOf(poll: Poll): ReleaseDocument['poll']['modes'] {
  return poll.description.modes.map(({ code, name, respondents }) => ({ code, name, responses: respondents }));
}

/** Adds `manifest.json`, the hash of every file, and `manifest.sig`, the Ed25519 signature over its bytes in base64. */
export function signFiles(
  document: ReleaseDocument,
  contents: ReadonlyMap<string, Buffer>,
  key: SigningKey,
): { files: { path: string; content: Buffer }[]; contentHash: string } {
  const files = [...contents].map(([path, content]) => ({ path, content })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: ReleaseManifest = {
    format: 'minsheng-manifest/1',
    releaseId: document.id,
    signedAt: document.releasedAt,
    publicKey: key.publicKey,
    keyId: key.keyId,
    files: files.map(({ path, content }) => ({ path, bytes: content.length, sha256: sha256(content) })),
  };
  const manifestBytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`, 'utf8');
  const signature = sign(null, manifestBytes, key.privateKey).toString('base64');
  return {
    files: [
      ...files,
      { path: 'manifest.json', content: manifestBytes },
      { path: 'manifest.sig', content: Buffer.from(`${signature}\n`) },
    ],
    contentHash: sha256(manifestBytes),
  };
}

async function keepRelease(
  work: Work,
  poll: Poll,
  ranking: PollRanking,
  document: ReleaseDocument,
  signed: { files: { path: string; content: Buffer; brotli: Buffer | null }[]; contentHash: string },
  key: SigningKey,
): Promise<void> {
  await keepKey(work, key.keyId, key.publicKey);
  await work.tx.insert(Release, {
    id: document.id,
    pollId: poll.id,
    rankingId: ranking.id,
    scheme: poll.scheme,
    titleZh: poll.description.title.zh.slice(0, 200),
    titleEn: poll.description.title.en.slice(0, 200),
    periodKey: poll.description.periodKey,
    isDemonstration: document.isDemonstration,
    releasedAt: new Date(document.releasedAt),
    correctionOf: document.correctionOf,
    contentHash: signed.contentHash,
    keyId: key.keyId,
  });
  for (const { path, content, brotli } of signed.files) {
    await work.tx.insert(ReleaseFile, { releaseId: document.id, path, sha256: sha256(content), content, brotli });
  }
  record(work, {
    subject: `release:${document.id}`,
    action: 'publication.released',
    payload: {
      pollId: poll.id,
      rankingId: ranking.id,
      contentHash: signed.contentHash,
      keyId: key.keyId,
      correctionOf: document.correctionOf,
    },
  });
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function fail(problem: Error): never {
  throw problem;
}
