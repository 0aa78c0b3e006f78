import { stampDate, stampLine } from './stamp-line.js';

describe('the second line of a stamp', () => {
  it.each([
    ['the signer’s name', '周敏', '周敏'],
    ['a name of eight characters', 'Zhou Min', 'Zhou Min'],
    ['the date, for a name that runs out of the frame', 'Ouyang Min', '2026.10.24'],
    ['the date, for nobody named', null, '2026.10.24'],
  ])('is %s', (_, person, line) => {
    expect(stampLine(person, '2026-10-24T02:12:00.000Z')).toBe(line);
  });

  it('is the date in the city, not in London', () => {
    expect(stampDate('2026-10-24T16:00:00.000Z')).toBe('2026.10.25');
  });
});
