import type { QuestionnaireScenario } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '../../engine/compiled.js';
import { evaluateAnswers, type Circumstances } from '../../engine/evaluation.js';
import { readResponse } from '../../engine/read-response.js';
import { questionsAsked, screenedOut } from '../../engine/walk.js';

type Expectation = QuestionnaireScenario['expect'];

export interface ScenarioOutcome {
  code: string;
  hasPassed: boolean;
  /** What came otherwise than recorded. */
  differences: { what: 'asked' | 'calculated' | 'outcome'; expected: unknown; found: unknown }[];
}

/**
 * Replays a recorded answer script (idea: the scenarios of Survey Solutions): the same questions must be asked in the same
 * order, the same values worked out, and the same come of it.
 */
export function replayScenario(questionnaire: CompiledQuestionnaire, scenario: QuestionnaireScenario): ScenarioOutcome {
  const { expect } = scenario;
  const found = recordScenario(questionnaire, scenario);
  const calculated: Record<string, string> = {};
  for (const code of Object.keys(expect.calculated ?? {})) calculated[code] = found.calculated?.[code] ?? '';
  const differences: ScenarioOutcome['differences'] = [];
  const compare = (what: 'asked' | 'calculated' | 'outcome', expected: unknown, got: unknown): void => {
    if (JSON.stringify(sorted(expected)) !== JSON.stringify(sorted(got)))
      differences.push({ what, expected, found: got });
  };
  compare('asked', expect.asked, found.asked);
  compare('calculated', expect.calculated ?? {}, calculated);
  compare('outcome', expect.outcome, found.outcome);
  return { code: scenario.code, hasPassed: differences.length === 0, differences };
}

/** What comes of a script now, to be kept as what must come of it. */
export function recordScenario(
  questionnaire: CompiledQuestionnaire,
  script: Pick<QuestionnaireScenario, 'seed' | 'now' | 'asInterviewer' | 'answers'>,
): Expectation {
  const circumstances: Circumstances = { seed: script.seed, now: script.now, asInterviewer: script.asInterviewer };
  const answers: Record<string, string> = {};
  for (const { item, answer } of script.answers) answers[item] = answer;
  const evaluation = evaluateAnswers(questionnaire, answers, circumstances);
  const calculated: Record<string, string> = {};
  for (const question of questionnaire.questions) {
    if (question.kind !== 'calculated') continue;
    const value = evaluation.valueOf(question);
    calculated[question.code] = value.kind === 'value' ? value.value : `! ${value.fault.reason}`;
  }
  const asked = questionsAsked(evaluation);
  const ending = screenedOut(evaluation);
  const reading = readResponse(questionnaire, answers, circumstances);
  return {
    asked: asked.kind === 'value' ? asked.value.map(({ code }) => code) : [],
    calculated,
    outcome: ending
      ? { screenedOutBy: ending.code }
      : reading.outcome === 'read'
        ? 'complete'
        : { faultsAt: reading.faults.flatMap(({ question }) => (question === null ? [] : [question])) },
  };
}

/** Members in order of their names, so that two objects compare by what they hold. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
