import { gapAt, gapId, gapOfId } from './gaps.js';

const box = (left: number, top: number) => ({ left, width: 100, top, height: 8 });
const gaps = [
  { id: 'gap::0', box: box(300, 100) },
  { id: 'gap:g1:0', box: box(320, 160) },
  { id: 'gap::1', box: box(300, 200) },
];

describe('dropping between cards', () => {
  it('takes the gap nearest in height to the pointer', () => {
    expect(gapAt({ x: 350, y: 120 }, gaps)?.id).toBe('gap::0');
    expect(gapAt({ x: 350, y: 170 }, gaps)?.id).toBe('gap:g1:0');
    expect(gapAt({ x: 350, y: 900 }, gaps)?.id).toBe('gap::1');
  });

  it('is nowhere while the pointer is over the bank or the phone', () => {
    expect(gapAt({ x: 100, y: 120 }, gaps)).toBeNull();
    expect(gapAt({ x: 700, y: 120 }, gaps)).toBeNull();
  });

  it('knows a gap again by its name', () => {
    for (const gap of [
      { group: null, index: 0 },
      { group: 'g1', index: 12 },
    ]) {
      expect(gapOfId(gapId(gap))).toEqual(gap);
    }
    expect(gapOfId('card:q1')).toBeNull();
  });
});
