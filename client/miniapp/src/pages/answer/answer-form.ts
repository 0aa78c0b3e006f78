import type { CompiledChoice, Question } from '@minsheng/questionnaire';
import type { QuestionView } from '../../polls/question-view.js';

/** What every way of answering is given. */
export interface AnswerFormProps {
  question: Question;
  /** All options of the question, in the order of their list. */
  list: readonly CompiledChoice[];
  view: QuestionView;
  /** As it stands; empty: none. */
  answer: string;
  /** The business clock, UTC. */
  now: string;
  /** The question as a reader says it. */
  label: string;
  /** One answer chosen of several: it may lead on by itself. */
  onChoose(answer: string): void;
  /** An answer that is still being given. */
  onWrite(answer: string): void;
}
