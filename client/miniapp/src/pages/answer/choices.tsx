import { useRef, useState, type ReactNode } from 'react';
import { Input, View } from '@tarojs/components';
import { codesIn, found, ranked, toggled, unranked, type Found } from '../../polls/choosing.js';
import type { Choice, QuestionView } from '../../polls/question-view.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.js';
import { LevelGlyph } from '../../ui/level-glyph.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';
import type { AnswerFormProps } from './answer-form.js';

/** 单选、满意度: one row of several. */
export function OneOf({ view, answer, label, onChoose }: AnswerFormProps) {
  const { messages } = usePreferences();
  const { choices, isScale } = view;
  return (
    <Searched view={view} chosen={[answer]}>
      {(rows) => (
        <View className="choices" {...forReader({ role: 'radiogroup', label })}>
          {rows.map((choice) => (
            <Tappable
              key={choice.code}
              className={classNames('choice', answer === choice.code && 'is-chosen')}
              role="radio"
              label={messages.answer.spokenChoice(choice.label, choice.number, choices.length)}
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
          <Apart view={view} answer={answer} role="radio" onTap={onChoose} />
        </View>
      )}
    </Searched>
  );
}

/** 多选: rows with a box to tick, and how many may be. */
export function SeveralOf({ question, list, view, answer, label, onWrite }: AnswerFormProps) {
  const { messages } = usePreferences();
  /** The answer at which one more was refused. */
  const [fullAt, setFullAt] = useState<string | null>(null);
  const latest = useLatest(answer);
  const words = messages.answer;
  const { atLeast = 1, atMost, exclusive = [] } = question;
  const chosen = codesIn(answer);
  const count = chosen.filter((code) => view.choices.some((choice) => choice.code === code)).length;
  const tap = (code: string, isMissing: boolean): void => {
    const next = toggled(question, list, latest.current, { code, isMissing });
    if (next === null) return setFullAt(latest.current);
    setFullAt(null);
    latest.current = next;
    onWrite(next);
  };
  const isFull = fullAt === answer && atMost !== undefined;
  return (
    <>
      <View className={classNames('tally', isFull && 'tally--full')} {...forReader({ isLive: true })}>
        <View className="grow">{isFull ? words.full(atMost) : words.several(atLeast, atMost ?? null)}</View>
        {count > 0 && !isFull ? <View>{words.chosen(count)}</View> : null}
      </View>
      <Searched view={view} chosen={chosen}>
        {(rows) => (
          <View className="choices" {...forReader({ role: 'group', label })}>
            {rows.map((choice) => {
              const isChosen = chosen.includes(choice.code);
              return (
                <Tappable
                  key={choice.code}
                  className={classNames(
                    'choice',
                    exclusive.includes(choice.code) && 'choice--alone',
                    isChosen && 'is-chosen',
                  )}
                  role="checkbox"
                  label={words.spokenChoice(choice.label, choice.number, view.choices.length)}
                  isChecked={isChosen}
                  onTap={() => tap(choice.code, false)}
                >
                  <View className="grow">{choice.label}</View>
                  <View className="choice__radio choice__radio--box">
                    {isChosen ? <Icon name="check" size={15} strokeWidth={3} /> : null}
                  </View>
                </Tappable>
              );
            })}
            <Apart view={view} answer={answer} role="checkbox" onTap={(code) => tap(code, true)} />
          </View>
        )}
      </Searched>
    </>
  );
}

/** The answer with the taps that the screen does not show yet: fingers are faster than a slow phone draws. */
function useLatest(answer: string): { current: string } {
  const latest = useRef(answer);
  latest.current = answer;
  return latest;
}

/** 排序: tapped in order; a second tap gives the place up. */
export function RankOf({ question, view, answer, label, onWrite }: AnswerFormProps) {
  const { messages } = usePreferences();
  const [fullAt, setFullAt] = useState<string | null>(null);
  const latest = useLatest(answer);
  const words = messages.answer;
  const chosen = codesIn(answer);
  const top = question.atMost ?? view.choices.length;
  const tap = (code: string): void => {
    const next = ranked(question, latest.current, code);
    if (next === null) return setFullAt(latest.current);
    setFullAt(null);
    latest.current = next;
    onWrite(next);
  };
  const isFull = fullAt === answer;
  return (
    <>
      <View className={classNames('tally', isFull && 'tally--full')} {...forReader({ isLive: true })}>
        <View className="grow">{isFull ? words.full(top) : words.ranking(top)}</View>
      </View>
      <Searched view={view} chosen={chosen}>
        {(rows) => (
          <View className="choices" {...forReader({ role: 'group', label })}>
            {rows.map((choice) => {
              const place = chosen.indexOf(choice.code) + 1;
              return (
                <Tappable
                  key={choice.code}
                  className={classNames('choice', place > 0 && 'is-chosen')}
                  role="checkbox"
                  label={place > 0 ? words.spokenPlace(choice.label, place) : choice.label}
                  isChecked={place > 0}
                  onTap={() => tap(choice.code)}
                >
                  <View className="grow">{choice.label}</View>
                  <View className="choice__radio choice__radio--place">{place > 0 ? place : ''}</View>
                </Tappable>
              );
            })}
          </View>
        )}
      </Searched>
      {chosen.length === 0 ? null : (
        <View className="ranking__foot">
          <View className="grow">{words.rankedSoFar(chosen.length, top)}</View>
          <Button
            tone="text"
            className="ranking__undo"
            onTap={() => {
              latest.current = unranked(latest.current);
              onWrite(latest.current);
            }}
          >
            <Icon name="rotate-ccw" size={17} />
            {words.unrank}
          </Button>
        </View>
      )}
    </>
  );
}

/** 知情同意: one box to tick before anything is asked. */
export function Agreement({ answer, label, onChoose }: AnswerFormProps) {
  const { messages } = usePreferences();
  const isAgreed = answer === 'OK';
  return (
    <View className="choices" {...forReader({ role: 'group', label })}>
      <Tappable
        className={classNames('choice', isAgreed && 'is-chosen')}
        role="checkbox"
        isChecked={isAgreed}
        onTap={() => onChoose('OK')}
      >
        <View className="grow">{messages.answer.agree}</View>
        <View className="choice__radio choice__radio--box">
          {isAgreed ? <Icon name="check" size={15} strokeWidth={3} /> : null}
        </View>
      </Tappable>
    </View>
  );
}

interface ApartProps {
  view: QuestionView;
  answer: string;
  role: 'radio' | 'checkbox';
  onTap(code: string): void;
}

/** Answers without a score, below the others and dashed. */
function Apart({ view: { apart }, answer, role, onTap }: ApartProps) {
  const { messages } = usePreferences();
  return (
    <>
      {apart.map(({ code, label }) => (
        <Tappable
          key={code}
          className={classNames('choice choice--apart', answer === code && 'is-chosen')}
          role={role}
          isChecked={answer === code}
          onTap={() => onTap(code)}
        >
          <Icon name="circle-question-mark" size={20} />
          <View className="choice__name">{label}</View>
          {code === 'refused' ? null : <View className="choice__hint">{messages.answer.apartHints[code]}</View>}
        </Tappable>
      ))}
    </>
  );
}

interface SearchedProps {
  view: QuestionView;
  chosen: readonly string[];
  children(rows: Choice[]): ReactNode;
}

/** The rows; of a long list those that fit what is typed. */
function Searched({ view: { choices, isSearched, brokenAt }, chosen, children }: SearchedProps) {
  const { messages } = usePreferences();
  const [typed, setTyped] = useState('');
  const words = messages.answer;
  if (choices.length === 0) {
    return brokenAt === null ? (
      <>
        <View className="choices__none" {...forReader({ role: 'status' })}>
          {words.noOptions}
        </View>
        {children([])}
      </>
    ) : null;
  }
  if (!isSearched) return <>{children(choices)}</>;
  const { rows, more }: Found<Choice> = found(choices, typed, chosen);
  return (
    <>
      <View className="search">
        <Icon name="search" size={18} />
        <Input
          className="field__input search__input"
          value={typed}
          maxlength={20}
          placeholderClass="field__placeholder"
          placeholder={words.search}
          onInput={(event) => setTyped(event.detail.value)}
          {...forReader({ label: words.searchLabel })}
        />
      </View>
      {children(rows)}
      <View className="choices__more" {...forReader({ isLive: true })}>
        {rows.length === 0 ? words.notFound : more > 0 ? words.more(more) : null}
      </View>
    </>
  );
}
