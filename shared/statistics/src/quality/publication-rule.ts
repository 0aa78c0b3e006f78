/** Why a unit is listed without a rank (不排名的原因). */
export type WithheldReason =
  | 'few-respondents'
  | 'few-effective-respondents'
  | 'few-sampling-units'
  | 'one-sampling-unit-dominates'
  | 'no-sampling-variation'
  | 'interval-too-wide'
  | 'little-weight-publishable'
  | 'online-only';

/** Least quality at which a result is published. Fixed before anybody sees results, so that no unit can be dropped to taste. */
export interface PublicationRule {
  readonly minimumRespondents: number;
  /** Respondents ÷ design effect. */
  readonly minimumEffectiveRespondents: number;
  readonly minimumSamplingUnits: number;
  /** Largest share of the unit's weight from one primary sampling unit. */
  readonly largestSamplingUnitShare: number;
  /** Half-width of the interval as a share of the score range: 0.07 of 0–100 is 7 points. */
  readonly widestHalfWidthShare: number;
  /** Least share of the unit's score whose indicators are publishable. */
  readonly minimumPublishableShare: number;
}

/** n ≥ 100, effective n ≥ 60, ≥ 8 sampling units, none over 25 % of the weight, half-width ≤ 7 % of the range, ≥ 60 % of the score. */
export const standardPublicationRule: PublicationRule = {
  minimumRespondents: 100,
  minimumEffectiveRespondents: 60,
  minimumSamplingUnits: 8,
  largestSamplingUnitShare: 0.25,
  widestHalfWidthShare: 0.07,
  minimumPublishableShare: 0.6,
};

/** Least quality at which an indicator enters its unit's score. */
export interface IndicatorRule {
  readonly minimumRespondents: number;
  readonly minimumEffectiveRespondents: number;
}

export const standardIndicatorRule: IndicatorRule = { minimumRespondents: 30, minimumEffectiveRespondents: 20 };

/** What the publication rule looks at. */
export interface UnitQuality {
  readonly respondents: number;
  /** null when there is no design effect to divide by (no spread among answers). */
  readonly effectiveRespondents: number | null;
  readonly samplingUnits: number;
  readonly largestSamplingUnitShare: number;
  readonly publishableShare: number;
  readonly standardError: number;
  /** null when there are no degrees of freedom for an interval. */
  readonly halfWidth: number | null;
  /** Scored by online answers alone, without any interview to hold them against. */
  readonly isOnlineOnly?: boolean;
}

/** Shares are sums of decimals: three fifths may come out a hair below 0.6. */
export const SHARE_ROUNDING = 1e-12;
/** A standard error below this part of the score range is rounding: calibration explained the answers wholly. */
const NO_VARIATION = 1e-9;

/**
 * Publication rule (发布规则): the reasons, in fixed order, why a unit may not be ranked; none means it may.
 * In the manner of the NCHS data presentation standards (Parker et al. 2017), with the thresholds of `rule`.
 *
 * @example 99 respondents, all else good: ['few-respondents']
 */
export function reasonsToWithhold(
  unit: UnitQuality,
  scoreRange: readonly [number, number],
  rule: PublicationRule = standardPublicationRule,
): WithheldReason[] {
  const range = scoreRange[1] - scoreRange[0];
  if (!(range > 0)) throw new RangeError('a score range runs from lowest to highest');
  // The rule judges interviews; where there are none, its other reasons would only say that again.
  if (unit.isOnlineOnly) return ['online-only'];
  const reasons: WithheldReason[] = [];
  if (unit.respondents < rule.minimumRespondents) reasons.push('few-respondents');
  // Without spread among the answers there is no design effect, and "no sampling variation" says it better.
  const hasVariation = unit.standardError > NO_VARIATION * range;
  const effective = unit.effectiveRespondents ?? (hasVariation ? 0 : Infinity);
  if (effective < rule.minimumEffectiveRespondents) reasons.push('few-effective-respondents');
  if (unit.samplingUnits < rule.minimumSamplingUnits) reasons.push('few-sampling-units');
  if (unit.largestSamplingUnitShare > rule.largestSamplingUnitShare) reasons.push('one-sampling-unit-dominates');
  if (!hasVariation) reasons.push('no-sampling-variation');
  if (unit.halfWidth === null || unit.halfWidth > rule.widestHalfWidthShare * range) reasons.push('interval-too-wide');
  if (unit.publishableShare < rule.minimumPublishableShare - SHARE_ROUNDING) reasons.push('little-weight-publishable');
  return reasons;
}
