import type { PollPlan } from '@minsheng/contracts';
import { fieldBookOf } from '../fieldwork/field-book.js';
import type { AtomSums } from '../fieldwork/rebuild-sums.js';
import { type AnswerRecord, modes } from '../fieldwork/record.js';
import { planOfSpecs } from '../plan/plan-of-specs.js';
import { sampleOf } from '../weighting/diagnostics.js';
import { withoutAnswers } from '../weighting/folded-survey.js';
import { bandsOf, blendRuleOf, computePoll, samplesOf, scoreModes } from './compute-poll.js';

const plan: PollPlan = { ...planOfSpecs(), modes: ['INTERVIEW', 'WECHAT'], onlineUse: 'BLEND' };
const book = fieldBookOf(plan);

/** Invented answers; the same number is the same answer. */
function answer(index: number, mode: AnswerRecord['mode']): AnswerRecord {
  const luck = (salt: number): number => ((Math.imul(index * 31 + salt, 0x9e3779b1) >>> 8) % 1000) / 1000;
  const site = Math.floor(luck(1) * plan.sites.length);
  const singles = plan.questionnaire.items.flatMap((item) => {
    if (item.type !== 'single') return [];
    const margin = plan.margins.find(({ code }) => code === item.code);
    if (!margin) return [0];
    const isArea = margin === plan.margins[0];
    const level =
      isArea && mode === 'INTERVIEW'
        ? plan.sites[site]?.area
        : margin.levels[Math.floor(luck(item.code.length) * margin.levels.length)]?.code;
    return [item.options.findIndex(({ code }) => code === level)];
  });
  const items = plan.questionnaire.items.filter(({ type }) => type === 'satisfaction');
  return {
    mode,
    psu: mode === 'INTERVIEW' ? site : index % 6,
    seconds: 120,
    minute: index % 8000,
    singles: Uint8Array.from(singles),
    codes: Uint8Array.from(items, (_, q) => Math.floor(luck(11 + q) * (q + 3)) % 6),
  };
}

function foldedOf(record: AnswerRecord) {
  return { mode: modes.indexOf(record.mode), ...book.fold(record) };
}

function sumsOf(records: readonly AnswerRecord[]): AtomSums[] {
  const atoms = new Map<string, AtomSums>();
  for (const record of records) {
    const { mode, cell, psu, cells } = foldedOf(record);
    const key = `${mode}/${cell}/${psu}`;
    const atom = atoms.get(key) ?? { mode, cell, psu, respondents: 0, counts: new Float64Array(book.layout.length) };
    atoms.set(key, atom);
    atom.respondents += 1;
    for (let at = 0; at < cells.length; at += 2) atom.counts[cells[at]!]! += cells[at + 1]!;
  }
  return [...atoms.values()];
}

const interviews = Array.from({ length: 2400 }, (_, index) => answer(index, 'INTERVIEW'));
const online = Array.from({ length: 1500 }, (_, index) => answer(10_000 + index, 'WECHAT'));

function computed(sums: readonly AtomSums[], of: PollPlan = plan) {
  const made = computePoll(of, samplesOf(of, sums), 20261211);
  if (made.outcome !== 'computed') throw new Error(made.outcome);
  return made;
}

describe('from folded sums to the ranking', () => {
  const made = computed(sumsOf([...interviews, ...online]));

  it('ranks on interviews where the plan has them, with the online sample beside', () => {
    expect(made.anchor.mode).toBe('INTERVIEW');
    expect(made.anchor.analysis.sums.respondents).toBe(2400);
    expect(made.online?.analysis.sums.respondents).toBe(1500);
    expect(made.rankings.flatMap(({ ranked }) => ranked)).not.toHaveLength(0);
  });

  it('does not depend on the order in which answers came', () => {
    expect(computed(sumsOf([...online, ...interviews].reverse()))).toEqual(made);
  });

  it('an answer taken out leaves no trace: the result is that of the others', () => {
    const others = computed(sumsOf([...interviews.slice(40), ...online.slice(25)]));
    const out = [...interviews.slice(0, 40), ...online.slice(0, 25)].map(foldedOf);
    expect(computed(withoutAnswers(sumsOf([...interviews, ...online]), out))).toEqual(others);
  });

  it('bands asked for alone are those of the ranking', () => {
    const ranked = made.rankings.flatMap((ranking) => ranking.ranked);
    expect(bandsOf(made.inputs)).toEqual(new Map(ranked.map(({ id, band }) => [id, band])));
  });

  it('with nobody interviewed there is nothing to rank, however many answered online', () => {
    expect(computePoll(plan, samplesOf(plan, sumsOf(online)), 1)).toEqual({ outcome: 'no-answers' });
  });

  it('an online sample that cannot be weighted is left out, and says why', () => {
    const oneArea = online.filter(({ singles }) => singles[0] === 0);
    const without = computed(sumsOf([...interviews, ...oneArea]));
    expect(without.online).toBeNull();
    expect(without.onlineRefusal).toMatchObject({ reason: 'level-without-respondents', margin: 'area' });
    expect(without.rankings).toEqual(computed(sumsOf(interviews)).rankings);
  });

  it('a mode that the plan does not have is not looked at', () => {
    const alone: PollPlan = { ...plan, modes: ['INTERVIEW'] };
    expect(samplesOf(alone, sumsOf(online)).WECHAT).toBeNull();
  });

  it('takes the bounds of the blend from the plan', () => {
    const publication = { ...plan.publication, minimumCell: 45, minimumPublishableShare: 0.7 };
    expect(blendRuleOf({ ...plan, publication, clipRobustDeviations: 2 })).toMatchObject({
      clipRobustDeviations: 2,
      minimumRespondents: 45,
      minimumPublishableShare: 0.7,
    });
  });

  it('without any margin every answer weighs the same', () => {
    const scored = scoreModes(plan, samplesOf(plan, sumsOf(interviews)), 1, undefined, true);
    if (scored.outcome !== 'computed') throw new Error(scored.outcome);
    expect(new Set(scored.anchor.analysis.weighting.weights)).toEqual(new Set([1]));
  });

  it('the histogram of weights begins at none and counts every answer once', () => {
    const { histogram, weights, respondents } = sampleOf(plan, 'INTERVIEW', made.anchor.analysis);
    expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(respondents);
    const first = histogram.counts.findIndex((count) => count > 0);
    expect(first * histogram.step).toBeLessThanOrEqual(weights.smallest + 1e-9);
    expect((first + 1) * histogram.step).toBeGreaterThan(weights.smallest);
    expect(histogram.counts.length * histogram.step).toBeGreaterThanOrEqual(weights.largest - 1e-9);
  });
});
