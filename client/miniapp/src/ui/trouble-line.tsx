import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import type { Trouble } from '../loading/content.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { momentText } from '../time/shanghai.js';
import { Button } from './button.js';
import { EmptyState } from './empty-state.js';
import { Icon } from './icon.js';
import { forReader } from './reader.js';
import { Tappable } from './tappable.js';

/** One line above content that could not be refreshed: why, and what time the content is from. */
export function StaleLine({ trouble, readAt, onRetry }: { trouble: Trouble; readAt: string; onRetry(): void }) {
  const { language, messages } = usePreferences();
  const when = momentText(readAt, language, readAt);
  const isOffline = trouble.kind === 'offline';
  return (
    <Tappable className="stale-line" onTap={onRetry}>
      <Icon name={isOffline ? 'wifi-off' : 'refresh-cw'} size={15} />
      <View className="stale-line__text">
        {isOffline ? messages.trouble.offlineKept(when) : messages.trouble.notRefreshed(when)}
      </View>
      <View className="stale-line__retry">{messages.actions.retry}</View>
    </Tappable>
  );
}

/** In place of content of which there is nothing to show. */
export function TroubleState({ trouble, onRetry }: { trouble: Trouble; onRetry(): void }) {
  const { language, messages } = usePreferences();
  const { trouble: words } = messages;
  return (
    <View {...forReader({ role: 'alert' })}>
      {trouble.kind === 'offline' ? (
        <EmptyState icon="wifi-off" title={words.offline} hint={words.offlineHint}>
          <Button onTap={onRetry}>{messages.actions.retry}</Button>
        </EmptyState>
      ) : (
        <EmptyState
          icon="info"
          title={trouble.kind === 'refused' ? textIn(trouble.problem.sentences, language) : words.unreachable}
          hint={trouble.kind === 'refused' ? trouble.problem.code : words.unreachableHint}
        >
          <Button onTap={onRetry}>{messages.actions.retry}</Button>
        </EmptyState>
      )}
    </View>
  );
}
