import type { DesignEntry, QuestionnaireDesign, QuestionnaireScenario } from '@minsheng/contracts';
import { recordScenario } from '@minsheng/questionnaire/compile';
import { askingPolls } from './asking-polls.js';
import type { City } from './city.js';
import type { Caller } from './platform/index.js';
import {
  createQuestionnaire,
  findPublishedQuestionnaire,
  publishQuestionnaire,
  type QuestionnaireId,
  saveDraft,
  saveScenarios,
} from './questionnaires/index.js';

const title = { zh: '青岚市民意测评问卷（演示）', en: 'Qinglan satisfaction questionnaire (demonstration)' };

/**
 * The questionnaire that the open poll asks, copied from its plan and published with one answer script, so that the designer has
 * something to begin with.
 */
export async function seedDemonstrationQuestionnaire(
  { works }: City,
  designer: Caller,
  pollId: string,
): Promise<QuestionnaireId> {
  const id = await createQuestionnaire(
    works,
    designer,
    { code: 'qinglan-poll', title, from: { kind: 'poll', pollId } },
    askingPolls,
  );
  await publishQuestionnaire(works, designer, id, { revision: 1 });
  return id;
}

/** The draft of the next round: it asks those who are not satisfied with buses why. */
export async function seedDemonstrationDraft(city: City, designer: Caller, id: QuestionnaireId): Promise<void> {
  const { works } = city;
  const published = await works.read(designer, (work) => findPublishedQuestionnaire(work, id, 1));
  if (!published) throw new Error('the demonstration has no published questionnaire');
  const scenario = screenedOut(published.compiled);
  await works.write(designer, (work) => saveScenarios(work, id, [scenario]));
  await saveDraft(works, designer, id, { revision: null, design: withReasons(published.design) });
}

/** Somebody who lives elsewhere is thanked and asked nothing more. */
function screenedOut(compiled: Parameters<typeof recordScenario>[0]): QuestionnaireScenario {
  const script = { seed: 1, now: '2026-12-14T02:00:00.000Z', answers: [{ item: 'area', answer: 'elsewhere' }] };
  return {
    code: 'elsewhere',
    name: { zh: '不住在本市的人（演示）', en: 'Somebody who lives elsewhere (demonstration)' },
    ...script,
    expect: recordScenario(compiled, script),
  };
}

const buses = 'I12';

function withReasons(design: QuestionnaireDesign): QuestionnaireDesign {
  return {
    ...design,
    lists: [
      ...design.lists,
      {
        code: 'busReasons',
        choices: [
          { code: 'waiting', text: { zh: '等车时间长', en: 'Long waits' } },
          { code: 'lines', text: { zh: '线路不合理', en: 'Lines badly laid' } },
          { code: 'crowding', text: { zh: '车上拥挤', en: 'Crowded buses' } },
          { code: 'manners', text: { zh: '服务态度', en: 'Service on board' } },
          { code: 'none', text: { zh: '以上都没有', en: 'None of these' }, isAnchored: true },
        ],
      },
    ],
    entries: design.entries.flatMap((entry): DesignEntry[] =>
      entry.type === 'satisfaction' && entry.indicator?.code === buses
        ? [entry, reasonsAfter(entry.code, worst(design))]
        : [entry],
    ),
  };
}

/** Codes of the two lowest levels. */
function worst({ scales }: QuestionnaireDesign): string[] {
  return scales[0]?.levels.slice(-2).map(({ code }) => code) ?? [];
}

function reasonsAfter(item: string, levels: readonly string[]): DesignEntry {
  return {
    type: 'multiple',
    code: 'busReasons',
    text: { zh: '公交出行主要是哪方面不满意？', en: 'What about buses and taxis are you dissatisfied with?' },
    hint: { zh: '可以选几项', en: 'Choose all that apply' },
    relevant: levels.map((level) => `\${${item}} = '${level}'`).join(' or '),
    list: 'busReasons',
    isShuffled: true,
    exclusive: ['none'],
  };
}
