import type { DesignEntry, DesignItem } from '@minsheng/contracts';
import { Checkbox, Select } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { ofField } from '../card-diagnostics.js';
import { useDesigner } from '../designer-context.js';
import { isAnswered, type Answered } from './answered.js';
import { CheckFields } from './check-fields.js';
import { ExpressionField } from './expression-field.js';
import { OptionalWords } from './optional-words.js';
import { Row } from './row.js';

/** Settings that few items need. */
export function RareRows({ entry }: { entry: DesignEntry }) {
  const { say } = useMessages();
  const { isReadOnly, set, diagnostics } = useDesigner();
  if (entry.type === 'group') return null;
  const own = diagnostics.cards.get(entry.code);
  const flag = (field: 'isShuffled' | 'isAnchored' | 'isInterviewerOnly', label: string) => (
    <Checkbox
      disabled={isReadOnly}
      checked={(entry as { [name in typeof field]?: boolean })[field] === true}
      onChange={(event) => set(entry, { [field]: event.target.checked ? true : undefined } as Partial<DesignItem>)}
    >
      {label}
    </Checkbox>
  );
  const mayShuffle = ['single', 'multiple', 'rank', 'grid'].includes(entry.type);
  const isAlwaysInterviewers = ['photo', 'location'].includes(entry.type);
  return (
    <>
      <Row label={say('design.order')}>
        {mayShuffle && flag('isShuffled', entry.type === 'grid' ? say('design.shuffle-rows') : say('design.shuffle'))}
        {flag('isAnchored', say('design.anchored'))}
      </Row>
      {entry.type !== 'calculated' && entry.type !== 'hidden' && (
        <Row label={say('design.interviewers')}>
          {!isAlwaysInterviewers && flag('isInterviewerOnly', say('design.interviewer-only'))}
          <OptionalWords entry={entry} field="guidance" label={say('design.guidance')} />
        </Row>
      )}
      {isAnswered(entry) && (
        <>
          <Row label={say('design.check')}>
            <CheckFields entry={entry} field="constraint" />
          </Row>
          <Row label={say('design.soft-check')}>
            <CheckFields entry={entry} field="warning" />
          </Row>
          <Row label={say('design.sensitivity')}>
            <Select<NonNullable<Answered['sensitivity']> | 'none'>
              size="small"
              className="weighting"
              disabled={isReadOnly}
              popupMatchSelectWidth={false}
              aria-label={say('design.sensitivity')}
              value={entry.sensitivity ?? 'none'}
              options={(['none', 'personal', 'sensitive'] as const).map((value) => ({
                value,
                label: say(`sensitivity.${value}`),
              }))}
              onChange={(value) => set(entry, { sensitivity: value === 'none' ? undefined : value })}
            />
          </Row>
        </>
      )}
      {'list' in entry && (
        <Row label={say('design.choice-filter')}>
          <ExpressionField
            label={say('design.choice-filter')}
            value={entry.choiceFilter}
            onChange={(choiceFilter) => set(entry, { choiceFilter }, 'choiceFilter')}
            isFaulty={ofField(own, entry.code, 'choiceFilter') !== null}
          />
        </Row>
      )}
    </>
  );
}

/** Whether an item uses one of these already: then they are shown from the start. */
export function hasRareFields(entry: DesignEntry): boolean {
  return [
    'guidance',
    'warning',
    'isShuffled',
    'isAnchored',
    'isInterviewerOnly',
    'sensitivity',
    'initial',
    'choiceFilter',
    'appearance',
  ].some((field) => field in entry && !['photo', 'location', 'site', 'shift'].includes(entry.type));
}
