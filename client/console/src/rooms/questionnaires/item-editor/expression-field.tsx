import { Input } from 'antd';

import { useDesigner } from '../designer-context.js';

export function ExpressionField({
  label,
  value,
  onChange,
  isFaulty,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  isFaulty: boolean;
}) {
  const { isReadOnly } = useDesigner();
  return (
    <Input
      size="small"
      className="expression"
      readOnly={isReadOnly}
      aria-label={label}
      status={isFaulty ? 'error' : undefined}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}
