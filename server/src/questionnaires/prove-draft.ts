import type {
  QuestionnaireDesign,
  QuestionnaireProof,
  QuestionnaireScenario,
  ScenarioReplay,
} from '@minsheng/contracts';
import { civilDateAt } from '../deadlines/index.js';
import type { Caller, Work, Works } from '../platform/index.js';
import { compiled } from './compilation.js';
import { requireDraft, scenariosOf } from './questionnaires.queries.js';
import { designThread } from './thread/design-thread.js';
import type { CompiledDesign } from './thread/design-work.js';

/** A draft as it is looked at before it is published. */
export interface DraftToProve {
  design: QuestionnaireDesign;
  revision: number;
  scenarios: QuestionnaireScenario[];
  now: Date;
}

/** The draft with everything that publishing looks at. Throws questionnaires.no-draft. */
export async function draftToProve(work: Work, id: string): Promise<DraftToProve> {
  const draft = await requireDraft(work, id);
  const scenarios = await scenariosOf(work, draft.questionnaireId);
  return { design: draft.design, revision: draft.revision, scenarios, now: work.now };
}

/** Errors and warnings, and what comes of every answer script; those are replayed once there are no errors. */
export async function checksOf({ design, scenarios, now }: DraftToProve): Promise<{
  compilation: CompiledDesign;
  replays: ScenarioReplay[];
}> {
  const compilation = await compiled(design, civilDateAt(now));
  const form = compilation.compiled;
  return { compilation, replays: form ? await designThread.run('replay', form, scenarios) : [] };
}

/** Everything that publishing would look at, and what random paths reach. */
export async function proveDraft(works: Works, caller: Caller, id: string): Promise<QuestionnaireProof> {
  const draft = await works.read(caller, (work) => draftToProve(work, id));
  const { compilation, replays } = await checksOf(draft);
  const form = compilation.compiled;
  return {
    diagnostics: compilation.diagnostics,
    scenarios: replays,
    coverage: form ? await designThread.run('cover', form, draft.now.toISOString()) : null,
  };
}
