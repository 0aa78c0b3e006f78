import type { DesignEntry } from '@minsheng/contracts';
import { Button } from 'antd';
import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { ofField } from '../card-diagnostics.js';
import { ConditionEditor } from '../condition-editor.js';
import { useDesigner } from '../designer-context.js';
import { noWords } from '../new-items.js';
import { Words } from '../words.js';
import { isAnswered } from './answered.js';
import { Body } from './body.js';
import { ItemCode } from './item-code.js';
import { Offers, type Offering } from './offers.js';
import { OptionalWords } from './optional-words.js';
import { RangeFields } from './range-fields.js';
import { hasRareFields, RareRows } from './rare-rows.js';
import { Required } from './required.js';
import { Roles } from './roles.js';
import { Row } from './row.js';
import { SeriesLine } from './series-line.js';
import { Subject } from './subject.js';

/** Everything about one entry, in the order in which somebody thinks of it. */
export function ItemEditor({ entry }: { entry: DesignEntry }) {
  const { say } = useMessages();
  const { design, isReadOnly, set, diagnostics } = useDesigner();
  const [isWide, setWide] = useState(() => hasRareFields(entry));
  const own = diagnostics.cards.get(entry.code);
  const isUnseen = entry.type === 'calculated' || entry.type === 'hidden';
  return (
    <div className="item-editor">
      <Words
        className="question"
        label={
          entry.type === 'group'
            ? say('design.group-heading')
            : isUnseen
              ? say('design.note-to-self')
              : say('design.wording')
        }
        value={entry.text ?? noWords}
        isReadOnly={isReadOnly}
        hasFocus={!isReadOnly && (entry.text?.zh ?? '') === ''}
        onChange={(value, language) => {
          const isEmpty = value.zh === '' && value.en === '' && entry.type === 'group';
          set(entry, { text: isEmpty ? undefined : value } as Partial<DesignEntry>, `text.${language}`);
        }}
      />
      {entry.type !== 'group' && !isUnseen && <OptionalWords entry={entry} field="hint" label={say('design.hint')} />}
      <Body entry={entry} />
      <dl className="rows">
        <Row label={say('design.logic')}>
          <ConditionEditor
            key={entry.code}
            of={entry.code}
            value={entry.relevant}
            diagnostic={ofField(own, entry.code, 'relevant')}
            onChange={(relevant, isTyped) =>
              set(entry, { relevant } as Partial<DesignEntry>, isTyped ? 'relevant' : undefined)
            }
          />
        </Row>
        {isAnswered(entry) && entry.type !== 'consent' && (
          <Row label={say('design.required')}>
            <Required entry={entry} />
          </Row>
        )}
        {('offers' in entry || ['satisfaction', 'single', 'multiple', 'grid'].includes(entry.type)) && (
          <Row label={say('design.missing-codes')}>
            <Offers entry={entry as Offering} />
          </Row>
        )}
        {entry.type === 'satisfaction' && (
          <Row label={say('design.series')}>
            <SeriesLine item={entry} />
          </Row>
        )}
        {entry.type === 'satisfaction' && (
          <Row label={say('design.subject')}>
            <Subject item={entry} />
          </Row>
        )}
        {(entry.type === 'single' || entry.type === 'region') && (
          <Row label={say('design.roles')}>
            <Roles item={entry} />
          </Row>
        )}
        {(entry.type === 'integer' || entry.type === 'decimal') && (
          <Row label={say('design.range')}>
            <RangeFields item={entry} />
          </Row>
        )}
        {isWide && <RareRows entry={entry} />}
      </dl>
      {!isWide && (
        <Button
          className="more-rows"
          size="small"
          type="link"
          icon={<SlidersHorizontal size={14} />}
          onClick={() => setWide(true)}
        >
          {say('design.more-settings')}
        </Button>
      )}
      {design.entries.length > 0 && isWide && entry.type !== 'group' && <ItemCode entry={entry} />}
    </div>
  );
}
