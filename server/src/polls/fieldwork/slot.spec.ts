import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { originOf, personKey, receiptOf, receiptPattern, revisionOf, slotOf } from './slot.js';

const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the slot of an answer', () => {
  it('has the first ten bytes of HMAC-SHA-256 of the citizen with the salt of the poll', () => {
    fc.assert(
      fc.property(salt, fc.string({ unit: 'binary', maxLength: 60 }), (key, citizen) => {
        const expected = createHmac('sha256', key).update(citizen).digest().subarray(0, 10);
        expect(personKey(key, citizen).equals(expected)).toBe(true);
      }),
    );
  });

  it('is another in another poll, and says how often the answer was changed', () => {
    const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(personKey(one, 'C').equals(personKey(other, 'C'))).toBe(false);
    const slot = slotOf(personKey(one, 'C'), 7);
    expect(slot).toHaveLength(11);
    expect(revisionOf(slot)).toBe(7);
  });
});

describe('a receipt', () => {
  it.each([
    [new Uint8Array(8), '0000-0000-00'],
    [new Uint8Array(8).fill(255), 'ZZZZ-ZZZZ-ZZ'],
    [Uint8Array.of(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef), '04HM-ASW9-NF'],
  ])('of %s reads %s', (origin, receipt) => {
    expect(receiptOf(origin)).toBe(receipt);
    expect(receipt).toMatch(new RegExp(receiptPattern));
  });

  it('stands for client id and content: either changed makes another', () => {
    const origin = originOf('01A', Uint8Array.of(1, 2), null);
    expect(originOf('01A', Uint8Array.of(1, 2), null).equals(origin)).toBe(true);
    for (const other of [
      originOf('01B', Uint8Array.of(1, 2), null),
      originOf('01A', Uint8Array.of(1, 3), null),
      originOf('01A', Uint8Array.of(1, 2), '{}'),
    ])
      expect(other.equals(origin)).toBe(false);
  });
});
