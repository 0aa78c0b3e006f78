import { columnsOf } from './columns.js';

describe('groups side by side', () => {
  it.each<[number[], number, number[][]]>([
    [[6, 8, 4], 2, [[6, 4], [8]]],
    [[6, 8, 4], 1, [[6, 8, 4]]],
    [[6, 8, 4], 5, [[6], [8], [4]]],
    [
      [1, 1, 1, 1],
      2,
      [
        [1, 1],
        [1, 1],
      ],
    ],
    [[], 3, []],
  ])('%j in %i columns', (heights, count, columns) => {
    expect(columnsOf(heights, count, (height) => height)).toEqual(columns);
  });
});
