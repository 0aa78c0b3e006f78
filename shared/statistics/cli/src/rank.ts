import {
  analyseSurvey,
  asksForTotals,
  blendModes,
  comparedUnits,
  competitionRanks,
  countRankSets,
  manipulationMargins,
  rankSets,
  rankUnits,
  rankableScores,
  rankingInput,
  roundHalfUp,
  standardBlendRule,
  standardIndicatorRule,
  standardPublicationRule,
  standardRaking,
  tauBest,
  tauWorst,
  totalsFromSums,
  type BlendRule,
  type CriticalMethod,
  type IndicatorRule,
  type PublicationRule,
  type RankableScores,
  type RankingInput,
  type RankSetSides,
  type SamplingUnitTotals,
  type Survey,
  type ThinLevelRule,
  type TrimBounds,
} from '../../src/index.js';
import { BadCall, misuseAt, type Outcome, type Progress } from './outcome.js';
import {
  answersOf,
  designOf,
  marginsOf,
  MISSING,
  type DesignSpecification,
  type MarginSpecification,
  type QuestionSpecification,
} from './survey-columns.js';
import type { Table } from './table.js';

interface Sets {
  readonly method?: CriticalMethod;
  readonly confidence?: number;
  readonly draws?: number;
  readonly seed?: number;
}

interface OfEstimates extends Sets {
  readonly of: 'estimates';
  readonly ids?: readonly string[];
  readonly estimates: readonly number[];
  readonly covariance?: readonly (readonly number[])[];
  readonly standardErrors?: readonly number[];
  readonly degreesOfFreedom?: number | null;
  readonly samplingUnits?: SamplingUnitTotals;
  readonly givenDraws?: true | readonly (readonly number[])[];
  readonly sides?: RankSetSides;
  readonly tau?: number;
}

interface OfAnswers extends Sets {
  readonly of: 'answers';
  readonly design?: DesignSpecification;
  readonly margins?: readonly MarginSpecification[];
  readonly thinLevels?: ThinLevelRule | null;
  readonly trimming?: TrimBounds | null;
  readonly blocks: readonly { readonly domain?: string; readonly questions: readonly QuestionSpecification[] }[];
  readonly missing?: readonly string[];
  readonly units: readonly {
    readonly id: string;
    readonly indicators: readonly { readonly question: string; readonly domain?: string; readonly share: number }[];
  }[];
  readonly indicatorRule?: IndicatorRule;
  readonly rule?: Partial<PublicationRule>;
  readonly declaredUnits?: number;
  readonly scoreRange: readonly [number, number];
}

interface OfVotes {
  readonly of: 'votes';
  readonly votes?: Readonly<Record<string, number>>;
  readonly column?: string;
  readonly missing?: readonly string[];
  readonly confidence?: number;
}

interface OfModes extends Sets {
  readonly of: 'modes';
  readonly interview: RankableScores;
  readonly online: RankableScores;
  readonly blend?: Partial<BlendRule>;
  readonly rule?: Partial<PublicationRule>;
  readonly declaredUnits?: number;
  readonly scoreRange: readonly [number, number];
}

export type RankSpecification = OfEstimates | OfAnswers | OfVotes | OfModes;

/** Whether the specification reads rows of data. */
export function rankNeedsData(specification: RankSpecification): boolean {
  switch (specification.of) {
    case 'answers':
      return true;
    case 'estimates':
      return specification.givenDraws === true;
    case 'votes':
      return specification.column !== undefined;
    case 'modes':
      return false;
  }
}

/** `stats rank`. */
export function rankCommand(table: Table | null, specification: RankSpecification, progress: Progress): Outcome {
  switch (specification.of) {
    case 'estimates':
      return rankEstimates(table, specification, progress);
    case 'answers':
      return rankAnswers(table!, specification, progress);
    case 'votes':
      return rankVotes(table, specification);
    case 'modes':
      return rankModes(specification, progress);
  }
}

