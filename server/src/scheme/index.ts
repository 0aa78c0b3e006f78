export { activateDueVersions } from './activate-versions.js';
export { adoptPreset } from './adopt-preset.js';
export { calendarOf, type Round, type SchemeCalendar, type ScheduledOccurrence, syncGraceEnd } from './calendar.js';
export { CalendarOverrideRow } from './calendar-override.entity.js';
export {
  calendarInForce,
  currentCalendar,
  currentScheme,
  schemeInForce,
  type SchemeInForce,
} from './current-scheme.js';
export { type Delegation, delegationRefusal } from './delegation.js';
export { type Period, type PeriodKind, periodAt, periodByKey } from './periods.js';
export { type Preset, loadPresets } from './preset.js';
export { presets } from './presets.js';
export { SchemeModule } from './scheme.module.js';
export { SchemeVersion } from './scheme-version.entity.js';
export type { SchemeConfig } from './scheme-config.js';
export { Scheme } from './scheme.entity.js';
