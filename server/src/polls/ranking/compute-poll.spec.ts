import type { PollPlan } from '@minsheng/contracts';
import { compileReader } from '@minsheng/questionnaire/compile';
import { fieldBookOf } from '../fieldwork/field-book.js';
import type { AtomSums } from '../fieldwork/rebuild-sums.js';
import { type AnswerRecord, modes } from '../fieldwork/record.js';
import { planOfSpecs } from '../plan/plan-of-specs.js';
import { withoutAnswers } from '../weighting/folded-survey.js';
import { computePoll, samplesOf } from './compute-poll.js';
import { computeScored } from './score-poll.js';

const plan = planOfSpecs();
const book = fieldBookOf(plan);
/** Level of a person in a margin: 0 the area, 1 the sex. */
const levelOf = ({ singles }: AnswerRecord, margin: number) => book.marginsOf(singles)?.[margin];

/** People of all kinds, the same ones in every run: the n-th lives in A1 or A2 in turn. */
function peopleOf(mode: AnswerRecord['mode'], count: number, change: Record<string, string> = {}): AnswerRecord[] {
  const reader = compileReader(plan.questionnaire);
  const levels = plan.questionnaire.levels.map(({ code }) => code);
  const sites = plan.sites.map(({ area }, index) => ({ area, index }));
  return Array.from({ length: count }, (_, n) => {
    const area = n % 2 === 0 ? 'A1' : 'A2';
    const own = sites.filter((site) => site.area === area);
    const answers: Record<string, string> = {
      area,
      sex: n % 3 === 0 ? 'male' : 'female',
      age: ['18-34', '35-59', '60-plus'][Math.floor(n / 2) % 3] as string,
      staffOf: 'none',
      q1: levels[(n * 7 + Math.floor(n / 11)) % 5] as string,
      q2: levels[(n * 3 + Math.floor(n / 13)) % 4] as string,
      q3: levels[(n * 5 + Math.floor(n / 17)) % 3] as string,
      ...change,
    };
    const reading = reader.read(answers);
    if (!reading) throw new Error('these answers are refused');
    const psu = mode === 'INTERVIEW' ? (own[Math.floor(n / 2) % own.length]?.index ?? 0) : n % 10;
    return { mode, psu, seconds: 120, minute: n, singles: reading.singles, codes: reading.codes };
  });
}

function foldedOf(people: readonly AnswerRecord[]): AtomSums[] {
  const atoms = new Map<string, AtomSums>();
  for (const person of people) {
    const { cell, psu, cells } = book.fold(person);
    const mode = modes.indexOf(person.mode);
    const key = `${mode}/${cell}/${psu}`;
    const atom = atoms.get(key) ?? { mode, cell, psu, respondents: 0, counts: new Float64Array(book.layout.length) };
    atoms.set(key, atom);
    atom.respondents += 1;
    for (let at = 0; at < cells.length; at += 2) atom.counts[cells[at] as number]! += cells[at + 1] as number;
  }
  return [...atoms.values()].sort((a, b) => a.mode - b.mode || a.cell - b.cell || a.psu - b.psu);
}

function computed(of: PollPlan, people: readonly AnswerRecord[], seed = 7) {
  const made = computePoll(of, samplesOf(of, foldedOf(people)), seed);
  if (made.outcome !== 'computed') throw new Error(`not computed: ${JSON.stringify(made)}`);
  return made;
}

const interviews = peopleOf('INTERVIEW', 480);
const online = peopleOf('WECHAT', 300);
const listed = (made: ReturnType<typeof computed>) =>
  made.rankings.map(({ ranked, unranked }) => ({
    ranked: ranked.map(({ id }) => id).sort(),
    unranked: unranked.map(({ id, because }) => `${id}: ${because.join(' ')}`).sort(),
  }));

