import type { Outcome, Progress } from './outcome.js';
import { designOf, type DesignSpecification } from './survey-columns.js';
import type { Table } from './table.js';
import { weightData, type WeightingSpecification } from './weighting.js';

export interface WeighSpecification {
  readonly design?: DesignSpecification;
  readonly weighting: WeightingSpecification;
  readonly id?: string;
}

/** `stats weigh`: one weight a row, in the order of the data. */
export function weighCommand(table: Table, specification: WeighSpecification, progress: Progress): Outcome {
  const found = weightData(table, designOf(table, specification.design), specification.weighting, progress);
  if (found.outcome === 'refused') return found;
  return {
    outcome: 'done',
    weighting: found.report,
    ...(specification.id === undefined ? {} : { ids: table.texts(specification.id, '$.id') }),
    weights: found.weighted.weights,
  };
}
