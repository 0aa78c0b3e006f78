import { breakLines } from './break-lines.js';

/** Chinese characters and signs are two wide, all others one. */
const widthOf = (character: string): number => (character.codePointAt(0)! > 0x2000 ? 2 : 1);

const linesOf = (text: string, width: number): string[] =>
  breakLines([{ text, style: 'plain' }], width, widthOf).map(({ pieces }) =>
    pieces.map((piece) => piece.text).join(''),
  );

describe('a line of Chinese', () => {
  it.each([
    ['ends between any two characters', '对市城管局满意吗', 10, ['对市城管局', '满意吗']],
    ['does not begin with a closing sign', '您住在哪里？请答', 10, ['您住在哪', '里？请答']],
    ['does not end with an opening sign', '在选中的“是”上', 10, ['在选中的', '“是”上']],
    ['keeps words and numbers whole', '满 2026 年了', 6, ['满', '2026', '年了']],
    ['keeps a percentage whole', '大约百分之50%以上', 12, ['大约百分之', '50%以上']],
    ['ends at a space in English', 'How old are you?', 9, ['How old', 'are you?']],
    ['cuts what is wider than a line', 'aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
    ['ends where its author ended it', '一\n二\r\n\n三', 10, ['一', '二', '', '三']],
    ['takes even a character that is too wide', '一二', 1, ['一', '二']],
    ['is there when there is nothing to say', '', 10, ['']],
  ])('%s', (_title, text, width, expected) => {
    expect(linesOf(text, width)).toEqual(expected);
  });

  it('keeps each style where it was', () => {
    const [first, second] = breakLines(
      [
        { text: '您对', style: 'plain' },
        { text: '城管局', style: 'strong' },
        { text: '满意吗', style: 'plain' },
      ],
      10,
      widthOf,
    );
    expect(first).toEqual({
      pieces: [
        { text: '您对', style: 'plain', x: 0 },
        { text: '城管局', style: 'strong', x: 4 },
      ],
      width: 10,
    });
    expect(second!.pieces).toEqual([{ text: '满意吗', style: 'plain', x: 0 }]);
  });
});