describe('from folded answers to the ranking', () => {
  it('M-16: the order in which answers arrive changes no bit', () => {
    const all = [...interviews, ...online];
    const shuffled = [...all].sort((a, b) => ((a.minute * 7919) % 101) - ((b.minute * 7919) % 101));
    const [one, other] = [computed(plan, all), computed(plan, shuffled)];
    expect(JSON.stringify([other.inputs, other.rankings])).toBe(JSON.stringify([one.inputs, one.rankings]));
    expect([...other.anchor.analysis.weighting.weights]).toEqual([...one.anchor.analysis.weighting.weights]);
  });

  it('M-18: areas and departments are ranked apart', () =>
    expect(listed(computed(plan, interviews))).toEqual([
      { ranked: ['D1', 'D2'], unranked: [] },
      { ranked: ['A1', 'A2'], unranked: [] },
    ]));

  it('M-16: an area with 29 interviews is listed apart, because of few respondents', () => {
    const [inA1, inA2] = [0, 1].map((area) => interviews.filter((person) => levelOf(person, 0) === area));
    const few = [...(inA1 ?? []).slice(0, 130), ...(inA2 ?? []).slice(0, 29)];
    const [departments, areas] = listed(computed(plan, few));
    expect(departments?.ranked).toEqual(['D1', 'D2']);
    expect(areas?.ranked).toEqual(['A1']);
    expect(areas?.unranked[0]).toMatch(/^A2: few-respondents/);
  });

  it('M-18: under 60 % of a unit’s weight publishable, it is listed as 样本不足', () => {
    // D2 is scored on question 1 alone, D1 by 6 of 11 parts: hardly anybody knows anything of it.
    const silent = peopleOf('INTERVIEW', 480, { q1: 'dontKnow' });
    const [departments, areas] = listed(computed(plan, [...silent, ...interviews.slice(0, 20)]));
    expect(departments?.ranked).toEqual([]);
    for (const unit of departments?.unranked ?? []) expect(unit).toContain('little-weight-publishable');
    expect(areas?.ranked).toEqual(['A1', 'A2']);
  });

  it('interviews are the anchor; without any, nothing is computed however many answer online', () => {
    expect(computed(plan, [...interviews, ...online]).anchor.mode).toBe('INTERVIEW');
    expect(computePoll(plan, samplesOf(plan, foldedOf(online)), 7)).toEqual({ outcome: 'no-answers' });
  });

  it('a plan asked online only stands on that', () => {
    const alone: PollPlan = { ...plan, modes: ['WECHAT'] };
    const made = computed(alone, online);
    expect([made.anchor.mode, made.online, made.blend]).toEqual(['WECHAT', null, null]);
  });

  it('a plan that keeps the modes apart shows online answers and lets them move nothing', () => {
    const apart: PollPlan = { ...plan, onlineUse: 'SEPARATE' };
    const [with_, without] = [computed(apart, [...interviews, ...online]), computed(apart, interviews)];
    expect([with_.online?.analysis.sums.respondents, with_.blend]).toEqual([300, null]);
    expect(with_.rankings).toEqual(without.rankings);
  });

  it('a level of an unordered margin without anybody is refused by name', () => {
    const men = interviews.filter((person) => levelOf(person, 1) === 0);
    expect(computePoll(plan, samplesOf(plan, foldedOf(men)), 7)).toMatchObject({
      outcome: 'refused',
      reason: 'level-without-respondents',
      margin: 'sex',
      level: 'female',
    });
  });

  it('online answers that cannot be weighted are left out and said so', () => {
    const men = online.filter((person) => levelOf(person, 1) === 0);
    const made = computed(plan, [...interviews, ...men]);
    expect([made.online, made.blend, made.onlineRefusal?.margin]).toEqual([null, null, 'sex']);
  });
});

describe('critical values of the rank sets', () => {
  /** The result as it is kept, of people who answered. */
  function kept(of: PollPlan, people: readonly AnswerRecord[], version?: string) {
    const inputs = { plan: of, planHash: 'plan', book, excluded: [] } as unknown as Parameters<typeof computeScored>[0];
    const { inputs: ranked, result, hashes } = computeScored(inputs, foldedOf(people), 'spec', false, version);
    return { inputs: ranked, method: result.method, sentence: result.method.rankSets.criticalValues, hashes };
  }
  const withTotals = (inputs: ReturnType<typeof kept>['inputs']): boolean[] =>
    (Array.isArray(inputs) ? inputs : []).map(({ samplingUnits }) => samplingUnits !== undefined);
  const separate: PollPlan = { ...plan, onlineUse: 'SEPARATE' };
  const bootstrap = /^抽样单元随机变号自助法/;
  // Eleven more in each area, at its first site only: the other sites keep nine or fewer.
  const thin = interviews.filter((_, at) => at < 170);

  it.each<[string, PollPlan, AnswerRecord[], boolean[], RegExp]>([
    ['interviews alone: by the sampling units', plan, interviews, [true, false], bootstrap],
    ['modes kept apart: by those of the interviews', separate, [...interviews, ...online], [true, false], bootstrap],
    [
      'two modes blended: t-matched, and why',
      plan,
      [...interviews, ...online],
      [],
      /；没有用 bootstrap-t：得分由两种方式/,
    ],
    [
      'sites of fewer than ten: t-matched, and why',
      plan,
      thin,
      [false, false],
      /；没有用 bootstrap-t：有抽样单元不足 10 人/,
    ],
  ])('%s', (_, of, people, totals, sentence) => {
    const found = kept(of, people);
    expect(withTotals(found.inputs)).toEqual(totals);
    expect(found.sentence.zh).toMatch(sentence);
  });

  it('a result of the first version of the method is made again as it was', () => {
    const [first, now] = [kept(plan, interviews, '1'), kept(plan, interviews)];
    expect([first.method.methodVersion, now.method.methodVersion]).toEqual(['1', '2']);
    expect(withTotals(first.inputs)).toEqual([false, false]);
    expect(first.sentence).toEqual({
      zh: '按自由度换算到 t 分布的最大学生化差临界值；自由度不足 16 的组用 Bonferroni t',
      en: 'largest studentised difference, matched to t by degrees of freedom; Bonferroni t in groups with under 16 degrees of freedom',
    });
    expect(first.hashes).not.toEqual(now.hashes);
  });
});

describe('excluded answers', () => {
  const place = (person: AnswerRecord) => ({ mode: modes.indexOf(person.mode), ...book.fold(person) });

  it('leave the sums as if they had never been given', () => {
    const excluded = interviews.filter((_, at) => at % 9 === 0);
    const left = interviews.filter((_, at) => at % 9 !== 0);
    expect(withoutAnswers(foldedOf(interviews), excluded.map(place))).toEqual(foldedOf(left));
  });

  it('leave the kept sums untouched', () => {
    const kept = foldedOf(interviews);
    withoutAnswers(kept, interviews.slice(0, 5).map(place));
    expect(kept).toEqual(foldedOf(interviews));
  });

  it('that were never in the sums are a broken promise', () =>
    expect(() => withoutAnswers(foldedOf(interviews), [place(online[0] as AnswerRecord)])).toThrow(/not in the sums/));
});
