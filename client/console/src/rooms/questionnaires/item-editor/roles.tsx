import type { DesignItem } from '@minsheng/contracts';
import { Input, Select } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';

type Counting = Extract<DesignItem, { type: 'single' | 'region' }>;

/** What the answer decides: a quota cell, a weight, or whose question is not counted. */
export function Roles({ item }: { item: Counting }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  const isQuota = item.quotaRole !== undefined;
  return (
    <>
      <button
        type="button"
        className="chip-button"
        aria-pressed={isQuota}
        disabled={isReadOnly}
        onClick={() =>
          set(item, { quotaRole: isQuota ? undefined : item.code, ...(isQuota ? {} : { required: true }) })
        }
      >
        {say('design.quota')}
      </button>
      {isQuota && (
        <Input
          size="small"
          className="dimension"
          readOnly={isReadOnly}
          aria-label={say('design.quota-dimension')}
          value={item.quotaRole}
          onChange={(event) => set(item, { quotaRole: event.target.value }, 'quotaRole')}
        />
      )}
      <Select<NonNullable<Counting['weightingRole']> | 'none'>
        size="small"
        className="weighting"
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        aria-label={say('design.weighting-role')}
        value={item.weightingRole ?? 'none'}
        options={(['none', 'area', 'margin', 'staffOf'] as const).map((role) => ({
          value: role,
          label: say(`weighting-role.${role}`),
        }))}
        onChange={(role) =>
          set(item, {
            weightingRole: role === 'none' ? undefined : role,
            // Weights need an answer of everybody.
            ...(role === 'area' || role === 'margin' ? { required: true } : {}),
          })
        }
      />
    </>
  );
}
