import type { PollSummary } from '@minsheng/contracts';
import { ArrowRight } from 'lucide-react';

import { planPath, readPlan } from '../../../api/polls.js';
import { useRefresh } from '../../../api/use-refresh.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { countText } from '../../../ui/format.js';
import { Figures, Panel } from '../../../ui/parts.js';
import { Link } from '../../../ui/router.js';
import { Loaded, RowsSkeleton } from '../../../ui/states.js';
import { useCity } from '../../platform/city.js';
import { MonthStrip } from '../fieldwork/month-strip.js';
import { StageSteps } from '../stage-steps.js';
import { CheckList } from './check-list.js';
import { questionsIn } from './design-lines.js';
import { planSteps, publicVersion } from './plan-steps.js';
import { StepList } from './step-list.js';

/** Seconds between two looks: another person approves and publishes. */
const renewEvery = 20;

/** A poll that nobody has answered yet: where its plan stands and what comes next. */
export function BeforeFieldwork({ poll }: { poll: PollSummary }) {
  const { say } = useMessages();
  const city = useCity();
  const asked = useResource(planPath(poll.id), (signal) => readPlan(poll.id, signal));
  useRefresh(asked, renewEvery);
  return (
    <Loaded
      asked={asked}
      skeleton={
        <div className="body">
          <section className="panel">
            <RowsSkeleton rows={14} />
          </section>
        </div>
      }
    >
      {({ plan, hash, checks, versions }) => (
        <div className="body with-wide-side">
          {city.value !== null && poll.stage !== 'CANCELLED' && (
            <div className="across">
              <MonthStrip
                calendar={plan.calendar}
                planPublishedAt={publicVersion(versions)?.publishedAt ?? null}
                planHash={publicVersion(versions)?.hash ?? hash}
                now={city.value.now}
              />
            </div>
          )}
          <div className="across">
            <Figures
              figures={[
                {
                  label: say('plan.questions'),
                  value: questionsIn(plan),
                  unit: say('plan.questions-unit'),
                  why: say('plan.indicators-in-it', { count: plan.indicators.length }),
                },
                {
                  label: say('polls.units'),
                  value: countText(plan.groups.reduce((sum, { units }) => sum + units.length, 0)),
                  unit: say('polls.units-unit'),
                  why: say('plan.in-groups', { count: plan.groups.length }),
                },
                {
                  label: say('plan.interviews'),
                  value: countText(plan.areas.reduce((sum, { target }) => sum + target, 0)),
                  unit: say('polls.sheets'),
                  why: say('plan.in-areas', { count: plan.areas.length }),
                },
                {
                  label: say('sites.title'),
                  value: countText(plan.sites.length),
                  unit: say('plan.sites-unit'),
                  why: say('plan.margins-count', { count: plan.margins.length }),
                },
              ]}
            />
          </div>
          <div className="column">
            <Panel
              title={say('plan.way')}
              tools={
                <Link to={`/polls/${encodeURIComponent(poll.id)}/plan`}>
                  {say('plan.open')} <ArrowRight size={12} aria-hidden style={{ verticalAlign: -1 }} />
                </Link>
              }
            >
              <div className="inside">
                <StageSteps poll={poll} isLarge />
              </div>
              <StepList steps={planSteps(poll.stage, versions)} />
            </Panel>
          </div>
          <div className="column">{poll.stage !== 'CANCELLED' && <CheckList checks={checks} />}</div>
        </div>
      )}
    </Loaded>
  );
}
