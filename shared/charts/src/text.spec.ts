import {
  chineseNumber,
  escapeText,
  oneDecimal,
  percent,
  roundDecimal,
  splitPowers,
  textWidth,
  thousands,
  wrapText,
} from './index.js';

describe('figures in words', () => {
  it.each([
    ['77.94', '77.9'],
    ['77.95', '78.0'],
    ['1.005', '1.0'],
    ['0.05', '0.1'],
    ['0.04', '0.0'],
    ['-0.04', '0.0'],
    ['-0.05', '-0.1'],
    ['-2.65', '-2.7'],
    ['99.95', '100.0'],
    ['9.99', '10.0'],
    ['+3.12', '3.1'],
    ['80', '80.0'],
  ])('%s is shown as %s: half-up in decimal', (published, shown) => {
    expect(oneDecimal(published)).toBe(shown);
  });

  it('rounding to whole figures carries as well', () => {
    expect(['68.4', '68.5', '99.5', '0.4'].map((value) => roundDecimal(value, 0))).toEqual(['68', '69', '100', '0']);
  });

  it.each(['', 'abc', '1e3', '1,000', 'NaN', '.5'])('%p is not a decimal', (value) => {
    expect(() => oneDecimal(value)).toThrow(RangeError);
  });

  it('shares are whole per cent, half up', () => {
    expect([0, 0.005, 0.145, 0.4649, 1].map(percent)).toEqual(['0%', '1%', '15%', '46%', '100%']);
  });

  it('thousands are set apart', () => {
    expect([0, 999, 1742, 1234567].map(thousands)).toEqual(['0', '999', '1,742', '1,234,567']);
  });

  it('band numbers are written in Chinese', () => {
    expect([1, 2, 10, 12, 20, 21, 60].map(chineseNumber)).toEqual(['一', '二', '十', '十二', '二十', '二十一', '六十']);
  });
});

describe('breaking lines', () => {
  it.each([
    ['演示市综合行政执法局', 64],
    ['Culture, Broadcasting and Tourism', 120],
    ['Llanfairpwllgwyngyllgogerychwyrndrobwll', 80],
    ['城市管理局 City Management（市区）、经开区', 90],
    ['Nan’an District', 60],
  ])('%s keeps every character and fits %i px', (text, width) => {
    const lines = wrapText(text, 16, width);
    expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    for (const line of lines) expect(textWidth(line, 16)).toBeLessThanOrEqual(width);
  });

  it('a line begins with no closing mark and ends with no opening one', () => {
    for (const line of wrapText('甲乙丙（丁戊）、己庚辛，壬癸（子丑寅）卯', 16, 66)) {
      expect(line).not.toMatch(/^[），、]/);
      expect(line).not.toMatch(/（$/);
    }
  });
});

describe('powers of ten', () => {
  it.each([
    ['8.7 × 10⁻¹³', [['8.7 × 10', '−13']]],
    [
      '停止线 1.0 × 10⁻¹²，共 3 轮',
      [
        ['停止线 1.0 × 10', '−12'],
        ['，共 3 轮', null],
      ],
    ],
    ['1.2 × 10⁵', [['1.2 × 10', '5']]],
    ['方差 τ² 0.83', [['方差 τ² 0.83', null]]],
    ['', [['', null]]],
  ])('%s is drawn with its powers raised', (said, pieces) => {
    expect(splitPowers(said).map(({ text, power }) => [text, power])).toEqual(pieces);
  });
});

describe('escaping', () => {
  it('leaves nothing that could open a tag, an attribute or an entity', () => {
    expect(escapeText(`<a href="x" title='y'>&amp;\u0000`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
    );
  });
});
