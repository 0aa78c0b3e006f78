/** Final dispositions of all contacts (接触结果), in the words of the AAPOR Standard Definitions. Counts, or sums of weights. */
export interface Dispositions {
  readonly complete: number;
  readonly partial: number;
  /** Refusals and break-offs. */
  readonly refusal: number;
  readonly nonContact: number;
  /** Eligible, neither interviewed nor refusing: unable, language, other. */
  readonly other: number;
  /** Not known whether there is somebody to ask (UH). */
  readonly unknownHousehold: number;
  /** Unknown eligibility, other (UO). */
  readonly unknownOther: number;
  /** Share of the unknown that is eligible (e), 0 to 1: estimated, and stated with the rates. */
  readonly eligibleShareOfUnknown: number;
}

/** null where a denominator is empty. */
export interface ResponseRates {
  readonly RR1: number | null;
  readonly RR2: number | null;
  readonly RR3: number | null;
  readonly RR4: number | null;
  readonly RR5: number | null;
  readonly RR6: number | null;
  readonly COOP1: number | null;
  readonly COOP2: number | null;
  readonly COOP3: number | null;
  readonly COOP4: number | null;
  readonly REF1: number | null;
  readonly REF2: number | null;
  readonly REF3: number | null;
  readonly CON1: number | null;
  readonly CON2: number | null;
  readonly CON3: number | null;
}

/**
 * Response, cooperation, refusal and contact rates (回应率、合作率、拒访率、接触率). AAPOR 2023, Standard Definitions, 10th edition.
 *
 * @example 410 complete, 12 partial, 300 refusals, 80 non-contacts, 5 other, 20 + 3 unknown of which 80 % eligible: RR1 0.4940,
 * RR6 0.5229, COOP3 0.5679, REF3 0.3717, CON2 0.8808
 * @throws RangeError for counts below zero and a share outside 0 to 1
 */
export function responseRates(d: Dispositions): ResponseRates {
  const counts = [d.complete, d.partial, d.refusal, d.nonContact, d.other, d.unknownHousehold, d.unknownOther];
  if (!counts.every((count) => count >= 0 && count < Infinity)) throw new RangeError('dispositions are not negative');
  const e = d.eligibleShareOfUnknown;
  if (!(e >= 0 && e <= 1)) throw new RangeError(`the eligible share of the unknown lies between 0 and 1, got ${e}`);
  const rate = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  const interviews = d.complete + d.partial;
  const contacted = interviews + d.refusal + d.other;
  const eligible = contacted + d.nonContact;
  const unknown = d.unknownHousehold + d.unknownOther;
  // All unknown counted as eligible; the estimated part of them; none.
  const wholes = [eligible + unknown, eligible + e * unknown, eligible] as const;
  return {
    RR1: rate(d.complete, wholes[0]),
    RR2: rate(interviews, wholes[0]),
    RR3: rate(d.complete, wholes[1]),
    RR4: rate(interviews, wholes[1]),
    RR5: rate(d.complete, wholes[2]),
    RR6: rate(interviews, wholes[2]),
    COOP1: rate(d.complete, contacted),
    COOP2: rate(interviews, contacted),
    COOP3: rate(d.complete, interviews + d.refusal),
    COOP4: rate(interviews, interviews + d.refusal),
    REF1: rate(d.refusal, wholes[0]),
    REF2: rate(d.refusal, wholes[1]),
    REF3: rate(d.refusal, wholes[2]),
    CON1: rate(contacted, wholes[0]),
    CON2: rate(contacted, wholes[1]),
    CON3: rate(contacted, wholes[2]),
  };
}
