import type { IssueUnit, LocalisedText } from '@minsheng/contracts';
import { Select } from 'antd';

import { useMessages } from '../../messages/use-messages.js';
import { Field } from '../../ui/field.js';

/** Found by typing a part of the name. */
const byName = { optionFilterProp: 'label' } as const;

export function UnitSelect({
  label,
  hint,
  fault,
  units,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  fault: string | null;
  units: readonly IssueUnit[];
  value: string | null;
  onChange: (unitId: string) => void;
}) {
  const { text } = useMessages();
  return (
    <Field label={label} hint={hint} fault={fault}>
      {({ id, isFaulty }) => (
        <Select<string>
          id={id}
          showSearch={byName}
          style={{ width: '100%' }}
          value={value ?? undefined}
          status={isFaulty ? 'error' : undefined}
          onChange={onChange}
          options={units.map(({ unitId, name }) => ({ value: unitId, label: text(name) }))}
        />
      )}
    </Field>
  );
}

export function UnitsSelect({
  label,
  hint,
  units,
  values,
  onChange,
}: {
  label: string;
  hint?: string;
  units: readonly IssueUnit[];
  values: string[];
  onChange: (unitIds: string[]) => void;
}) {
  const { text } = useMessages();
  return (
    <Field label={label} hint={hint}>
      {({ id }) => (
        <Select<string[]>
          id={id}
          mode="multiple"
          showSearch={byName}
          style={{ width: '100%' }}
          value={values}
          onChange={onChange}
          options={units.map(({ unitId, name }) => ({ value: unitId, label: text(name) }))}
        />
      )}
    </Field>
  );
}

export function CodeSelect({
  label,
  hint,
  options,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  options: readonly { code: string; name: LocalisedText }[];
  value: string;
  onChange: (code: string) => void;
}) {
  const { text } = useMessages();
  return (
    <Field label={label} hint={hint}>
      {({ id }) => (
        <Select<string>
          id={id}
          showSearch={byName}
          style={{ width: '100%' }}
          value={value}
          onChange={onChange}
          options={options.map(({ code, name }) => ({ value: code, label: text(name) }))}
        />
      )}
    </Field>
  );
}

/** The units that a form offers, with those already named even if the list has them no more. */
export function withNamed(
  offered: readonly IssueUnit[],
  named: readonly (IssueUnit | null | undefined)[],
): IssueUnit[] {
  const units = [...offered];
  for (const unit of named) if (unit != null && !units.some(({ unitId }) => unitId === unit.unitId)) units.push(unit);
  return units;
}
