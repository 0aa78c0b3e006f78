/** Indicators (指标) with attribution and responsibility shares: what floors above may ask for and do. */
export { approveIndicator } from './approve-indicator.js';
export { Indicator, type IndicatorId, IndicatorShare, IndicatorUse } from './indicator.entity.js';
export { viewIndicator } from './indicator.view.js';
export { listIndicators } from './indicators.queries.js';
export { IndicatorsModule } from './indicators.module.js';
export type { IndicatorDraft } from './judge-indicator.js';
export { proposeIndicator } from './propose-indicator.js';
export { submitIndicator } from './submit-indicator.js';
export { endIndicatorUse, indicatorsForPlan, useIndicators } from './use-indicators.js';
