import type { Evaluation, OptionShown, Question } from '@minsheng/questionnaire';
import { Camera, Check, CircleHelp, MapPin } from 'lucide-react';

import { useMessages } from '../../messages/use-messages.js';
import { toggled } from './choices.js';
import { ScaleGlyph } from './scale-glyph.js';

/** A place in the sea off no city of ours, and a file that no server has: stands for what a phone would take. */
const examplePlace = '0 0 0 10';
const exampleFile = 'example';

/** What is answered on one card of the phone. */
export function PhoneQuestion({
  question,
  evaluation,
  answer,
  onAnswer,
}: {
  question: Question;
  evaluation: Evaluation;
  answer: string;
  onAnswer: (answer: string) => void;
}) {
  const { say, text } = useMessages();
  const outcome = evaluation.options(question);
  const options = outcome.kind === 'value' ? outcome.value : [];
  const label = text(question.text);
  switch (question.kind) {
    case 'single':
      return <SingleOptions question={question} options={options} answer={answer} onAnswer={onAnswer} label={label} />;
    case 'multiple':
    case 'rank': {
      const chosen = answer === '' ? [] : answer.split(' ');
      const toggle = (option: OptionShown) => {
        if (option.isMissing) return onAnswer(answer === option.code ? '' : option.code);
        const answers = chosen.filter((code) => options.some((one) => one.code === code && !one.isMissing));
        onAnswer((toggled(answers, option.code) ?? []).join(' '));
      };
      return (
        <ul className="device-options" role="group" aria-label={label}>
          {options
            .filter(({ code }) => code !== 'refused')
            .map((option) => {
              const at = chosen.indexOf(option.code);
              return (
                <li key={option.code}>
                  <button
                    type="button"
                    role="checkbox"
                    aria-checked={at >= 0}
                    className={`${at >= 0 ? 'on' : ''} ${option.isMissing ? 'apart' : ''}`}
                    onClick={() => toggle(option)}
                  >
                    <span>{text(option.text)}</span>
                    <i className="box">
                      {at >= 0 && (question.kind === 'rank' ? at + 1 : <Check size={15} strokeWidth={3} />)}
                    </i>
                  </button>
                </li>
              );
            })}
        </ul>
      );
    }
    case 'consent':
      return (
        <ul className="device-options">
          <li>
            <button
              type="button"
              role="checkbox"
              aria-checked={answer === 'OK'}
              className={answer === 'OK' ? 'on' : ''}
              onClick={() => onAnswer(answer === 'OK' ? '' : 'OK')}
            >
              <span>{say('preview.agree')}</span>
              <i className="box">{answer === 'OK' && <Check size={15} strokeWidth={3} />}</i>
            </button>
          </li>
        </ul>
      );
    case 'integer':
    case 'decimal':
      return (
        <input
          className="device-input"
          inputMode="decimal"
          aria-label={label}
          placeholder={question.kind === 'integer' ? say('preview.whole') : say('preview.number')}
          value={answer}
          onChange={(event) => onAnswer(event.target.value.trim())}
        />
      );
    case 'date':
      return (
        <input
          className="device-input"
          type="date"
          aria-label={label}
          value={answer}
          onChange={(event) => onAnswer(event.target.value)}
        />
      );
    case 'text':
      return (
        <textarea
          className="device-input"
          rows={question.look === 'long' ? 8 : 4}
          aria-label={label}
          placeholder={say('plan.open-text', { length: question.maxLength ?? 500 })}
          value={answer}
          onChange={(event) => onAnswer(event.target.value)}
        />
      );
    case 'photo':
    case 'location':
      return (
        <button
          type="button"
          className={`device-take ${answer === '' ? '' : 'on'}`}
          onClick={() => onAnswer(answer !== '' ? '' : question.kind === 'photo' ? exampleFile : examplePlace)}
        >
          {question.kind === 'photo' ? <Camera size={26} aria-hidden /> : <MapPin size={26} aria-hidden />}
          {answer === ''
            ? question.kind === 'photo'
              ? say('preview.take-photo')
              : say('preview.take-place')
            : say('preview.taken')}
        </button>
      );
    case 'site':
    case 'shift':
      return (
        <input
          className="device-input"
          aria-label={label}
          placeholder={question.kind === 'site' ? say('preview.site') : say('preview.shift')}
          value={answer}
          onChange={(event) => onAnswer(event.target.value.trim())}
        />
      );
    default:
      return null;
  }
}

function SingleOptions({
  question,
  options,
  answer,
  onAnswer,
  label,
}: {
  question: Question;
  options: readonly OptionShown[];
  answer: string;
  onAnswer: (answer: string) => void;
  label: string;
}) {
  const { say, text } = useMessages();
  const isScale = question.look === 'scale' || question.look === 'row';
  const levels = options.filter(({ isMissing }) => !isMissing);
  return (
    <ul className="device-options" role="radiogroup" aria-label={label}>
      {options
        .filter(({ code }) => code !== 'refused')
        .map((option) => (
          <li key={option.code}>
            <button
              type="button"
              role="radio"
              aria-checked={answer === option.code}
              className={`${answer === option.code ? 'on' : ''} ${option.isMissing ? 'apart' : ''}`}
              onClick={() => onAnswer(answer === option.code ? '' : option.code)}
            >
              {option.isMissing ? (
                <CircleHelp size={20} aria-hidden />
              ) : (
                isScale && <ScaleGlyph at={levels.indexOf(option)} of={levels.length} width={38} />
              )}
              <span>{text(option.text)}</span>
              {option.isMissing ? (
                <small>{option.code === 'dontKnow' ? say('preview.dont-know') : say('plan.no-points')}</small>
              ) : (
                <i className="radio">{answer === option.code && <Check size={15} strokeWidth={3} />}</i>
              )}
            </button>
          </li>
        ))}
    </ul>
  );
}
