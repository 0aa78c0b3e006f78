import type { QuestionnaireDesign } from '@minsheng/contracts';
import type { CompiledQuestionnaire, Evaluation } from '@minsheng/questionnaire';
import { useEffect, useMemo, useRef, useState } from 'react';

import type { PreviewMode } from './phone-preview.js';
import { atTheDoor, evaluated, questionOfCard, walkAfter, type Run, type Walk, type WalkEvent } from './walk.js';

/** Somebody answering in the preview. */
export interface Walking {
  mode: PreviewMode;
  setMode: (mode: PreviewMode) => void;
  /** Null: there is nothing to answer yet. */
  run: Run | null;
  walk: Walk;
  evaluation: Evaluation | null;
  step: (event: WalkEvent) => void;
}

/** Walks through what the preview runs; the card in hand is followed, but for a trial. */
export function useWalk(
  design: QuestionnaireDesign,
  compiled: CompiledQuestionnaire | null,
  selected: string | null,
  now: string,
): Walking {
  const [mode, setMode] = useState<PreviewMode>('phone');
  const startedAt = useRef(now);
  const run: Run | null = useMemo(
    () =>
      compiled === null
        ? null
        : {
            compiled,
            circumstances: { seed: 1, now: startedAt.current, asInterviewer: mode === 'interviewer' },
          },
    [compiled, mode],
  );
  const [walk, setWalk] = useState<Walk>(atTheDoor);
  const step = (event: WalkEvent) => {
    if (run === null) return;
    setWalk((before) => walkAfter(before, event, run));
  };
  const evaluation = useMemo(() => (run === null ? null : evaluated(run, walk)), [run, walk]);
  const question = selected === null || run === null ? null : questionOfCard(design, run.compiled, selected);
  useEffect(() => {
    if (question !== null)
      setWalk((before) => (before.isTrial ? before : { ...before, at: question, ended: null, fault: null }));
  }, [question]);
  return { mode, setMode, run, walk, evaluation, step };
}
