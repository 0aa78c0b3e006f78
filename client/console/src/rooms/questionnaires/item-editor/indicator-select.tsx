import type { QuestionBank } from '@minsheng/contracts';
import { Select } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { useDesigner } from '../designer-context.js';

type BankIndicator = QuestionBank['indicators'][number];

interface IndicatorSelectProps {
  /** Code of the indicator that is measured now. */
  value: string | undefined;
  placeholder: string;
  className: string;
  onChoose: (indicator: BankIndicator | undefined) => void;
}

/** Which indicator of the bank something measures; by code or name, or none. */
export function IndicatorSelect({ value, placeholder, className, onChoose }: IndicatorSelectProps) {
  const { say, text } = useMessages();
  const { bank, isReadOnly } = useDesigner();
  const indicators = bank?.indicators ?? [];
  return (
    <Select
      size="small"
      className={className}
      allowClear
      disabled={isReadOnly}
      popupMatchSelectWidth={280}
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={say('design.indicator')}
      placeholder={placeholder}
      value={value}
      options={indicators.map(({ code, name }) => ({ value: code, label: `${code} ${text(name)}` }))}
      onChange={(chosen: string | undefined) => onChoose(indicators.find(({ code }) => code === chosen))}
    />
  );
}
