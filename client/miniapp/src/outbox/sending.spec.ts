import type { ProblemBody } from '@minsheng/contracts';
import { deliveryOf, receiptOf } from './sending.js';

const now = '2026-12-16T06:00:00.000Z';
const sentences = { zh: '服务器的话', en: 'The server’s words' };
const problem = (status: number, code: string, details?: Record<string, unknown>): ProblemBody => {
  const body = { type: '', status, code, title: '', detail: '', sentences };
  return details ? { ...body, details } : body;
};
const delivery = (status: number, code: string, details?: Record<string, unknown>) =>
  deliveryOf({ kind: 'refused', problem: problem(status, code, details) }, now);

describe('the server’s answer to a picture or a report', () => {
  it('an answer is an answer', () => {
    expect(deliveryOf({ kind: 'answered', body: { id: 'x' } }, now)).toEqual({ kind: 'delivered', body: { id: 'x' } });
  });

  it.each([
    ['no answer', { kind: 'unreachable' } as const, 'busy'],
    ['503', { kind: 'refused', problem: problem(503, 'platform.busy') } as const, 'busy'],
    ['500', { kind: 'refused', problem: problem(500, 'platform.fault') } as const, 'busy'],
    ['401', { kind: 'refused', problem: problem(401, 'identity.not-signed-in') } as const, 'signed-out'],
    ['an upload broken on its way', { kind: 'refused', problem: problem(422, 'files.broken-upload') } as const, 'busy'],
  ])('%s is tried again', (_, answer, because) => {
    expect(deliveryOf(answer, now)).toMatchObject({ kind: 'later', because });
  });

  it('too many reports keep the draft until the time that the city names', () => {
    expect(delivery(429, 'reports.wait', { until: '14:10', seconds: 600 })).toEqual({
      kind: 'later',
      because: 'too-many',
      sentences,
      until: '2026-12-16T06:10:00.000Z',
    });
    expect(delivery(429, 'platform.too-many')).toMatchObject({ because: 'too-many', until: null });
  });

  it('a picture that the server does not know is sent again, any other refusal is final in its words', () => {
    expect(delivery(422, 'files.unknown-photo')).toEqual({ kind: 'photos-lost' });
    expect(delivery(422, 'files.not-a-picture')).toEqual({ kind: 'refused', code: 'files.not-a-picture', sentences });
    expect(delivery(409, 'reports.said-already')).toMatchObject({ kind: 'refused' });
  });
});

describe('the answer to an upload', () => {
  it.each<[string, number, string, object]>([
    ['a receipt', 201, '{"id":"p1","width":4,"height":3}', { kind: 'answered', body: { id: 'p1' } }],
    [
      'a refusal',
      415,
      JSON.stringify(problem(415, 'files.heic')),
      { kind: 'refused', problem: { code: 'files.heic' } },
    ],
    ['a proxy’s page', 502, '<html>Bad gateway</html>', { kind: 'unreachable' }],
    ['somebody else’s JSON', 200, '{"ok":true}', { kind: 'unreachable' }],
    ['an error of no kind', 404, '{"error":"x"}', { kind: 'unreachable' }],
    ['nothing', 200, '', { kind: 'unreachable' }],
  ])('that is %s is read as such', (_, status, body, expected) => {
    expect(receiptOf({ status, body })).toMatchObject(expected);
  });
});
