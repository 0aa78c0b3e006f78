import type { BankEntry, BankIndicator, IndicatorView, QuestionBank, SatisfactionItem } from '@minsheng/contracts';
import { designOf } from '@minsheng/questionnaire/compile';
import { listIndicators, viewIndicator } from '../indicators/index.js';
import { canonicalJson, type Work } from '../platform/index.js';
import { type SchemeConfig, schemeInForce } from '../scheme/index.js';
import type { AskingPoll, AskingPollsOf } from './asking-polls.js';
import { emptyDesign } from './empty-design.js';
import { listMeasured } from './questionnaires.queries.js';
import { areaQuestion, marginQuestions, rankedUnits, staffQuestion } from './respondent-items.js';

const mostWordings = 20;

/** 题库: what can be asked, what it was called before, and where its series breaks. */
export async function questionBank(work: Work, askingPolls: AskingPollsOf): Promise<QuestionBank> {
  const polls = (await askingPolls(work)).filter(({ isPublic }) => isPublic);
  const measured = await listMeasured(work);
  const scheme = await schemeInForce(work);
  return {
    indicators: (await indicatorsInForce(work)).map((indicator) => ({
      code: indicator.code,
      version: indicator.version,
      name: indicator.name,
      term: indicator.term,
      isActive: mayBeAsked(indicator),
      wording: indicator.wording,
      hint: indicator.hint,
      series: seriesOf(indicator.code, polls),
      wordings: measured
        .flatMap(({ code, version, publishedAt, measured: all }) =>
          all
            .filter((one) => one.indicator === indicator.code)
            .map(({ text, indicatorVersion }) => ({
              text,
              indicatorVersion,
              questionnaire: code,
              version,
              publishedAt: publishedAt.toISOString(),
            })),
        )
        .slice(0, mostWordings),
    })),
    respondent: scheme ? await respondentEntries(work, scheme.config) : [],
  };
}

/** Of every code the newest row that was approved once: suspended and retired ones have a history too. */
async function indicatorsInForce(work: Work): Promise<IndicatorView[]> {
  const decided = (await listIndicators(work))
    .map((one) => viewIndicator(one))
    .filter(({ state }) => state !== 'DRAFT' && state !== 'REVIEW');
  const asked = new Set(decided.filter(mayBeAsked).map(({ code }) => code));
  const seen = new Set<string>();
  return decided.filter((indicator) => {
    if (seen.has(indicator.code) || (asked.has(indicator.code) && !mayBeAsked(indicator))) return false;
    seen.add(indicator.code);
    return true;
  });
}

function mayBeAsked({ state }: IndicatorView): boolean {
  return state === 'APPROVED' || state === 'ACTIVE';
}

/**
 * Polls that asked an indicator, newest first. The series breaks at a poll whose version, words or scores differ from those of the
 * poll before.
 */
export function seriesOf(indicator: string, polls: readonly AskingPoll[]): BankIndicator['series'] {
  const asked = polls.flatMap(({ plan }) => {
    const item = plan.questionnaire.items.find(
      (one): one is SatisfactionItem => one.type === 'satisfaction' && one.indicator === indicator,
    );
    if (!item) return [];
    const version = plan.indicators.find(({ code }) => code === indicator)?.version ?? 1;
    const scores = plan.questionnaire.levels.map(({ code, score }) => [code, score]);
    return [
      {
        plan,
        version,
        wording: item.text.zh,
        kept: canonicalJson([version, item.text.zh, item.hint?.zh ?? '', scores]),
      },
    ];
  });
  return asked.map(({ plan, version, wording, kept }, at) => ({
    pollId: plan.pollId,
    periodKey: plan.periodKey,
    version,
    wording,
    isBreak: at + 1 < asked.length && asked[at + 1]?.kept !== kept,
  }));
}

/** What every poll asks of its respondents, as the scheme and the organisation stand now. */
async function respondentEntries(work: Work, config: SchemeConfig): Promise<BankEntry[]> {
  const { groups, territorial } = await rankedUnits(work);
  const { title, marks, missing } = emptyDesign(config);
  const named = [
    { name: { zh: '居住地', en: 'Area' }, item: areaQuestion(territorial) },
    ...marginQuestions(config).map((item, at) => ({
      name: { zh: config.poll.margins[at]?.zh ?? '', en: config.poll.margins[at]?.en ?? '' },
      item,
    })),
    { name: { zh: '工作单位', en: 'Place of work' }, item: staffQuestion(groups) },
  ];
  return named.flatMap(({ name, item }) => {
    const design = designOf(
      { format: 'minsheng-questionnaire/1', title, marks, levels: [], missing, items: [item] },
      { code: item.code, version: 1, indicatorVersion: () => 1 },
    );
    const [entry] = design.entries;
    return entry ? [{ code: item.code, name, item: entry, lists: design.lists, scales: design.scales }] : [];
  });
}
