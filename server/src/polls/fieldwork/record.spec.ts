import fc from 'fast-check';
import { type AnswerRecord, answersPart, decodeRecord, encodeRecord } from './record.js';

const record: fc.Arbitrary<AnswerRecord> = fc.record({
  mode: fc.constantFrom('INTERVIEW' as const, 'WECHAT' as const),
  psu: fc.integer({ min: 0, max: 65_535 }),
  seconds: fc.integer({ min: 0, max: 65_535 }),
  minute: fc.integer({ min: 0, max: 65_535 }),
  singles: fc.uint8Array({ maxLength: 30 }),
  codes: fc.uint8Array({ maxLength: 70, max: 15 }),
});

const plain = ({ singles, codes, ...rest }: AnswerRecord) => ({
  ...rest,
  singles: Array.from(singles),
  codes: Array.from(codes),
});

describe('the compact record of an answer sheet', () => {
  it('comes back as it was: decode(encode(x)) = x', () => {
    fc.assert(fc.property(record, (one) => expect(plain(decodeRecord(encodeRecord(one)))).toEqual(plain(one))));
  });

  it('takes 22 bytes for 20 satisfaction answers and four single choices', () => {
    const one = {
      mode: 'WECHAT',
      psu: 3,
      seconds: 168,
      minute: 4321,
      singles: new Uint8Array(4),
      codes: new Uint8Array(20),
    } as const;
    expect(encodeRecord(one)).toHaveLength(22);
  });

  it('has an answers part that time and place do not change', () => {
    fc.assert(
      fc.property(record, fc.integer({ min: 0, max: 65_535 }), (one, other) =>
        expect(answersPart(encodeRecord({ ...one, psu: other, seconds: other, minute: other }))).toEqual(
          answersPart(encodeRecord(one)),
        ),
      ),
    );
  });

  it('keeps longer times as the longest', () => {
    const one = {
      mode: 'INTERVIEW',
      psu: 0,
      seconds: 86_400,
      minute: 90_000.7,
      singles: new Uint8Array(),
      codes: new Uint8Array(),
    } as const;
    expect(decodeRecord(encodeRecord(one))).toMatchObject({ seconds: 65_535, minute: 65_535 });
  });

  it('refuses bytes of another version, an unknown mode and a code without room', () => {
    expect(() => decodeRecord(Uint8Array.of(0x20, 0, 0, 0, 0, 0, 0, 0))).toThrow(RangeError);
    expect(() => decodeRecord(Uint8Array.of(0x17, 0, 0, 0, 0, 0, 0, 0))).toThrow(RangeError);
    const one = {
      mode: 'WECHAT',
      psu: 0,
      seconds: 0,
      minute: 0,
      singles: new Uint8Array(),
      codes: Uint8Array.of(16),
    } as const;
    expect(() => encodeRecord(one)).toThrow(RangeError);
  });
});
