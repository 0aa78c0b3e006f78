/** The compiler (编译器): what a server does once with a questionnaire, when it is published and when it is fielded. */
export { checkQuestionnaire, type QuestionnaireFault, type QuestionnaireFaultCode } from './check-questionnaire.js';
export {
  compileReader,
  marginItems,
  NO_SCORE,
  NOT_ASKED,
  type CompactReading,
  type CompiledReader,
  type MarginItem,
} from './compile-reader.js';
export { compileSchema, type AnswersSchema } from './compile-schema.js';
export { exportDdi, type DdiMeta } from './ddi/export-ddi.js';
export * from './design/index.js';
export {
  compileDesignReader,
  designAnswersSchema,
  type DesignAnswersSchema,
  type DesignOutcome,
  type DesignReader,
  type DesignReading,
} from './design-reader.js';
export { countedProjection, type Projection, type ProjectionFault } from './design-reader-projection.js';
export type { Diagnostic, DiagnosticCode } from './expression/diagnostic.js';
export { exportXForm, type XFormExport, type XFormOptions } from './xform/export-xform.js';
export { designInWords, type DesignInWords, type NameOf } from './words/index.js';
export * from './xlsform/index.js';
