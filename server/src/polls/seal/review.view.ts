import { createHash } from 'node:crypto';
import type { LocalisedText, PollPlan, PollSummary, RankingReview } from '@minsheng/contracts';
import { canonicalJson } from '../../platform/index.js';
import type { PollRanking } from '../ranking/poll-ranking.entity.js';
import { type LiveDiagnostics, published } from '../weighting/diagnostics.js';
import type { WeightSet } from '../weighting/weight-set.entity.js';
import type { PollSeal, PollSignature } from './poll-seal.entity.js';

/** Units shown in the table of other choices. */
const unitsShown = 6;
/** 不了解 above this share needs a note beside the score. */
const dontKnowNote = 0.4;

export interface ReviewParts {
  poll: PollSummary;
  plan: PollPlan;
  planHash: string;
  ranking: PollRanking;
  weightSet: WeightSet;
  signatures: readonly PollSignature[];
  seal: PollSeal | null;
  names: ReadonlyMap<string, string>;
  undecided: number;
}

/** All that the two who sign look at before they do (排名审定). */
export function viewReview(parts: ReviewParts): RankingReview {
  const { plan, ranking, weightSet, seal, names } = parts;
  const { groups, method } = ranking.result;
  const live = weightSet.report.live;
  const nameOf = (id: string | null | undefined): string | null => (id ? (names.get(id) ?? id) : null);
  return {
    poll: parts.poll,
    planHash: parts.planHash,
    groups,
    method,
    inputHash: ranking.inputHash,
    sensitivity: sensitivityOf(live, groups),
    checks: checksOf(parts),
    signatures: (['PREPARED', 'REVIEWED'] as const).map((role) => {
      const signature = parts.signatures.find((one) => one.role === role);
      return {
        role,
        person: nameOf(signature?.person),
        signedAt: signature?.signedAt.toISOString() ?? null,
        because: role === 'REVIEWED' && parts.signatures.length === 0 ? 'waits-for-preparer' : null,
      };
    }),
    seal: seal ? { sealedAt: seal.sealedAt.toISOString(), sealHash: seal.hash, by: nameOf(seal.sealedBy) ?? '' } : null,
    sealBy: plan.calendar.sealBy,
    releaseAt: plan.calendar.releaseAt,
  };
}

function sensitivityOf(
  live: LiveDiagnostics | undefined,
  groups: RankingReview['groups'],
): RankingReview['sensitivity'] {
  if (!live) return { heldAnswers: 0, units: [], bandChanges: 0 };
  const units = groups
    .flatMap(({ rows, unranked }) => [...rows, ...unranked])
    .flatMap(({ unitId, name }) => {
      const found = live.sensitivity[unitId];
      if (!found || found.published === null) return [];
      const { published: score, keepFlagged, interviewsOnly, onlineOnly } = found;
      const difference = Math.max(
        0,
        ...[keepFlagged, interviewsOnly, onlineOnly].flatMap((other) =>
          other === null ? [] : [Math.abs(other - score)],
        ),
      );
      return [{ unitId, name, score, keepFlagged, interviewsOnly, onlineOnly, difference }];
    })
    .sort((a, b) => b.difference - a.difference)
    .slice(0, unitsShown);
  return {
    heldAnswers: live.excludedAnswers,
    units: units.map(({ unitId, name, score, keepFlagged, interviewsOnly, onlineOnly, difference }) => ({
      unitId,
      name,
      published: published(score) ?? '',
      keepFlagged: published(keepFlagged),
      interviewsOnly: published(interviewsOnly),
      onlineOnly: published(onlineOnly),
      largestDifference: published(difference) ?? '',
    })),
    bandChanges: live.bandChangesKeepingFlagged,
  };
}

function checksOf({ plan, planHash, ranking, weightSet, undecided }: ReviewParts): RankingReview['checks'] {
  const { groups } = ranking.result;
  const all = groups.flatMap(({ rows, unranked }) => [...rows, ...unranked]);
  const ranked = groups.flatMap(({ rows }) => rows);
  const fewest = ranked.reduce((least, { respondents }) => Math.min(least, respondents), Infinity);
  const unranked = all.length - ranked.length;
  const unknown = ranked.filter(({ dontKnowShare }) => dontKnowShare > dontKnowNote);
  const planIsSame = createHash('sha256').update(canonicalJson(plan)).digest('hex') === planHash;
  const check = (
    code: string,
    isMet: boolean,
    sentences: LocalisedText,
    detail: string,
    isWarning = false,
  ): RankingReview['checks'][number] => ({ code, isMet, isWarning, sentences, detail });
  return [
    check(
      'plan-unchanged',
      planIsSame,
      { zh: '方案没有改动', en: 'The plan is unchanged' },
      `${planHash.slice(0, 4)}…${planHash.slice(-4)}`,
    ),
    check(
      'held-decided',
      undecided === 0,
      { zh: '可疑答卷都已判定', en: 'Every held answer is decided' },
      String(undecided),
    ),
    check(
      'weights-converged',
      weightSet.report.largestMarginError <= plan.weighting.tolerance,
      { zh: '加权已收敛', en: 'The weights have converged' },
      weightSet.report.largestMarginError.toExponential(1),
    ),
    check(
      'enough-respondents',
      ranked.length > 0 && fewest >= plan.publication.minimumRespondents,
      {
        zh: `上榜单位评价人数都不少于 ${plan.publication.minimumRespondents}`,
        en: `Every ranked unit has ${plan.publication.minimumRespondents} respondents or more`,
      },
      Number.isFinite(fewest) ? String(fewest) : '0',
    ),
    check(
      'everybody-listed',
      unranked === 0,
      { zh: '每个单位都上榜', en: 'Every unit is ranked' },
      String(unranked),
      unranked > 0,
    ),
    check(
      'dont-know',
      unknown.length === 0,
      { zh: '没有单位的“不了解”超过 40%', en: 'No unit has over 40 % "don’t know"' },
      String(unknown.length),
      unknown.length > 0,
    ),
  ];
}
