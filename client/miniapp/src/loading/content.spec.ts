import type { ProblemBody } from '@minsheng/contracts';
import { contentAfter, contentFrom, faceOf, type Content, type ContentEvent } from './content.js';

const problem: ProblemBody = {
  type: '',
  status: 503,
  code: 'platform.busy',
  title: '',
  detail: '',
  sentences: { zh: '忙', en: 'busy' },
};
const at = '2026-10-16T06:32:00.000Z';
const kept = { value: '上次的', readAt: '2026-10-01T00:00:00.000Z' };

const asked: ContentEvent<string | null> = { kind: 'asked' };
const offline: ContentEvent<string | null> = { kind: 'offline' };
const came = (body: string | null): ContentEvent<string | null> => ({
  kind: 'came',
  answer: { kind: 'answered', body },
  at,
});
const refused: ContentEvent<string | null> = { kind: 'came', answer: { kind: 'refused', problem }, at };
const unreachable: ContentEvent<string | null> = { kind: 'came', answer: { kind: 'unreachable' }, at };

const after = (start: Content<string | null>, ...events: ContentEvent<string | null>[]): Content<string | null> =>
  events.reduce(contentAfter<string | null>, start);
const nothing = contentFrom<string | null>(null);
const something = contentFrom<string | null>(kept);

describe('a component that loads data', () => {
  it.each<[string, Content<string | null>, object]>([
    ['with nothing yet is loading', nothing, { kind: 'loading' }],
    ['asking for the first time is loading', after(nothing, asked), { kind: 'loading' }],
    [
      'with nothing and no network says so',
      after(nothing, asked, offline),
      { kind: 'failed', trouble: { kind: 'offline' } },
    ],
    [
      'with nothing and no answer says so',
      after(nothing, asked, unreachable),
      { kind: 'failed', trouble: { kind: 'unreachable' } },
    ],
    [
      'refused says the server’s reason',
      after(nothing, asked, refused),
      { kind: 'failed', trouble: { kind: 'refused', problem } },
    ],
    [
      'answered shows the answer and its time',
      after(nothing, asked, came('新的')),
      { kind: 'ready', value: '新的', readAt: at, trouble: null },
    ],
    [
      'answered with nothing is empty, not loading',
      after(nothing, asked, came(null)),
      { kind: 'empty', trouble: null },
    ],
    [
      'starts from what the phone kept',
      something,
      { kind: 'ready', value: '上次的', readAt: kept.readAt, trouble: null },
    ],
    [
      'keeps the last content without network, with its time',
      after(something, asked, offline),
      { kind: 'ready', value: '上次的', readAt: kept.readAt, trouble: { kind: 'offline' } },
    ],
    [
      'keeps the last content when the server does not answer',
      after(nothing, came('新的'), asked, unreachable),
      { kind: 'ready', value: '新的', readAt: at, trouble: { kind: 'unreachable' } },
    ],
    [
      'keeps telling the trouble while it asks again',
      after(something, offline, asked),
      { kind: 'ready', value: '上次的', readAt: kept.readAt, trouble: { kind: 'offline' } },
    ],
    [
      'forgets the trouble once answered',
      after(something, offline, asked, came('新的')),
      { kind: 'ready', value: '新的', readAt: at, trouble: null },
    ],
  ])('%s', (_, content, face) => {
    expect(faceOf(content)).toEqual(face);
  });

  it('knows while it is asking and that it has stopped, whatever came', () => {
    expect(after(nothing, asked).isAsking).toBe(true);
    expect([offline, came('x'), refused, unreachable].map((event) => after(nothing, asked, event).isAsking)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
