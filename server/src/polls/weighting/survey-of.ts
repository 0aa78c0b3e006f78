import {
  type CodedColumn,
  type MarginTarget,
  type Question,
  type RatingBlock,
  type Survey,
  surveyDesign,
} from '@minsheng/statistics';
import { type SurveyAnswers, type SurveyDescription, type SurveyMargin, otherLevel } from '../brought-in/survey.js';

/** Level of a margin for everybody whose value is not among the population's: keeps the share it has in the sample. */
export const otherLevelCode = '(not named)';

/** The answers of a brought-in survey as the statistics package wants them. */
export function surveyOf(description: SurveyDescription, answers: SurveyAnswers): Survey {
  const scores = description.levels.map((level) => level.score);
  const questions: Question[] = description.indicators.map((indicator, index) => ({
    code: indicator.code,
    scores,
    answers: answers.ratings[index] as Uint8Array,
  }));
  const variables = description.margins.map((margin, index) =>
    variableOf(margin, answers.marginLevels[index] as Uint8Array),
  );
  const blocks: RatingBlock[] = [{ domain: null, questions }];
  for (const column of new Set(description.units.flatMap((unit) => (unit.domain ? [unit.domain.column] : [])))) {
    const index = description.margins.findIndex((margin) => margin.code === column);
    const asked = new Set(
      description.units
        .filter((unit) => unit.domain?.column === column)
        .flatMap((unit) => unit.shares.map((share) => share.indicator)),
    );
    blocks.push({
      domain: domainOf(description.margins[index] as SurveyMargin, answers.marginLevels[index] as Uint8Array),
      questions: questions.filter((question) => asked.has(question.code)),
    });
  }
  const samplingUnits =
    answers.psus.labels.length === 0
      ? Array.from(answers.psus.of, String)
      : Array.from(answers.psus.of, (psu) => answers.psus.labels[psu] as string);
  return {
    design: surveyDesign({
      strata: Array.from(answers.strata.of, (stratum) => answers.strata.labels[stratum] as string),
      samplingUnits,
      baseWeights: answers.baseWeights,
    }),
    variables,
    blocks,
    units: description.units.map((unit) => ({
      id: unit.code,
      indicators: unit.shares.map(({ indicator, share }) => ({
        question: indicator,
        domain: unit.domain?.level ?? null,
        share,
      })),
    })),
  };
}

/** Population shares as numbers of people; that level is left as in the sample when somebody is there. */
export function marginTargetsOf(description: SurveyDescription, answers: SurveyAnswers): MarginTarget[] {
  const people = description.populationSize ?? answers.respondents;
  return description.margins.map((margin, index) => ({
    variable: margin.code,
    mayCollapse: margin.isOrdinal,
    levels: [
      ...margin.levels.map((level) => ({ code: level.code, population: level.share * people })),
      ...(hasOthers(answers.marginLevels[index] as Uint8Array) ? [{ code: otherLevelCode, population: null }] : []),
    ],
  }));
}

function variableOf(margin: SurveyMargin, levels: Uint8Array): CodedColumn {
  const codes = margin.levels.map((level) => level.code);
  const others = hasOthers(levels);
  return {
    code: margin.code,
    levels: others ? [...codes, otherLevelCode] : codes,
    of: Int32Array.from(levels, (level) => (level === otherLevel ? codes.length : level)),
  };
}

function domainOf(margin: SurveyMargin, levels: Uint8Array): CodedColumn {
  return {
    code: margin.code,
    levels: margin.levels.map((level) => level.code),
    of: Int32Array.from(levels, (level) => (level === otherLevel ? -1 : level)),
  };
}

function hasOthers(levels: Uint8Array): boolean {
  return levels.includes(otherLevel);
}
