import type { PollMode, PollPlan } from '@minsheng/contracts';
import type { FoldedAtom, FoldedSurvey, MarginTarget, WeightingOptions } from '@minsheng/statistics';
import { standardRaking } from '@minsheng/statistics';
import type { AtomSums } from '../fieldwork/rebuild-sums.js';
import { modes } from '../fieldwork/record.js';
import { foldingOf } from '../fieldwork/folding.js';
import { levelsOf } from '../plan/plan-layout.js';

/**
 * The folded answers of one mode as the statistics package wants them. Interviews: areas as strata, sites as sampling units.
 * Online: one stratum, days as sampling units, for accounts cluster in time (statistics of opt-in samples); base weights 1.
 */
export function foldedSurveyOf(plan: PollPlan, mode: PollMode, sums: readonly AtomSums[]): FoldedSurvey {
  const { questions, units } = foldingOf(plan);
  const area = plan.margins[0];
  const atoms = sums
    .filter((atom) => modes[atom.mode] === mode)
    .map(({ cell, psu, respondents, counts }): FoldedAtom => {
      const levels = levelsOf(plan, cell);
      return {
        ...(mode === 'INTERVIEW'
          ? { stratum: area?.levels[levels[0] as number]?.code ?? '', samplingUnit: plan.sites[psu]?.code ?? '' }
          : { stratum: 'online', samplingUnit: `day-${String(psu + 1).padStart(3, '0')}` }),
        baseWeight: 1,
        levels,
        respondents,
        counts,
      };
    });
  const used = (isArea: boolean): string[] => {
    const codes = new Set(
      units.flatMap(({ indicators }) =>
        indicators.filter(({ domain }) => (domain !== null) === isArea).map(({ question }) => question),
      ),
    );
    return questions.map(({ code }) => code).filter((code) => codes.has(code));
  };
  return {
    variables: plan.margins.map(({ code, levels }) => ({ code, levels: levels.map((level) => level.code) })),
    questions,
    blocks: [
      { domain: null, questions: used(false) },
      { domain: area?.code ?? null, questions: used(true) },
    ].filter(({ questions }) => questions.length > 0),
    units,
    atoms,
  };
}

/** Population shares as numbers of people. */
export function targetsOf(plan: PollPlan): MarginTarget[] {
  return plan.margins.map(({ code, levels, isOrdinal }) => ({
    variable: code,
    mayCollapse: isOrdinal,
    levels: levels.map((level) => ({ code: level.code, population: level.share * plan.populationSize })),
  }));
}

export function weightingOptionsOf({ weighting }: PollPlan): WeightingOptions {
  return {
    raking: { ...standardRaking, tolerance: weighting.tolerance, maximumCycles: weighting.maximumCycles },
    thinLevels: {
      minimumRespondents: weighting.thinLevel.minimumAnswers,
      minimumEffectiveRespondents: weighting.thinLevel.minimumEffective,
      largestFactor: weighting.thinLevel.largestFactor,
    },
    trimming: weighting.trim,
  };
}

/** Sums less what some answers had added: the excluded ones leave before anything is computed. */
export function withoutAnswers(
  sums: readonly AtomSums[],
  excluded: readonly { mode: number; cell: number; psu: number; cells: readonly number[] }[],
): AtomSums[] {
  const byKey = new Map(sums.map((atom) => [keyOf(atom), { ...atom, counts: atom.counts.slice() }]));
  for (const answer of excluded) {
    const atom = byKey.get(keyOf(answer));
    if (!atom) throw new Error(`an excluded answer is not in the sums: ${keyOf(answer)}`);
    atom.respondents -= 1;
    for (let at = 0; at < answer.cells.length; at += 2) {
      const slot = answer.cells[at] as number;
      atom.counts[slot] = (atom.counts[slot] ?? 0) - (answer.cells[at + 1] as number);
    }
  }
  return [...byKey.values()].filter(({ respondents }) => respondents > 0);
}

function keyOf({ mode, cell, psu }: { mode: number; cell: number; psu: number }): string {
  return `${mode}/${cell}/${psu}`;
}
