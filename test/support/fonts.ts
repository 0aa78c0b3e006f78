import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const weights = ['400Regular', '500Medium', '600SemiBold', '700Bold'];
/** Families a page may ask for. All are answered by the one that is there, on every machine alike. */
const asked = ['sans-serif', 'serif', 'monospace', 'system-ui', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC'];

/**
 * Writes a fontconfig file that knows Noto Sans SC from the npm package and nothing else: a bare machine has no font at
 * all, a developer's has others, and a test must see the same glyphs on both.
 * @param cache folder that may be written and is kept between runs
 * @returns the folder with `fonts.conf`
 */
export function writeFontConfig(cache: string): string {
  const manifest = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json');
  const fonts = realpathSync(path.dirname(manifest));
  const folder = path.join(cache, 'fonts');
  mkdirSync(folder, { recursive: true });
  const directories = weights.map((weight) => `  <dir>${path.join(fonts, weight)}</dir>`);
  const aliases = asked.map(
    (family) =>
      `  <alias binding="same"><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...directories,
    `  <cachedir>${path.join(folder, 'cache')}</cachedir>`,
    ...aliases,
    '</fontconfig>',
    '',
  ];
  // Renamed into place: a browser beside this one may be reading it.
  const draft = path.join(folder, `fonts.conf.${process.pid}`);
  writeFileSync(draft, lines.join('\n'));
  renameSync(draft, path.join(folder, 'fonts.conf'));
  return folder;
}
