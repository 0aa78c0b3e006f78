import { buildSync } from 'esbuild';
import path from 'node:path';

const bundle = buildSync({
  entryPoints: [path.join(__dirname, '../index.ts')],
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2018',
}).outputFiles[0]!.text;

describe('what the phone carries', () => {
  it('is at most 40 kB, everything together', () => {
    expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(40_000);
  });

  it('makes no code at run time and asks for nothing that a phone lacks', () => {
    expect(bundle).not.toMatch(
      /\beval\b|new Function|\bFunction\(|\bdocument\b|\bwindow\b|\bprocess\b|\brequire\(|\bimport\(/,
    );
  });

  it('does without what came to JavaScript after 2018', () => {
    expect(bundle).not.toMatch(
      /\?\?|\?\.[a-zA-Z_(]|\.flatMap\(|\.flat\(|\.at\(|fromEntries|replaceAll|matchAll|BigInt|\(\?<[=!]/,
    );
  });
});
