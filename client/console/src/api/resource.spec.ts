import { nothingAsked, resourceAfter, showing, type Resource, type ResourceEvent } from './resource.js';

const refused = {
  kind: 'refused' as const,
  retryAfterSeconds: null,
  problem: { type: '', status: 500, code: 'platform.unexpected', title: '', detail: '', sentences: { zh: '', en: '' } },
};
const isEmpty = (rows: string[]) => rows.length === 0;

const after = (...events: ResourceEvent<string[]>[]) =>
  events.reduce<Resource<string[]>>((resource, event) => resourceAfter(resource, event), nothingAsked);

const asked = { kind: 'asked', remembered: null } as const;
const got = (value: string[]) => ({ kind: 'got', value, gotAt: 1000 }) as const;

describe('the state of a panel', () => {
  it.each<[string, ResourceEvent<string[]>[], string]>([
    ['is a skeleton while nothing has come', [asked], 'skeleton'],
    ['is the value when it came', [asked, got(['a'])], 'value'],
    ['is empty when the value holds nothing', [asked, got([])], 'empty'],
    ['is an error when nothing came before the refusal', [asked, { kind: 'failed', failure: refused }], 'error'],
    [
      'is an error when the server was never reached',
      [asked, { kind: 'failed', failure: { kind: 'unreachable' } }],
      'error',
    ],
    [
      'keeps the last value when the connection is lost',
      [asked, got(['a']), { kind: 'failed', failure: { kind: 'unreachable' } }],
      'kept-offline',
    ],
    [
      'keeps the last value when a later refusal comes',
      [asked, got(['a']), { kind: 'failed', failure: refused }],
      'kept-error',
    ],
    [
      'shows what was remembered while it asks again',
      [{ kind: 'asked', remembered: { value: ['old'], gotAt: 1 } }],
      'value',
    ],
    ['does not show another question’s value while it asks', [asked, got(['a']), asked], 'skeleton'],
    [
      'forgets the failure when the value comes after all',
      [asked, { kind: 'failed', failure: refused }, asked, got(['a'])],
      'value',
    ],
  ])('%s', (_, events, expected) => {
    expect(showing(after(...events), isEmpty)).toBe(expected);
  });

  it('keeps the time at which the shown value came', () => {
    expect(after(asked, got(['a']), { kind: 'failed', failure: refused })).toMatchObject({ value: ['a'], gotAt: 1000 });
  });
});
