import type { BankIndicator, IndicatorView, LocalisedText, UnitRow } from '@minsheng/contracts';

export interface BankGroup {
  key: string;
  /** Of the unit that answers for them first; null: by their term, since the unit is not known. */
  name: LocalisedText | null;
  indicators: BankIndicator[];
}

/** Indicators under the unit that leads on them, in the order of codes; those of no one unit by their term, last. */
export function bankGroups(
  bank: readonly BankIndicator[],
  indicators: readonly Pick<IndicatorView, 'code' | 'version' | 'shares'>[],
  units: readonly Pick<UnitRow, 'code' | 'name'>[],
): BankGroup[] {
  const names = new Map(units.map(({ code, name }) => [code, name]));
  const groups = new Map<string, BankGroup>();
  for (const indicator of bank) {
    const lead = indicators
      .find(({ code, version }) => code === indicator.code && version === indicator.version)
      ?.shares.find(({ role }) => role === 'LEAD')?.unit;
    const name = lead === undefined ? undefined : names.get(lead);
    const key = name === undefined || lead === undefined ? indicator.term : lead;
    const group = groups.get(key) ?? { key, name: name ?? null, indicators: [] };
    group.indicators.push(indicator);
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => Number(one.name === null) - Number(other.name === null));
}