function rankEstimates(table: Table | null, specification: OfEstimates, progress: Progress): Outcome {
  const { estimates, standardErrors, tau } = specification;
  const ids = specification.ids ?? estimates.map((_, unit) => String(unit + 1));
  if (ids.length !== estimates.length) throw new BadCall(`$.ids: ${ids.length} ids for ${estimates.length} estimates`);
  if ((specification.covariance === undefined) === (standardErrors === undefined)) {
    throw new BadCall('$: give covariance or standardErrors, one of the two');
  }
  if (standardErrors !== undefined && standardErrors.length !== estimates.length) {
    throw new BadCall(`$.standardErrors: ${standardErrors.length} for ${estimates.length} estimates`);
  }
  const covariance =
    specification.covariance ??
    standardErrors!.map((own, a) => standardErrors!.map((_, b) => (a === b ? own * own : 0)));
  const givenDraws = drawsOf(table, specification, ids);
  progress('ranking');
  const sets = misuseAt('$', () =>
    rankSets({
      scores: estimates,
      covariance,
      degreesOfFreedom: specification.degreesOfFreedom ?? Infinity,
      seed: specification.seed ?? 1,
      draws: specification.draws ?? 10_000,
      confidence: specification.confidence ?? 0.95,
      ...(specification.method === undefined ? {} : { method: specification.method }),
      ...(specification.samplingUnits === undefined ? {} : { samplingUnits: specification.samplingUnits }),
      ...(givenDraws === null ? {} : { givenDraws }),
      ...(specification.sides === undefined ? {} : { sides: specification.sides }),
    }),
  );
  const units = ids.map((id, unit) => ({
    id,
    estimate: estimates[unit],
    rank: 1 + estimates.filter((other) => other > estimates[unit]!).length,
    simultaneous: sets.simultaneous[unit]!.ranks,
    isSimultaneousSettled: sets.simultaneous[unit]!.isSettled,
    marginal: sets.marginal[unit]!.ranks,
    isMarginalSettled: sets.marginal[unit]!.isSettled,
    chances: sets.chances[unit],
  }));
  const named = (list: readonly number[]) => list.map((unit) => ids[unit]);
  return {
    outcome: 'done',
    criticalValues: sets.criticalValues,
    units,
    ...(tau === undefined
      ? {}
      : misuseAt('$.tau', () => ({
          tauBest: named(tauBest(sets.simultaneous, tau)),
          tauWorst: named(tauWorst(sets.simultaneous, tau)),
        }))),
  };
}

function drawsOf(table: Table | null, { givenDraws }: OfEstimates, ids: readonly string[]): Float64Array | null {
  if (givenDraws === undefined) return null;
  if (givenDraws !== true) {
    const odd = givenDraws.findIndex((row) => row.length !== ids.length);
    if (odd >= 0)
      throw new BadCall(`$.givenDraws[${odd}]: ${givenDraws[odd]!.length} errors for ${ids.length} estimates`);
    return Float64Array.from(givenDraws.flat());
  }
  const columns = ids.map((id) => table!.numbers(id, '$.ids'));
  const draws = new Float64Array(table!.rows * ids.length);
  columns.forEach((column, unit) =>
    column.forEach((error, draw) => {
      if (Number.isNaN(error)) throw new BadCall(`${table!.place(draw, ids[unit]!)}: a draw needs a number`);
      draws[draw * ids.length + unit] = error;
    }),
  );
  return draws;
}

function rankAnswers(table: Table, specification: OfAnswers, progress: Progress): Outcome {
  const { margins = [], blocks, units } = specification;
  const missing = specification.missing ?? MISSING;
  const design = designOf(table, specification.design);
  const { targets, variables } = marginsOf(table, margins, '$.margins');
  const survey: Survey = {
    design,
    variables,
    blocks: blocks.map(({ domain, questions }, b) => ({
      domain: domain === undefined ? null : domainOf(table, domain, missing, `$.blocks[${b}].domain`),
      questions: questions.map((question, q) => ({
        code: question.column,
        scores: question.scores.map(({ score }) => score),
        answers: answersOf(table, question, missing, `$.blocks[${b}].questions[${q}]`),
      })),
    })),
    units: units.map(({ id, indicators }) => ({
      id,
      indicators: indicators.map(({ question, domain, share }) => ({ question, domain: domain ?? null, share })),
    })),
  };
  progress('weighting and scoring');
  const analysis = misuseAt('$', () =>
    analyseSurvey(
      survey,
      targets,
      {
        raking: standardRaking,
        thinLevels: specification.thinLevels ?? null,
        trimming: specification.trimming ?? null,
      },
      specification.indicatorRule ?? standardIndicatorRule,
    ),
  );
  if (analysis.outcome === 'refused') return { ...analysis, stage: 'weighting' };
  progress('ranking');
  const { weights: _, margins: __, ...weighting } = analysis.weighting;
  const parameters = parametersOf(specification);
  const input = rankingInput(
    rankableScores(analysis.scores),
    units.map(({ id }) => id),
    parameters,
  );
  const compared = misuseAt('$', () => comparedUnits(input));
  const { method } = specification;
  const wantsTotals =
    method === 'bootstrap-t' ||
    method === 'two-step-bootstrap-t' ||
    (method === undefined && compared !== null && asksForTotals(compared.degreesOfFreedom));
  return {
    outcome: 'done',
    weighting,
    design: analysis.design,
    scores: analysis.scores,
    ranking: misuseAt('$', () =>
      rankUnits(wantsTotals ? { ...input, samplingUnits: totalsFromSums(analysis) } : input),
    ),
  };
}

