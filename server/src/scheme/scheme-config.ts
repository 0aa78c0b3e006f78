import { unitKinds, type UnitKind } from '@minsheng/contracts';
import {
  flag,
  listOf,
  map,
  mapOf,
  number,
  oneOf,
  optional,
  orNull,
  pattern,
  range,
  share,
  text,
  whole,
  type TypeOf,
} from './shape.js';

/**
 * What a city may set (考核办法的全部参数): the shape of a preset after it is merged over `base`. The one place that says
 * which parameters exist; what they must add up to is in `config-check.ts`.
 */
const upper = '^[A-Z][A-Z0-9_]*$';
const lower = '^[a-z][A-Za-z0-9]*$';
const upperCode = pattern(upper);
const lowerCode = pattern(lower);
const ruleCode = pattern('^[a-z][A-Za-z0-9]*([.][a-z][A-Za-z0-9]*)*$');
const clockTime = pattern('^([01][0-9]|2[0-3]):[0-5][0-9]$');

const label = { zh: text, en: text };
const labelled = map(label);
const coded = { code: lowerCode, ...label };

const unitKind = oneOf(...(Object.keys(unitKinds) as UnitKind[]));
/** Where the names come from: imported by the city, or named by its document. */
const roster = oneOf('IMPORT', 'NAMED');
const mode = oneOf('OPEN', 'COVERT');

/** A calendar expression, or a time before another rule's start. */
export interface RelativeRule {
  before: string;
  days?: number;
  hours?: number;
}
export type RuleText = string | RelativeRule;
const rule = {
  schema: {
    type: ['string', 'object', 'null'],
    minLength: 1,
    maxLength: 120,
    properties: {
      before: ruleCode.schema,
      days: { type: 'integer', minimum: 1, maximum: 60 },
      hours: { type: 'integer', minimum: 1, maximum: 1440 },
    },
    required: ['before'],
    minProperties: 2,
    maxProperties: 2,
    additionalProperties: false,
  },
} as { schema: Record<string, unknown>; type?: RuleText | null };

const org = map({
  levels: listOf(map({ rank: whole(1, 9), ...coded, kinds: listOf(unitKind, { minItems: 1 }) })),
  bodies: listOf(
    map({
      ...coded,
      kind: oneOf('COMMAND', 'OFFICE', 'TEAM'),
      parent: optional(lowerCode),
      programme: optional(text),
      /** How many bodies of this description there are; 1 when left out. */
      count: optional(whole(1, 1000)),
      posts: optional(
        listOf(
          map({
            post: oneOf('COMMANDER', 'EXECUTIVE_DEPUTY', 'FIRST_DEPUTY', 'DEPUTY', 'LEADER', 'MEMBER'),
            holder: optional(text),
            count: optional(whole(1, 1000)),
          }),
        ),
      ),
      mayBeAssigned: optional(flag),
    }),
  ),
  areas: map({
    roster,
    names: listOf(text),
    expect: orNull(whole(1, 10_000)),
    responsibilityAreas: orNull(map({ persons: whole(1, 1_000_000), coverMap: flag, chiefs: listOf(text) })),
  }),
  rules: map({
    delegation: oneOf('ONE_LEVEL'),
    areaIssueLead: oneOf('TERRITORIAL'),
    departmentWithoutSecondTier: oneOf('SELF'),
    mainPersonRequired: flag,
    areaPowers: listOf(text),
    outsideSuperior: orNull(oneOf('SUGGESTION_LETTER')),
  }),
  accounts: map({ perUnit: whole(1, 1), namedOperators: flag, commissionReadsAll: flag }),
  links: listOf(
    map({
      code: upperCode,
      ...label,
      sharedFate: optional(flag),
      leaders: optional(whole(1, 10_000)),
      /** Least and most of each end of one link. */
      subjects: optional(range),
      teams: optional(range),
      objects: optional(range),
      projects: optional(range),
      points: optional(range),
      exclusive: optional(flag),
    }),
  ),
});

