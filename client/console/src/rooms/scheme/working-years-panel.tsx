import { CalendarCheck, CalendarOff } from 'lucide-react';

import { useRefreshOnChange } from '../../api/use-refresh.js';
import { useResource } from '../../api/use-resource.js';
import { readWorkingYears, workingYearsPath } from '../../api/working-years.js';
import { useMessages } from '../../messages/use-messages.js';
import { ChangeButton, Panel } from '../../ui/parts.js';
import { Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { ArrangementOnDemand } from './working-years-arrangement.js';
import { daysOff, yearLines, type YearLine } from './working-years-lines.js';
import { WaitingProposal } from './working-years-proposal.js';

/** The years that deadlines in working days can be set in, and those whose holidays nobody has entered yet. */
export function WorkingYearsPanel({ onEnter }: { onEnter: (line: YearLine) => void }) {
  const { say } = useMessages();
  const asked = useResource(workingYearsPath, readWorkingYears);
  useRefreshOnChange(asked);
  return (
    <Panel title={say('working-years.title')} note={say('working-years.two-people')}>
      <Loaded asked={asked} skeleton={<RowsSkeleton rows={3} />}>
        {(view) => (
          <ul className="lines">
            {yearLines(view).map((line) => (
              <Year key={line.year} line={line} onEnter={() => onEnter(line)} />
            ))}
            {view.proposals
              .filter(({ state }) => state === 'PROPOSED')
              .map((proposal) => (
                <WaitingProposal key={proposal.id} proposal={proposal} onDecided={asked.askAgain} />
              ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function Year({ line: { year, known, waiting, returned }, onEnter }: { line: YearLine; onEnter: () => void }) {
  const { say } = useMessages();
  const { may } = useSession();
  const act = say(known === null ? 'working-years.enter' : 'working-years.correct');
  return (
    <li className="top-aligned working-year">
      {known === null ? (
        <CalendarOff size={16} className="attention" aria-hidden />
      ) : (
        <CalendarCheck size={16} className="muted" aria-hidden />
      )}
      <div>
        <p className="strong">{say('working-years.year', { year })}</p>
        {known === null ? (
          <p className="attention">{say('working-years.missing')}</p>
        ) : (
          <>
            <p>{say('working-years.counts', { off: daysOff(known), work: known.makeUpWorkdays.length })}</p>
            <small>{known.source ?? say('working-years.package')}</small>
          </>
        )}
        {returned !== null && <small>{say('working-years.returned')}</small>}
        {known !== null && <ArrangementOnDemand of={known} />}
      </div>
      {may('scheme.propose') && waiting === null && (
        <ChangeButton size="small" aria-label={`${act}: ${year}`} onClick={onEnter}>
          {act}
        </ChangeButton>
      )}
    </li>
  );
}
