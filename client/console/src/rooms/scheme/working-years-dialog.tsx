import { useState } from 'react';

import { proposeWorkingYear } from '../../api/working-years.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { faultWithin } from '../../ui/field-faults.js';
import { TextField } from '../../ui/field.js';
import { useAct } from '../../ui/use-act.js';
import { faultsOf, isWhole, proposalOf, startOf } from './working-years-form.js';
import type { YearLine } from './working-years-lines.js';
import { HolidayRows, MakeUpDays } from './working-years-rows.js';

/** Entering a year's arrangement, or correcting it: nothing counts before another person has confirmed it. */
export function WorkingYearDialog({ line, onClose }: { line: YearLine; onClose: () => void }) {
  const { say } = useMessages();
  const { year, known, returned } = line;
  const { isActing, failure, faults: refused, attempt } = useAct({ isShownBeside: true });
  const [form, setForm] = useState(() => startOf(line));
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(form);
  const row = isTried ? faults.row : null;
  const ownFault =
    row !== null
      ? say(`working-years.fault-${row.fault}`, { row: row.index + 1 })
      : isTried && faults.hasNoHoliday
        ? say('working-years.fault-none')
        : null;
  const send = async () => {
    setTried(true);
    if (!isWhole(faults)) return;
    const isDone = await attempt(async () => {
      await proposeWorkingYear(proposalOf(year, form));
      return say('working-years.proposed', { year });
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title={say(known === null ? 'working-years.enter-title' : 'working-years.correct-title', { year })}
      means={say(returned === null ? 'working-years.enter-means' : 'working-years.amend-means')}
      act={say('working-years.propose')}
      isWide
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      <TextField
        label={say('working-years.source')}
        hint={say('working-years.source-hint')}
        placeholder={say('working-years.source-example', { year: year - 1 })}
        hasFocus
        maxLength={200}
        value={form.source}
        fault={isTried && faults.isSourceMissing ? say('working-years.fault-source') : (refused.get('source') ?? null)}
        onChange={(source) => setForm({ ...form, source })}
      />
      <HolidayRows
        year={year}
        rows={form.holidays}
        fault={ownFault ?? faultWithin(refused, 'holidays')}
        faultyRow={row?.index ?? null}
        refused={refused}
        onChange={(holidays) => setForm({ ...form, holidays })}
      />
      <MakeUpDays
        year={year}
        days={form.makeUpWorkdays}
        fault={faultWithin(refused, 'makeUpWorkdays')}
        onChange={(makeUpWorkdays) => setForm({ ...form, makeUpWorkdays })}
      />
    </ActDialog>
  );
}
