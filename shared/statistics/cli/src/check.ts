import {
  answerPatterns,
  arrivalTests,
  auditPublication,
  extremeShareDifference,
  findings,
  interviewerFindings,
  modeGapTests,
  nearDuplicates,
  responseRates,
  speeders,
  standardDisclosureRule,
  standsApart,
  suppress,
  volumeChange,
  NO_SCORE,
  type AnswerRows,
  type DisclosureRule,
  type Dispositions,
  type ModeGap,
  type TableCell,
  type TableSum,
  type UnitTest,
} from '../../src/index.js';
import { BadCall, misuseAt, type Outcome, type Progress } from './outcome.js';
import { answersOf, MISSING, type QuestionSpecification } from './survey-columns.js';
import type { Table } from './table.js';

interface Drawn {
  readonly permutations?: number;
  readonly seed?: number;
  readonly rate?: number;
}

interface Responses extends Drawn {
  readonly questions: readonly QuestionSpecification[];
  readonly id?: string;
  readonly missing?: readonly string[];
  readonly group?: string;
  readonly seconds?: string;
  readonly shareOfMedian?: number;
  readonly interviewer?: string;
  readonly callBacks?: Readonly<Record<string, { readonly confirmed: number; readonly reached: number }>>;
}

interface Ballots extends Drawn {
  readonly unit: string;
  readonly questions: readonly QuestionSpecification[];
  readonly missing?: readonly string[];
  readonly period?: string;
  readonly source?: string;
  readonly topShare?: number;
  readonly previousBallots?: Readonly<Record<string, number>>;
  readonly interviews?: Readonly<
    Record<string, { readonly all: number; readonly top: number; readonly bottom: number }>
  >;
  readonly gaps?: Readonly<Record<string, ModeGap>>;
}

interface Tables {
  readonly cells: readonly TableCell[];
  readonly sums: readonly TableSum[];
  readonly published?: readonly string[];
  readonly rule?: Partial<DisclosureRule>;
}

export interface CheckSpecification {
  readonly dispositions?: Omit<Dispositions, 'eligibleShareOfUnknown'> & { readonly eligibleShareOfUnknown?: number };
  readonly responses?: Responses;
  readonly ballots?: Ballots;
  readonly tables?: Tables;
}

export function checkNeedsData({ responses, ballots }: CheckSpecification): boolean {
  return responses !== undefined || ballots !== undefined;
}

/** `stats check`: each part of the specification is answered by a part of the result. */
export function checkCommand(table: Table | null, specification: CheckSpecification, progress: Progress): Outcome {
  const { dispositions, responses, ballots, tables } = specification;
  return {
    outcome: 'done',
    ...(dispositions === undefined
      ? {}
      : {
          rates: misuseAt('$.dispositions', () =>
            responseRates({ ...dispositions, eligibleShareOfUnknown: dispositions.eligibleShareOfUnknown ?? 1 }),
          ),
        }),
    ...(responses === undefined ? {} : { responses: checkResponses(table!, responses, progress) }),
    ...(ballots === undefined ? {} : { ballots: checkBallots(table!, ballots, progress) }),
    ...(tables === undefined ? {} : { tables: misuseAt('$.tables', () => checkTables(tables, progress)) }),
  };
}

function rowsOf(
  table: Table,
  questions: readonly QuestionSpecification[],
  missing: readonly string[],
  at: string,
): AnswerRows {
  const columns = questions.map((question, q) => answersOf(table, question, missing, `${at}.questions[${q}]`));
  const answers = new Uint8Array(table.rows * columns.length);
  columns.forEach((column, item) => column.forEach((answer, row) => (answers[row * columns.length + item] = answer)));
  return { rows: table.rows, items: columns.length, answers };
}

