import type { QuestionnaireDesign } from '@minsheng/contracts';
import { useEffect, useEffectEvent, useRef } from 'react';

import { RequestFailed } from '../../api/failure.js';
import { readQuestionnaire, saveDraft } from '../../api/questionnaires.js';
import {
  designOf,
  draftAfter,
  draftState,
  isChangedElsewhere,
  isDirty,
  mustSave,
  type Draft,
  type DraftEvent,
  type DraftState,
} from './draft-state.js';

/** Work that could not be sent before its page was left, by questionnaire: it is taken up again when the page is opened. */
const unsent = new Map<string, { revision: number; design: QuestionnaireDesign }>();

/** The state that a draft is opened in: with work left unsent, from the revision that it was done on. */
export function openedState(id: string, draft: Draft): DraftState {
  const state = draftState(draft);
  const left = unsent.get(id);
  if (left === undefined) return state;
  return { ...draftAfter(state, { kind: 'edited', edit: () => left.design }), revision: left.revision };
}

/** Milliseconds after the last change: long enough to finish a word. */
const saveAfter = 900;

/** Sends the draft a moment after each change, one save at a time, and fetches what somebody else saved meanwhile. */
export function useAutosave(
  id: string,
  state: DraftState,
  tell: (event: DraftEvent) => void,
  { isOn, isHurried }: { isOn: boolean; isHurried: boolean },
): void {
  const send = useEffectEvent(async () => {
    if (!mustSave(state)) return;
    tell({ kind: 'save-sent' });
    try {
      const { revision, changedAt } = await saveDraft(id, { revision: state.revision, design: designOf(state) });
      tell({ kind: 'save-done', revision, changedAt });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'save-failed', failure: error.failure });
      if (isChangedElsewhere(error.failure)) await fetchTheirs();
    }
  });
  const fetchTheirs = useEffectEvent(async () => {
    try {
      const { draft } = await readQuestionnaire(id);
      if (draft !== null) tell({ kind: 'theirs-came', draft });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
    }
  });
  const isDue = isOn && mustSave(state);
  const design = designOf(state);
  useEffect(() => {
    if (!isDue) return;
    const timer = setTimeout(() => void send(), isHurried ? 0 : saveAfter);
    return () => clearTimeout(timer);
  }, [isDue, isHurried, design]);

  const retry = useEffectEvent(() => {
    if (isOn && state.failure?.kind === 'unreachable') tell({ kind: 'retried' });
  });
  useEffect(() => {
    const again = () => retry();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, []);

  // What was left unsent is in hand again, and is kept anew when the page is left.
  useEffect(() => {
    if (isOn) unsent.delete(id);
  }, [id, isOn]);
  const latest = useRef({ state, isOn });
  useEffect(() => {
    latest.current = { state, isOn };
  });
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current.isOn && isDirty(latest.current.state)) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('beforeunload', warn);
      // Another page of the console is opened within the moment before the save.
      const { state: last, isOn: wasOn } = latest.current;
      if (!wasOn || !isDirty(last) || last.sending === designOf(last)) return;
      const left = { revision: last.revision, design: designOf(last) };
      unsent.set(id, left);
      if (mustSave(last)) {
        void saveDraft(id, left).then(
          () => unsent.delete(id),
          // It stays with what is unsent.
          () => undefined,
        );
      }
    };
  }, [id]);
}
