import { clockSteps } from './clock-steps.js';

const now = '2026-10-16T06:32:00.000Z';

describe('moving the demonstration’s clock on', () => {
  it.each([
    ['2026-10-25T01:00:00.000Z', ['day', 'week', 'release']],
    ['2026-10-18T01:00:00.000Z', ['day', 'release', 'week']],
    [null, ['day', 'week']],
    ['2026-10-11T01:00:00.000Z', ['day', 'week']],
  ])('with the next release at %s', (nextReleaseAt, keys) => {
    const steps = clockSteps({ now, nextReleaseAt });
    expect(steps.map(({ key }) => key)).toEqual(keys);
    expect(steps.every(({ to }) => to > now)).toBe(true);
  });

  it('goes past the release, not onto it', () => {
    const nextReleaseAt = '2026-10-25T01:00:00.000Z';
    const release = clockSteps({ now, nextReleaseAt }).find(({ key }) => key === 'release');
    expect(release !== undefined && release.to > nextReleaseAt).toBe(true);
  });
});
