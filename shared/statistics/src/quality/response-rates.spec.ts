import { responseRates, type Dispositions } from './response-rates.js';

const vector: Dispositions = {
  complete: 410,
  partial: 12,
  refusal: 300,
  nonContact: 80,
  other: 5,
  unknownHousehold: 20,
  unknownOther: 3,
  eligibleShareOfUnknown: 0.8,
};

describe('response rates of the AAPOR Standard Definitions', () => {
  // Worked by the published formula table for these dispositions.
  it.each([
    ['RR1', 0.4939759],
    ['RR2', 0.5084337],
    ['RR3', 0.4967289],
    ['RR4', 0.5112673],
    ['RR5', 0.5080545],
    ['RR6', 0.5229244],
    ['COOP1', 0.5639615],
    ['COOP2', 0.5804677],
    ['COOP3', 0.567867],
    ['COOP4', 0.5844875],
    ['REF1', 0.3614458],
    ['REF2', 0.3634601],
    ['REF3', 0.3717472],
    ['CON1', 0.8759036],
    ['CON2', 0.8807851],
    ['CON3', 0.9008674],
  ] as const)('%s', (rate, expected) => {
    expect(Math.abs(responseRates(vector)[rate]! - expected)).toBeLessThan(6e-8);
  });

  it('are absent where nobody was approached', () => {
    const nobody = {
      ...vector,
      complete: 0,
      partial: 0,
      refusal: 0,
      nonContact: 0,
      other: 0,
      unknownHousehold: 0,
      unknownOther: 0,
    };
    expect(new Set(Object.values(responseRates(nobody)))).toEqual(new Set([null]));
  });

  it.each([{ refusal: -1 }, { complete: Infinity }, { eligibleShareOfUnknown: 1.1 }, { eligibleShareOfUnknown: NaN }])(
    '%j is misuse',
    (change) => expect(() => responseRates({ ...vector, ...change })).toThrow(RangeError),
  );
});
