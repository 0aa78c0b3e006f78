import { checkRounds, checkRules } from './calendar-check.js';
import type { CalendarExpression } from './calendar-expression.js';
import { components } from './components.js';
import { fault, missing, type SchemeFault } from './fault.js';
import { periodKinds } from './periods.js';
import { rulesOf, type LabelledRule } from './rules.js';
import type { SchemeConfig } from './scheme-config.js';

/**
 * What the parameters of a city must add up to, beyond their form: shares, ranks, references, and a calendar that gives
 * each scoring period exactly one release, after everything the release counts. Empty when the scheme may be used.
 */
export function configFaults(config: SchemeConfig): SchemeFault[] {
  const rules = rulesOf(config);
  const faults = [
    ...checkCodes(config),
    ...checkLevels(config),
    ...checkBodies(config),
    ...checkScale(config),
    ...checkIndicators(config),
    ...checkPoll(config),
    ...checkScoring(config, rules),
    ...checkConsequences(config),
    ...checkSmallThings(config),
    ...checkRules(config, rules),
  ];
  // Rounds are listed from parameters that hold together, else they say nothing.
  return faults.length > 0 ? faults : checkRounds(config);
}

/** Shares have at most six decimals; compared in millionths, so that 0.1 + 0.2 + 0.7 is one. */
function sumsToOne(shares: readonly number[]): boolean {
  return shares.reduce((sum, share) => sum + Math.round(share * 1e6), 0) === 1e6;
}

function shareFault(path: string, shares: readonly number[]): SchemeFault[] {
  if (sumsToOne(shares)) return [];
  const sum = shares.reduce((total, share) => total + Math.round(share * 1e6), 0) / 1e6;
  return [fault('share-sum', path, `份额之和应为 1,现为 ${sum}`, `the shares must add up to 1, not ${sum}`)];
}

function checkCodes(config: SchemeConfig): SchemeFault[] {
  const lists: [string, readonly { code: string }[]][] = [
    ['org.levels', config.org.levels],
    ['org.bodies', config.org.bodies],
    ['org.links', config.org.links],
    ['indicators.catalogue', config.indicators.catalogue],
    ['indicators.scale', [...config.indicators.scale.levels, ...config.indicators.scale.notAnswers]],
    ['poll.instruments', config.poll.instruments],
    ['poll.margins', config.poll.margins],
    ...config.poll.margins.map((margin): [string, { code: string }[]] => [
      `poll.margins.${margin.code}.levels`,
      margin.levels,
    ]),
    ['inspection.kinds', config.inspection.kinds],
    ['inspection.teams', config.inspection.teams],
    ['inspection.dimensions', config.inspection.dimensions],
    ['inspection.quotas', config.inspection.quotas],
    ['scoring.groups', config.scoring.groups],
    ['scoring.criteria', config.scoring.criteria],
    ['scoring.deductions', config.scoring.deductions],
    ['reports.categories', config.reports.categories],
    ['issues.classes', config.issues.classes],
    ['tasks.programmes', config.tasks.programmes],
    ['tasks.campaigns', config.tasks.campaigns],
    ['honours.types', config.honours.types],
    ['supervisors', config.supervisors],
    ['meetings', config.meetings],
    ['exports', config.exports],
    ['leaderboards', config.leaderboards],
  ];
  return lists.flatMap(([path, list]) => {
    const repeated = list.map(({ code }) => code).filter((code, index, all) => all.indexOf(code) !== index);
    return [...new Set(repeated)].map((code) =>
      fault('repeated-code', `${path}.${code}`, `代码“${code}”重复`, `the code ${code} is used twice`),
    );
  });
}

function checkLevels(config: SchemeConfig): SchemeFault[] {
  const { levels } = config.org;
  if (levels.length === 0)
    return [fault('no-levels', 'org.levels', '至少要有一级责任主体', 'at least one level is needed')];
  const ranks = levels.map(({ rank }) => rank);
  return ranks.every((rank, index) => rank === index + 1)
    ? []
    : [
        fault(
          'ranks-not-contiguous',
          'org.levels',
          `级别应从 1 起依次为 1 到 ${ranks.length}，现为 ${ranks.join('、')}`,
          `ranks must run 1 to ${ranks.length}, not ${ranks.join(', ')}`,
        ),
      ];
}

