import { countedFrom, waitUntil } from './limits.js';

const at = (local: string): Date => new Date(`${local}+08:00`);
const now = at('2026-04-12T14:00:00');
const limits = { perDay: 10, perTenMinutes: 3 };
const earlier = (...minutes: number[]): Date[] => minutes.map((minute) => new Date(now.getTime() - minute * 60_000));

describe('BR-22: a person reports at most three times in ten minutes and ten times a day', () => {
  it.each<[string, Date[], Date | null]>([
    ['the first needs no wait', [], null],
    ['the third in ten minutes needs none', earlier(1, 2), null],
    ['the fourth waits until the first of three is ten minutes old', earlier(1, 2, 9), at('2026-04-12T14:01:00')],
    ['the order in which they are told does not matter', earlier(9, 1, 2), at('2026-04-12T14:01:00')],
    ['one that is ten minutes old to the second counts no more', earlier(1, 2, 10), null],
    ['nine today need no wait', earlier(20, 40, 60, 80, 100, 120, 140, 160, 180), null],
    [
      'after ten today it goes on at midnight in Shanghai',
      earlier(20, 40, 60, 80, 100, 120, 140, 160, 180, 200),
      at('2026-04-13T00:00:00'),
    ],
    [
      'those of yesterday do not count for today',
      earlier(20, 40, 60, 80, 100, 120, 140, 160, 180).concat(at('2026-04-11T23:59:59')),
      null,
    ],
    ['whoever has sent four at once waits for the third newest', earlier(1, 1, 1, 1), at('2026-04-12T14:09:00')],
  ])('%s', (_rule, sent, until) => expect(waitUntil(sent, now, limits)).toEqual(until));

  it('shortly after midnight the last ten minutes still count', () => {
    const night = at('2026-04-13T00:03:00');
    const sent = [at('2026-04-12T23:55:00'), at('2026-04-12T23:58:00'), at('2026-04-13T00:01:00')];
    expect(waitUntil(sent, night, limits)).toEqual(at('2026-04-13T00:05:00'));
    expect(countedFrom(night)).toEqual(at('2026-04-12T23:53:00'));
    expect(countedFrom(now)).toEqual(at('2026-04-12T00:00:00'));
  });
});
