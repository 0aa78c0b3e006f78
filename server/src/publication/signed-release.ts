import { createHash, sign } from 'node:crypto';
import type { LocalisedText, ReleaseDocument, ReleaseManifest } from '@minsheng/contracts';
import { type SigningKey, type Work, squeezeAside } from '../platform/index.js';
import type { PollRanking, RankingInputs } from '../polls/index.js';
import { insertRelease, keepKey } from './publication.queries.js';
import { releaseFiles } from './release-files.js';

export interface ReleaseSettings {
  city: LocalisedText;
  key: SigningKey;
  /** The verifier as built: it travels inside every release. */
  verifier: string;
  /** Of the squeezed files, 0 to 11. */
  brotliQuality: number;
}

/** A release rendered and signed, its bytes squeezed once for all readers. */
export interface SignedContent {
  document: ReleaseDocument;
  files: { path: string; content: Buffer; brotli: Buffer | null }[];
  /** SHA-256 of `manifest.json`. */
  contentHash: string;
}

/** Renders every file and signs the list of them. Takes seconds: never inside a piece of work. */
export async function signContent(
  document: ReleaseDocument,
  inputs: RankingInputs,
  signedAt: Date,
  settings: Omit<ReleaseSettings, 'city'>,
): Promise<SignedContent> {
  const { key, verifier, brotliQuality: quality } = settings;
  const signature = { keyId: key.keyId, signedAt: signedAt.toISOString() };
  const signed = signFiles(document, releaseFiles(document, inputs, verifier, signature), key, signature.signedAt);
  return {
    document,
    files: await Promise.all(
      signed.files.map(async (file) => ({
        ...file,
        brotli: await (file.path === 'verify.mjs'
          ? squeezedVerifier(file.content, quality)
          : squeezeAside(file.content, quality)),
      })),
    ),
    contentHash: signed.contentHash,
  };
}

let squeezed: { content: Buffer; brotli: Promise<Buffer | null> } | null = null;

/** The verifier is the largest file and the same in every release of a build: it is squeezed once. */
function squeezedVerifier(content: Buffer, quality: number): Promise<Buffer | null> {
  if (!squeezed?.content.equals(content)) squeezed = { content, brotli: squeezeAside(content, quality) };
  return squeezed.brotli;
}

/** Adds `manifest.json`, the hash of every file, and `manifest.sig`, the Ed25519 signature over its bytes in base64. */
export function signFiles(
  document: ReleaseDocument,
  contents: ReadonlyMap<string, Buffer>,
  key: SigningKey,
  signedAt = document.releasedAt,
): { files: { path: string; content: Buffer }[]; contentHash: string } {
  const files = [...contents].map(([path, content]) => ({ path, content })).sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: ReleaseManifest = {
    format: 'minsheng-manifest/1',
    releaseId: document.id,
    signedAt,
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

/** Keeps the bytes; whether anybody may read them is decided elsewhere. */
export async function keepContent(
  work: Work,
  content: SignedContent,
  ranking: PollRanking,
  edition: number,
  key: SigningKey,
): Promise<void> {
  const { document, files, contentHash } = content;
  const releasedAt = new Date(document.releasedAt);
  await keepKey(work, key.keyId, key.publicKey, releasedAt);
  await insertRelease(
    work,
    {
      id: document.id,
      edition,
      pollId: document.poll.id,
      rankingId: ranking.id,
      scheme: document.scheme,
      titleZh: document.poll.title.zh.slice(0, 200),
      titleEn: document.poll.title.en.slice(0, 200),
      periodKey: document.poll.periodKey,
      isDemonstration: document.isDemonstration,
      releasedAt,
      correctionOf: document.correctionOf,
      contentHash,
      keyId: key.keyId,
    },
    files.map((file) => ({ releaseId: document.id, edition, sha256: sha256(file.content), ...file })),
  );
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
