import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { palettes, variablePalette, type ColourName } from './index.js';

const folder = resolve(__dirname, '..');

/** WCAG 2.2 relative luminance and contrast ratio of two `#RRGGBB` colours. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((start) => parseInt(hex.slice(start, start + 2), 16) / 255)
      .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe('design tokens', () => {
  it('the committed style sheets and palettes are those the tokens give', () => {
    expect(() =>
      execFileSync(process.execPath, ['generate.mjs', '--check'], { cwd: folder, stdio: 'pipe' }),
    ).not.toThrow();
  });

  it('both themes name the same colours', () => {
    expect(Object.keys(palettes.dark)).toEqual(Object.keys(palettes.light));
    expect(Object.keys(variablePalette)).toEqual(Object.keys(palettes.light));
  });

  it('the phone’s style sheet has no length that its build would turn into another unit', () => {
    const scss = readFileSync(resolve(folder, 'src/tokens.generated.scss'), 'utf8');
    expect(scss).toMatch(/--tap: 44PX;/);
    expect(scss.match(/\d+(px|rem|rpx)\b/)).toBeNull();
  });

  const text: [ColourName, ColourName][] = [
    ['ink', 'bg'],
    ['ink', 'surface'],
    ['ink-2', 'surface'],
    ['ink-3', 'bg'],
    ['ink-3', 'surface'],
    ['ink-3', 'sunken'],
    ['ink-2', 'chart-band'],
    ['on-seal', 'seal'],
    ['seal-text', 'surface'],
    ['seal-text', 'seal-soft'],
    ['on-dai', 'dai'],
    ['dai-text', 'surface'],
    ['dai-text', 'dai-soft'],
    ['chart-up', 'chart-band'],
    ['chart-down', 'chart-band'],
    ['danger', 'danger-bg'],
    ['st-overdue', 'st-overdue-bg'],
    ['sat-5-on', 'sat-5'],
    ['sat-4-on', 'sat-4'],
    ['sat-3-on', 'sat-3'],
    ['sat-2-on', 'sat-2'],
    ['sat-1-on', 'sat-1'],
    ['sat-0-on', 'sat-0'],
  ];
  const marks: [ColourName, ColourName][] = [
    ['chart-interval', 'surface'],
    ['chart-interval', 'chart-band'],
    ['chart-dot', 'chart-band'],
    ['focus', 'bg'],
    ['sat-0-line', 'surface'],
  ];
  describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
    it.each(text)('text %s on %s has at least 4.5 : 1', (front, ground) => {
      expect(contrast(palettes[theme][front], palettes[theme][ground])).toBeGreaterThanOrEqual(4.5);
    });
    it.each(marks)('drawing in %s on %s has at least 3 : 1', (front, ground) => {
      expect(contrast(palettes[theme][front], palettes[theme][ground])).toBeGreaterThanOrEqual(3);
    });
  });
});
