import type { DeskForm, IssueView } from '@minsheng/contracts';
import { Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';

import { moveIssue } from '../../api/issues.js';
import { useMessages } from '../../messages/use-messages.js';
import { ChangeButton } from '../../ui/parts.js';
import { useAct } from '../../ui/use-act.js';
import { IssueDialog, type AskingAct } from './issue-dialogs.js';
import { isGrave, isOneClick, offered, type IssueAct } from './issue-moves.js';

/** The foot of an issue: the one thing that comes next, two beside it, the rest behind “more”. */
export function IssueActs({
  issue,
  form,
  now,
  startWith = null,
  onMoved,
}: {
  issue: IssueView;
  form: DeskForm | null;
  now: number;
  /** An act that is asked for at once: acceptance goes on to dispatch. */
  startWith?: AskingAct | null;
  onMoved: (issue: IssueView | null) => void;
}) {
  const { say } = useMessages();
  const { isActing, attempt } = useAct();
  const [asking, setAsking] = useState<AskingAct | null>(startWith);
  const { primary, secondary, more } = offered(issue.may);
  const act = (wanted: IssueAct) => {
    if (!isOneClick(wanted)) {
      setAsking(wanted);
      return;
    }
    void attempt(async () => {
      onMoved(
        await (wanted === 'sign' ? moveIssue(issue.id, 'sign', {}) : moveIssue(issue.id, wanted, { person: null })),
      );
      return say(`issue.done-${wanted}`);
    });
  };
  if (primary === null && secondary.length === 0 && more.length === 0) return null;
  return (
    <footer className="acts">
      {primary !== null && (
        <ChangeButton type="primary" size="large" block loading={isActing} onClick={() => act(primary)}>
          {say(`issue.act-${primary}`)}
        </ChangeButton>
      )}
      {secondary.map((wanted) => (
        <ChangeButton
          key={wanted}
          size="large"
          danger={isGrave(wanted)}
          disabled={isActing}
          onClick={() => act(wanted)}
        >
          {say(`issue.act-${wanted}`)}
        </ChangeButton>
      ))}
      {more.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: more.map((wanted) => ({
              key: wanted,
              label: say(`issue.act-${wanted}`),
              danger: isGrave(wanted),
            })),
            onClick: ({ key }) => act(key as IssueAct),
          }}
        >
          <ChangeButton size="large" aria-label={say('issue.more')} icon={<Ellipsis size={18} />} />
        </Dropdown>
      )}
      {asking !== null && (
        <IssueDialog
          act={asking}
          issue={issue}
          form={form}
          now={now}
          onDone={onMoved}
          onClose={() => setAsking(null)}
        />
      )}
    </footer>
  );
}
