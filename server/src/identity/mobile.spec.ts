import { maskedMobile, mobileNumber } from './mobile.js';

describe('mobile numbers of the Chinese mainland', () => {
  it.each([
    ['13800000000', '13800000000'],
    ['138 0000 0000', '13800000000'],
    ['138-0000-0000', '13800000000'],
    ['+8613800000000', '13800000000'],
    ['008613800000000', '13800000000'],
    ['１９９００００００００', '19900000000'],
    ['12800000000', null],
    ['1380000000', null],
    ['138000000000', null],
    ['037412345678', null],
    ['+85261234567', null],
    ['', null],
    ['13800000000; DROP', null],
  ])('%j is %j', (text, number) => {
    expect(mobileNumber(text)).toBe(number);
  });

  it('the middle is never shown', () => {
    expect(maskedMobile('13812345678')).toBe('138****5678');
  });
});
