import type { DesignItem } from '@minsheng/contracts';
import { Button } from 'antd';
import { Plus, X } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import { codesOf, freeCode, spliced } from '../entries.js';
import { noWords } from '../new-items.js';
import { ShortWords } from '../words.js';
import { IndicatorSelect } from './indicator-select.js';

/** What is asked under one scale, row by row; each may measure an indicator of its own. */
export function GridRows({ item }: { item: Extract<DesignItem, { type: 'grid' }> }) {
  const { say } = useMessages();
  const { design, isReadOnly, set, numbers } = useDesigner();
  const add = () => {
    const code = freeCode(`${item.code}r`, codesOf(design));
    set(item, { rows: [...item.rows, { code, text: noWords }] });
  };
  return (
    <div className="options-editor">
      <ol>
        {item.rows.map((row, index) => (
          <li key={row.code} className="grid-row">
            <span className="number">{numbers.get(row.code)}</span>
            <ShortWords
              label={say('design.row', { number: index + 1 })}
              value={row.text}
              isReadOnly={isReadOnly}
              onEnter={isReadOnly ? undefined : add}
              onChange={(words, language) =>
                set(
                  item,
                  { rows: item.rows.map((one) => (one === row ? { ...one, text: words } : one)) },
                  `rows.${row.code}.${language}`,
                )
              }
            />
            <IndicatorSelect
              value={row.indicator?.code}
              className="indicator-of-row"
              placeholder={say('design.indicator')}
              onChoose={(chosen) =>
                set(item, {
                  rows: item.rows.map((one) => {
                    if (one !== row) return one;
                    const { indicator: _before, ...rest } = one;
                    return chosen === undefined
                      ? rest
                      : { ...rest, indicator: { code: chosen.code, version: chosen.version } };
                  }),
                })
              }
            />
            {!isReadOnly && (
              <Button
                type="text"
                size="small"
                disabled={item.rows.length === 1}
                aria-label={say('design.row-away', { number: index + 1 })}
                icon={<X size={14} />}
                onClick={() => set(item, { rows: spliced(item.rows, index, 1) })}
              />
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <Button size="small" type="link" icon={<Plus size={14} />} onClick={add}>
          {say('design.add-row')}
        </Button>
      )}
    </div>
  );
}
