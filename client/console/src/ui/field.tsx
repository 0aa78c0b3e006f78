import type { FieldFault } from '@minsheng/contracts';
import { Input, type InputProps } from 'antd';
import { TriangleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';

import { useMessages } from '../messages/use-messages.js';

/** A labelled control with what the server or the form says against it. */
export function Field({
  label,
  hint,
  fault,
  children,
}: {
  label: string;
  hint?: ReactNode;
  fault?: FieldFault | string | null;
  children: (ids: { id: string; describedBy: string; isFaulty: boolean }) => ReactNode;
}) {
  const { text } = useMessages();
  const id = useId();
  const said = fault === undefined || fault === null ? null : typeof fault === 'string' ? fault : text(fault.sentences);
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </label>
      {children({ id, describedBy: `${id}-fault`, isFaulty: said !== null })}
      <p className="fault" id={`${id}-fault`} role="alert">
        {said !== null && (
          <>
            <TriangleAlert size={13} aria-hidden /> {said}
          </>
        )}
      </p>
    </div>
  );
}

export function TextField({
  label,
  hint,
  fault,
  value,
  onChange,
  rows,
  hasFocus = false,
  ...rest
}: {
  label: string;
  hint?: ReactNode;
  fault?: FieldFault | string | null;
  value: string;
  onChange: (value: string) => void;
  /** More than one line. */
  rows?: number;
  hasFocus?: boolean;
} & Pick<InputProps, 'placeholder' | 'maxLength' | 'inputMode' | 'type' | 'disabled' | 'suffix' | 'lang'>) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {({ id, describedBy, isFaulty }) =>
        rows === undefined ? (
          <Input
            {...rest}
            id={id}
            autoFocus={hasFocus}
            value={value}
            status={isFaulty ? 'error' : undefined}
            aria-invalid={isFaulty}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input.TextArea
            id={id}
            autoFocus={hasFocus}
            value={value}
            maxLength={rest.maxLength}
            placeholder={rest.placeholder}
            lang={rest.lang}
            autoSize={{ minRows: rows, maxRows: 24 }}
            status={isFaulty ? 'error' : undefined}
            aria-invalid={isFaulty}
            aria-describedby={describedBy}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}
