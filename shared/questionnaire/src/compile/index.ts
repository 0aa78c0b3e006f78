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
export * from './design/index.js';
export type { Diagnostic, DiagnosticCode } from './expression/diagnostic.js';
export { exportXForm, type XFormExport, type XFormOptions } from './xform/export-xform.js';