const holidayPolicy = oneOf('KEEP', 'NEXT_WORKDAY', 'PREVIOUS_WORKDAY');
const calendar = map({
  holidayPolicy,
  holidayPolicyOf: mapOf(holidayPolicy, ruleCode.schema.pattern as string),
  warn: map({ shortAggregationDays: whole(0, 31), holidayFieldwork: flag }),
  rules: mapOf(rule, ruleCode.schema.pattern as string),
  names: mapOf(labelled, ruleCode.schema.pattern as string),
});

const indicators = map({
  tree: map({ siblingsSumTo: whole(100, 100), roster, basis: orNull(text) }),
  terms: listOf(oneOf('LONG', 'ADHOC'), { minItems: 1 }),
  adhoc: map({ anchorTaskRequired: flag, retireWhenTaskClosed: flag, keepResults: flag }),
  scale: map({
    levels: listOf(map({ ...coded, score: number(0, 100) }), { minItems: 2, maxItems: 11 }),
    notAnswers: listOf(map(coded)),
  }),
  catalogue: listOf(
    map({
      code: pattern('^[A-Z][0-9]{2,3}$'),
      ...label,
      term: oneOf('LONG', 'ADHOC'),
      attribution: oneOf('AREA', 'FUNCTION', 'BOTH', 'UNIT'),
      weight: number(0.01, 100),
      anchor: optional(oneOf('TASK')),
    }),
  ),
});

const siteKind = oneOf('STREET', 'PARK', 'COMMUNITY');
const pollMode = oneOf('INTERVIEW', 'WECHAT', 'WINDOW_QR');
const poll = map({
  enabled: flag,
  /** False: measured and shown as information, never part of a ranking. */
  countsInScore: flag,
  modes: listOf(pollMode, { minItems: 1 }),
  instruments: listOf(map({ code: upperCode, ...label, public: flag })),
  sites: map({ kinds: listOf(siteKind, { minItems: 1 }), minimumPerArea: whole(1, 1000), shares: mapOf(share, upper) }),
  perArea: whole(1, 1_000_000),
  margins: listOf(
    map({ ...coded, levels: listOf(map({ code: pattern('^[a-z0-9][a-z0-9-]*$'), ...label }), { minItems: 2 }) }),
    { minItems: 1 },
  ),
  weighting: map({
    method: oneOf('RAKE'),
    /** Largest relative error of a margin at which raking stops. */
    tolerance: number(1e-15, 1e-3),
    maximumCycles: whole(1, 100_000),
    /** Bounds as multiples of the mean weight, raked and trimmed to the joint fixed point. */
    trim: map({ lower: number(0.01, 1), upper: number(1, 100) }),
    /** A level with less is joined with its neighbour in declared order, and the joining is published. */
    thinLevel: map({
      minimumAnswers: whole(1, 10_000),
      minimumEffective: whole(1, 10_000),
      largestFactor: number(1, 100),
    }),
  }),
  /** How answers given online join those of interviewers; without both modes there is nothing to blend. */
  online: map({ use: oneOf('BLEND', 'SEPARATE'), anchor: oneOf('INTERVIEW'), clipRobustDeviations: number(0.1, 10) }),
  standardError: map({
    method: oneOf('GREG_LINEARISATION'),
    samplingUnit: oneOf('SITE'),
    interval: oneOf('T'),
    confidence: number(0.5, 0.999),
  }),
  publish: map({
    minimumRespondents: whole(1, 1_000_000),
    minimumEffectiveRespondents: whole(1, 1_000_000),
    minimumSamplingUnits: whole(2, 10_000),
    largestSamplingUnitShare: share,
    /** Half-width of the interval as a share of the score map's range. */
    widestHalfWidthShare: share,
    /** Of a unit's indicators by weight, how much must be publishable for the unit to be ranked. */
    minimumWeightShare: share,
    minimumCell: whole(1, 10_000),
  }),
  /** Units whose rank sets share a rank stand in one band (档). */
  ranking: map({ tie: oneOf('COMMON_RANK_IN_SETS'), confidence: number(0.5, 0.999) }),
  openness: map({ content: oneOf('PUBLIC'), procedure: oneOf('PUBLIC'), result: oneOf('PUBLIC', 'RESTRICTED') }),
  /** Hours after fieldwork in which answers given offline may still arrive, ending this long before the seal at the latest. */
  syncGrace: map({ hours: whole(0, 240), hoursBeforeSeal: whole(0, 240) }),
  minimumAge: whole(14, 99),
});

