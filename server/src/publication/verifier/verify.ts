import type { RankedUnit, ReleaseDocument, ReleaseManifest } from '@minsheng/contracts';
import {
  type BlendedRankingInput,
  type Ranking,
  type RankingInput,
  blendRankingInputs,
  rankUnits,
} from '@minsheng/statistics';

/**
 * Checks a release folder: every file against the signed manifest, the signature, and the published figures by computing
 * them again from `inputs.json`. Runs with Node alone (`node verify.mjs [folder]`) and in a browser (`import('./verify.mjs')`).
 * Nothing is sent anywhere.
 */
export interface Check {
  name: 'manifest' | 'signature' | 'file' | 'figures';
  ok: boolean;
  file?: string;
  zh: string;
  en: string;
}

export interface Verdict {
  ok: boolean;
  checks: Check[];
  keyId: string | null;
  /** What was computed again, to compare with another engine: unit, published score, half-width and rank set. */
  recomputed: { unitId: string; score: string | null; halfWidth: string | null; rankSet: [number, number] | null }[];
}

export async function verifyRelease(
  readFile: (path: string) => Promise<Uint8Array>,
  options: { expectedKeyId?: string } = {},
): Promise<Verdict> {
  const checks: Check[] = [];
  const fail = (name: Check['name'], file: string, zh: string, en: string): void =>
    void checks.push({ name, ok: false, file, zh, en });
  const verdict = (keyId: string | null, recomputed: Verdict['recomputed'] = []): Verdict => ({
    ok: checks.every((check) => check.ok),
    checks,
    keyId,
    recomputed,
  });

  const manifestBytes = await readFile('manifest.json').catch(() => null);
  const signatureBytes = await readFile('manifest.sig').catch(() => null);
  if (!manifestBytes) {
    fail('manifest', 'manifest.json', '缺少 manifest.json', 'manifest.json is missing');
    return verdict(null);
  }
  if (!signatureBytes) {
    fail('signature', 'manifest.sig', '缺少 manifest.sig', 'manifest.sig is missing');
    return verdict(null);
  }
  const manifest = parseManifest(manifestBytes);
  if (!manifest) {
    fail('manifest', 'manifest.json', 'manifest.json 读不懂，已被改动', 'manifest.json cannot be read; it was changed');
    return verdict(null);
  }

  const publicKey = fromBase64(manifest.publicKey);
  const keyId = publicKey ? hex(await sha256(publicKey)).slice(0, 16) : null;
  const signature = fromBase64(new TextDecoder().decode(signatureBytes).trim());
  const signed = publicKey && signature ? await isSignedBy(publicKey, signature, manifestBytes) : false;
  if (signed === null) {
    checks.push({
      name: 'signature',
      ok: true,
      zh: '这个浏览器不能核对 Ed25519 签名，请用 node verify.mjs 核对；下面只核对文件和数字',
      en: 'This browser cannot check Ed25519 signatures; use node verify.mjs. Files and figures are checked below',
    });
  } else if (!signed || keyId !== manifest.keyId) {
    fail(
      'signature',
      'manifest.json',
      '签名对不上：manifest.json 或 manifest.sig 被改动',
      'the signature does not fit: manifest.json or manifest.sig was changed',
    );
  } else if (options.expectedKeyId && options.expectedKeyId !== keyId) {
    fail(
      'signature',
      'manifest.json',
      `签名钥匙 ${keyId} 不是指定的 ${options.expectedKeyId}`,
      `signed by key ${keyId}, not by the expected ${options.expectedKeyId}`,
    );
  } else {
    checks.push({
      name: 'signature',
      ok: true,
      file: 'manifest.json',
      zh: `签名有效，钥匙 ${keyId}`,
      en: `the signature is good, key ${keyId}`,
    });
  }

  const contents = new Map<string, Uint8Array>();
  for (const file of manifest.files) {
    const bytes = await readFile(file.path).catch(() => null);
    if (!bytes) fail('file', file.path, `缺少文件 ${file.path}`, `the file ${file.path} is missing`);
    else if (bytes.length !== file.bytes || hex(await sha256(bytes)) !== file.sha256) {
      fail('file', file.path, `文件 ${file.path} 被改动`, `the file ${file.path} was changed`);
    } else {
      contents.set(file.path, bytes);
      checks.push({
        name: 'file',
        ok: true,
        file: file.path,
        zh: `${file.path} 未改动`,
        en: `${file.path} is unchanged`,
      });
    }
  }

  const release = contents.get('release.json');
  const inputs = contents.get('inputs.json');
  if (!release || !inputs) return verdict(keyId);
  const { mismatches, recomputed } = recompute(
    parse<ReleaseDocument>(release),
    parse<RankingInput[] | BlendedRankingInput>(inputs),
  );
  for (const unit of mismatches)
    fail('figures', 'release.json', `重算不一致：${unit}`, `computing again gives other figures: ${unit}`);
  if (mismatches.length === 0) {
    checks.push({
      name: 'figures',
      ok: true,
      file: 'release.json',
      zh: `${recomputed.length} 个单位的得分、区间、名次区间和档次重算一致`,
      en: `scores, intervals, rank sets and bands of ${recomputed.length} units computed again: the same`,
    });
  }
  return verdict(keyId, recomputed);
}

