import { asksTwoThings, negatesTwice } from './wording.js';

describe('two things asked at once', () => {
  it.each<[string, string, boolean]>([
    ['您对街道清洁和公交服务满意吗？', '', true],
    ['您对市容环境以及社区治安的评价如何？', '', true],
    ['您满意公园吗？您满意路灯吗？', '', true],
    ['您对本社区的和谐氛围满意吗？', '', false],
    ['您对公交（含夜班和快线）满意吗？', '', false],
    ['您和您的家人对公交满意吗？', '', false],
    ['您对市容环境满意吗？', '', false],
    ['您住在北区还是南区？', '', false],
    ['', 'How satisfied are you with the streets and the buses?', true],
    ['', 'How satisfied are you with the parks or playgrounds?', true],
    ['', 'How satisfied are you with the buses?', false],
    ['', 'How satisfied are you with the parks (and playgrounds)?', false],
    ['', 'Do you like it? Would you come again?', true],
  ])('%s%s: %p', (zh, en, expected) => {
    expect(asksTwoThings({ zh, en })).toBe(expected);
  });
});

describe('double negation', () => {
  it.each<[string, string, boolean]>([
    ['您是否反对不设路灯？', '', true],
    ['没有路灯的街道，您觉得不安全吗？', '', false],
    ['您不认为这里没有人管吗？', '', true],
    ['您是不是不满意？', '', false],
    ['您有没有不便？', '', false],
    ['您对公交非常不满意吗？', '', false],
    ['非机动车不按道行驶的情况多吗？', '', false],
    ['', 'Do you disagree that the buses are never late?', true],
    ['', 'Is it not unlikely that you come again?', true],
    ['', 'Are you dissatisfied with the buses?', false],
    ['', 'Neither the buses nor the trains are late', false],
  ])('%s%s: %p', (zh, en, expected) => {
    expect(negatesTwice({ zh, en })).toBe(expected);
  });
});
