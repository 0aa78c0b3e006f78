import { sealingOf, type Missing } from './sealing.js';

const sentences = { zh: '', en: '' };
const check = (isMet: boolean, isWarning = false) => ({ code: 'c', isMet, isWarning, sentences, detail: '' });
const signature = (role: 'PREPARED' | 'REVIEWED', signedAt: string | null) => ({
  role,
  person: signedAt === null ? null : '周敏',
  signedAt,
  because: null,
});
const at = '2026-10-24T02:12:00.000Z';
const sealBy = '2026-10-25T01:00:00.000Z';
const before = Date.parse(at);

const scored = {
  poll: { stage: 'SCORED' as const, releaseId: null as string | null },
  checks: [check(true)],
  signatures: [signature('PREPARED', null), signature('REVIEWED', null)],
  seal: null,
  sealBy,
};
const prepared = { ...scored, signatures: [signature('PREPARED', at), signature('REVIEWED', null)] };
const designer = { sign: true, review: false };
const reviewer = { sign: false, review: true };
const auditor = { sign: false, review: false };

describe('what a ranking still needs before its seal', () => {
  it.each<[string, typeof scored, typeof designer, number | null, 'PREPARED' | 'REVIEWED', Missing[]]>([
    ['the designer signs first', scored, designer, before, 'PREPARED', []],
    ['the reviewer waits for the designer', scored, reviewer, before, 'PREPARED', ['prepared']],
    ['then the reviewer seals', prepared, reviewer, before, 'REVIEWED', []],
    ['the designer cannot seal after signing', prepared, designer, before, 'REVIEWED', ['reviewed']],
    ['whoever audits signs nothing', prepared, auditor, before, 'REVIEWED', ['reviewed']],
    [
      'a failed check holds it up',
      { ...scored, checks: [check(true), check(false)] },
      designer,
      before,
      'PREPARED',
      ['checks'],
    ],
    ['a warning does not', { ...prepared, checks: [check(false, true)] }, reviewer, before, 'REVIEWED', []],
    ['at the last instant it is too late', prepared, reviewer, Date.parse(sealBy), 'REVIEWED', ['late']],
    [
      'a correction has no last instant',
      { ...prepared, poll: { stage: 'SCORED', releaseId: 'r' } },
      reviewer,
      Date.parse(sealBy),
      'REVIEWED',
      [],
    ],
    ['a millisecond earlier it is not', prepared, reviewer, Date.parse(sealBy) - 1, 'REVIEWED', []],
    ['an unknown clock leaves the judgement to the server', prepared, reviewer, null, 'REVIEWED', []],
    [
      'everything missing is said at once',
      { ...scored, checks: [check(false)] },
      reviewer,
      Date.parse(sealBy),
      'PREPARED',
      ['late', 'checks', 'prepared'],
    ],
  ])('%s', (_, review, may, now, next, missing) => {
    expect(sealingOf(review, may, now)).toMatchObject({ next, missing, isOpen: missing.length === 0 });
  });

  it.each(['SEALED', 'RELEASED', 'ARCHIVED'] as const)('nothing is signed any more once it is %s', (stage) => {
    const seal = { sealedAt: at, sealHash: 'ab', by: '林涛' };
    expect(
      sealingOf({ ...prepared, poll: { stage, releaseId: null }, seal }, { sign: true, review: true }, before),
    ).toMatchObject({
      next: null,
      isOpen: false,
      missing: [],
    });
  });
});