/** One entry of `inputs.json` a group, in the release's order; two modes are blended again first. */
function recompute(
  release: ReleaseDocument,
  given: RankingInput[] | BlendedRankingInput,
): { mismatches: string[]; recomputed: Verdict['recomputed'] } {
  const mismatches: string[] = [];
  const recomputed: Verdict['recomputed'] = [];
  const inputs = Array.isArray(given) ? given : blendRankingInputs(given);
  if (inputs.length !== release.groups.length) mismatches.push('inputs.json');
  release.groups.forEach((group, index) => {
    const input = inputs[index];
    const again = input ? ranked(input) : null;
    if (!again) {
      mismatches.push(group.code);
      return;
    }
    if (again.ranked.length !== group.rows.length || again.unranked.length !== group.unranked.length)
      mismatches.push(group.code);
    for (const unit of again.ranked) {
      const row = group.rows.find((entry) => entry.unitId === unit.id);
      if (!row || fingerprint(row) !== fingerprint(unit)) mismatches.push(unit.id);
      recomputed.push({ unitId: unit.id, score: unit.score, halfWidth: unit.halfWidth, rankSet: [...unit.rankSet] });
    }
    for (const unit of again.unranked) {
      const row = group.unranked.find((entry) => entry.unitId === unit.id);
      const same =
        row &&
        row.score === unit.score &&
        row.halfWidth === unit.halfWidth &&
        row.because.join() === unit.because.join();
      if (!same) mismatches.push(unit.id);
      recomputed.push({ unitId: unit.id, score: unit.score, halfWidth: unit.halfWidth, rankSet: null });
    }
  });
  return { mismatches, recomputed };
}

/** null: these inputs cannot be ranked, say since their totals are not those of their covariance. */
function ranked(input: RankingInput): Ranking | null {
  try {
    return rankUnits(input);
  } catch {
    return null;
  }
}

type Standing = Pick<RankedUnit, 'score' | 'halfWidth' | 'rank' | 'band'> & {
  interval: readonly [string, string];
  rankSet: readonly [number, number];
  marginalRankSet: readonly [number, number];
};

/** Everything of a row that is published and must come out the same on any engine. */
function fingerprint(row: Standing): string {
  return [row.score, row.halfWidth, ...row.interval, row.rank, row.band, ...row.rankSet, ...row.marginalRankSet].join(
    ' ',
  );
}

function parse<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}

function parseManifest(bytes: Uint8Array): ReleaseManifest | null {
  try {
    const manifest = parse<ReleaseManifest>(bytes);
    return manifest.format === 'minsheng-manifest/1' && Array.isArray(manifest.files) ? manifest : null;
  } catch {
    return null;
  }
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as never));
}

/** null when this engine knows no Ed25519. */
async function isSignedBy(publicKey: Uint8Array, signature: Uint8Array, message: Uint8Array): Promise<boolean | null> {
  // Node's own verifier: its WebCrypto has Ed25519 too, but prints a warning on version 20.
  const node = (
    globalThis as { process?: { getBuiltinModule?: (id: string) => typeof import('node:crypto') } }
  ).process?.getBuiltinModule?.('node:crypto');
  if (node) {
    try {
      return node.verify(
        null,
        message,
        { key: node.createPublicKey({ key: publicKey as never, format: 'der', type: 'spki' }) },
        signature,
      );
    } catch {
      return false;
    }
  }
  try {
    const key = await globalThis.crypto.subtle.importKey('spki', publicKey as never, { name: 'Ed25519' }, false, [
      'verify',
    ]);
    return await globalThis.crypto.subtle.verify({ name: 'Ed25519' }, key, signature as never, message as never);
  } catch (error) {
    return (error as Error).name === 'NotSupportedError' ? null : false;
  }
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a person reads: one line a fault, one line a group of checks that are well. */
export function sayVerdict(verdict: Verdict): string {
  const lines = verdict.checks
    .filter((check) => !check.ok || check.name !== 'file')
    .map((check) => `${check.ok ? '✓' : '✗'} ${check.zh} / ${check.en}`);
  const files = verdict.checks.filter((check) => check.name === 'file' && check.ok).length;
  return [
    `✓ ${files} 个文件未改动 / ${files} files are unchanged`,
    ...lines,
    verdict.ok ? '验证通过 / verified' : '验证不通过 / NOT verified',
  ].join('\n');
}
