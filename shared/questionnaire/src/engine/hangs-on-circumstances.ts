import type { CompiledQuestionnaire } from './compiled.js';
import type { Expression } from './expression.js';

/** What the seed or the instant decides; `once` keeps what stood there then. */
const dependent: readonly string[] = ['today', 'now', 'random', 'once'];

/**
 * Whether the same answers may read otherwise under another seed or at another time: something is shuffled, or an expression
 * asks for the day, the time or chance. Then the circumstances are stored with the response.
 */
export function hangsOnCircumstances({ groups, questions }: CompiledQuestionnaire): boolean {
  return (
    groups.some(({ isShuffled, relevant }) => isShuffled === true || asks(relevant)) ||
    questions.some(
      ({ isShuffled, relevant, required, constraint, warning, calculation, filter }) =>
        isShuffled === true ||
        [relevant, required, constraint?.holds, warning?.holds, calculation, filter].some((each) => asks(each)),
    )
  );
}

/** Whether a calculation keeps its first result: whoever evaluates step by step must keep it too. */
export function keepsFirstResult(calculation: Expression | undefined): boolean {
  return calls(calculation, ['once']);
}

function asks(expression: Expression | boolean | null | undefined): boolean {
  return calls(expression, dependent);
}

function calls(expression: Expression | boolean | null | undefined, names: readonly string[]): boolean {
  if (typeof expression !== 'object' || expression === null || expression.op !== 'call') return false;
  return names.indexOf(expression.name) >= 0 || expression.args.some((argument) => calls(argument, names));
}
