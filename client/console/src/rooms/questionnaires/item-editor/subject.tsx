import type { DesignItem } from '@minsheng/contracts';
import { Button } from 'antd';
import { X } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import { noWords } from '../new-items.js';
import { ShortWords } from '../words.js';

/** Words of the question that stand out on the phone; those that are no longer in it are an error. */
export function Subject({ item }: { item: Extract<DesignItem, { type: 'satisfaction' }> }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  return (
    <span className="two-words">
      <ShortWords
        label={say('design.subject')}
        value={item.subject ?? noWords}
        isReadOnly={isReadOnly}
        onChange={(value, language) =>
          set(item, { subject: value.zh === '' && value.en === '' ? undefined : value }, `subject.${language}`)
        }
      />
      {!isReadOnly && item.subject !== undefined && (
        <Button
          type="text"
          size="small"
          aria-label={say('design.no-subject')}
          icon={<X size={14} />}
          onClick={() => set(item, { subject: undefined })}
        />
      )}
    </span>
  );
}