const inspection = map({
  enabled: flag,
  modes: listOf(mode, { minItems: 1 }),
  kinds: listOf(map(coded)),
  methods: listOf(text),
  teams: listOf(map(coded)),
  levelsOfSupervision: orNull(whole(1, 9)),
  daily: flag,
  minimumVisitsPerUnitAndMode: whole(1, 1000),
  checkpoints: map({
    roster,
    classes: orNull(whole(1, 1000)),
    expect: orNull(whole(1, 100_000)),
    minimumVisits: orNull(whole(1, 1000)),
    per: orNull(oneOf('QUARTER', 'HALF', 'YEAR')),
  }),
  bands: listOf(oneOf('DAY', 'NIGHT')),
  night: map({ from: clockTime, to: clockTime }),
  radiusMetres: whole(1, 10_000),
  randomDraw: orNull(map({ seeded: flag, period: oneOf('MONTH', 'QUARTER') })),
  dimensions: listOf(map(coded)),
  quotas: listOf(map({ ...coded, rule: text })),
});

const component = map({
  source: pattern(
    '^(POLL|INSPECTION|COVERT|OPEN|DOCUMENT|INNOVATION|DAILY|RECTIFY_EFFECT|SATISFACTION|CRITERION[.][a-z][A-Za-z0-9]*)$',
  ),
  /** A calendar rule that is a window, or a kind of period. */
  window: text,
  share,
});
const scoring = map({
  period: oneOf('MONTH', 'BIMONTH', 'QUARTER', 'HALF', 'YEAR'),
  groups: listOf(
    map({ code: upperCode, ...label, roster, expect: optional(whole(1, 10_000)), noneExempt: optional(flag) }),
  ),
  criteria: listOf(map(coded)),
  composite: listOf(component),
  compositeByGroup: mapOf(listOf(component, { minItems: 1 }), upper),
  missing: oneOf('BLOCK', 'RENORMALISE', 'ZERO'),
  decimals: whole(2, 2),
  rounding: oneOf('HALF_UP'),
  tieBreak: listOf(oneOf('COVERT', 'POLL', 'CLOSE_RATE')),
  annual: map({
    method: oneOf('MEAN_OF_PERIODS', 'WEIGHTED'),
    shares: orNull(mapOf(share, upper)),
    minimumPeriods: map({ MONTH: whole(1, 12), BIMONTH: whole(1, 6), QUARTER: whole(1, 4) }),
  }),
  grades: mapOf(map({ method: oneOf('SCORE'), bands: listOf(number(0, 100), { minItems: 2, maxItems: 9 }) }), upper),
  deductions: listOf(map({ ...coded, points: number(0.01, 100) })),
});

const release = map({
  public: flag,
  audience: listOf(oneOf('PUBLIC', 'MEDIA', 'UNITS', 'DEPUTIES'), { minItems: 1 }),
  /** Whether a release publishes the scoring period it falls in or the last one that ended before it. */
  publishes: oneOf('CONTAINING', 'PRECEDING'),
  chapters: listOf(
    oneOf(
      'LAST_PERIOD',
      'NEXT_PERIOD',
      'INDEX',
      'RANKING',
      'PROBLEMS',
      'OUTSTANDING_PROBLEMS',
      'POLL_RANKING',
      'STATEMENTS',
      'RECURRENCE',
    ),
    { minItems: 1 },
  ),
  signers: listOf(oneOf('STAT_REVIEWER', 'OFFICE_DIRECTOR'), { minItems: 2 }),
  statementsFromBottom: whole(0, 20),
  followUp: flag,
  mediaRequired: flag,
  attendees: orNull(whole(1, 100_000)),
});

