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
  requireUnit,
  unitNames,
} from './organisation.queries.js';
export { type DelegationFault, type Holder, delegationFault } from './unit.tree.js';
export { divisionByCode } from './divisions.js';
