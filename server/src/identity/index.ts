/** Who calls, and what they may do where. */
export { IdentityModule } from './identity.module.js';
export { Person, type PersonId } from './person.entity.js';
export { RoleGrant } from './role-grant.entity.js';
export { Citizen, type CitizenId } from './citizen.entity.js';
export { EndedSession } from './ended-session.entity.js';
export { Session } from './session.entity.js';
export { PhoneCode } from './phone-code.entity.js';
export { authenticationHook } from './authenticate.js';
export { startSessionBook } from './fill-session-book.js';
export { extentOf, ownAccount, permissions } from './permissions.js';
export { type Credentials, makeCredentials } from './credentials.js';
export { type StaffDraft, createStaff } from './create-staff.js';
export { type FirstAdministrator, makeFirstAdministrator } from './first-admin.js';
export { confirmSecondFactor } from './second-factor.js';
export { findCitizen, grantsInForce, personNames } from './identity.queries.js';
export { seal, unseal } from './secrets.js';
export { demonstrationSignIns } from './demonstration-sign-ins.js';
export { forgetExpired } from './forget-expired.js';
