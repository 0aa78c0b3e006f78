import {
  type Circumstances,
  type CompiledQuestionnaire,
  type Evaluation,
  type Question,
  answersKept,
  evaluateAnswers,
  nextQuestion,
  readQuestion,
} from '@minsheng/questionnaire';

export interface Simulation {
  compiled: CompiledQuestionnaire;
  circumstances: Circumstances;
  /** What this person says wherever it is asked and may be said, by question. */
  says: Readonly<Record<string, string>>;
  /** Code of the interview's site; null online. */
  site: string | null;
  /** 0 to 1. */
  random: () => number;
}

const tries = 8;
const words = '演示意见：希望路口信号灯再长几秒。';

/** Walks a designed questionnaire as an invented person does (演示数据); null when the person is screened out or cannot go on. */
export function designedAnswersOf(simulation: Simulation): Record<string, string> | null {
  const { compiled, circumstances } = simulation;
  const answers: Record<string, string> = {};
  const evaluated = (): Evaluation => evaluateAnswers(compiled, answers, circumstances);
  for (let at: string | null = null; ; ) {
    const step = nextQuestion(evaluated(), at);
    if (step.kind === 'end') return answersKept(evaluated());
    if (step.kind !== 'question') return null;
    const { question } = step;
    at = question.code;
    if (question.kind !== 'note' && !answered(question)) return null;
  }

  function answered(question: Question): boolean {
    for (let attempt = 0; attempt < tries; attempt++) {
      const tried = attempt === tries - 1 ? '' : candidate(question, evaluated(), simulation, attempt);
      if (tried === '') delete answers[question.code];
      else answers[question.code] = tried;
      if (!('sentences' in readQuestion(evaluated(), question))) return true;
    }
    return false;
  }
}

function candidate(
  question: Question,
  evaluation: Evaluation,
  { says, site, random, circumstances }: Simulation,
  attempt: number,
): string {
  const said = says[question.code];
  if (attempt === 0 && said !== undefined && question.kind === 'single') return said;
  const below = (limit: number): number => Math.floor(random() * limit);
  const options = evaluation.options(question);
  const codes = (options.kind === 'value' ? options.value : [])
    .filter(({ code, isMissing }) => !isMissing && question.screensOut?.includes(code) !== true)
    .map(({ code }) => code);
  const first = (size: number): string => {
    const left = [...codes];
    return Array.from({ length: Math.min(size, left.length) }, () => left.splice(below(left.length), 1)[0]).join(' ');
  };
  switch (question.kind) {
    case 'single':
      return codes[below(codes.length)] ?? '';
    case 'multiple':
      return first((question.atLeast ?? 1) + below(2));
    case 'rank':
      return first(question.atMost ?? codes.length);
    case 'integer':
      return String([2, 35, 60, 1, 10, 100, 0][attempt] ?? 5);
    case 'decimal':
      return `${below(20)}.5`;
    case 'date':
      return [circumstances.now.slice(0, 10), '2020-06-15', '1985-03-01'][attempt % 3] ?? '';
    case 'text':
      return question.required === false && random() > 0.1 ? '' : words.slice(0, question.maxLength);
    case 'consent':
      return 'OK';
    case 'site':
      return site ?? '';
    case 'shift':
      return random() < 0.5 ? 'am' : 'pm';
    // Nobody has taken a picture or was anywhere.
    default:
      return '';
  }
}
