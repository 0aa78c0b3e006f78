import { View, type ViewProps } from '@tarojs/components';
import type { Question as AskedQuestion } from '@minsheng/questionnaire';
import { usePreferences } from '../../preferences/preferences-context.js';
import { classNames } from '../../ui/class-names.js';
import { forReader } from '../../ui/reader.js';
import type { AnswerFormProps } from './answer-form.js';
import { Agreement, OneOf, RankOf, SeveralOf } from './choices.js';
import { DateField, LineField, NumberField, ParagraphField } from './fields.js';

/** What the keyboard and a reader come to when the question changes. */
export const headingId = ({ code }: Pick<AskedQuestion, 'code'>): string => `question-${code}`;
const focusable = { tabIndex: -1 } as Partial<ViewProps>;

export function Question(given: Omit<AnswerFormProps, 'label'>) {
  const { messages } = usePreferences();
  const { question, view } = given;
  const { before, subject, after } = view.words;
  return (
    <View className="question">
      {view.heading === null && view.row === null ? null : (
        <View className="question__group">
          <View className="grow">{view.heading}</View>
          {view.row ? <View className="question__row">{messages.answer.row(view.row.number, view.row.of)}</View> : null}
        </View>
      )}
      <View
        id={headingId(question)}
        className={classNames('question__text', view.form === 'note' && 'question__text--note')}
        {...forReader({ role: 'heading' })}
        {...focusable}
      >
        {before}
        {subject ? <View className="question__subject">{subject}</View> : null}
        {after}
      </View>
      {view.hint === null ? null : <View className="question__hint">{view.hint}</View>}
      <AnswerForm {...given} label={`${view.heading ?? ''} ${before}${subject}${after}`.trim()} />
    </View>
  );
}

function AnswerForm(given: AnswerFormProps) {
  switch (given.view.form) {
    case 'note':
      return null;
    case 'consent':
      return <Agreement {...given} />;
    case 'one':
      return <OneOf {...given} />;
    case 'several':
      return <SeveralOf {...given} />;
    case 'ranking':
      return <RankOf {...given} />;
    case 'integer':
    case 'decimal':
      return <NumberField {...given} />;
    case 'date':
      return <DateField {...given} />;
    case 'paragraph':
      return <ParagraphField {...given} />;
    case 'line':
    case 'code':
      return <LineField {...given} />;
  }
}
