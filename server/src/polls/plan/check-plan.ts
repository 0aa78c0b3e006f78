import type {
  LocalisedText,
  PlanCheck,
  PlanDesign,
  PollPlan,
  QuestionnaireDesign,
  SiteKind,
} from '@minsheng/contracts';
import { checkQuestionnaire, countedProjection, hashOf, marginItems } from '@minsheng/questionnaire/compile';
import { addDays, instantOf, parseCivilDate } from '../../deadlines/index.js';
import { canonicalJson } from '../../platform/index.js';
import { compiledDesign, measuredIndicators, sha256 } from './compiled-questionnaire.js';
import { decimalSum } from './decimal-sum.js';
import { satisfactionItems, scoringOf } from './plan-layout.js';
import { cellsOf } from './quotas.js';

/** What a plan is held against besides itself. */
export interface PlanDemands {
  now: Date;
  siteKinds: readonly SiteKind[];
  minimumSitesPerArea: number;
  /** The instants that the calendar gives the poll now, published overrides included. */
  calendar: PollPlan['calendar'];
  /** Long-term indicators that stand now: a regular poll asks every one. */
  longTerm: readonly { code: string; version: number }[];
  /** Ad-hoc indicators that stand now. */
  adhoc: readonly { code: string; version: number }[];
  /** Fieldwork windows that an ad-hoc poll must not touch. */
  occupied: readonly { title: string; from: Date; to: Date }[];
}

/** Characters of an answer sheet beside its choices; codes, quotation marks and how it was asked take the rest of 8,000. */
const mostText = 6000;

type Verdict = { rule: LocalisedText; fault: LocalisedText | null };

/** Everything that has to be in order before a plan is submitted, met or not, in the order a designer works. Pure. */
export function checkPlan(plan: PollPlan, demands: PlanDemands): PlanCheck[] {
  const verdicts: [string, Verdict][] = [
    ['questionnaire', plan.design ? designInOrder(plan, plan.design) : questionnaireInOrder(plan)],
    ['form-valid', formValid(plan)],
    ['calendar', calendarKept(plan, demands)],
    ['indicators', indicatorsInOrder(plan, demands)],
    ['units', unitsScored(plan)],
    ['scores', scoresWhole(plan)],
    ['margins', marginsInOrder(plan)],
    ['sites', sitesInOrder(plan, demands)],
    ['quotas', quotasComplete(plan)],
    ['modes', modesInOrder(plan)],
    ...(plan.kind === 'ADHOC' ? ([['overlap', overlapsNone(plan, demands)]] satisfies [string, Verdict][]) : []),
  ];
  return verdicts.map(([code, { rule, fault }]) => ({ code, isMet: fault === null, sentences: fault ?? rule }));
}

function questionnaireInOrder({ questionnaire }: PollPlan): Verdict {
  const [first, ...others] = checkQuestionnaire(questionnaire);
  const item = first?.item ? `${first.item}：` : '';
  return {
    rule: { zh: '问卷没有问题', en: 'The questionnaire has no faults' },
    fault: first
      ? {
          zh: `问卷有 ${others.length + 1} 处问题，第一处：${item}${first.sentences.zh}`,
          en: `The questionnaire has ${others.length + 1} faults; the first: ${first.item ? `${first.item}: ` : ''}${first.sentences.en}`,
        }
      : null,
  };
}

/** A design stands in the plan as it was published, and what is counted is what follows from it. */
function designInOrder(plan: PollPlan, { hash, document }: PlanDesign): Verdict {
  return {
    rule: {
      zh: `问卷是已发布的“${document.code}”第 ${document.version} 版，每份答卷都能存下、能计数`,
      en: `The questionnaire is “${document.code}” as published in version ${document.version}; every answer can be kept and counted`,
    },
    fault: designFault(plan, document, hash),
  };
}

