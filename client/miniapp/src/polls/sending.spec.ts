import type { ProblemBody } from '@minsheng/contracts';
import { isSentAgain, sentAs } from './sending.js';

const sentences = { zh: '服务器的话', en: 'The server’s words' };
const problem = (
  status: number,
  code: string,
  details?: Record<string, unknown>,
): { kind: 'refused'; problem: ProblemBody } => ({
  kind: 'refused',
  problem: { type: '', status, code, title: '', detail: '', sentences, details },
});

describe('what came of sending a sheet', () => {
  it('is received only with a receipt', () => {
    const receipt = { receipt: '7K2F-9QXC-M4', revision: 0, submittedAt: '2026-10-16T06:36:00.000Z' };
    expect(sentAs({ kind: 'answered', body: receipt })).toEqual({ kind: 'received', receipt });
  });

  it.each([
    [503, 'platform.busy', 'busy'],
    [500, 'platform.broken', 'busy'],
    [429, 'platform.too-many', 'busy'],
    [409, 'polls.paused', 'paused'],
    [403, 'polls.not-open-yet', 'not-open-yet'],
    [401, 'identity.not-signed-in', 'signed-out'],
  ])('%i %s keeps the sheet and tries again (%s)', (status, code, because) => {
    const sent = sentAs(problem(status, code));
    expect(sent).toEqual({ kind: 'waiting', because });
    expect(isSentAgain(sent as { kind: 'waiting'; because: 'busy' })).toBe(true);
  });

  it('keeps the sheet when nothing came back', () => {
    expect(sentAs({ kind: 'unreachable' })).toEqual({ kind: 'waiting', because: 'busy' });
  });

  it.each(['polls.already-answered', 'polls.edited-elsewhere'])('%s asks the person which sheet stands', (code) => {
    expect(sentAs(problem(409, code))).toEqual({ kind: 'conflict', sentences });
  });

  it.each([
    [[{ field: 'answers.streets', sentences: { zh: '没有答', en: 'open' } }], 'streets', '没有答'],
    [[{ field: 'streets', sentences: { zh: '没有答', en: 'open' } }], 'streets', '没有答'],
    [[{ field: '/answers/home.street', sentences: { zh: '没有答', en: 'open' } }], 'home.street', '没有答'],
    [[], null, '服务器的话'],
    ['nonsense', null, '服务器的话'],
  ])('a refused answer %j leads back to question %s', (fields, item, zh) => {
    expect(sentAs(problem(422, 'polls.answers-refused', { fields }))).toMatchObject({
      kind: 'sent-back',
      item,
      sentences: { zh },
    });
  });

  it.each([
    [409, 'polls.window-closed'],
    [404, 'platform.not-found'],
    [403, 'identity.forbidden'],
  ])('%i %s is final, in the server’s words', (status, code) => {
    const sent = sentAs(problem(status, code));
    expect(sent).toEqual({ kind: 'refused', sentences });
    expect(isSentAgain({ kind: 'refused', sentences })).toBe(false);
  });
});