function checkBodies(config: SchemeConfig): SchemeFault[] {
  const { bodies } = config.org;
  const parentOf = new Map(bodies.map(({ code, parent }) => [code, parent]));
  return bodies.flatMap(({ code, parent }) => {
    if (parent === undefined) return [];
    if (!parentOf.has(parent)) return [missing(`org.bodies.${code}.parent`, parent)];
    const seen = new Set([code]);
    for (let above: string | undefined = parent; above !== undefined; above = parentOf.get(above)) {
      if (seen.has(above))
        return [fault('circle', `org.bodies.${code}.parent`, `上级关系成了环：${code}`, `${code} stands above itself`)];
      seen.add(above);
    }
    return [];
  });
}

function checkScale(config: SchemeConfig): SchemeFault[] {
  const scores = config.indicators.scale.levels.map(({ score }) => score);
  return falling(scores)
    ? []
    : [
        fault(
          'scale-not-falling',
          'indicators.scale.levels',
          '分值应从最好到最差依次递减',
          'scores must fall from the best level to the worst',
        ),
      ];
}

const falling = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value < (values[index - 1] ?? 0));

function checkIndicators(config: SchemeConfig): SchemeFault[] {
  const { catalogue, terms, tree, adhoc } = config.indicators;
  const anchored = catalogue.flatMap((indicator) =>
    adhoc.anchorTaskRequired && (indicator.term === 'ADHOC') !== (indicator.anchor === 'TASK')
      ? [
          fault(
            'anchor',
            `indicators.catalogue.${indicator.code}.anchor`,
            '临时指标必须挂靠任务，长期指标不得挂靠',
            'an ad-hoc indicator is anchored to a task, a long-term one is not',
          ),
        ]
      : [],
  );
  const strangers = catalogue
    .filter(({ term }) => !terms.includes(term))
    .map(({ code }) =>
      fault('no-such-reference', `indicators.catalogue.${code}.term`, '这类指标没有启用', 'this term is not in use'),
    );
  const weights = catalogue.filter(({ term }) => term === 'LONG').map(({ weight }) => weight);
  const sum = Math.round(weights.reduce((total, weight) => total + weight, 0) * 1e6) / 1e6;
  const unbalanced =
    weights.length > 0 && sum !== tree.siblingsSumTo
      ? [
          fault(
            'weight-sum',
            'indicators.catalogue',
            `长期指标权重之和应为 ${tree.siblingsSumTo}，现为 ${sum}`,
            `the weights of long-term indicators must add up to ${tree.siblingsSumTo}, not ${sum}`,
          ),
        ]
      : [];
  return [...anchored, ...strangers, ...unbalanced];
}

