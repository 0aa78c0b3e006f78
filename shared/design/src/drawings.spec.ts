import { appIcon, icons, iconSvg, markSvg, stampSvg, svgDataUri } from './index.js';

describe('icons', () => {
  it.each(Object.entries(icons))('%s is absolute path data inside the 24 grid’s commands', (_name, path) => {
    expect(path).toMatch(/^M[-\d.]/);
    expect(path).not.toMatch(/[^MmLlHhVvCcSsQqTtAaZz\d\s.,-]/);
    // A lower-case move after the first would be drawn from where the piece before it ended.
    expect(path).not.toMatch(/m/);
  });

  it.each(Object.entries(icons))('%s has as many numbers as its commands take, all on the grid', (_name, path) => {
    const takes: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, z: 0 };
    for (const [, command = '', rest = ''] of path.matchAll(/([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)/g)) {
      // The two flags of an arc may be written without a space: its numbers cannot be counted so simply.
      if (command.toLowerCase() === 'a') continue;
      const numbers = rest.match(/-?(?:\d*\.\d+|\d+)/g) ?? [];
      const each = takes[command.toLowerCase()] as number;
      expect([command, numbers.length % (each || 1), each === 0 ? numbers.length : 0]).toEqual([command, 0, 0]);
      for (const number of numbers) expect(Math.abs(Number(number))).toBeLessThanOrEqual(24);
    }
  });

  it('an icon is hidden from readers: the words beside it carry the meaning', () => {
    expect(iconSvg('camera')).toContain('aria-hidden="true"');
  });

  it('an SVG becomes an address without raw angle brackets or hashes', () => {
    const uri = svgDataUri(iconSvg('camera', { colour: '#15201E' }));
    expect(uri).toMatch(/^data:image\/svg\+xml,/);
    expect(uri).not.toMatch(/[<>#"]/);
    expect(decodeURIComponent(uri.slice('data:image/svg+xml,'.length))).toBe(iconSvg('camera', { colour: '#15201E' }));
  });
});

describe('mark and stamp', () => {
  it('the mark keeps its 28 : 48 shape at every height', () => {
    expect(markSvg(96)).toMatch(/width="56" height="96" viewBox="0 0 28 48"/);
  });

  it('the mark is refused under 20 px', () => {
    expect(() => markSvg(19)).toThrow(RangeError);
    expect(() => markSvg(Number.NaN)).toThrow(RangeError);
  });

  it('the mark and the app icon name themselves', () => {
    expect([markSvg(), appIcon].every((svg) => svg.includes('aria-label="民声"'))).toBe(true);
  });

  it('a stamp’s second line cannot break out of the drawing', () => {
    const svg = stampSvg('已签', { line: '<a">&' });
    expect(svg).not.toContain('<a"');
    expect(svg).toContain('&#60;a&#34;&#62;&#38;');
  });

  it('two stamps on one page keep their textures apart', () => {
    const [one, other] = ['a', 'b'].map((id) => stampSvg('已封存', { line: '2026.10.25', id }));
    expect(one).toContain('filter="url(#a)"');
    expect(other).toContain('filter="url(#b)"');
  });
});
