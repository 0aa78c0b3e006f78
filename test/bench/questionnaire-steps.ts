import type { DesignItem, QuestionnaireDesign } from '@minsheng/contracts';
import { answersKept, evaluateAnswers, nextQuestion, readQuestion, readResponse } from '@minsheng/questionnaire';
import { compileDesign } from '@minsheng/questionnaire/compile';

const words = (zh: string) => ({ zh, en: zh });

/** 100 items, 60 of them under a condition on earlier answers; options, numbers, texts and calculations in turn. */
export function largeDesign(): QuestionnaireDesign {
  const items: DesignItem[] = [];
  for (let at = 0; at < 100; at += 1) {
    const code = `q${at}`;
    const back = (kind: number): string => {
      for (let earlier = at - 1; earlier >= 0; earlier -= 1) if (earlier % 5 === kind) return `q${earlier}`;
      return 'q0';
    };
    const relevant =
      at >= 40
        ? {
            relevant: `(selected(\${${back(1)}}, 'o1') or \${${back(0)}} != 'L4') and (\${${back(2)}} >= ${at} or \${${back(2)}} < 500 or contains(\${${back(3)}}, 'x'))`,
          }
        : {};
    const common = { code, text: words(`第 ${at} 题，您怎么看？`), ...relevant };
    switch (at % 5) {
      case 0:
        items.push({ ...common, type: 'satisfaction', scale: 'five', indicator: { code: `I${at}`, version: 1 } });
        break;
      case 1:
        items.push({ ...common, type: 'multiple', list: 'ten', isShuffled: true });
        break;
      case 2:
        items.push({
          ...common,
          type: 'integer',
          constraint: { expression: '. >= 0 and . <= 1000', message: words('0 到 1000') },
        });
        break;
      case 3:
        items.push({ ...common, type: 'text', maxLength: 100 });
        break;
      default:
        items.push({
          ...common,
          type: 'calculated',
          calculation: `if(\${${back(2)}} > 10, concat(\${${back(3)}}, '-', round(\${${back(2)}} div 3, 2)), 'none')`,
        });
    }
  }
  return {
    format: 'minsheng-questionnaire/2',
    code: 'large',
    version: 1,
    title: words('一百题'),
    marks: {
      formNumber: '测 1 表',
      maker: words('统计局'),
      approvedBy: words('统计局'),
      approvalNumber: '1 号',
      validUntil: '2099-12-31',
    },
    scales: [
      {
        code: 'five',
        levels: [100, 80, 60, 40, 20].map((score, at) => ({ code: `L${at}`, name: words('级'), score })),
      },
    ],
    missing: [],
    lists: [
      { code: 'ten', choices: Array.from({ length: 10 }, (_each, at) => ({ code: `o${at}`, text: words('选项') })) },
    ],
    entries: items,
  };
}

export interface Walked {
  compileMs: number;
  compiledBytes: number;
  /** Milliseconds from an answer to the next question shown: everything worked out anew. */
  stepMs: number[];
  /** Milliseconds to read the finished response, as the server does. */
  readMs: number[];
  questions: number;
}

export function walkLargeDesign(times: number): Walked {
  const started = performance.now();
  const { compiled, diagnostics } = compileDesign(largeDesign(), { today: '2026-11-22', sha256: () => '' });
  const compileMs = performance.now() - started;
  if (compiled === null) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  const stepMs: number[] = [];
  const readMs: number[] = [];
  let questions = 0;
  for (let time = 0; time < times; time += 1) {
    const circumstances = { seed: 1 + time, now: '2026-11-22T01:26:53Z' };
    const answers: Record<string, string> = {};
    let at: string | null = null;
    for (;;) {
      const from = performance.now();
      const evaluation = evaluateAnswers(compiled, answers, circumstances);
      const step = nextQuestion(evaluation, at);
      if (step.kind === 'question') {
        evaluation.options(step.question);
        readQuestion(evaluation, step.question);
      }
      stepMs.push(performance.now() - from);
      if (step.kind !== 'question') break;
      questions += 1;
      at = step.question.code;
      const kind = step.question.kind;
      answers[at] =
        kind === 'single'
          ? `L${(questions + time) % 5}`
          : kind === 'multiple'
            ? 'o1 o3'
            : kind === 'integer'
              ? '120'
              : '路灯 x';
    }
    const kept = answersKept(evaluateAnswers(compiled, answers, circumstances));
    const from = performance.now();
    const reading = readResponse(compiled, kept, circumstances);
    readMs.push(performance.now() - from);
    if (reading.outcome !== 'read' || reading.differences.length > 0)
      throw new Error(JSON.stringify(reading).slice(0, 500));
  }
  return { compileMs, compiledBytes: JSON.stringify(compiled).length, stepMs, readMs, questions: questions / times };
}
