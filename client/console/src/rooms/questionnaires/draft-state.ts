import type { QuestionnaireDesign, QuestionnaireView } from '@minsheng/contracts';

import { isStatus, type Failure } from '../../api/failure.js';
import { placeOf } from './entries.js';
import { begun, changed, redone, undone, type History } from './history.js';

export type Draft = NonNullable<QuestionnaireView['draft']>;

/** A draft in hand: what it was, what it is, and what the server has of it. */
export interface DraftState {
  history: History<QuestionnaireDesign>;
  /** Code of the card in hand. */
  selected: string | null;
  /** Whether the card in hand is open for writing. */
  isOpen: boolean;
  /** Of the save that this work goes on from. */
  revision: number;
  /** What the server has under that revision. */
  saved: QuestionnaireDesign;
  savedAt: string;
  /** On its way to the server. */
  sending: QuestionnaireDesign | null;
  /** Of the last save; the next change or a retry takes it away. */
  failure: Failure | null;
  /** What somebody else saved meanwhile. Nothing is sent until a person has chosen. */
  theirs: Draft | null;
}

export interface EditOptions {
  /** What is written on: going on in the same is one step of undo. */
  field?: string;
  /** The card that is in hand afterwards. */
  select?: string | null;
  open?: boolean;
}

export type DraftEvent =
  | ({ kind: 'edited'; edit: (design: QuestionnaireDesign) => QuestionnaireDesign } & EditOptions)
  | { kind: 'undone' }
  | { kind: 'redone' }
  | { kind: 'selected'; code: string | null; open?: boolean }
  | { kind: 'save-sent' }
  | { kind: 'save-done'; revision: number; changedAt: string }
  | { kind: 'save-failed'; failure: Failure }
  | { kind: 'retried' }
  | { kind: 'theirs-came'; draft: Draft }
  | { kind: 'kept-mine' }
  | { kind: 'took-theirs' };

export function draftState(draft: Draft): DraftState {
  return {
    history: begun(draft.design),
    selected: null,
    isOpen: false,
    revision: draft.revision,
    saved: draft.design,
    savedAt: draft.changedAt,
    sending: null,
    failure: null,
    theirs: null,
  };
}

export const designOf = ({ history }: Pick<DraftState, 'history'>): QuestionnaireDesign => history.present;

export const isDirty = (state: DraftState): boolean => designOf(state) !== state.saved;

/** Whether a save should be sent now: one at a time, none while a person has to choose or to try again. */
export const mustSave = (state: DraftState): boolean =>
  isDirty(state) && state.sending === null && state.failure === null && state.theirs === null;

export function draftAfter(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'edited': {
      const history = changed(state.history, event.edit(designOf(state)), event.field ?? null);
      if (history === state.history && event.select === undefined) return state;
      return kept({
        ...state,
        history,
        ...(event.select === undefined ? {} : { selected: event.select, isOpen: event.open ?? false }),
        failure: history === state.history ? state.failure : null,
      });
    }
    case 'undone':
      return kept({ ...state, history: undone(state.history), failure: null });
    case 'redone':
      return kept({ ...state, history: redone(state.history), failure: null });
    case 'selected':
      return kept({ ...state, selected: event.code, isOpen: event.code !== null && (event.open ?? false) });
    case 'save-sent':
      return { ...state, sending: designOf(state), failure: null };
    case 'save-done':
      return {
        ...state,
        saved: state.sending ?? state.saved,
        sending: null,
        revision: event.revision,
        savedAt: event.changedAt,
      };
    case 'save-failed':
      return { ...state, sending: null, failure: event.failure };
    case 'retried':
      return { ...state, failure: null };
    case 'theirs-came':
      return { ...state, theirs: event.draft };
    case 'kept-mine': {
      if (state.theirs === null) return state;
      const { revision, design, changedAt } = state.theirs;
      return { ...state, revision, saved: design, savedAt: changedAt, failure: null, theirs: null };
    }
    case 'took-theirs': {
      if (state.theirs === null) return state;
      const { revision, design, changedAt } = state.theirs;
      // The own work is one step back: undoing brings it again.
      return kept({
        ...state,
        history: changed(state.history, design, null),
        revision,
        saved: design,
        savedAt: changedAt,
        failure: null,
        theirs: null,
      });
    }
  }
}

/** A card that is gone is not in hand. */
function kept(state: DraftState): DraftState {
  return state.selected === null || placeOf(designOf(state), state.selected) !== null
    ? state
    : { ...state, selected: null, isOpen: false };
}

export const isChangedElsewhere = (failure: Failure | null): boolean =>
  failure !== null &&
  isStatus(failure, 409) &&
  failure.kind === 'refused' &&
  failure.problem.code === 'questionnaires.changed-elsewhere';
