/** Units, their seats, groups and levels: what floors above may ask for and do. */
export { OrganisationModule } from './organisation.module.js';
export { OrgLevel } from './org-level.entity.js';
export { Unit, type UnitId } from './unit.entity.js';
export { Seat } from './seat.entity.js';
export { UnitGroup, type UnitGroupId } from './unit-group.entity.js';
export { GroupMembership } from './group-membership.entity.js';
export { type LevelDraft, defineLevels } from './define-levels.js';
export { type NewUnit, createUnit } from './create-unit.js';
export { type NewSeat, assignSeat } from './assign-seat.js';
export { type NewGroup, type NewMembership, createGroup, joinGroup } from './join-group.js';
export {
  type GroupWithUnits,
  findUnits,
  findUnitsByCode,
  groupsOf,
  listLevels,
  listUnits,
  requireUnit,
  unitNames,
  unitsOfKind,
} from './organisation.queries.js';
export { type DelegationFault, type Holder, delegationFault } from './unit.tree.js';
export { divisionByCode } from './divisions.js';
export { TerritoryArea, type TerritoryAreaId } from './territory/territory-area.entity.js';
export { TerritoryVersion, type TerritoryVersionId } from './territory/territory-version.entity.js';
export type { Location } from './territory/atlas.js';
export { locate } from './territory/locate.js';
export { judgeBoundaries } from './territory/judge-boundaries.js';
export { boundariesFile, importBoundaries } from './territory/import-boundaries.js';
export { publishBoundaries } from './territory/publish-boundaries.js';
export { type Box, boundingBox, metresBetween } from './territory/earth.js';
export { type CanonicalPoint, requirePoint } from './territory/point.js';
export { PlaceBody, PointBody } from './territory/point.dto.js';
