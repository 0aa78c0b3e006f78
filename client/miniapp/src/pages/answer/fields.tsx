import { Input, Picker, Textarea, View } from '@tarojs/components';
import { isWeChat } from '../../device/target.js';
import { plainNumber } from '../../polls/choosing.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dateText, wallClock } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import type { AnswerFormProps } from './answer-form.js';

/** Whoever pastes more is told by how much; nothing is cut off behind their back. */
const noLimit = -1;

/** 整数、小数: the keyboard with the digits. What is no number stays to be seen and mended. */
export function NumberField({ question, view, answer, label, onWrite }: AnswerFormProps) {
  const { messages } = usePreferences();
  const isWhole = question.kind === 'integer';
  return (
    <View className="field">
      <Input
        className="field__input field__input--number"
        // WeChat's keypads have no minus, so a question that reaches below nought gets letters; a browser's number field
        // hides what it cannot read.
        type={isWeChat && !view.hasMinus ? (isWhole ? 'number' : 'digit') : 'text'}
        value={answer}
        maxlength={24}
        placeholderClass="field__placeholder"
        placeholder={isWhole ? messages.answer.integer : messages.answer.decimal}
        onInput={(event) => onWrite(plainNumber(event.detail.value))}
        nativeProps={{ inputMode: isWhole ? 'numeric' : 'decimal', autoComplete: 'off' }}
        {...forReader({ label })}
      />
    </View>
  );
}

/** 短文本、点位和班次的代码: one line. */
export function LineField({ question, view, answer, label, onWrite }: AnswerFormProps) {
  const { messages } = usePreferences();
  const { maxLength } = question;
  return (
    <View className="field">
      <Input
        className={classNames('field__input', view.form === 'line' && 'field__input--line')}
        value={answer}
        maxlength={noLimit}
        placeholderClass="field__placeholder"
        placeholder={view.form === 'code' ? messages.answer.codeHint : messages.answer.lineHint}
        onInput={(event) => onWrite(event.detail.value)}
        nativeProps={{ autoComplete: 'off' }}
        {...forReader({ label })}
      />
      {maxLength === undefined ? null : <Counter text={answer} maxLength={maxLength} />}
    </View>
  );
}

/** 开放题: several lines. */
export function ParagraphField({ question, answer, label, onWrite }: AnswerFormProps) {
  const { messages } = usePreferences();
  return (
    <View className="open-text">
      <Textarea
        className="open-text__input"
        value={answer}
        maxlength={noLimit}
        placeholderClass="field__placeholder"
        placeholder={messages.answer.textHint}
        onInput={(event) => onWrite(event.detail.value)}
        {...forReader({ label })}
      />
      <Counter text={answer} maxLength={question.maxLength ?? 0} />
    </View>
  );
}

function Counter({ text, maxLength }: { text: string; maxLength: number }) {
  const { messages } = usePreferences();
  const length = Array.from(text).length;
  return (
    <View className={classNames('open-text__count', length > maxLength && 'open-text__count--over')} aria-hidden="true">
      {messages.answer.counter(length, maxLength)}
    </View>
  );
}

/** 日期: the phone's own calendar. */
export function DateField({ question, view, answer, label, now, onWrite }: AnswerFormProps) {
  const { language, messages } = usePreferences();
  const words = messages.answer;
  const { year, month, day } = wallClock(now);
  const two = (part: number): string => String(part).padStart(2, '0');
  const today = `${year}-${two(month)}-${two(day)}`;
  if (!isWeChat) {
    return (
      <View className="field">
        <input
          className="field__date"
          type="date"
          value={answer}
          aria-label={label}
          onChange={(event) => onWrite(event.target.value)}
        />
      </View>
    );
  }
  return (
    <View className="field">
      <Picker mode="date" value={answer || today} onChange={(event) => onWrite(String(event.detail.value))}>
        <View
          className="field__date field__date--picked"
          {...forReader({ role: 'button', label: `${label} ${answer}`.trim() })}
        >
          <Icon name="calendar-range" size={20} />
          <View className={classNames('grow', answer === '' && 'field__empty')}>
            {answer === '' ? words.pickDate : dateText(answer, language, now)}
          </View>
        </View>
      </Picker>
      {answer !== '' && (view.canPass || question.initial !== undefined) ? (
        <Button tone="text" onTap={() => onWrite('')}>
          {words.clear}
        </Button>
      ) : null}
    </View>
  );
}