function checkPoll(config: SchemeConfig): SchemeFault[] {
  const { sites, publish, modes, online, countsInScore, enabled } = config.poll;
  const faults: SchemeFault[] = [...shareFault('poll.sites.shares', Object.values(sites.shares))];
  const shared = Object.keys(sites.shares).sort();
  if (shared.join() !== [...sites.kinds].sort().join()) {
    faults.push(
      fault('site-kinds', 'poll.sites.shares', '每种点位要有且只有一个份额', 'each kind of site has exactly one share'),
    );
  }
  if (sites.minimumPerArea < sites.kinds.length) {
    faults.push(
      fault(
        'too-few-sites',
        'poll.sites.minimumPerArea',
        `每个区域至少要有 ${sites.kinds.length} 个点位，每种一个`,
        `an area needs at least ${sites.kinds.length} sites, one of each kind`,
      ),
    );
  }
  if (sites.minimumPerArea < publish.minimumSamplingUnits) {
    faults.push(
      fault(
        'too-few-sites',
        'poll.sites.minimumPerArea',
        '点位数少于公布规则要求的抽样点数，结果将无法公布',
        'fewer sites than the publication rule asks for: nothing could be published',
      ),
    );
  }
  if (publish.minimumEffectiveRespondents > publish.minimumRespondents) {
    faults.push(
      fault(
        'bounds',
        'poll.publish.minimumEffectiveRespondents',
        '有效样本量要求高于样本量要求',
        'the effective minimum is above the plain one',
      ),
    );
  }
  if (online.use === 'BLEND' && !modes.includes(online.anchor)) {
    faults.push(
      fault(
        'no-anchor',
        'poll.online.anchor',
        '合成网上答卷须以访问员答卷为锚',
        'online answers are blended with interviewers’ answers as anchor',
      ),
    );
  }
  const scoredByPoll = components(config).some(({ part }) => part.source === 'POLL');
  if (countsInScore !== scoredByPoll) {
    faults.push(
      countsInScore
        ? fault(
            'poll-not-scored',
            'poll.countsInScore',
            '测评计分，但综合得分里没有民意测评',
            'the poll counts, but no composite uses it',
          )
        : fault(
            'poll-only-informs',
            'poll.countsInScore',
            '测评仅供参考，却用在综合得分里',
            'the poll only informs, but a composite uses it',
          ),
    );
  }
  if (countsInScore && !enabled)
    faults.push(fault('poll-off', 'poll.enabled', '测评计分，但没有启用', 'the poll counts, but is switched off'));
  return faults;
}

function checkScoring(config: SchemeConfig, rules: readonly LabelledRule[]): SchemeFault[] {
  const { scoring } = config;
  const groups = scoring.groups.map(({ code }) => code);
  const faults: SchemeFault[] = [];
  if (groups.length === 0)
    faults.push(fault('no-groups', 'scoring.groups', '至少要有一个排名组', 'at least one ranking group is needed'));
  const needsCommon = groups.some((group) => !Object.hasOwn(scoring.compositeByGroup, group));
  if (needsCommon || scoring.composite.length > 0)
    faults.push(
      ...shareFault(
        'scoring.composite',
        scoring.composite.map(({ share }) => share),
      ),
    );
  for (const [group, parts] of Object.entries(scoring.compositeByGroup)) {
    faults.push(
      ...shareFault(
        `scoring.compositeByGroup.${group}`,
        parts.map(({ share }) => share),
      ),
    );
    if (!groups.includes(group)) faults.push(missing(`scoring.compositeByGroup.${group}`, group));
  }
  for (const { path, part } of components(config)) {
    const criterion = /^CRITERION\.(.+)$/.exec(part.source)?.[1];
    if (criterion !== undefined && !scoring.criteria.some(({ code }) => code === criterion))
      faults.push(missing(`${path}.source`, criterion));
    if ((part.source === 'OPEN' || part.source === 'COVERT') && !config.inspection.modes.includes(part.source))
      faults.push(missing(`${path}.source`, part.source));
    const isPeriod = (periodKinds as readonly string[]).includes(part.window);
    if (isPeriod && part.window !== scoring.period) {
      faults.push(
        fault(
          'window-period',
          `${path}.window`,
          `应为计分周期 ${scoring.period} 或一条窗口规则`,
          `must be the scoring period ${scoring.period} or a window rule`,
        ),
      );
    }
    if (!isPeriod && expressionOf(rules, part.window)?.kind !== 'WINDOW') {
      faults.push(
        fault(
          'not-a-window',
          `${path}.window`,
          `“${part.window}”不是启用的窗口规则`,
          `${part.window} is no window that is switched on`,
        ),
      );
    }
  }
  for (const [group, { bands }] of Object.entries(scoring.grades)) {
    if (!groups.includes(group)) faults.push(missing(`scoring.grades.${group}`, group));
    if (!falling(bands) || bands.at(-1) !== 0) {
      faults.push(
        fault(
          'bands',
          `scoring.grades.${group}.bands`,
          '档次分数线应依次递减，最后一档为 0',
          'grade bands must fall, the last being 0',
        ),
      );
    }
  }
  const { method, shares } = scoring.annual;
  if (method === 'WEIGHTED') faults.push(...shareFault('scoring.annual.shares', Object.values(shares ?? {})));
  else if (shares !== null)
    faults.push(
      fault('bounds', 'scoring.annual.shares', '只有加权计算才写份额', 'shares belong to the weighted method only'),
    );
  return faults;
}

