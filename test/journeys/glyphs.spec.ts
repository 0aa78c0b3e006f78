import { closeBrowser, openPage, type OpenPage } from '../support/browser.js';

describe('Chinese glyphs in the browser of the tests', () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await openPage({ width: 390 });
    await opened.page.setContent('<meta charset="utf-8"><p style="font-family: sans-serif">民声 Minsheng</p>');
  });
  afterAll(closeBrowser);

  /** The ink of one character: 0 or 1 for each of 64 × 64 pixels. */
  const ink = (character: string, font = '48px sans-serif'): Promise<string> =>
    opened.page.evaluate(
      ([text, shorthand]) => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 64;
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.font = shorthand;
        context.fillText(text, 4, 52);
        const { data } = context.getImageData(0, 0, 64, 64);
        return Array.from({ length: 64 * 64 }, (_, pixel) => ((data[pixel * 4 + 3] ?? 0) > 127 ? 1 : 0)).join('');
      },
      [character, font] as const,
    );
  /** A noncharacter: no font has it, so what is drawn is the box that stands for a missing glyph. */
  const missing = '\u{2FFFE}';

  it.each([...'民声满意度排名喆堃镕'])('%s has a glyph of its own, and no box', async (character) => {
    const drawn = await ink(character);
    expect(drawn).toContain('1');
    expect(drawn).not.toBe(await ink(missing));
    expect(drawn).not.toBe(await ink('一'));
  });

  it('民 and 声 are drawn differently', async () => {
    expect(await ink('民')).not.toBe(await ink('声'));
  });

  it('the box for a missing glyph would be seen: two missing characters look alike', async () => {
    expect(await ink(missing)).toBe(await ink('\u{3FFFE}'));
  });

  it('a family that only some machines have is answered by the same font', async () => {
    expect(await ink('民', '48px "PingFang SC"')).toBe(await ink('民', '48px "Noto Sans SC"'));
  });

  it('a bold character is heavier than a regular one', async () => {
    const weigh = async (weight: number) => (await ink('民', `${weight} 48px "Noto Sans SC"`)).split('1').length;
    expect(await weigh(700)).toBeGreaterThan(await weigh(400));
  });
});