function designFault(plan: PollPlan, document: QuestionnaireDesign, hash: string): LocalisedText | null {
  const { compiled, diagnostics } = compiledDesign(document);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (!compiled || error)
    return {
      zh: `问卷有错误：${error?.item ? `${error.item}：` : ''}${error?.sentences.zh ?? ''}`,
      en: `The questionnaire has an error: ${error?.item ? `${error.item}: ` : ''}${error?.sentences.en ?? ''}`,
    };
  if (hashOf(document, sha256) !== hash)
    return { zh: '问卷与发布时的指纹不符', en: 'The questionnaire is not the one whose hash stands beside it' };
  const { questionnaire, faults } = countedProjection(document, compiled);
  const [first] = faults;
  if (first)
    return {
      zh: `问卷不能计数：${first.item ? `${first.item}：` : ''}${first.sentences.zh}`,
      en: `The questionnaire cannot be counted: ${first.item ? `${first.item}: ` : ''}${first.sentences.en}`,
    };
  // What was worked out is left out of a sheet before anything that a person wrote.
  const workedOut = new Set(compiled.questions.filter(({ kind }) => kind === 'calculated').map(({ code }) => code));
  const longest = questionnaire.items.reduce(
    (sum, item) => sum + (item.type === 'text' && !workedOut.has(item.code) ? item.maxLength : 0),
    0,
  );
  if (longest > mostText)
    return {
      zh: `开放题合计最多可写 ${longest} 字，一份答卷只能存 ${mostText} 字`,
      en: `Texts may have ${longest} characters together; one answer sheet holds ${mostText}`,
    };
  return canonicalJson(questionnaire) === canonicalJson(plan.questionnaire)
    ? null
    : {
        zh: '计数部分与问卷对不上，请重新保存方案',
        en: 'What is counted does not follow from the questionnaire; save the plan again',
      };
}

function formValid({ questionnaire, calendar }: PollPlan): Verdict {
  const until = parseCivilDate(questionnaire.marks.validUntil);
  const isValid = until !== null && instantOf(addDays(until, 1)) >= new Date(calendar.graceUntil);
  return {
    rule: { zh: '调查表在访问和补传结束之后仍有效', en: 'The form is valid beyond fieldwork and its time of grace' },
    fault: isValid
      ? null
      : {
          zh: `调查表有效期（${questionnaire.marks.validUntil || '未填'}）在补传结束之前`,
          en: `The form expires (${questionnaire.marks.validUntil || 'no date'}) before the time of grace ends`,
        },
  };
}

function calendarKept({ calendar }: PollPlan, { calendar: now, now: at }: PlanDemands): Verdict {
  const moved = (Object.keys(now) as (keyof PollPlan['calendar'])[]).filter((key) => now[key] !== calendar[key]);
  const hasBegun = new Date(calendar.fieldworkFrom) <= at;
  return {
    rule: { zh: '访问窗口和发布时间与日程一致', en: 'Fieldwork and release are those of the calendar' },
    fault:
      moved.length > 0
        ? {
            zh: '日程在方案写好之后有调整，请重新保存方案',
            en: 'The calendar has changed since the plan was drawn up; save the plan again',
          }
        : hasBegun
          ? { zh: '访问窗口已经开始', en: 'Fieldwork has begun' }
          : null,
  };
}

function indicatorsInOrder(plan: PollPlan, { longTerm, adhoc }: PlanDemands): Verdict {
  return {
    rule: { zh: '每项指标都有题面，份额合计 1.0000', en: 'Every indicator has its wording, and shares sum to 1.0000' },
    fault: indicatorFault(plan, longTerm, adhoc),
  };
}