function expressionOf(rules: readonly LabelledRule[], code: string): CalendarExpression | null {
  const rule = rules.find((one) => one.code === code)?.rule;
  return rule && 'expression' in rule ? rule.expression : null;
}

function checkConsequences(config: SchemeConfig): SchemeFault[] {
  const { rewards, bottomRules } = config.decisions;
  const faults: SchemeFault[] = [];
  const minimum = rewards?.minimum ?? 0;
  const maximum = rewards?.maximum ?? Number.POSITIVE_INFINITY;
  if (minimum > maximum || (rewards?.yearlyBudget ?? Number.POSITIVE_INFINITY) < minimum) {
    faults.push(
      fault(
        'bounds',
        'decisions.rewards',
        '奖励下限高于上限或全年预算',
        'the least reward is above the most, or above the budget',
      ),
    );
  }
  bottomRules.forEach((rule, index) => {
    if (!config.scoring.groups.some(({ code }) => code === rule.group))
      faults.push(missing(`decisions.bottomRules.${index}.group`, rule.group));
    if (!config.honours.types.some(({ code }) => code === rule.honour))
      faults.push(missing(`decisions.bottomRules.${index}.honour`, rule.honour));
  });
  config.decisions.sanctions.ladder.forEach((step, index) => {
    if ((step.overdueWorkingDays === undefined) === (step.circularsInYear === undefined)) {
      faults.push(
        fault(
          'bounds',
          `decisions.sanctions.ladder.${index}`,
          '每一级只写一个条件',
          'each step has exactly one condition',
        ),
      );
    }
  });
  return faults;
}

function checkSmallThings(config: SchemeConfig): SchemeFault[] {
  const faults: SchemeFault[] = [];
  const { photos } = config.reports;
  if (photos.minimum > photos.maximum)
    faults.push(fault('bounds', 'reports.photos', '照片下限高于上限', 'the least number of photos is above the most'));
  const { tiers, tierNames, finalGradeBy } = config.issues;
  if (tierNames.length !== (tiers === 1 ? 0 : tiers)) {
    faults.push(
      fault(
        'tier-names',
        'issues.tierNames',
        `问题库有 ${tiers} 级，要写 ${tiers === 1 ? 0 : tiers} 个名称`,
        `${tiers} tiers need ${tiers === 1 ? 0 : tiers} names`,
      ),
    );
  }
  if (finalGradeBy !== null && !config.meetings.some(({ code }) => code === finalGradeBy))
    faults.push(missing('issues.finalGradeBy', finalGradeBy));
  for (const link of config.org.links) {
    for (const end of ['subjects', 'teams', 'objects', 'projects', 'points'] as const) {
      const bounds = link[end];
      if (bounds && (bounds[0] ?? 0) > (bounds[1] ?? 0))
        faults.push(fault('bounds', `org.links.${link.code}.${end}`, '下限高于上限', 'the least is above the most'));
    }
  }
  const { roster, names } = config.org.areas;
  if ((roster === 'NAMED') !== names.length > 0) {
    faults.push(
      fault(
        'roster',
        'org.areas.names',
        '名单由文件指定时要列出名称，由导入产生时不列',
        'names are listed when the roster is named, and only then',
      ),
    );
  }
  for (const grade of Object.entries(config.issues.grades)) {
    const [code, { notice }] = grade;
    if (notice !== null && !config.notices.includes(notice))
      faults.push(missing(`issues.grades.${code}.notice`, notice));
  }
  return faults;
}