const reports = map({
  enabled: flag,
  title: orNull(labelled),
  number: oneOf('SP-YYYYMMDD-nnnnn'),
  channels: listOf(oneOf('MINI', 'PHONE', 'MAILBOX', 'WEIBO', 'FORUM', 'SUPERVISOR', 'VOLUNTEER', 'COMMUNITY_TEAM'), {
    minItems: 1,
  }),
  photos: map({ minimum: whole(1, 9), maximum: whole(1, 9) }),
  acceptWorkingDays: whole(1, 60),
  perDay: whole(1, 1000),
  perTenMinutes: whole(1, 1000),
  mergeRadiusMetres: whole(1, 1000),
  recurrence: map({ radiusMetres: whole(1, 1000), days: whole(1, 3650) }),
  /** `police`: the number shown instead of taking a photo. `departments`: unit codes that support the area (以块为主). */
  categories: listOf(
    map({ ...coded, police: optional(oneOf('110', '119', '120')), departments: optional(listOf(text)) }),
  ),
  reward: orNull(
    map({ points: whole(0, 1000), money: orNull(number(0, 1_000_000)), firstOnly: flag, excludeStaff: flag }),
  ),
});

const noticeType = oneOf(
  'RECTIFY',
  'SUPERVISE_LETTER',
  'SUPERVISION_SLIP',
  'SPECIAL_NOTICE',
  'INSPECTION_CIRCULAR',
  'ORDER_TO_RECTIFY',
  'SUPERVISION_NOTICE',
  'OPINION_SHEET',
  'SUGGESTION_LETTER',
  'CIRCULAR_CRITICISM',
);
const grade = map({
  ...label,
  method: labelled,
  workingDays: whole(1, 250),
  carryOver: flag,
  notice: orNull(noticeType),
});
const issues = map({
  classes: listOf(map({ code: upperCode, ...label })),
  grades: map({ GENERAL: grade, URGENT_DIFFICULT: grade, MAJOR: grade }),
  tiers: whole(1, 3),
  tierNames: listOf(labelled),
  signWorkingDays: whole(1, 60),
  firstContact: map({ nameSuccessor: flag, refusalsBeforeDecision: whole(1, 10) }),
  requiredFields: listOf(oneOf('person', 'task', 'dueAt', 'responsibility', 'rewardPenalty'), { minItems: 1 }),
  verifyBy: oneOf('NOT_HANDLER'),
  afterPhoto: flag,
  satisfactionDays: whole(1, 365),
  extension: map({ maximum: whole(0, 10), largestFactor: number(0, 5) }),
  areaLead: oneOf('TERRITORIAL', 'STREET'),
  recurrenceReport: flag,
  consult: orNull(map({ answerWorkingDays: whole(1, 60) })),
  /** The meeting that fixes the final grade of an issue of the highest tier. */
  finalGradeBy: orNull(lowerCode),
  firstResponsiblePerson: flag,
});

const exposure = map({
  enabled: flag,
  title: orNull(labelled),
  redact: listOf(oneOf('FACES', 'PLATES'), { minItems: 1 }),
  notifyUnitHours: whole(0, 720),
  nameUnitOnlyIf: listOf(oneOf('OVERDUE', 'RECURRENT_2', 'DIRECTOR')),
  channels: listOf(text, { minItems: 1 }),
  counters: listOf(text),
  archiveDays: whole(1, 3650),
});