function indicatorFault(
  plan: PollPlan,
  longTerm: PlanDemands['longTerm'],
  adhoc: PlanDemands['adhoc'],
): LocalisedText | null {
  if (plan.indicators.length === 0) return { zh: '没有指标', en: 'There is no indicator' };
  const standing = new Map([...longTerm, ...adhoc].map(({ code, version }) => [code, version]));
  for (const { code, version, attribution, shares } of plan.indicators) {
    if (standing.get(code) !== version)
      return {
        zh: `指标 ${code} 已停用或有了新版本，请重新保存方案`,
        en: `Indicator ${code} no longer stands as it is in the plan; save the plan again`,
      };
    const sum = decimalSum(shares.map(({ share }) => Number(share)));
    if (attribution === 'AREA' ? shares.length > 0 : sum !== '1')
      return { zh: `指标 ${code} 的份额合计 ${sum}`, en: `Shares of indicator ${code} sum to ${sum}` };
    if (!satisfactionItems(plan).some(({ indicator }) => indicator === code))
      return { zh: `指标 ${code} 没有题`, en: `Indicator ${code} is not asked` };
  }
  const measured = plan.design ? measuredIndicators(plan.design.document) : [];
  for (const { item, code, version } of measured) {
    const inPlan = plan.indicators.find((indicator) => indicator.code === code);
    if (!inPlan)
      return { zh: `题 ${item} 测的指标 ${code} 不在方案里`, en: `${item} measures ${code}, which is not in the plan` };
    if (inPlan.version !== version)
      return {
        zh: `题 ${item} 按指标 ${code} 的第 ${version} 版问，现行第 ${inPlan.version} 版，请发布问卷的新版`,
        en: `${item} asks version ${version} of ${code}; version ${inPlan.version} is in force: publish the questionnaire anew`,
      };
  }
  const asked = new Set(plan.indicators.map(({ code }) => code));
  const left = plan.kind === 'REGULAR' ? longTerm.find(({ code }) => !asked.has(code)) : undefined;
  if (left)
    return {
      zh: `长期指标 ${left.code} 每期都要测，请重新保存方案`,
      en: `Long-term indicator ${left.code} is in every regular poll; save the plan again`,
    };
  return plan.kind === 'ADHOC' && !plan.indicators.some(({ term }) => term === 'ADHOC')
    ? { zh: '临时测评至少要有一项临时指标', en: 'An ad-hoc poll asks at least one ad-hoc indicator' }
    : null;
}

function unitsScored(plan: PollPlan): Verdict {
  const { units } = scoringOf(plan);
  const codes = units.map(({ code }) => code);
  const idle = units.filter(({ shares }) => shares.length === 0).map(({ code }) => code);
  const twice = codes.filter((code, at) => codes.indexOf(code) < at);
  return {
    rule: {
      zh: '参加排名的单位各在一组，都有计分的题',
      en: 'Every ranked unit is in one group and scored on something',
    },
    fault:
      units.length === 0
        ? { zh: '没有参加排名的单位', en: 'No unit is ranked' }
        : twice.length > 0
          ? { zh: `${twice.join('、')} 在两组里`, en: `${twice.join(', ')} stands in two groups` }
          : idle.length > 0
            ? { zh: `没有计分的题：${idle.join('、')}`, en: `Scored on nothing: ${idle.join(', ')}` }
            : null,
  };
}

function scoresWhole({ questionnaire: { levels } }: PollPlan): Verdict {
  const isWhole = levels.length > 1 && levels.every(({ score }) => Number.isInteger(score) && score >= 0);
  return {
    rule: { zh: '各级分值都是整数', en: 'Scores of the levels are whole numbers' },
    fault: isWhole ? null : { zh: '各级分值必须是整数', en: 'Scores of the levels must be whole numbers' },
  };
}

function marginsInOrder(plan: PollPlan): Verdict {
  return {
    rule: { zh: '人口边际齐备：合计为 1，写明来源和年份', en: 'Population margins sum to 1 and name source and year' },
    fault: marginFault(plan),
  };
}

function marginFault({ margins, questionnaire, areas, populationSize }: PollPlan): LocalisedText | null {
  if (margins.length === 0) return { zh: '没有人口数据', en: 'There are no population figures' };
  if (!Number.isInteger(populationSize) || populationSize < 1)
    return { zh: '没有写总人口数', en: 'The number of people is missing' };
  const items = marginItems(questionnaire);
  const missing = items.find(({ item }) => !margins.some(({ code }) => code === item));
  if (missing)
    return { zh: `缺“${missing.item}”的人口数据`, en: `Population figures of “${missing.item}” are missing` };
  for (const [at, { code, levels, source, year }] of margins.entries()) {
    const sum = decimalSum(levels.map(({ share }) => share));
    if (sum !== '1') return { zh: `“${code}”的份额合计 ${sum}`, en: `Shares of “${code}” sum to ${sum}` };
    const none = levels.find(({ share }) => share <= 0);
    if (none) return { zh: `“${code}”的 ${none.code} 没有人`, en: `Nobody is in ${none.code} of “${code}”` };
    if (!/\S/.test(source.zh) || !/\S/.test(source.en) || !Number.isInteger(year) || year < 1990)
      return { zh: `“${code}”没有写来源和年份`, en: `Source and year of “${code}” are missing` };
    const asked = items[at];
    if (asked?.item !== code || asked.levels.join(' ') !== levels.map((level) => level.code).join(' '))
      return { zh: `“${code}”与题目的选项对不上`, en: `“${code}” does not match the options of its question` };
  }
  return margins[0]?.levels.map(({ code }) => code).join(' ') === areas.map(({ code }) => code).join(' ')
    ? null
    : { zh: '第一个边际必须是属地', en: 'The first margin must be the area' };
}

