import type { DesignItem } from '@minsheng/contracts';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';

import { useDesigner } from '../designer-context.js';
import { noWords } from '../new-items.js';
import { Words } from '../words.js';

/** A text that an item may have: added by a click, taken away by emptying it. */
export function OptionalWords({
  entry,
  field,
  label,
}: {
  entry: DesignItem;
  field: 'hint' | 'guidance';
  label: string;
}) {
  const { isReadOnly, set } = useDesigner();
  const value = entry[field];
  const [isFresh, setFresh] = useState(false);
  if (value === undefined) {
    return isReadOnly ? null : (
      <Button
        className="add-line"
        size="small"
        type="link"
        icon={<Plus size={13} />}
        onClick={() => {
          setFresh(true);
          set(entry, { [field]: noWords } as Partial<DesignItem>);
        }}
      >
        {label}
      </Button>
    );
  }
  return (
    <Words
      className="hint-words"
      label={label}
      value={value}
      hasFocus={isFresh}
      isReadOnly={isReadOnly}
      onChange={(next, language) =>
        set(
          entry,
          { [field]: next.zh === '' && next.en === '' ? undefined : next } as Partial<DesignItem>,
          `${field}.${language}`,
        )
      }
    />
  );
}
