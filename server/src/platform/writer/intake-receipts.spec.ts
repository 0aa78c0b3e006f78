import fc from 'fast-check';
import { decodeFiles, encodeFiles, type IntakeFile, intakeKinds } from './intake-receipts.js';

const file: fc.Arbitrary<IntakeFile> = fc.record({
  kind: fc.constantFrom(...intakeKinds),
  sizeBytes: fc.integer({ min: 1, max: 50_000_000 }),
  sha256: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
});

describe('the compact record of a receipt', () => {
  it('gives back the files it was made of: decode(encode(x)) = x', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 9 }), (files) => {
        expect(decodeFiles(encodeFiles(files))).toEqual(files);
      }),
    );
  });

  it('takes 37 bytes a file and one for the version, so nine files fit the column', () => {
    const one: IntakeFile = { kind: 'photo', sizeBytes: 1, sha256: '00'.repeat(32) };
    expect(encodeFiles([one])).toHaveLength(38);
    expect(encodeFiles(Array.from({ length: 9 }, () => one))).toHaveLength(334);
  });

  it('of another version is not guessed at', () => {
    expect(() => decodeFiles(Buffer.from([2, 0, 0]))).toThrow(RangeError);
  });

  it('is refused for a hash that is not 64 hex digits', () => {
    expect(() => encodeFiles([{ kind: 'photo', sizeBytes: 1, sha256: 'zz'.repeat(32) }])).toThrow(RangeError);
  });
});
