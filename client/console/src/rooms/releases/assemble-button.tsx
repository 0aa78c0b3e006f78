import { FileStack } from 'lucide-react';

import { assembleRelease } from '../../api/releases.js';
import { useMessages } from '../../messages/use-messages.js';
import { ChangeButton } from '../../ui/parts.js';
import { go } from '../../ui/router.js';
import { useAct } from '../../ui/use-act.js';

/** Makes a release of a sealed poll and opens it. */
export function AssembleButton({ poll, isPrimary = false }: { poll: string; isPrimary?: boolean }) {
  const { say } = useMessages();
  const { isActing, attempt } = useAct();
  return (
    <ChangeButton
      type={isPrimary ? 'primary' : 'default'}
      loading={isActing}
      icon={<FileStack size={15} aria-hidden />}
      onClick={() =>
        void attempt(async () => {
          const { id } = await assembleRelease(poll);
          go(`/releases/${encodeURIComponent(id)}`);
          return say('releases.assembled-done');
        })
      }
    >
      {say('releases.assemble')}
    </ChangeButton>
  );
}
