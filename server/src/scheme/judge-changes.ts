import type { SchemeDifference } from '@minsheng/contracts';
import { instantOf, parseCivilDate } from '../deadlines/index.js';
import { differencesBetween } from './differences.js';
import { fault, type SchemeFault } from './fault.js';
import { mergeOver, type Value, type ValueMap } from './merge.js';
import { periodAfter, periodAt } from './periods.js';
import { checkedConfig, configHash } from './preset.js';
import { provenanceAfter, type Provenance } from './provenance.js';
import type { SchemeConfig } from './scheme-config.js';
import { schemeProblems } from './scheme.problems.js';

export interface JudgedChanges {
  config: SchemeConfig;
  configHash: string;
  provenance: Provenance;
  changes: ValueMap;
  differences: SchemeDifference[];
  effectiveFrom: Date;
}

/** Not open to a version: the scheme stays the city's own, and its preset says where it came from. */
const fixed = ['preset', 'tz', 'crs'];

/**
 * What the proposed changes make of the version they stand on. Throws the Problem that says what is wrong with them:
 * every fault of the parameters in `details.faults`, or a day of effect that is not the start of a period to come.
 */
export function judgeChanges(
  base: { config: SchemeConfig; provenance: Provenance },
  proposal: { changes: Record<string, unknown>; effectiveOn: string },
  now: Date,
): JudgedChanges {
  const changes = proposal.changes as ValueMap;
  const before = base.config as unknown as ValueMap;
  const touched = fixed
    .filter((key) => Object.hasOwn(changes, key))
    .map((key) => fault('not-changeable', key, `“${key}”不能改`, `${key} cannot be changed`));
  const { merged, faults } = mergeOver(before, changes);
  const checked = checkedConfig(merged, [...touched, ...faults]);
  if (Array.isArray(checked)) throw invalid(checked);
  const differences = differencesBetween(before, merged);
  if (differences.length === 0) throw schemeProblems['nothing-changed']();
  return {
    config: checked,
    configHash: configHash(checked),
    provenance: provenanceAfter(base.provenance, merged, changes as Record<string, Value>),
    changes,
    differences,
    effectiveFrom: dayOfEffect(base.config, checked, proposal.effectiveOn, now),
  };
}

function invalid(faults: readonly SchemeFault[]) {
  const first = faults[0];
  return schemeProblems['version-invalid']({
    count: faults.length,
    path: first?.path ?? '',
    first: first?.zh ?? '',
    firstEn: first?.en ?? '',
    faults,
  });
}

/** A running period keeps the version it began with, so a version begins with a period, of the old rhythm and of the new. */
export function dayOfEffect(before: SchemeConfig, after: SchemeConfig, effectiveOn: string, now: Date): Date {
  const date = parseCivilDate(effectiveOn);
  const at = date === null ? null : instantOf(date);
  const startsPeriod =
    at !== null &&
    [before, after].every(({ scoring }) => periodAt(scoring.period, at).start.getTime() === at.getTime());
  if (at === null || !startsPeriod) {
    throw schemeProblems['not-a-period-start']({ next: periodAfter(periodAt(after.scoring.period, now)).firstOn });
  }
  if (at <= now) throw schemeProblems['effective-in-the-past']();
  return at;
}