function checkResponses(table: Table, specification: Responses, progress: Progress): object {
  const missing = specification.missing ?? MISSING;
  const data = rowsOf(table, specification.questions, missing, '$.responses');
  const { permutations = 200, seed = 1, rate } = specification;
  const ids =
    specification.id === undefined
      ? Array.from({ length: table.rows }, (_, row) => String(row + 1))
      : table.texts(specification.id, '$.responses.id');
  const patterns = answerPatterns(data);
  const seconds =
    specification.seconds === undefined
      ? null
      : [...table.numbers(specification.seconds, '$.responses.seconds', missing)].map((time) =>
          Number.isNaN(time) ? null : time,
        );
  const fast =
    seconds === null
      ? null
      : misuseAt('$.responses', () =>
          speeders(
            seconds,
            patterns.map(({ answered }) => answered),
            specification.shareOfMedian === undefined ? undefined : { shareOfMedian: specification.shareOfMedian },
          ),
        );
  const groups =
    specification.group === undefined
      ? { levels: ['all'], of: new Int32Array(table.rows) }
      : table.coded(specification.group, '$.responses.group');
  progress('looking for near-duplicates');
  const order = [...groups.levels].sort();
  const duplicates = misuseAt('$.responses', () =>
    nearDuplicates(
      data,
      Array.from({ length: table.rows }, (_, row) => order.indexOf(groups.levels[groups.of[row]!]!)),
      order.length,
      { permutations, seed },
    ),
  );
  const named = (rows: readonly (boolean | null)[]) => ids.filter((_, row) => rows[row] === true);
  const interviewer = specification.interviewer;
  return {
    rows: table.rows,
    straightLining: named(patterns.map(({ straightLine }) => straightLine !== null)),
    speeding: fast === null ? null : named(fast),
    nearDuplicates: order.map((group, g) => ({ group, ...duplicates[g]! })),
    interviewers:
      interviewer === undefined
        ? null
        : misuseAt('$.responses', () =>
            interviewerFindings(
              {
                data,
                interviewerOf: table.texts(interviewer, '$.responses.interviewer'),
                seconds: seconds ?? new Array<null>(table.rows).fill(null),
                ...(specification.callBacks === undefined
                  ? {}
                  : { callBacks: new Map(Object.entries(specification.callBacks)) }),
              },
              { permutations, seed, ...(rate === undefined ? {} : { rate }) },
            ),
          ),
    permutations,
    seed,
  };
}

