import fc from 'fast-check';
import { seededRandom, shuffled, shuffledAround } from './shuffle.js';

const options = ['c1', 'c2', 'c3', 'c4', 'c5'];

describe('the order of options', () => {
  it('is that of ODK for the same seed', () => {
    // Made by @getodk/xforms-engine 0.22 from an XForm with randomize(…, 42).
    expect(shuffled(options, 42)).toEqual(['c1', 'c5', 'c3', 'c2', 'c4']);
  });

  it('draws as Park and Miller published: the 10,000th draw from seed 1 is 1043618065', () => {
    const random = seededRandom(1);
    let last = 0;
    for (let draw = 0; draw < 10_000; draw += 1) last = random();
    expect(Math.round(last * 2147483646) + 1).toBe(1043618065);
  });

  it.each<[string, number, number]>([
    ['nought', 0, 2147483646],
    ['a negative seed', -5, 2147483641],
    ['a seed beyond the generator’s range', 2147483647 + 42, 42],
    ['a fraction', 42.9, 42],
    ['the seed at which the generator would stand still', -2147483646, 2147483646],
    ['no number', NaN, 2147483646],
  ])('takes %s as JavaRosa does', (_title, seed, same) => {
    expect(shuffled(options, seed)).toEqual(shuffled(options, same));
  });

  it('leaves nothing out and adds nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer(), (values, seed) => {
        expect([...shuffled(values, seed)].sort()).toEqual([...values].sort());
      }),
    );
  });

  it('keeps anchored options in their places', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean())), fc.integer(), (values, seed) => {
        const order = shuffledAround(values, seed, ([, isAnchored]) => isAnchored);
        values.forEach((value, at) => value[1] && expect(order[at]).toBe(value));
        expect(new Set(order).size).toBe(values.length);
      }),
    );
  });
});
