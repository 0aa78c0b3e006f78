import type { DesignItem } from '@minsheng/contracts';
import { Input } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { rangeExpression, rangeOf } from '../condition.js';
import { useDesigner } from '../designer-context.js';

/** Least and most as two fields; anything else a check says stands as its expression. */
export function RangeFields({ item }: { item: Extract<DesignItem, { type: 'integer' | 'decimal' }> }) {
  const { say } = useMessages();
  const { isReadOnly, set } = useDesigner();
  const range = rangeOf(item.constraint?.expression ?? '');
  if (range === null) return <span className="muted">{say('design.range-by-check')}</span>;
  const write = (next: typeof range, field: string) => {
    const expression = rangeExpression(next);
    const bounds =
      next.least !== '' && next.most !== ''
        ? { zh: `应在 ${next.least} 到 ${next.most} 之间`, en: `Between ${next.least} and ${next.most}` }
        : next.least !== ''
          ? { zh: `不小于 ${next.least}`, en: `At least ${next.least}` }
          : { zh: `不大于 ${next.most}`, en: `At most ${next.most}` };
    set(item, { constraint: expression === '' ? undefined : { expression, message: bounds } }, field);
  };
  const bound = (which: 'least' | 'most') => (
    <label>
      {say(`design.${which}`)}
      <Input
        size="small"
        className="whole"
        inputMode="decimal"
        readOnly={isReadOnly}
        value={range[which]}
        onChange={(event) => {
          if (/^-?\d*(\.\d*)?$/.test(event.target.value)) write({ ...range, [which]: event.target.value }, which);
        }}
      />
    </label>
  );
  return (
    <span className="inline-fields">
      {bound('least')}
      {bound('most')}
    </span>
  );
}
