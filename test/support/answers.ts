import type { ProblemBody } from '@minsheng/contracts';
import type { Answer } from '../world/checked-answers.js';

type Given = Pick<Answer, 'statusCode' | 'body'>;

/** What came of a request that has to be taken: the body, or nothing where there is nothing to say (204). */
export function ok<Body>({ statusCode, body }: Given): Body {
  if (statusCode >= 300) throw new Error(`${statusCode} ${body}`);
  return statusCode === 204 ? (undefined as Body) : (JSON.parse(body) as Body);
}

/** The same, of a request that is still on its way. */
export const must = async <Body>(answer: Promise<Given>): Promise<Body> => ok<Body>(await answer);

/** Why a request was refused that has to be, in words that its reader can read. */
export function refusal({ statusCode, body }: Given): ProblemBody {
  if (statusCode < 400) throw new Error(`not refused: ${statusCode} ${body}`);
  const problem = JSON.parse(body) as ProblemBody;
  if (!/[\u4e00-\u9fff]/.test(problem.sentences.zh)) throw new Error(`refused without a Chinese sentence: ${body}`);
  return problem;
}

export const codeOf = (answer: Given): string => refusal(answer).code;

/** Whichever it is, in one line: `201`, or `409 polls.wrong-stage`. */
export const outcome = (answer: Given): string =>
  answer.statusCode < 300 ? String(answer.statusCode) : `${answer.statusCode} ${codeOf(answer)}`;

/** Refused for this reason, and what `footprint` tells is the same before and after. */
export async function refusedWithoutTrace(
  send: () => Promise<Given>,
  status: number,
  code: string,
  footprint: () => Promise<object>,
): Promise<ProblemBody> {
  const before = await footprint();
  const answer = await send();
  expect(outcome(answer)).toBe(`${status} ${code}`);
  expect(await footprint()).toEqual(before);
  return refusal(answer);
}
