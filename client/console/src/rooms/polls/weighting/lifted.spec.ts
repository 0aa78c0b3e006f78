import { mostLifted } from './lifted.js';

const name = (zh: string) => ({ zh, en: zh });
const level = (code: string, before: number, after: number, target: number | null = after) => ({
  code,
  name: name(code),
  respondents: 100,
  before,
  target,
  after,
});

describe('who is carried by few people', () => {
  it('is the level whose share grew most by weighting, in whatever margin', () => {
    const found = mostLifted([
      { code: 'sex', name: name('性别'), levels: [level('男', 0.4, 0.5), level('女', 0.6, 0.5)] },
      { code: 'age', name: name('年龄'), levels: [level('青', 0.9, 0.8), level('老', 0.1, 0.2)] },
    ]);
    expect(found).toEqual({ margin: name('年龄'), level: name('老'), meanWeight: 2 });
  });

  it('a level nobody answered from, or without a target, is no candidate', () => {
    expect(
      mostLifted([{ code: 'a', name: name('a'), levels: [level('x', 0, 0.2), level('y', 0.1, 0.4, null)] }]),
    ).toBeNull();
    expect(mostLifted([])).toBeNull();
  });
});
