import type { QuestionnaireScenario } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import type { ScenarioOutcome } from '@minsheng/questionnaire/compile';
import { useMemo, useState } from 'react';

import { saveScenarios } from '../../api/questionnaires.js';
import { useMessages } from '../../messages/use-messages.js';
import { useAct, type Acting } from '../../ui/use-act.js';
import { recorded, replayed, type Run, type Walk } from './walk.js';

/** The scripts of a questionnaire, with what comes of each on the draft as it is. */
export interface Scenarios {
  list: readonly QuestionnaireScenario[];
  /** By code; empty while the draft has errors. */
  outcomes: ReadonlyMap<string, ScenarioOutcome>;
  saving: Acting;
  /** True when it was saved; `done` is said then. */
  save: (list: QuestionnaireScenario[], done: string) => Promise<boolean>;
  /** Keeps a trial as one more script. */
  record: (run: Run, walk: Walk, name: string) => Promise<boolean>;
}

export function useScenarios(
  id: string,
  saved: readonly QuestionnaireScenario[],
  compiled: CompiledQuestionnaire | null,
): Scenarios {
  const { say } = useMessages();
  const [list, setList] = useState(saved);
  const saving = useAct({ isShownBeside: true });
  const outcomes = useMemo(
    () => (compiled === null ? new Map<string, never>() : replayed(compiled, list)),
    [compiled, list],
  );
  const save = (next: QuestionnaireScenario[], done: string) =>
    saving.attempt(async () => {
      await saveScenarios(id, next);
      setList(next);
      return done;
    });
  const record = (run: Run, walk: Walk, name: string) => {
    const taken = new Set(list.map(({ code }) => code));
    let number = list.length + 1;
    while (taken.has(`s${number}`)) number += 1;
    const scenario = recorded(run, walk, { code: `s${number}`, name: { zh: name, en: name } });
    return save([...list, scenario], say('scenarios.kept'));
  };
  return { list, outcomes, saving, save, record };
}
