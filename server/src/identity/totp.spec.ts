import { URI } from 'otpauth';
import { enrolmentUri, matchingCounter, shownCode } from './totp.js';

/** RFC 6238, appendix B: the SHA-1 secret, and the last six of the eight digits printed there. */
const secret = Buffer.from('12345678901234567890');
const at = (seconds: number) => new Date(seconds * 1000);

describe('one-time codes', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at second %i the code is %s (RFC 6238)', (seconds, code) => {
    expect(shownCode(secret, at(seconds)).totp).toBe(code);
    expect(matchingCounter(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it.each([
    ['the step before', 30, 1],
    ['the step after', -30, 1],
    ['two steps before', 60, null],
    ['two steps after', -60, null],
  ])('a code of %s', (_title, late, counter) => {
    expect(matchingCounter(secret, '287082', at(59 + late))).toBe(counter);
  });

  it.each(['28708', '2870822', 'abcdef', '', '２８７０８２'])('%j is no code', (code) => {
    expect(matchingCounter(secret, code, at(59))).toBeNull();
  });

  it('counts down to the next code', () => {
    expect(shownCode(secret, at(60)).secondsLeft).toBe(30);
    expect(shownCode(secret, at(89)).secondsLeft).toBe(1);
  });

  it('an authenticator reads the same secret from the enrolment address', () => {
    const read = URI.parse(enrolmentUri(secret, 'zhang.wei'));
    expect(read.label).toBe('zhang.wei');
    expect(Buffer.from(read.secret.bytes)).toEqual(secret);
  });
});
