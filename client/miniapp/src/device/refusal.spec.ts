import { refusalOf } from './refusal.js';

describe('why the phone refused', () => {
  it.each([
    [{ errMsg: 'getLocation:fail auth deny' }, 'denied'],
    [{ errMsg: 'authorize:fail auth denied' }, 'denied'],
    [{ errMsg: 'getLocation:fail system permission denied' }, 'denied'],
    [{ errMsg: 'chooseMedia:fail cancel' }, 'cancelled'],
    [{ errMsg: 'chooseMedia:fail api scope is not declared in the privacy agreement', errno: 112 }, 'privacy'],
    [{ errMsg: 'getLocation:fail privacy permission is not authorized', errno: 104 }, 'privacy'],
    [{ errMsg: 'saveFile:fail the maximum size of the file storage limit is exceeded' }, 'unavailable'],
    [{ errno: 103 }, 'privacy'],
    [{}, 'unavailable'],
    [undefined, 'unavailable'],
  ])('%j is %s', (error, because) => {
    expect(refusalOf(error)).toBe(because);
  });
});
