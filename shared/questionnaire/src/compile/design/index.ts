export { compareDesigns, type Change, type ChangeKind } from './compare-designs.js';
export { compileDesign, type Compilation, type CompileOptions } from './compile-design.js';
export { contentOf, hashOf } from './content.js';
export { coverQuestionnaire, type Coverage, type CoverageOptions } from './coverage.js';
export { isExpired } from './day.js';
export { designSchema } from './design-schema.js';
export { designOf } from './design-of.js';
export { recordScenario, replayScenario, type ScenarioOutcome } from './scenario.js';
