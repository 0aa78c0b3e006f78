import type { FieldFault } from '@minsheng/contracts';
import { Button, Input } from 'antd';
import { Plus, Trash2 } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { Field } from '../../ui/field.js';
import { emptyRow, type HolidayRow } from './working-years-form.js';

/** Opens the browser's date picker in the year that is entered, not in this one. */
const withinYear = (year: number) => ({ min: `${year}-01-01`, max: `${year}-12-31` });

const parts = ['zh', 'en', 'from', 'to'] as const;
/** As the proposal that the server judges calls them. */
const sentAs = { zh: 'name.zh', en: 'name.en', from: 'from', to: 'to' } as const;

export function HolidayRows({
  year,
  rows,
  fault,
  faultyRow,
  refused,
  onChange,
}: {
  year: number;
  rows: readonly HolidayRow[];
  fault: FieldFault | string | null;
  /** The row that the fault is about, when the form itself found it. */
  faultyRow: number | null;
  refused: ReadonlyMap<string, FieldFault>;
  onChange: (rows: HolidayRow[]) => void;
}) {
  const { say } = useMessages();
  const set = (index: number, part: Partial<HolidayRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <Field label={say('working-years.holidays')} hint={say('working-years.holidays-hint')} fault={fault}>
      {({ describedBy }) => (
        <>
          <table
            className="plain-table holiday-rows"
            aria-label={say('working-years.holidays')}
            aria-describedby={describedBy}
          >
            <thead>
              <tr>
                {parts.map((part) => (
                  <th key={part}>{say(`working-years.row-${part}`)}</th>
                ))}
                <th>
                  <span className="for-readers">{say('working-years.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {parts.map((part) => (
                    <td key={part}>
                      <Input
                        aria-label={`${say(`working-years.row-${part}`)}: ${row.zh.trim() || index + 1}`}
                        lang={part === 'en' ? 'en' : undefined}
                        maxLength={part === 'zh' || part === 'en' ? 60 : undefined}
                        {...(part === 'from' || part === 'to' ? { type: 'date', ...withinYear(year) } : {})}
                        value={row[part]}
                        status={
                          index === faultyRow || refused.has(`holidays.${index}.${sentAs[part]}`) ? 'error' : undefined
                        }
                        onChange={(event) => set(index, { [part]: event.target.value })}
                      />
                    </td>
                  ))}
                  <td>
                    <Button
                      type="text"
                      aria-label={`${say('working-years.remove')}: ${row.zh.trim() || index + 1}`}
                      icon={<Trash2 size={15} />}
                      onClick={() => onChange(rows.filter((_, at) => at !== index))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Button size="small" icon={<Plus size={14} />} onClick={() => onChange([...rows, emptyRow])}>
            {say('working-years.add-holiday')}
          </Button>
        </>
      )}
    </Field>
  );
}

export function MakeUpDays({
  year,
  days,
  fault,
  onChange,
}: {
  year: number;
  days: readonly string[];
  fault: FieldFault | null;
  onChange: (days: string[]) => void;
}) {
  const { say } = useMessages();
  return (
    <Field label={say('working-years.make-up')} hint={say('working-years.make-up-hint')} fault={fault}>
      {({ describedBy, isFaulty }) => (
        <div
          className="make-up-days"
          role="group"
          aria-label={say('working-years.make-up')}
          aria-describedby={describedBy}
        >
          {days.map((day, index) => (
            <span key={index}>
              <Input
                type="date"
                {...withinYear(year)}
                aria-label={`${say('working-years.make-up')}: ${index + 1}`}
                value={day}
                status={isFaulty ? 'error' : undefined}
                onChange={(event) => onChange(days.map((one, at) => (at === index ? event.target.value : one)))}
              />
              <Button
                type="text"
                aria-label={`${say('working-years.remove')}: ${day || index + 1}`}
                icon={<Trash2 size={15} />}
                onClick={() => onChange(days.filter((_, at) => at !== index))}
              />
            </span>
          ))}
          <Button size="small" icon={<Plus size={14} />} onClick={() => onChange([...days, ''])}>
            {say('working-years.add-make-up')}
          </Button>
        </div>
      )}
    </Field>
  );
}
