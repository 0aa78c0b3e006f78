import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { readQuestion, wordsFor, type Evaluation, type Question } from '@minsheng/questionnaire';
import { Button, Segmented } from 'antd';
import { ChevronLeft, CircleCheck, DoorOpen, FlaskConical, Shuffle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { DemoTag } from '../../ui/parts.js';
import { PhoneQuestion } from './phone-question.js';
import { progressOf, questionAt, type Walk, type WalkEvent } from './walk.js';

export type PreviewMode = 'phone' | 'care' | 'interviewer';

/** The questionnaire on a phone, run by the interpreter that the phones run. Nothing that is answered here leaves the page. */
export function PhonePreview({
  design,
  evaluation,
  walk,
  mode,
  onMode,
  tell,
  onRecord,
}: {
  design: QuestionnaireDesign;
  /** Null: there is no question yet. */
  evaluation: Evaluation | null;
  walk: Walk;
  mode: PreviewMode;
  onMode: (mode: PreviewMode) => void;
  tell: (event: WalkEvent) => void;
  /** Keeps the trial as a script; null: it cannot be kept now. */
  onRecord: (() => void) | null;
}) {
  const { say } = useMessages();
  const question = evaluation === null ? null : questionAt(evaluation, walk);
  return (
    <>
      <div className="preview-tools">
        <Segmented
          size="small"
          aria-label={say('preview.mode')}
          value={mode}
          onChange={onMode}
          options={(['phone', 'care', 'interviewer'] as const).map((value) => ({
            value,
            label: say(`preview.${value}`),
          }))}
        />
        <Button
          type="text"
          size="small"
          aria-label={say('preview.reshuffle')}
          title={say('preview.reshuffle')}
          icon={<Shuffle size={14} />}
          onClick={() => tell({ kind: 'reshuffled' })}
        />
      </div>
      {walk.isTrial && (
        <p className="trial-line" role="status">
          <FlaskConical size={14} aria-hidden />
          {say('preview.trial')}
          <Button size="small" type="link" onClick={() => tell({ kind: 'trial-left' })}>
            {say('preview.leave')}
          </Button>
        </p>
      )}
      <div className="device" role="group" aria-label={say('plan.preview')}>
        <div className={`device-screen ${mode === 'care' ? 'care' : ''}`}>
          <StatusBar />
          <header className="device-nav">
            <ChevronLeft size={24} aria-hidden />
            <b>{mode === 'interviewer' ? say('preview.interview') : say('preview.poll')}</b>
            <DemoTag />
            <span className="capsule" aria-hidden>
              <i />
              <i />
              <i />
              <em />
              <u />
            </span>
          </header>
          {evaluation === null ? (
            <div className="device-empty">{say('preview.nothing')}</div>
          ) : question === null ? (
            <Ending walk={walk} evaluation={evaluation} tell={tell} onRecord={onRecord} />
          ) : (
            <Asked
              key={question.code}
              design={design}
              question={question}
              evaluation={evaluation}
              walk={walk}
              tell={tell}
              isInterview={mode === 'interviewer'}
            />
          )}
        </div>
      </div>
    </>
  );
}

/** Longer questionnaires get a bar instead of a stroke each. */
const mostStrokes = 24;

function Asked({
  design,
  question,
  evaluation,
  walk,
  tell,
  isInterview,
}: {
  design: QuestionnaireDesign;
  question: Question;
  evaluation: Evaluation;
  walk: Walk;
  tell: (event: WalkEvent) => void;
  isInterview: boolean;
}) {
  const { say, text, language } = useMessages();
  const wordsIn = (words: LocalisedText) => wordsFor(evaluation, words, language === 'en' ? 'en' : 'zh');
  const { number, of } = progressOf(evaluation, question);
  const relevant = evaluation.isRelevant(question);
  const isUnreached = relevant.kind === 'error' || !relevant.value;
  const offersRefusal = question.offers?.includes('refused') === true;
  const choosesOne = question.kind === 'single';
  const answer = walk.answers[question.code] ?? '';
  const choose = (said: string) => {
    tell({ kind: 'answered', code: question.code, answer: said });
    if (walk.isTrial && choosesOne && said !== '') tell({ kind: 'went-on' });
  };
  const warns = evaluation.warningHolds(question);
  const warning = warns?.kind === 'value' && !warns.value && question.warning ? question.warning.message : null;
  const reading = answer === '' ? null : readQuestion(evaluation, question);
  const fault: LocalisedText | null =
    walk.fault ?? (reading !== null && 'sentences' in reading && !isUnreached ? reading.sentences : null);
  const { marks } = design;
  return (
    <>
      <div className="device-scroll">
        {of > mostStrokes ? (
          <div className="strokes whole" aria-hidden>
            <i className="passed" style={{ flex: number }} />
            <i style={{ flex: of - number }} />
          </div>
        ) : (
          <div className="strokes" aria-hidden>
            {Array.from({ length: of }, (_, index) => (
              <i key={index} className={index < number ? 'passed' : ''} />
            ))}
          </div>
        )}
        <p className="count">
          <span>{number === 0 ? say('preview.not-counted') : say('plan.question-of', { number, of })}</span>
          {isUnreached && <em>{say('preview.unreached')}</em>}
        </p>
        <h3>{setOff(wordsIn(question.text), question.subject ? text(question.subject) : null)}</h3>
        {question.hint && <p className="hint">{wordsIn(question.hint)}</p>}
        {isInterview && question.guidance && <p className="guidance">{text(question.guidance)}</p>}
        <PhoneQuestion question={question} evaluation={evaluation} answer={answer} onAnswer={choose} />
        {fault !== null && (
          <p className="device-fault" role="alert">
            <TriangleAlert size={16} aria-hidden />
            {text(fault)}
          </p>
        )}
        {fault === null && warning !== null && (
          <p className="device-warning" role="status">
            <TriangleAlert size={16} aria-hidden />
            {text(warning)}
          </p>
        )}
      </div>
      <p className="device-marks">
        <span>{marks.formNumber || say('plan.form-number')}</span>
        <span>{say('plan.maker', { maker: text(marks.maker) || '—' })}</span>
        <span>{say('plan.valid-until', { date: marks.validUntil || '—' })}</span>
      </p>
      <footer className="device-foot">
        <button type="button" onClick={() => tell({ kind: 'went-back' })}>
          <ChevronLeft size={18} aria-hidden />
          {say('plan.previous-question')}
        </button>
        {walk.isTrial && choosesOne ? (
          <small>{say('preview.goes-on')}</small>
        ) : (
          <button type="button" className="on" onClick={() => tell({ kind: 'went-on' })}>
            {say('plan.next-question')}
          </button>
        )}
        {offersRefusal ? (
          <button type="button" className="plain" onClick={() => choose('refused')}>
            {say('plan.rather-not')}
          </button>
        ) : walk.isTrial && choosesOne && question.required !== true ? (
          <button type="button" className="plain" onClick={() => tell({ kind: 'went-on' })}>
            {say('preview.skip')}
          </button>
        ) : (
          <span />
        )}
      </footer>
    </>
  );
}

/** The unit or subject in the question stands out, wherever it occurs first. */
function setOff(words: string, subject: string | null): ReactNode {
  const index = subject === null || subject === '' ? -1 : words.indexOf(subject);
  if (index < 0 || subject === null) return words;
  return (
    <>
      {words.slice(0, index)}
      <mark>{subject}</mark>
      {words.slice(index + subject.length)}
    </>
  );
}

function Ending({
  walk,
  evaluation,
  tell,
  onRecord,
}: {
  walk: Walk;
  evaluation: Evaluation;
  tell: (event: WalkEvent) => void;
  onRecord: (() => void) | null;
}) {
  const { say } = useMessages();
  const isScreened = typeof walk.ended === 'object' && walk.ended !== null && 'screenedOutBy' in walk.ended;
  const isFailed = typeof walk.ended === 'object' && walk.ended !== null && 'failedAt' in walk.ended;
  const answered = evaluation.questionnaire.questions.filter(({ code }) => walk.answers[code] !== undefined).length;
  return (
    <div className="device-ending">
      {isScreened ? (
        <DoorOpen size={40} aria-hidden />
      ) : isFailed ? (
        <TriangleAlert size={40} aria-hidden />
      ) : (
        <CircleCheck size={40} aria-hidden />
      )}
      <h3>{isScreened ? say('preview.screened-out') : isFailed ? say('preview.failed') : say('preview.ended')}</h3>
      <p>{say('preview.answered', { count: answered })}</p>
      <p className="not-counted">{say('preview.trial')}</p>
      {walk.isTrial && (
        <Button type="primary" disabled={onRecord === null} onClick={() => onRecord?.()}>
          {say('scenarios.record')}
        </Button>
      )}
      <Button type="text" onClick={() => tell({ kind: 'went-back' })}>
        {say('plan.previous-question')}
      </Button>
    </div>
  );
}

function StatusBar() {
  return (
    <div className="status-bar" aria-hidden>
      <b>9:41</b>
      <span>
        <svg width="17" height="11" viewBox="0 0 17 11" fill="currentColor">
          <rect y="7" width="3" height="4" rx="1" />
          <rect x="4.6" y="5" width="3" height="6" rx="1" />
          <rect x="9.2" y="2.5" width="3" height="8.5" rx="1" />
          <rect x="13.8" width="3" height="11" rx="1" />
        </svg>
        <svg width="25" height="12" viewBox="0 0 25 12">
          <rect x=".5" y=".5" width="21" height="11" rx="3.2" fill="none" stroke="currentColor" opacity=".4" />
          <rect x="2" y="2" width="15" height="8" rx="1.8" fill="currentColor" />
        </svg>
      </span>
    </div>
  );
}