/** Rewards and sanctions (奖惩): the machine proposes, a named person decides. */
const decisions = map({
  rewards: orNull(
    map({
      per: listOf(oneOf('BIMONTH', 'QUARTER', 'YEAR'), { minItems: 1 }),
      subjects: optional(listOf(oneOf('UNIT', 'PERSON'), { minItems: 1 })),
      minimum: optional(whole(1, 10_000_000)),
      maximum: optional(whole(1, 10_000_000)),
      yearlyBudget: optional(whole(1, 1_000_000_000)),
    }),
  ),
  sanctions: map({
    ladder: listOf(
      map({
        overdueWorkingDays: optional(whole(1, 250)),
        circularsInYear: optional(whole(1, 50)),
        propose: oneOf('LETTER', 'CIRCULAR', 'ADMONITION'),
      }),
    ),
    /** Nobody may switch this off: what hurts people is decided by people. */
    decidedByPerson: { schema: { type: 'boolean', const: true } } as { schema: Record<string, unknown>; type?: true },
    kinds: listOf(text),
    clauses: orNull(map({ articles: whole(1, 1000), items: whole(1, 1000), roster })),
    buckPassingRefusals: orNull(whole(1, 10)),
  }),
  bottomRules: listOf(
    map({
      group: upperCode,
      last: whole(1, 1000),
      of: oneOf('ANNUAL'),
      effect: oneOf('INELIGIBLE'),
      honour: lowerCode,
    }),
  ),
  veto: orNull(map({ ...label, blocks: oneOf('ALL_HONOURS'), years: whole(1, 10) })),
  referralTo: orNull(text),
});

const tasks = map({
  enabled: flag,
  roster,
  expect: orNull(map({ tasks: whole(1, 100_000), territorial: whole(1, 10_000), departments: whole(1, 10_000) })),
  wallChart: flag,
  backSchedule: flag,
  strikeOff: flag,
  requireTimetable: flag,
  processTrace: flag,
  requiredFields: listOf(text),
  horizonYears: orNull(whole(1, 20)),
  letters: orNull(map({ name: text, cascadeRanks: optional(listOf(whole(1, 9))), parties: optional(listOf(text)) })),
  programmes: listOf(map(coded)),
  programmeRule: orNull(
    map({
      leaders: whole(1, 10),
      teams: whole(1, 10),
      leastPlans: whole(0, 10),
      expect: optional(whole(1, 1000)),
      documents: optional(listOf(text)),
    }),
  ),
  campaigns: listOf(map({ ...coded, days: optional(whole(1, 3650)), battles: optional(whole(1, 100)) })),
});

const party = map(label);

export const schemeConfigShape = map({
  preset: pattern('^[a-z][a-z0-9-]*$'),
  names: labelled,
  /** The only zone our civil dates know. */
  tz: oneOf('Asia/Shanghai'),
  crs: oneOf('GCJ02'),
  sources: listOf(pattern('《[^《》/\\\\]+》')),
  org,
  calendar,
  indicators,
  poll,
  inspection,
  scoring,
  release,
  reports,
  issues,
  notices: listOf(noticeType),
  exposure,
  decisions,
  tasks,
  honours: map({
    types: listOf(map({ ...coded, quota: optional(whole(1, 1000)) })),
    publicNoticeDays: whole(0, 90),
    veto: flag,
    dynamic: flag,
  }),
  supervisors: listOf(
    map({
      ...coded,
      seats: optional(whole(1, 100_000)),
      backgrounds: optional(listOf(text)),
      topics: optional(listOf(text)),
      directChannel: optional(text),
      dutyCard: optional(flag),
    }),
  ),
  meetings: listOf(
    map({
      ...coded,
      rule: text,
      chair: optional(text),
      parties: optional(listOf(party)),
      quorum: optional(oneOf('EACH_PARTY_1')),
      outputs: optional(listOf(text)),
      nextAgenda: optional(oneOf('FEEDBACK')),
    }),
  ),
  commentary: listOf(oneOf('MEETING', 'ONSITE', 'WRITTEN')),
  exports: listOf(
    map({ ...coded, relativeShares: orNull(listOf(map({ name: text, parts: whole(1, 1000) }), { minItems: 2 })) }),
  ),
  leaderboards: listOf(
    map({ ...coded, periods: listOf(oneOf('WEEK', 'MONTH', 'QUARTER'), { minItems: 1 }), enabled: flag, public: flag }),
  ),
  compliance: map({ publicServiceAds: orNull(map({ share, of: listOf(text) })) }),
  retention: map({ answersMonths: whole(1, 120), mediaMonths: whole(1, 240), auditYears: whole(1, 100) }),
  /** Numbers the city's document states about the past; kept to test against, never shown as results. */
  facts: mapOf(number(0, 1_000_000_000), lower),
});

export type SchemeConfig = TypeOf<typeof schemeConfigShape>;
