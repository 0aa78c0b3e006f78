import { pageOf } from './subjects.js';

describe('a message leads', () => {
  const unit = { desk: false, account: true };
  const clerk = { desk: true, account: false };
  it.each([
    ['a unit to its own account', 'issue:i1', unit, '/account/i1'],
    ['an officer with both to the account', 'issue:i1', { desk: true, account: true }, '/account/i1'],
    ['a clerk to the desk', 'issue:i1', clerk, '/desk/all/issue-i1'],
    ['a clerk to a report', 'report:r1', clerk, '/desk/all/report-r1'],
    ['a unit to no report', 'report:r1', unit, null],
    ['nobody to what has no page', 'release:x', clerk, null],
  ])('%s', (_, subject, reads, page) => {
    expect(pageOf(subject, reads)).toBe(page);
  });
});