function parametersOf(specification: OfAnswers | OfModes): Omit<RankingInput, 'units' | 'covariance'> {
  const { declaredUnits, method } = specification;
  return {
    rule: { ...standardPublicationRule, ...specification.rule },
    scoreRange: specification.scoreRange,
    seed: specification.seed ?? 1,
    draws: specification.draws ?? 10_000,
    confidence: specification.confidence ?? 0.95,
    ...(method === undefined ? {} : { method }),
    ...(declaredUnits === undefined ? {} : { declaredUnits }),
  };
}

function domainOf(table: Table, column: string, missing: readonly string[], at: string) {
  const cells = table.coded(column, at);
  const levels = [...cells.levels].filter((level) => !missing.includes(level)).sort();
  const place = cells.levels.map((level) => levels.indexOf(level));
  return { code: column, levels, of: Int32Array.from({ length: table.rows }, (_, row) => place[cells.of[row]!]!) };
}

function rankVotes(table: Table | null, specification: OfVotes): Outcome {
  const { column, missing = MISSING } = specification;
  if ((specification.votes === undefined) === (column === undefined)) {
    throw new BadCall('$: give votes or a column, one of the two');
  }
  const votes = new Map<string, number>(Object.entries(specification.votes ?? {}));
  if (column !== undefined) {
    for (const name of table!.texts(column, '$.column')) {
      if (!missing.includes(name)) votes.set(name, (votes.get(name) ?? 0) + 1);
    }
  }
  const ids = [...votes.keys()].sort();
  const counts = ids.map((id) => votes.get(id)!);
  const sets = misuseAt('$', () => countRankSets(counts, specification.confidence ?? 0.95));
  return {
    outcome: 'done',
    method: 'exact tests of pairs given their votes, Holm',
    units: ids.map((id, unit) => ({
      id,
      votes: counts[unit],
      rank: 1 + counts.filter((other) => other > counts[unit]!).length,
      simultaneous: sets.simultaneous[unit]!.ranks,
      marginal: sets.marginal[unit]!.ranks,
    })),
  };
}

function rankModes(specification: OfModes, progress: Progress): Outcome {
  const { interview, online, scoreRange } = specification;
  const rule = { ...standardBlendRule, ...specification.blend };
  const blend = misuseAt('$', () => blendModes({ interview, online, rule }));
  progress('ranking');
  const input = rankingInput(
    rankableScores(blend),
    blend.units.map(({ id }) => id),
    parametersOf(specification),
  );
  const ranking = misuseAt('$', () => rankUnits(input));
  const place = (scores: RankableScores, id: string) => scores.units.findIndex((unit) => unit.id === id);
  const margins = misuseAt('$', () =>
    manipulationMargins(
      ranking.ranked.map(({ id, rankSet }) => {
        const unit = blend.units.find((own) => own.id === id)!;
        const own = place(interview, id);
        const other = place(online, id);
        return {
          id,
          score: unit.score!,
          rankSet,
          online:
            unit.lambda === null
              ? null
              : {
                  interviewScore: unit.interviewScore!,
                  onlineScore: unit.onlineScore!,
                  interviewVariance: interview.covariance[own]![own]!,
                  onlineVariance: online.covariance[other]![other]!,
                  respondents: online.units[other]!.respondents,
                },
        };
      }),
      blend.gaps,
      rule,
      scoreRange,
    ),
  );
  // What interviewers alone and online answers alone say, beside the blend.
  const aside = (scores: RankableScores) => {
    const known = scores.units.filter(({ score }) => score !== null);
    const published = known.map(({ score }) => roundHalfUp(score!));
    const ranks = competitionRanks(published);
    return known.map(({ id }, unit) => ({ id, score: published[unit], rank: ranks[unit] }));
  };
  return {
    outcome: 'done',
    blend: { rule, gaps: blend.gaps, unitsWithBothModes: blend.unitsWithBothModes, units: blend.units },
    ranking,
    manipulationMargins: margins,
    interviewersOnly: aside(interview),
    onlineOnly: aside(online),
  };
}
