import type { DesignItem } from '@minsheng/contracts';
import { Button, Tooltip } from 'antd';
import { CircleCheck, Unlink2 } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';
import { continuationOf } from '../series.js';
import { IndicatorSelect } from './indicator-select.js';

/** The indicator that an item measures, and whether its wording goes on with the series or breaks it. */
export function SeriesLine({ item }: { item: Extract<DesignItem, { type: 'satisfaction' }> }) {
  const { say } = useMessages();
  const { bank, isReadOnly, set } = useDesigner();
  const found = bank?.indicators.find(({ code }) => code === item.indicator?.code);
  const choose = (
    <IndicatorSelect
      value={item.indicator?.code}
      className="subject"
      placeholder={say('design.no-indicator')}
      onChoose={(chosen) =>
        set(item, {
          indicator: chosen === undefined ? undefined : { code: chosen.code, version: chosen.version },
          ...(chosen !== undefined && item.text.zh === '' ? { text: chosen.wording } : {}),
        })
      }
    />
  );
  if (found === undefined || item.indicator === undefined) return choose;
  const continuation = continuationOf(found, item.text);
  const isOld = found.version > item.indicator.version;
  return (
    <>
      {choose}
      {continuation.kind === 'new' && <span className="muted">{say('design.series-new')}</span>}
      {continuation.kind === 'same' && (
        <span className="series-same">
          <CircleCheck size={15} aria-hidden />
          {say('design.series-same', {
            last: continuation.series.latest ?? '',
            since: continuation.series.since ?? '',
            count: continuation.series.length + 1,
          })}
        </span>
      )}
      {continuation.kind === 'broken' && (
        <Tooltip title={say('design.last-wording', { wording: continuation.wording })}>
          <span className="series-broken">
            <Unlink2 size={15} aria-hidden />
            {say('design.series-broken', { last: continuation.series.latest ?? '' })}
          </span>
        </Tooltip>
      )}
      {isOld && (
        <Button
          size="small"
          type="link"
          disabled={isReadOnly}
          onClick={() =>
            set(item, {
              text: found.wording,
              hint: found.hint ?? undefined,
              subject: undefined,
              indicator: { code: found.code, version: found.version },
            })
          }
        >
          {say('design.take-wording', { version: found.version })}
        </Button>
      )}
    </>
  );
}
