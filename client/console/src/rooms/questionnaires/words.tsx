import type { LocalisedText } from '@minsheng/contracts';
import { Input } from 'antd';

import { useMessages } from '../../messages/use-messages.js';

/** One text in both languages, the Chinese above the English. */
export function Words({
  label,
  value,
  onChange,
  isReadOnly,
  className = '',
  hasFocus = false,
  placeholder,
}: {
  label: string;
  value: LocalisedText;
  onChange: (value: LocalisedText, language: 'zh' | 'en') => void;
  isReadOnly: boolean;
  className?: string;
  hasFocus?: boolean;
  placeholder?: string;
}) {
  const { say } = useMessages();
  return (
    <div className={`words ${className}`}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 8 }}
        lang="zh-CN"
        variant="borderless"
        autoFocus={hasFocus}
        readOnly={isReadOnly}
        aria-label={say('design.in-zh', { what: label })}
        placeholder={placeholder ?? label}
        value={value.zh}
        onChange={(event) => onChange({ ...value, zh: event.target.value }, 'zh')}
      />
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 8 }}
        className="english"
        lang="en"
        variant="borderless"
        readOnly={isReadOnly}
        aria-label={say('design.in-en', { what: label })}
        placeholder={say('design.english-missing')}
        value={value.en}
        onChange={(event) => onChange({ ...value, en: event.target.value }, 'en')}
      />
    </div>
  );
}

/** A short text in both languages in one line: names of options, levels, rows. */
export function ShortWords({
  label,
  value,
  onChange,
  isReadOnly,
  hasFocus = false,
  onEnter,
  onPasteLines,
}: {
  label: string;
  value: LocalisedText;
  onChange: (value: LocalisedText, language: 'zh' | 'en') => void;
  isReadOnly: boolean;
  hasFocus?: boolean;
  onEnter?: () => void;
  /** Several lines at once become several options. */
  onPasteLines?: (text: string) => void;
}) {
  const { say } = useMessages();
  const enter = (event: { preventDefault: () => void; nativeEvent: { isComposing?: boolean } }) => {
    if (onEnter === undefined || event.nativeEvent.isComposing === true) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <>
      <Input
        size="small"
        lang="zh-CN"
        autoFocus={hasFocus}
        readOnly={isReadOnly}
        aria-label={say('design.in-zh', { what: label })}
        placeholder={label}
        value={value.zh}
        onPressEnter={enter}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain');
          if (onPasteLines === undefined || !/[\r\n\t]/.test(text.trim())) return;
          event.preventDefault();
          onPasteLines(text);
        }}
        onChange={(event) => onChange({ ...value, zh: event.target.value }, 'zh')}
      />
      <Input
        size="small"
        lang="en"
        readOnly={isReadOnly}
        aria-label={say('design.in-en', { what: label })}
        placeholder={say('design.english-missing')}
        value={value.en}
        onPressEnter={enter}
        onChange={(event) => onChange({ ...value, en: event.target.value }, 'en')}
      />
    </>
  );
}
