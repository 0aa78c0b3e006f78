import type { WorkingYearArrangement } from '@minsheng/contracts';
import { Button } from 'antd';
import { useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { listText } from '../../ui/format.js';
import { lengthOf, makeUpText, spanText } from './working-years-lines.js';

/** What a year's notice says: which days are off, and which weekend days are worked for them. */
export function Arrangement({ of: { year, holidays, makeUpWorkdays } }: { of: WorkingYearArrangement }) {
  const { say, text, language } = useMessages();
  return (
    <table className="plain-table" aria-label={say('working-years.of-year', { year })}>
      <thead>
        <tr>
          <th>{say('working-years.holiday')}</th>
          <th>{say('working-years.days')}</th>
          <th className="right">{say('working-years.length')}</th>
        </tr>
      </thead>
      <tbody>
        {holidays.map((holiday) => (
          <tr key={`${holiday.name.zh} ${holiday.from}`}>
            <td>{text(holiday.name)}</td>
            <td>{spanText(holiday, language)}</td>
            <td className="right">{say('working-years.day-count', { count: lengthOf(holiday) })}</td>
          </tr>
        ))}
        <tr>
          <td>{say('working-years.make-up')}</td>
          <td colSpan={2}>
            {makeUpWorkdays.length === 0
              ? say('working-years.no-make-up')
              : listText(
                  makeUpWorkdays.map((day) => makeUpText(day, language)),
                  language,
                )}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** The same on demand: three years in full would push the rounds off the screen. */
export function ArrangementOnDemand({
  of: arrangement,
  isOpenAtFirst = false,
}: {
  of: WorkingYearArrangement;
  isOpenAtFirst?: boolean;
}) {
  const { say } = useMessages();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <>
      <Button
        type="link"
        size="small"
        aria-expanded={isOpen}
        aria-label={`${say(isOpen ? 'working-years.hide' : 'working-years.show')}: ${arrangement.year}`}
        onClick={() => setOpen(!isOpen)}
      >
        {say(isOpen ? 'working-years.hide' : 'working-years.show')}
      </Button>
      {isOpen && <Arrangement of={arrangement} />}
    </>
  );
}
