const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const chanceLength = 16;

/**
 * A ULID: 48 bits of time and 80 of chance in Crockford's base 32. Sorts by time; the phone makes one for each draft, so
 * that sending a draft twice is one answer.
 *
 * @param now milliseconds since 1970
 * @param random a number in [0, 1)
 */
export function ulid(now: number, random: () => number): string {
  let time = '';
  for (let left = now, place = 0; place < timeLength; place += 1) {
    time = (alphabet[left % 32] ?? '') + time;
    left = Math.floor(left / 32);
  }
  const chance = Array.from({ length: chanceLength }, () => alphabet[Math.floor(random() * 32)]);
  return time + chance.join('');
}
