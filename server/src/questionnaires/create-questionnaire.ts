import type { NewQuestionnaire, QuestionnaireDesign, QuestionnaireScenario } from '@minsheng/contracts';
import { designOf } from '@minsheng/questionnaire/compile';
import { civilDateAt } from '../deadlines/index.js';
import { type Caller, record, type Work, type Works } from '../platform/index.js';
import { currentScheme } from '../scheme/index.js';
import { compiled } from './compilation.js';
import { emptyDesign } from './empty-design.js';
import type { AskingPollsOf } from './asking-polls.js';
import type { QuestionnaireId } from './questionnaire.entity.js';
import { questionnaireProblems } from './questionnaires.problems.js';
import {
  findDraft,
  findNewestVersion,
  findQuestionnaire,
  findVersion,
  insertQuestionnaire,
  replaceScenarios,
  scenariosOf,
} from './questionnaires.queries.js';

/**
 * A new questionnaire with its first draft: empty, or in one step what was asked last time (复制上期), with the answer scripts
 * that came with it.
 *
 * @throws Problem questionnaires.not-in-bank, or questionnaires.code-taken (by the database)
 */
export async function createQuestionnaire(
  works: Works,
  caller: Caller,
  { code, title, from }: NewQuestionnaire,
  askingPolls: AskingPollsOf,
): Promise<QuestionnaireId> {
  const { design, scenarios, today } = await works.read(caller, async (work) => ({
    ...(await contentFrom(work, code, from, askingPolls)),
    today: civilDateAt(work.now),
  }));
  const named = { ...design, code, version: 1, title };
  const { summary } = await compiled(named, today);
  return works.write(caller, async (work) => {
    const id = await insertQuestionnaire(work, code, { design: named, summary });
    await replaceScenarios(work, id, scenarios);
    record(work, { subject: `questionnaire:${id}`, action: 'questionnaires.created', payload: { code, from } });
    return id;
  });
}

interface Content {
  design: QuestionnaireDesign;
  scenarios: QuestionnaireScenario[];
}

async function contentFrom(
  work: Work,
  code: string,
  from: NewQuestionnaire['from'],
  askingPolls: AskingPollsOf,
): Promise<Content> {
  switch (from.kind) {
    case 'empty':
      return { design: emptyDesign((await currentScheme(work)).config), scenarios: [] };
    case 'copy':
      return copyOf(work, from.id, from.version);
    case 'poll': {
      const plan = (await askingPolls(work)).find(({ plan: { pollId } }) => pollId === from.pollId)?.plan;
      if (!plan) throw questionnaireProblems['not-in-bank']();
      if (plan.design) return copyOf(work, plan.design.questionnaireId, plan.design.document.version);
      const versions = new Map(plan.indicators.map((indicator) => [indicator.code, indicator.version]));
      const indicatorVersion = (indicator: string): number => versions.get(indicator) ?? 1;
      return { design: designOf(plan.questionnaire, { code, version: 1, indicatorVersion }), scenarios: [] };
    }
  }
}

/** Of a version named; else of the draft, or without one of the newest version. */
async function copyOf(work: Work, id: string, version: number | null): Promise<Content> {
  if (version !== null) {
    const found = await findVersion(work, id, version);
    if (!found) throw questionnaireProblems['not-in-bank']();
    return { design: found.design, scenarios: found.scenarios };
  }
  const known = await findQuestionnaire(work, id);
  const found = known && ((await findDraft(work, known.id)) ?? (await findNewestVersion(work, known.id)));
  if (!found) throw questionnaireProblems['not-in-bank']();
  return { design: found.design, scenarios: await scenariosOf(work, known.id) };
}
