import { Textarea, View, type ViewProps } from '@tarojs/components';
import { textIn, type Questionnaire, type QuestionnaireItem } from '@minsheng/contracts';
import { questionView, withSubject } from '../../polls/question-view.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.js';
import { LevelGlyph } from '../../ui/level-glyph.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

interface QuestionProps {
  questionnaire: Questionnaire;
  item: QuestionnaireItem;
  /** The answer chosen or written so far. */
  answer: string | undefined;
  onChoose(answer: string): void;
  onWrite(text: string): void;
}

/** What the keyboard and a reader come to when the question changes. */
export const headingId = ({ code }: Pick<QuestionnaireItem, 'code'>): string => `question-${code}`;
const focusable = { tabIndex: -1 } as Partial<ViewProps>;

export function Question({ questionnaire, item, answer, onChoose, onWrite }: QuestionProps) {
  const { language } = usePreferences();
  const { before, subject, after } = withSubject(
    item.text,
    item.type === 'satisfaction' ? item.subject : null,
    language,
  );
  return (
    <View className="question">
      <View id={headingId(item)} className="question__text" {...forReader({ role: 'heading' })} {...focusable}>
        {before}
        {subject ? <View className="question__subject">{subject}</View> : null}
        {after}
      </View>
      {item.hint ? <View className="question__hint">{textIn(item.hint, language)}</View> : null}
      {item.type === 'text' ? (
        <OpenText text={answer ?? ''} maxLength={item.maxLength} label={before} onWrite={onWrite} />
      ) : (
        <Choices
          questionnaire={questionnaire}
          item={item}
          answer={answer}
          label={before + subject + after}
          onChoose={onChoose}
        />
      )}
    </View>
  );
}

interface ChoicesProps extends Pick<QuestionProps, 'questionnaire' | 'item' | 'answer' | 'onChoose'> {
  label: string;
}

function Choices({ questionnaire, item, answer, label, onChoose }: ChoicesProps) {
  const { language, messages } = usePreferences();
  const words = messages.answer;
  const { choices, apart, isScale } = questionView(questionnaire, item, language);
  return (
    <View className="choices" {...forReader({ role: 'radiogroup', label })}>
      {choices.map((choice) => (
        <Tappable
          key={choice.code}
          className={classNames('choice', answer === choice.code && 'is-chosen')}
          role="radio"
          label={words.spokenChoice(choice.label, choice.number, choices.length)}
          isChecked={answer === choice.code}
          onTap={() => onChoose(choice.code)}
        >
          {isScale ? <LevelGlyph number={choice.number} of={choices.length} /> : null}
          <View className="grow">{choice.label}</View>
          <View className="choice__radio">
            {answer === choice.code ? <Icon name="check" size={15} strokeWidth={3} /> : null}
          </View>
        </Tappable>
      ))}
      {apart.map(({ code, label: name }) => (
        <Tappable
          key={code}
          className={classNames('choice choice--apart', answer === code && 'is-chosen')}
          role="radio"
          isChecked={answer === code}
          onTap={() => onChoose(code)}
        >
          <Icon name="circle-question-mark" size={20} />
          <View className="choice__name">{name}</View>
          {code === 'refused' ? null : <View className="choice__hint">{words.apartHints[code]}</View>}
        </Tappable>
      ))}
    </View>
  );
}

interface OpenTextProps {
  text: string;
  maxLength: number;
  label: string;
  onWrite(text: string): void;
}

function OpenText({ text, maxLength, label, onWrite }: OpenTextProps) {
  const { messages } = usePreferences();
  return (
    <View className="open-text">
      <Textarea
        className="open-text__input"
        value={text}
        maxlength={maxLength}
        placeholder={messages.answer.textHint}
        onInput={(event) => onWrite(event.detail.value)}
        {...forReader({ label })}
      />
      <View className="open-text__count" aria-hidden="true">
        {messages.answer.counter(Array.from(text).length, maxLength)}
      </View>
    </View>
  );
}
