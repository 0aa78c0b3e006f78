import type { DesignEntry } from '@minsheng/contracts';
import { Checkbox, Input } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import { OptionsEditor } from '../options-editor.js';
import { GridRows } from './grid-rows.js';
import { RegionLevels } from './region-levels.js';
import { ScaleStrip } from './scale-strip.js';

/** What only this type has. */
export function Body({ entry }: { entry: DesignEntry }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  switch (entry.type) {
    case 'satisfaction':
      return <ScaleStrip scale={entry.scale} offers={entry.offers ?? []} />;
    case 'single':
      return <OptionsEditor item={entry} />;
    case 'multiple':
      return (
        <>
          <OptionsEditor item={entry} />
          <div className="inline-fields">
            <WholeField
              label={say('design.at-least')}
              value={entry.atLeast}
              onChange={(atLeast) => set(entry, { atLeast }, 'atLeast')}
            />
            <WholeField
              label={say('design.at-most')}
              value={entry.atMost}
              onChange={(atMost) => set(entry, { atMost }, 'atMost')}
            />
          </div>
        </>
      );
    case 'rank':
      return (
        <>
          <OptionsEditor item={entry} />
          <div className="inline-fields">
            <WholeField
              label={say('design.top')}
              value={entry.top}
              onChange={(top) => set(entry, { top: top ?? 1 }, 'top')}
            />
          </div>
        </>
      );
    case 'grid':
      return (
        <>
          <ScaleStrip scale={entry.scale} offers={entry.offers ?? []} />
          <GridRows item={entry} />
        </>
      );
    case 'region':
      return <RegionLevels item={entry} />;
    case 'text':
      return (
        <div className="inline-fields">
          <WholeField
            label={say('design.max-length')}
            value={entry.maxLength}
            onChange={(maxLength) => set(entry, { maxLength: maxLength ?? 200 }, 'maxLength')}
          />
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isLong === true}
            onChange={(event) => set(entry, { isLong: event.target.checked ? true : undefined })}
          >
            {say('design.is-long')}
          </Checkbox>
        </div>
      );
    case 'calculated':
      return (
        <div className="raw-expression">
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            className="expression"
            readOnly={isReadOnly}
            aria-label={say('design.calculation')}
            placeholder={say('design.calculation')}
            value={entry.calculation}
            onChange={(event) => set(entry, { calculation: event.target.value }, 'calculation')}
          />
        </div>
      );
    case 'hidden':
      return (
        <div className="inline-fields">
          <label>
            {say('design.initial')}
            <Input
              size="small"
              readOnly={isReadOnly}
              value={entry.initial ?? ''}
              onChange={(event) => set(entry, { initial: event.target.value || undefined }, 'initial')}
            />
          </label>
        </div>
      );
    case 'group':
      return (
        <div className="inline-fields">
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isShuffled === true}
            onChange={(event) => set(entry, { isShuffled: event.target.checked ? true : undefined })}
          >
            {say('design.shuffle-items')}
          </Checkbox>
          <Checkbox
            disabled={isReadOnly}
            checked={entry.isAnchored === true}
            onChange={(event) => set(entry, { isAnchored: event.target.checked ? true : undefined })}
          >
            {say('design.anchored')}
          </Checkbox>
        </div>
      );
    default:
      return null;
  }
}

function WholeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  const { isReadOnly } = useDesigner();
  return (
    <label>
      {label}
      <Input
        size="small"
        inputMode="numeric"
        className="whole"
        readOnly={isReadOnly}
        value={value ?? ''}
        onChange={(event) => {
          const digits = event.target.value.trim();
          if (digits === '') onChange(undefined);
          else if (/^\d{1,4}$/.test(digits)) onChange(Number(digits));
        }}
      />
    </label>
  );
}
