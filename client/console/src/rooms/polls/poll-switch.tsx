import { Select } from 'antd';

import { pollsPath, readPolls } from '../../api/polls.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { go } from '../../ui/router.js';
import { useSession } from '../identity/use-session.js';
import { isRanked, newestFirst, rankingAddress } from './stages.js';

/** The same page for another poll that has got as far. */
export function PollSwitch({ poll, page }: { poll: string; page: 'ranking' | 'weighting' }) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const polls = useResource(may('polls.read') ? pollsPath : null, readPolls);
  const choices = newestFirst(polls.value ?? []).filter(isRanked);
  if (choices.length < 2) return null;
  return (
    <Select
      aria-label={say('polls.switch')}
      value={poll}
      popupMatchSelectWidth={false}
      options={choices.map(({ id, title }) => ({ value: id, label: text(title) }))}
      onChange={(id) => {
        const chosen = choices.find((choice) => choice.id === id);
        if (chosen === undefined) return;
        go(page === 'ranking' ? rankingAddress(chosen) : `/polls/${encodeURIComponent(id)}/weighting`);
      }}
    />
  );
}
