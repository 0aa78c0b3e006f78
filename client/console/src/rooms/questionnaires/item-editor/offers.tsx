import type { DesignItem } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { toggled } from '../choices.js';
import { useDesigner } from '../designer-context.js';

export type Offering = Extract<DesignItem, { type: 'satisfaction' | 'single' | 'multiple' | 'grid' }>;

/** Which answers without a score are offered; each is kept apart from the others. */
export function Offers({ entry }: { entry: Offering }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, set } = useDesigner();
  return (
    <>
      {design.missing.map(({ code, name }) => {
        const isOn = entry.offers?.includes(code) === true;
        return (
          <button
            key={code}
            type="button"
            className="chip-button"
            aria-pressed={isOn}
            disabled={isReadOnly}
            onClick={() => set(entry, { offers: toggled(entry.offers, code) })}
          >
            {text(name)}
          </button>
        );
      })}
      <small className="muted">{say('design.missing-note')}</small>
    </>
  );
}
