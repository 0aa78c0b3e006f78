import type { StatutoryMarks } from '@minsheng/contracts';
import { Input } from 'antd';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { useDesigner } from './designer-context.js';
import { DiagnosticLines } from './diagnostic-lines.js';
import { Words } from './words.js';

/** Title and statutory marks, written where they are read. */
export function MarksBar() {
  const { say } = useMessages();
  const { design, isReadOnly, edit, diagnostics } = useDesigner();
  const { marks } = design;
  const faulty = new Set(diagnostics.whole.map(({ field }) => field?.split('.').slice(0, 2).join('.') ?? ''));
  const change = (fields: Partial<StatutoryMarks>, field: string) =>
    edit((now) => ({ ...now, marks: { ...now.marks, ...fields } }), { field: `marks.${field}` });
  const cell = (field: keyof StatutoryMarks, label: string, content: ReactNode) => (
    <div className={faulty.has(`marks.${field}`) ? 'faulty' : ''}>
      <small>
        {label}
        {faulty.has(`marks.${field}`) && <CircleAlert size={12} aria-label={say('design.to-mend')} />}
      </small>
      {content}
    </div>
  );
  const plain = (field: 'formNumber' | 'approvalNumber' | 'validUntil', label: string) =>
    cell(
      field,
      label,
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 3 }}
        variant="borderless"
        readOnly={isReadOnly}
        inputMode={field === 'validUntil' ? 'numeric' : 'text'}
        aria-label={label}
        placeholder={say(field === 'validUntil' ? 'design.to-fill-date' : 'design.to-fill')}
        value={marks[field]}
        onChange={(event) => change({ [field]: event.target.value.replace(/\n/g, '') }, field)}
      />,
    );
  const bilingual = (field: 'maker' | 'approvedBy', label: string) =>
    cell(
      field,
      label,
      <Words
        label={label}
        placeholder={say('design.to-fill')}
        value={marks[field]}
        isReadOnly={isReadOnly}
        onChange={(value, language) => change({ [field]: value }, `${field}.${language}`)}
      />,
    );
  return (
    <section className="form-head" aria-label={say('design.form-head')}>
      <Words
        className="form-title"
        label={say('design.title-of')}
        value={design.title}
        isReadOnly={isReadOnly}
        onChange={(title, language) => edit((now) => ({ ...now, title }), { field: `title.${language}` })}
      />
      <div className="statutory-marks">
        {plain('formNumber', say('plan.form-number'))}
        {bilingual('maker', say('plan.form-maker'))}
        {bilingual('approvedBy', say('plan.form-approved-by'))}
        {plain('approvalNumber', say('plan.form-approval'))}
        {plain('validUntil', say('plan.form-until'))}
      </div>
      <DiagnosticLines diagnostics={diagnostics.whole.filter(({ code }) => code !== 'no-items')} most={3} />
    </section>
  );
}
