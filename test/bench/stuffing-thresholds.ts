// Apart from the study, so that another rule for thresholds does not make its waves anew.
export { alarmedUnits, learnThresholds } from '../../shared/statistics/src/quality/alarm-thresholds.js';
