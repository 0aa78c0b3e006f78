import type { ReleaseState, Role } from '@minsheng/contracts';

import { actsOf, stepsDoneOf, type Onlooker } from './release-acts.js';

const permissionsOf: Partial<Record<Role, string[]>> = {
  STAT_REVIEWER: ['releases.read', 'releases.sign'],
  OFFICE_DIRECTOR: ['releases.read', 'releases.assemble', 'releases.sign', 'releases.schedule'],
  OFFICE_CLERK: ['releases.read', 'releases.assemble', 'releases.schedule'],
  AUDITOR: ['releases.read'],
};
const person = (displayName: string, ...roles: Role[]): Onlooker => ({
  displayName,
  roles,
  may: (permission) => roles.some((role) => permissionsOf[role]?.includes(permission) === true),
});
const reviewer = person('林涛', 'STAT_REVIEWER');
const director = person('郑海', 'OFFICE_DIRECTOR');
const clerk = person('高静', 'OFFICE_CLERK');
const auditor = person('何敏', 'AUDITOR');

const reason = { zh: '因', en: 'r' };
const view = (state: ReleaseState, signed: { reviewer?: string; director?: string } = {}, askedBy?: string) => ({
  state,
  signatures: [
    {
      role: 'STAT_REVIEWER' as const,
      person: signed.reviewer ?? null,
      signedAt: signed.reviewer ? '2026-10-24' : null,
    },
    {
      role: 'OFFICE_DIRECTOR' as const,
      person: signed.director ?? null,
      signedAt: signed.director ? '2026-10-24' : null,
    },
  ],
  recall: askedBy === undefined || state === 'RELEASED' ? null : { askedBy, reason: 'r' },
  correctionAsked: askedBy === undefined || state !== 'RELEASED' ? null : { askedBy, reason, isGranted: false },
});
const both = { reviewer: '林涛', director: '郑海' };

describe('what may be done with a release', () => {
  it.each([
    ['the reviewer signs the reviewer’s place', view('ASSEMBLED'), reviewer, 'STAT_REVIEWER'],
    ['the director signs the director’s place', view('ASSEMBLED'), director, 'OFFICE_DIRECTOR'],
    ['either may be first', view('ASSEMBLED', { director: '郑海' }), reviewer, 'STAT_REVIEWER'],
    ['nobody signs twice', view('ASSEMBLED', { reviewer: '林涛' }), reviewer, null],
    ['the clerk who assembled does not sign', view('ASSEMBLED'), clerk, null],
    ['nothing is signed after both have', view('SIGNED', both), director, null],
  ])('%s', (_, release, onlooker, place) => {
    expect(actsOf(release, onlooker).sign).toBe(place);
  });

  it.each([
    ['the clerk schedules what both have signed', view('SIGNED', both), clerk, true],
    ['so does the director', view('SIGNED', both), director, true],
    ['the reviewer does not', view('SIGNED', both), reviewer, false],
    ['nothing is scheduled before both have signed', view('ASSEMBLED'), clerk, false],
    ['nothing is scheduled twice', view('EMBARGOED', both), clerk, false],
  ])('%s', (_, release, onlooker, can) => {
    expect(actsOf(release, onlooker).canSchedule).toBe(can);
  });

  it.each([
    ['a signer asks for a recall', view('EMBARGOED', both), reviewer, 'ask'],
    ['then waits', view('EMBARGOED', both, '林涛'), reviewer, 'waits'],
    ['and the other signer grants it', view('EMBARGOED', both, '林涛'), director, 'grant'],
    ['also before it is scheduled', view('SIGNED', both), director, 'ask'],
    ['not before both have signed', view('ASSEMBLED', { reviewer: '林涛' }), reviewer, null],
    ['only those who signed it', view('EMBARGOED', both), person('吴芳', 'STAT_REVIEWER'), null],
    ['the clerk recalls nothing', view('EMBARGOED', both), clerk, null],
    ['what is out cannot be recalled', view('RELEASED', both), director, null],
  ])('%s', (_, release, onlooker, recall) => {
    expect(actsOf(release, onlooker).recall).toBe(recall);
  });

  it.each([
    ['a signer asks to correct what is out', view('RELEASED', both), reviewer, 'ask'],
    ['then waits', view('RELEASED', both, '林涛'), reviewer, 'waits'],
    ['and the other signer grants it', view('RELEASED', both, '林涛'), director, 'grant'],
    [
      'once granted nothing more is asked',
      { ...view('RELEASED', both), correctionAsked: { askedBy: '林涛', reason, isGranted: true } },
      director,
      'granted',
    ],
    ['not before it is out', view('EMBARGOED', both), reviewer, null],
    ['not what is archived', view('ARCHIVED', both), director, null],
    ['whoever audits corrects nothing', view('RELEASED', both), auditor, null],
    ['what the command line released has no signers', view('RELEASED'), director, null],
  ])('%s', (_, release, onlooker, correct) => {
    expect(actsOf(release, onlooker).correct).toBe(correct);
  });

  it('says whose signature is missing', () => {
    expect(actsOf(view('ASSEMBLED', { reviewer: '林涛' }), clerk).unsigned).toEqual(['OFFICE_DIRECTOR']);
  });
});

describe('the steps of a release', () => {
  it.each([
    ['ASSEMBLED', 1],
    ['SIGNED', 2],
    ['EMBARGOED', 3],
    ['RELEASED', 4],
    ['ARCHIVED', 4],
  ] as const)('%s has %i behind it', (state, done) => {
    expect(stepsDoneOf(state)).toBe(done);
  });
});
