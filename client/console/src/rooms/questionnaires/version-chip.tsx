import type { QuestionnaireView } from '@minsheng/contracts';
import { App, Dropdown } from 'antd';

import { useMessages } from '../../messages/use-messages.js';
import { stampText } from '../../ui/format.js';
import { Chip } from '../../ui/parts.js';
import { useDesigner } from './designer-context.js';

/** Which version is shown; behind it the draft and every version that was published. */
export function VersionChip({
  view,
  version,
  onShow,
}: {
  view: QuestionnaireView;
  /** Null: the draft. */
  version: number | null;
  onShow: (version: number | null) => void;
}) {
  const { say } = useMessages();
  const { message } = App.useApp();
  const { design, state } = useDesigner();
  const shown = version === null ? 'draft' : String(version);
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [shown],
        items: [
          ...(view.draft === null ? [] : [{ key: 'draft', label: say('questionnaires.draft') }]),
          ...view.versions.map((one) => ({
            key: String(one.version),
            label: say('design.version-line', {
              version: one.version,
              date: stampText(one.publishedAt).slice(0, 10),
              polls: one.usedByPolls,
            }),
          })),
        ],
        onClick: ({ key }) => {
          // Work that could not be saved yet stays in hand.
          if (version === null && (state.failure !== null || state.theirs !== null)) {
            message.warning(say('design.save-first'));
          } else if (key !== shown) {
            onShow(key === 'draft' ? null : Number(key));
          }
        },
      }}
    >
      <button type="button" className="version-chip" aria-label={say('design.choose-version')}>
        {version === null ? (
          <Chip tone="plain">{say('design.draft-of', { version: design.version })}</Chip>
        ) : (
          <Chip tone="verified">{say('questionnaires.version-of', { version })}</Chip>
        )}
      </button>
    </Dropdown>
  );
}
