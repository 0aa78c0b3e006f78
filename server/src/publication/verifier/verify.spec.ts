import { createHash, generateKeyPairSync } from 'node:crypto';
import type { RankingGroup, ReleaseDocument } from '@minsheng/contracts';
import {
  type BlendedRankingInput,
  type RankableUnit,
  blendRankingInputs,
  rankUnits,
  standardBlendRule,
  standardPublicationRule,
} from '@minsheng/statistics';
import { blendedFixture } from '../page/fixture/release-fixture.js';
import { signFiles } from '../signed-release.js';
import { verifyRelease } from './verify.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const spki = publicKey.export({ type: 'spki', format: 'der' });
const key = {
  keyId: createHash('sha256').update(spki).digest('hex').slice(0, 16),
  publicKey: spki.toString('base64'),
  privateKey,
};

const ids = Array.from({ length: 10 }, (_, index) => `U${index + 1}`);

function sample(shift: (index: number) => number, variance: number) {
  const units = ids.map(
    (id, index): RankableUnit => ({
      id,
      score: 70 + index * 1.7 + shift(index),
      degreesOfFreedom: 60,
      respondents: 900,
      effectiveRespondents: 700,
      samplingUnits: 62,
      largestSamplingUnitShare: 0.05,
      publishableShare: 1,
    }),
  );
  return { units, covariance: ids.map((_, u) => ids.map((__, v) => (u === v ? variance : 0))) };
}

/** Ten units in two groups, answered both ways; one of them far off online. */
const inputs: BlendedRankingInput = {
  interview: sample(() => 0, 0.5),
  online: sample((index) => 3 + (index % 3) * 0.4 + (index === 4 ? 9 : 0), 0.2),
  rule: standardBlendRule,
  groups: [ids.slice(0, 6), ids.slice(6)].map((unitIds) => ({
    unitIds,
    parameters: {
      rule: standardPublicationRule,
      scoreRange: [20, 100],
      seed: 20261227,
      draws: 10_000,
      confidence: 0.95,
    },
  })),
};

function groupsOf(input: BlendedRankingInput): RankingGroup[] {
  return blendRankingInputs(input).map((each, index) => {
    const ranking = rankUnits(each);
    const shared = { name: { zh: '', en: '' }, modes: null, indicators: [], distribution: [], change: null };
    return {
      code: `G${index}`,
      name: { zh: '', en: '' },
      rows: ranking.ranked.map((row) => ({ ...row, ...shared, unitId: row.id }) as never),
      bands: [],
      unranked: ranking.unranked.map((row) => ({ ...row, ...shared, unitId: row.id }) as never),
    };
  });
}

/** A signed folder of the two files that figures are checked with. */
function folder(given: BlendedRankingInput): (path: string) => Promise<Uint8Array> {
  const document: ReleaseDocument = { ...blendedFixture, groups: groupsOf(inputs) };
  const contents = new Map([
    ['release.json', Buffer.from(JSON.stringify(document))],
    ['inputs.json', Buffer.from(JSON.stringify(given))],
  ]);
  const files = new Map(signFiles(document, contents, key).files.map(({ path, content }) => [path, content]));
  return async (path) => {
    const content = files.get(path);
    if (!content) throw new Error(path);
    return content;
  };
}

describe('a release with two modes', () => {
  it('is computed again from both modes: blended first, then ranked by group', async () => {
    const verdict = await verifyRelease(folder(inputs));
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(verdict.recomputed.map(({ unitId }) => unitId).sort()).toEqual([...ids].sort());
  });

  it('does not verify when an online score is another than the one that was blended', async () => {
    const changed = structuredClone(inputs) as { online: { units: { score: number }[] } } & BlendedRankingInput;
    changed.online.units[1]!.score += 2;
    const verdict = await verifyRelease(folder(changed));
    expect([verdict.ok, verdict.checks.some(({ name, ok }) => name === 'figures' && !ok)]).toEqual([false, true]);
  });
});
