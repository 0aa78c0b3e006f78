import { createHash, generateKeyPairSync } from 'node:crypto';
import type { RankingGroup, ReleaseDocument } from '@minsheng/contracts';
import {
  type BlendedRankingInput,
  type RankableUnit,
  type RankingInput,
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

type Inputs = RankingInput[] | BlendedRankingInput;

function groupsOf(input: Inputs): RankingGroup[] {
  return (Array.isArray(input) ? input : blendRankingInputs(input)).map((each, index) => {
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
function folder(given: Inputs, published: Inputs = inputs): (path: string) => Promise<Uint8Array> {
  const document: ReleaseDocument = { ...blendedFixture, groups: groupsOf(published) };
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

describe('a release with one mode and few sampling units', () => {
  /** Two strata of ten sites; the covariance of the scores is that of the sites' totals. */
  const totals = Array.from({ length: 20 }, (_, site) =>
    ids.map((__, unit) => (((site * 7919 + unit * 104729 + site * unit * 31) % 211) / 211 - 0.5) * 0.6),
  );
  const stratumOf = totals.map((_, site) => Math.floor(site / 10));
  const mean = (stratum: number, unit: number): number =>
    totals.reduce((sum, row, site) => (stratumOf[site] === stratum ? sum + row[unit]! / 10 : sum), 0);
  const covariance = ids.map((_, a) =>
    ids.map((__, b) =>
      totals.reduce((sum, row, site) => {
        const [own, other] = [row[a]! - mean(stratumOf[site]!, a), row[b]! - mean(stratumOf[site]!, b)];
        return sum + (10 / 9) * own * other;
      }, 0),
    ),
  );
  const { units } = sample(() => 0, 0.5);
  const input: RankingInput = {
    units: units.map((unit) => ({ ...unit, degreesOfFreedom: 18, samplingUnits: 20 })),
    covariance,
    rule: standardPublicationRule,
    scoreRange: [20, 100],
    seed: 20270227,
    draws: 10_000,
    confidence: 0.95,
    samplingUnits: { stratumOf, totals },
    method: 'bootstrap-t',
  };
  const figures = async (given: RankingInput) =>
    (await verifyRelease(folder([given], [input]))).checks.filter(({ name }) => name === 'figures').map(({ ok }) => ok);

  it('is computed again from the totals of its sampling units', async () =>
    expect(await figures(input)).toEqual([true]));

  it.each<[string, RankingInput]>([
    [
      'totals of another sample',
      { ...input, samplingUnits: { stratumOf, totals: totals.map((row) => row.map((z) => z * 2)) } },
    ],
    ['totals left out', { ...input, samplingUnits: { stratumOf: [], totals: [] } }],
  ])('does not verify with %s', async (_, given) => expect(await figures(given)).toEqual([false]));

  it('written before the totals were released still verifies, by its own method', async () => {
    const { samplingUnits: _, method: __, ...before } = input;
    const verdict = await verifyRelease(folder([before], [before]));
    expect([verdict.ok, verdict.recomputed.length]).toEqual([true, 10]);
  });
});
