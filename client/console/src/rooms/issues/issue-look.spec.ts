import type { DueState, IssueState, TerritoryMap } from '@minsheng/contracts';

import { areasOf, markOf, shapeOf } from './issue-look.js';

const standing = (state: IssueState, due: DueState = 'in-time', isReopened = false) => ({ state, due, isReopened });

describe('the shape on the map', () => {
  it.each([
    ['a disc before it is dispatched', standing('TRIAGED', 'none'), 'dispatch'],
    ['a square from the assignment on', standing('ASSIGNED'), 'handling'],
    ['a square while it is worked on', standing('IN_PROGRESS'), 'handling'],
    ['a triangle when late', standing('IN_PROGRESS', 'overdue'), 'overdue'],
    ['a triangle when late and reopened', standing('SIGNED', 'overdue', true), 'overdue'],
    ['a ring while a check is due, however late', standing('SUBMITTED', 'overdue'), 'verify'],
    ['a diamond when reopened', standing('ASSIGNED', 'in-time', true), 'reopened'],
    ['a tick when closed, also after a reopening', standing('CLOSED', 'kept', true), 'closed'],
  ])('%s', (_, issue, shape) => {
    expect(shapeOf(issue)).toBe(shape);
  });
});

describe('the chip in the list', () => {
  it.each([
    ['the state', standing('SIGNED'), 'SIGNED'],
    ['late before all else', standing('TRANSFER_ASKED', 'overdue', true), 'overdue'],
    ['a decision waited for before a clock that runs out', standing('EXTENSION_ASKED', 'due-soon'), 'EXTENSION_ASKED'],
    ['nearly due before reopened', standing('IN_PROGRESS', 'due-soon', true), 'due-soon'],
    ['reopened before the plain state', standing('ASSIGNED', 'in-time', true), 'reopened'],
    ['the unit’s word stays the unit’s word', standing('SUBMITTED', 'stopped', true), 'SUBMITTED'],
    ['closed is closed', standing('CLOSED', 'missed', true), 'CLOSED'],
  ])('%s', (_, issue, mark) => {
    expect(markOf(issue)).toBe(mark);
  });
});

describe('the areas to choose from', () => {
  const feature = (code: string, kind: 'area' | 'responsibility'): TerritoryMap['features'][number] => ({
    type: 'Feature',
    properties: { code, kind, name: { zh: code, en: code }, unit: null, parent: null },
    geometry: { type: 'Polygon', coordinates: [] },
  });
  it('are those of the boundaries in force, by code, without their pieces', () => {
    const territory: TerritoryMap = {
      type: 'FeatureCollection',
      versionId: 'v1',
      no: 1,
      bbox: [0, 0, 1, 1],
      features: [feature('B', 'area'), feature('B-1', 'responsibility'), feature('A', 'area')],
    };
    expect(areasOf(territory).map(({ code }) => code)).toEqual(['A', 'B']);
  });
  it('are none while there are no boundaries', () => {
    expect(areasOf(null)).toEqual([]);
  });
});
