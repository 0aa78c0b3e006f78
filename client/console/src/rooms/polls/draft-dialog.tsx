import type { PollSummary } from '@minsheng/contracts';
import { Select } from 'antd';
import { useState } from 'react';

import { draftPoll } from '../../api/polls.js';
import { calendarPath, readCalendar } from '../../api/scheme.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { ActDialog } from '../../ui/act-dialog.js';
import { Field } from '../../ui/field.js';
import { dateText, periodText } from '../../ui/format.js';
import { go } from '../../ui/router.js';
import { InlineError } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useCity } from '../platform/city.js';
import { periodsToDraft } from './periods-to-draft.js';
import { newestFirst } from './stages.js';

/** The next poll of the calendar, copied from the last: what stays is not written again. */
export function DraftDialog({ polls, onClose }: { polls: readonly PollSummary[]; onClose: () => void }) {
  const { say, text, language } = useMessages();
  const city = useCity();
  const calendar = useResource(calendarPath, readCalendar);
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const periods =
    calendar.value === null || city.value === null ? [] : periodsToDraft(calendar.value.rounds, polls, city.value.now);
  const copyable = newestFirst(polls).filter(({ kind, stage }) => kind === 'REGULAR' && stage !== 'CANCELLED');
  const [chosen, setChosen] = useState<string | null>(null);
  const [copied, setCopied] = useState<string | null>(copyable[0]?.id ?? null);
  const period = chosen ?? periods[0]?.periodKey ?? null;
  const send = async () => {
    if (period === null) return;
    let made: PollSummary | null = null;
    const isDone = await attempt(async () => {
      made = await draftPoll({ kind: 'REGULAR', periodKey: period, ...(copied === null ? {} : { copyOf: copied }) });
      return say('draft.done');
    });
    if (isDone && made !== null) go(`/polls/${encodeURIComponent((made as PollSummary).id)}/plan`);
  };
  return (
    <ActDialog
      title={say('draft.title')}
      means={say('draft.means')}
      act={say('draft.do')}
      isSending={isActing}
      failure={failure}
      onSend={() => void send()}
      onClose={onClose}
    >
      {calendar.failure !== null && calendar.value === null && (
        <InlineError failure={calendar.failure} onRetry={calendar.askAgain} />
      )}
      <Field
        label={say('polls.period')}
        fault={calendar.value !== null && periods.length === 0 ? say('draft.no-period') : null}
      >
        {({ id, describedBy }) => (
          <Select
            id={id}
            aria-describedby={describedBy}
            style={{ width: '100%' }}
            loading={calendar.value === null}
            value={period}
            onChange={setChosen}
            options={periods.map(({ periodKey, fieldworkFrom }) => ({
              value: periodKey,
              label: say('draft.period', {
                period: periodText(periodKey, language),
                date: dateText(fieldworkFrom, language),
              }),
            }))}
          />
        )}
      </Field>
      <Field label={say('draft.copy')} hint={say('draft.copy-what')}>
        {({ id }) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={copied ?? ''}
            onChange={(value) => setCopied(value === '' ? null : value)}
            options={[
              ...copyable.map((poll) => ({ value: poll.id, label: text(poll.title) })),
              { value: '', label: say('draft.from-nothing') },
            ]}
          />
        )}
      </Field>
    </ActDialog>
  );
}