const siteKindNames: Record<SiteKind, LocalisedText> = {
  STREET: { zh: '街头', en: 'street' },
  PARK: { zh: '游园', en: 'park' },
  COMMUNITY: { zh: '社区', en: 'community' },
};

function sitesInOrder({ areas, sites, modes }: PollPlan, { siteKinds, minimumSitesPerArea }: PlanDemands): Verdict {
  const kinds = siteKinds.map((kind) => siteKindNames[kind]);
  return {
    rule: {
      zh: `每个属地${kinds.map(({ zh }) => zh).join('、')}都有访问点，不少于 ${minimumSitesPerArea} 个`,
      en: `Every area has ${kinds.map(({ en }) => en).join(', ')} sites, ${minimumSitesPerArea} or more`,
    },
    fault: modes.includes('INTERVIEW') ? siteFault() : null,
  };

  function siteFault(): LocalisedText | null {
    const codes = sites.map(({ code }) => code);
    const twice = codes.find((code, at) => codes.indexOf(code) < at);
    if (twice !== undefined) return { zh: `访问点 ${twice} 写了两次`, en: `Site ${twice} is given twice` };
    for (const { code, name } of areas) {
      const own = sites.filter(({ area }) => area === code);
      const lacking = siteKinds.find((kind) => !own.some((site) => site.kind === kind));
      if (lacking)
        return {
          zh: `${name.zh}没有${siteKindNames[lacking].zh}访问点`,
          en: `${name.en} has no ${siteKindNames[lacking].en} site`,
        };
      if (own.length < minimumSitesPerArea)
        return {
          zh: `${name.zh}只有 ${own.length} 个访问点，至少要 ${minimumSitesPerArea} 个`,
          en: `${name.en} has ${own.length} sites, at least ${minimumSitesPerArea} are needed`,
        };
    }
    return areas.length === 0 ? { zh: '没有属地', en: 'There is no area' } : null;
  }
}

function quotasComplete({ areas, margins, quotas }: PollPlan): Verdict {
  const inner = margins.slice(1);
  const cells = inner.length === 0 ? [] : cellsOf(inner);
  const faulty = areas.find(({ code, target }) => {
    const own = quotas.filter(({ area }) => area === code);
    const isThere = cells.every(
      (levels) => own.filter(({ cell }) => inner.every((margin, at) => cell[margin.code] === levels[at])).length === 1,
    );
    const sum = own.reduce((total, quota) => total + quota.target, 0);
    return cells.length === 0 || !isThere || own.length !== cells.length || sum !== target || target < 1;
  });
  const areWhole = quotas.every(({ target }) => Number.isInteger(target) && target >= 0);
  return {
    rule: { zh: '配额齐备，各属地合计等于计划数', en: 'Quotas are complete and sum to each area’s target' },
    fault: faulty
      ? { zh: `${faulty.name.zh}的配额不齐`, en: `Quotas of ${faulty.name.en} are incomplete` }
      : areWhole && areas.length > 0
        ? null
        : { zh: '没有配额', en: 'There are no quotas' },
  };
}

function modesInOrder({ modes, clipRobustDeviations }: PollPlan): Verdict {
  const isFine = modes.length > 0 && new Set(modes).size === modes.length && clipRobustDeviations > 0;
  return {
    rule: { zh: '访问方式明确', en: 'The modes are set' },
    fault: isFine ? null : { zh: '没有可用的访问方式', en: 'There is no mode to ask in' },
  };
}

function overlapsNone({ calendar }: PollPlan, { occupied }: PlanDemands): Verdict {
  const from = new Date(calendar.fieldworkFrom);
  const to = new Date(calendar.fieldworkTo);
  const other = occupied.find((window) => window.from < to && from < window.to);
  return {
    rule: { zh: '与其他测评的访问时间不重叠', en: 'Fieldwork does not overlap another poll’s' },
    fault: other ? { zh: `访问时间与“${other.title}”重叠`, en: `Fieldwork overlaps “${other.title}”` } : null,
  };
}