function checkBallots(table: Table, specification: Ballots, progress: Progress): object {
  const missing = specification.missing ?? MISSING;
  const { permutations = 200, seed = 1, rate = 0.05, topShare = 0.9 } = specification;
  const data = rowsOf(table, specification.questions, missing, '$.ballots');
  const unitCells = table.coded(specification.unit, '$.ballots.unit');
  const units = [...unitCells.levels].sort();
  const unitOf = Int32Array.from({ length: table.rows }, (_, row) =>
    units.indexOf(unitCells.levels[unitCells.of[row]!]!),
  );
  const period = specification.period === undefined ? null : table.numbers(specification.period, '$.ballots.period');
  period?.forEach((hour, row) => {
    if (!Number.isInteger(hour) || hour < 0) {
      throw new BadCall(`${table.place(row, specification.period!)}: a period is a whole number from 0`);
    }
  });
  const source = specification.source === undefined ? null : table.coded(specification.source, '$.ballots.source');
  // A ballot's mean mark as a share of the way from the worst to the best it could have given.
  const range = specification.questions.map(({ scores }) => {
    const values = scores.map(({ score }) => score);
    return { low: Math.min(...values), high: Math.max(...values), values };
  });
  const mark = Array.from({ length: table.rows }, (_, row) => {
    let sum = 0;
    let answered = 0;
    range.forEach(({ low, high, values }, item) => {
      const answer = data.answers[row * data.items + item]!;
      if (answer >= NO_SCORE || high === low) return;
      sum += (values[answer]! - low) / (high - low);
      answered++;
    });
    return answered === 0 ? null : sum / answered;
  });
  const tests: UnitTest[] = [];
  const sides = [
    { direction: 'up' as const, isSide: (share: number) => share >= topShare },
    { direction: 'down' as const, isSide: (share: number) => share <= 1 - topShare },
  ];
  const counts: Record<string, Record<string, number>> = {};
  for (const { direction, isSide } of sides) {
    progress(`looking at ballots voting ${direction}`);
    const rows = mark.flatMap((share, row) => (share !== null && isSide(share) ? [row] : []));
    counts[direction] = Object.fromEntries(
      units.map((unit, u) => [unit, rows.filter((row) => unitOf[row] === u).length]),
    );
    if (rows.length > 0 && (period !== null || source !== null)) {
      const found = misuseAt('$.ballots', () =>
        arrivalTests(
          {
            units: units.length,
            unitOf: rows.map((row) => unitOf[row]!),
            periodOf: rows.map((row) => period?.[row] ?? 0),
            sourceOf: rows.map((row) => {
              if (source === null) return -1;
              return missing.includes(source.levels[source.of[row]!]!) ? -1 : source.of[row]!;
            }),
          },
          { permutations, seed },
        ),
      );
      found.forEach(({ burst, source: single, sharedSources }, u) => {
        const own = { unit: units[u]!, direction };
        if (period !== null) tests.push({ ...own, test: 'burst', z: burst.z, p: burst.p });
        if (source === null) return;
        tests.push({ ...own, test: 'single-source', z: single.z, p: single.p });
        tests.push({ ...own, test: 'shared-sources', z: sharedSources.z, p: sharedSources.p });
      });
    }
    const { interviews } = specification;
    if (interviews !== undefined) {
      const key = direction === 'up' ? 'top' : 'bottom';
      const figures = units.map((unit, u) => {
        const known = interviews[unit];
        if (known === undefined) return null;
        const all = mark.filter((share, row) => share !== null && unitOf[row] === u).length;
        return misuseAt(`$.ballots.interviews.${unit}`, () =>
          extremeShareDifference({ extreme: counts[direction]![unit]!, all }, { extreme: known[key], all: known.all }),
        );
      });
      // More than in other units, compared with interviews: one way each, as bottom marks have their own turn.
      const apart = standsApart('extreme-marks', units, figures).filter((test) => test.direction === 'up');
      tests.push(...apart.map((test) => ({ ...test, direction })));
    }
  }
  progress('looking for near-duplicates');
  const duplicates = misuseAt('$.ballots', () => nearDuplicates(data, unitOf, units.length, { permutations, seed }));
  duplicates.forEach(({ z, p }, u) => tests.push({ unit: units[u]!, test: 'near-duplicates', direction: 'up', z, p }));
  const { previousBallots, gaps } = specification;
  if (previousBallots !== undefined) {
    const figures = units.map((unit, u) => {
      const now = unitOf.reduce((sum, own) => sum + (own === u ? 1 : 0), 0);
      return previousBallots[unit] === undefined ? null : volumeChange(now, previousBallots[unit]);
    });
    tests.push(...standsApart('volume-jump', units, figures).filter(({ direction }) => direction === 'up'));
  }
  if (gaps !== undefined) {
    tests.push(
      ...misuseAt('$.ballots.gaps', () =>
        modeGapTests(
          units,
          units.map((unit) => gaps[unit] ?? null),
        ),
      ),
    );
  }
  return {
    ballots: table.rows,
    units: units.length,
    extremeBallots: counts,
    rate,
    permutations,
    seed,
    tests: findings(tests, rate),
  };
}

function checkTables({ cells, sums, published, rule }: Tables, progress: Progress): object {
  progress('working out intervals');
  const used = { ...standardDisclosureRule, ...rule };
  if (published === undefined) return { rule: used, suppressed: suppress(cells, sums, used) };
  const hidden = auditPublication(cells, sums, new Set(published));
  return {
    rule: used,
    hidden: hidden.map(({ id, interval }) => ({
      id,
      interval,
      isProtected: interval.greatest === null || interval.greatest - interval.least >= used.minimumWidth,
    })),
    publishedTooSmall: cells
      .filter(({ id, respondents }) => published.includes(id) && respondents < used.minimumRespondents)
      .map(({ id }) => id),
  };
}
