import type {
  Choice,
  ChoiceList,
  DesignEntry,
  DesignItem,
  LocalisedText,
  QuestionnaireDesign,
} from '@minsheng/contracts';
import { compileDesign, type Diagnostic } from '@minsheng/questionnaire/compile';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';

/** Random whole numbers, texts and choices from one seed (mulberry32): the same seed makes the same questionnaire. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }
}

export interface RandomForm {
  design: QuestionnaireDesign;
  compiled: CompiledQuestionnaire;
  /** Expressions of the design as they are published. */
  expressions: string[];
}

const words = (text: string): LocalisedText => ({ zh: text, en: text });
const fragments = ['a', 'b', 'ab', '路', '灯 亮', 'x-1', '12', ''];
const patterns = [
  '^[a-c]+$',
  '^.{0,3}$',
  '^(a|b|路)*$',
  '^[^0-9]*$',
  '^\\d{1,3}$',
  '^a?b?.*$',
  '^\\w+(-\\d+)?$',
  '^\\s*\\S.*$',
];
const formats = ['%Y-%m-%d', '%e/%n/%y', '%b %d', '%Y'];
const timeFormats = ['%H:%M', '%Y-%m-%d %h:%M:%S', '%m%d %H%M'];
const days = ['1999-12-31', '2000-02-29', '2010-06-15', '2024-02-29', '2026-11-22', '2030-01-01'];

interface Known {
  whole: string[];
  fraction: string[];
  text: string[];
  date: string[];
  single: { code: string; options: string[] }[];
  several: { code: string; options: string[] }[];
  groups: { code: string; isNumeric: boolean }[];
}

/** Writes expressions over what has been asked so far. Every function that the engine knows comes up. */
class Expressions {
  constructor(
    private readonly dice: Dice,
    private readonly known: Known,
    private readonly isCalculation: boolean,
  ) {}

  truth(depth: number): string {
    const { dice, known } = this;
    const deep = depth > 0;
    const kinds: (() => string)[] = [
      () => `${this.number(depth - 1)} ${dice.pick(['<', '<=', '>', '>=', '=', '!='])} ${this.number(depth - 1)}`,
      () => `contains(${this.text(depth - 1)}, ${this.fragment()})`,
      () => `starts-with(${this.text(depth - 1)}, ${this.fragment()})`,
      () => `ends-with(${this.text(depth - 1)}, ${this.fragment()})`,
      () => `regex(${this.text(depth - 1)}, '${dice.pick(patterns)}')`,
      () => `${this.text(depth - 1)} ${dice.pick(['=', '!='])} ${this.fragment()}`,
      () => `${this.date(depth - 1)} ${dice.pick(['<', '<=', '>', '>='])} ${this.date(depth - 1)}`,
    ];
    if (known.single.length > 0) {
      kinds.push(
        () => this.isOption(),
        () => this.isOption(),
        () => this.isChosen(known.single),
      );
    }
    if (known.several.length > 0)
      kinds.push(
        () => this.isChosen(known.several),
        () => this.isChosen(known.several),
      );
    if (deep) {
      kinds.push(
        () => `(${this.truth(depth - 1)} and ${this.truth(depth - 1)})`,
        () => `(${this.truth(depth - 1)} or ${this.truth(depth - 1)})`,
        () => `not(${this.truth(depth - 1)})`,
        () => `if(${this.truth(depth - 1)}, ${this.truth(depth - 1)}, ${dice.pick(['true()', 'false()'])})`,
      );
    }
    return dice.pick(kinds)();
  }

  number(depth: number): string {
    const { dice, known } = this;
    const leaves: (() => string)[] = [() => String(dice.between(0, 12)), () => dice.pick(['0.5', '2.25', '-3', '10'])];
    for (const code of [...known.whole, ...known.fraction])
      leaves.push(
        () => `\${${code}}`,
        () => `\${${code}}`,
      );
    if (depth <= 0) return dice.pick(leaves)();
    const kinds: (() => string)[] = [
      ...leaves,
      () => `(${this.number(depth - 1)} ${dice.pick(['+', '-', '*', 'div', 'mod'])} ${this.number(depth - 1)})`,
      () => `(${this.number(depth - 1)} ${dice.pick(['+', '-', '*', 'div', 'mod'])} ${this.number(depth - 1)})`,
      () => `int(${this.number(depth - 1)})`,
      () => `round(${this.number(depth - 1)})`,
      () => `round(${this.number(depth - 1)}, ${dice.between(0, 2)})`,
      () => `number(${this.text(depth - 1)})`,
      () => `string-length(${this.text(depth - 1)})`,
      () => `if(${this.truth(depth - 1)}, ${this.number(depth - 1)}, ${this.number(depth - 1)})`,
      () => `coalesce(${this.number(depth - 1)}, ${this.number(depth - 1)})`,
      () => `${dice.pick(['min', 'max'])}(${this.number(depth - 1)}, ${this.number(depth - 1)})`,
      () => `decimal-date-time(${this.date(depth - 1)})`,
      () => `(${this.date(depth - 1)} - ${this.date(depth - 1)})`,
      () => `-${this.number(depth - 1)}`,
    ];
    for (const code of this.all()) kinds.push(() => `${dice.pick(['count', 'count-non-empty'])}(\${${code}})`);
    for (const { code, isNumeric } of known.groups) {
      const names = isNumeric ? ['sum', 'sum', 'min', 'max', 'count', 'count-non-empty'] : ['count', 'count-non-empty'];
      for (let weight = 0; weight < 8; weight += 1) kinds.push(() => `${dice.pick(names)}(\${${code}})`);
    }
    for (const { code } of known.several) kinds.push(() => `count-selected(\${${code}})`);
    if (this.isCalculation) kinds.push(() => 'int(random())');
    return dice.pick(kinds)();
  }

  text(depth: number): string {
    const { dice, known } = this;
    const leaves: (() => string)[] = [() => this.fragment()];
    for (const code of known.text)
      leaves.push(
        () => `\${${code}}`,
        () => `\${${code}}`,
      );
    for (const { code } of known.single) leaves.push(() => `\${${code}}`);
    if (depth <= 0) return dice.pick(leaves)();
    const kinds: (() => string)[] = [
      ...leaves,
      () => `concat(${this.text(depth - 1)}, ${this.text(depth - 1)}, ${this.number(depth - 1)})`,
      () => `substr(${this.text(depth - 1)}, ${dice.between(-2, 2)}, ${dice.between(-1, 5)})`,
      () => `substr(${this.text(depth - 1)}, ${dice.between(0, 2)})`,
      () => `string(${this.number(depth - 1)})`,
      () => `coalesce(${this.text(depth - 1)}, ${this.text(depth - 1)})`,
      () => `if(${this.truth(depth - 1)}, ${this.text(depth - 1)}, ${this.text(depth - 1)})`,
      () => `format-date(${this.date(depth - 1)}, '${dice.pick(formats)}')`,
      () => `format-date-time(${this.date(depth - 1)}, '${dice.pick(timeFormats)}')`,
      () => "format-date(now(), '%Y')",
      () => "format-date(today(), '%Y-%m-%d')",
    ];
    for (const { code } of known.single) kinds.push(() => `jr:choice-name(\${${code}}, '\${${code}}')`);
    for (const { code } of known.several) kinds.push(() => `selected-at(\${${code}}, ${dice.between(0, 2)})`);
    return dice.pick(kinds)();
  }

  date(depth: number): string {
    const { dice, known } = this;
    const leaves: (() => string)[] = [() => `date('${dice.pick(days)}')`];
    for (const code of known.date)
      leaves.push(
        () => `\${${code}}`,
        () => `\${${code}}`,
      );
    if (depth > 0) {
      leaves.push(
        () => 'today()',
        () => 'now()',
        () => `date(${dice.pick(['10000', '12345.25', '20400'])})`,
        () => `if(${this.truth(depth - 1)}, ${this.date(depth - 1)}, ${this.date(depth - 1)})`,
      );
    }
    return dice.pick(leaves)();
  }

  /** A call whose result is looked at as it is, so that no comparison around it hides a difference. */
  probe(): string {
    const { dice, known } = this;
    const n = (): string => `(${this.number(0)} div ${dice.pick(['1', '2', '4', '-4', '3'])})`;
    const t = (): string => this.text(1);
    const d = (): string => this.date(0);
    const kinds: (() => string)[] = [
      () => `round(${n()})`,
      () => `round(${n()}, ${dice.between(0, 2)})`,
      () => `int(${n()})`,
      () => `${this.number(0)} mod ${dice.pick(['2', '3', '-3', '2.5'])}`,
      () => `${this.number(0)} ${dice.pick(['+', '-', '*', 'div'])} ${this.number(0)}`,
      () => `-${this.number(0)}`,
      // Not of blanks alone: JavaScript, and with it the oracle, takes them for nought, XPath for no number.
      () => `number(concat(${this.number(0)}, ${dice.pick(["''", "'5'", "'a'"])}))`,
      () => `string(${n()})`,
      () => `concat(${t()}, ${n()})`,
      () => `substr(${t()}, ${dice.between(-3, 3)}, ${dice.between(-2, 5)})`,
      () => `substr(${t()}, ${dice.between(-3, 3)})`,
      () => `string-length(${t()})`,
      () => `coalesce(${t()}, ${this.fragment()})`,
      () => `contains(${t()}, ${this.fragment()})`,
      () => `starts-with(${t()}, ${this.fragment()})`,
      () => `ends-with(${t()}, ${this.fragment()})`,
      () => `regex(${t()}, '${dice.pick(patterns)}')`,
      () => `not(${this.truth(0)})`,
      () => `${this.truth(0)} and ${this.truth(0)}`,
      () => `${this.truth(0)} or ${this.truth(0)}`,
      () => `${this.number(0)} ${dice.pick(['<', '<=', '>', '>=', '=', '!='])} ${this.number(0)}`,
      () => `${d()} ${dice.pick(['<', '<=', '>', '>='])} ${d()}`,
      () => `if(${this.truth(0)}, ${t()}, ${this.fragment()})`,
      () => `if(${this.truth(0)}, ${dice.pick(['true()', 'false()'])}, ${this.truth(0)})`,
      () => `format-date(${d()}, '${dice.pick(formats)}')`,
      () => `format-date-time(${dice.pick([d(), 'now()'])}, '${dice.pick(timeFormats)}')`,
      () => `decimal-date-time(${dice.pick([d(), 'now()'])})`,
      // Not of a date that may be missing: there the oracle writes “Invalid Date”, where nothing should stand.
      () => `date(${dice.pick([d(), '12345.25', `date('${dice.pick(days)}') + 1.5`])})`,
      () => `${dice.pick(['today()', 'now()', d()])} - ${d()}`,
      () => dice.pick(['today()', 'now()']),
      () => `once(${t()})`,
      () => 'random() < 1',
      () => `${dice.pick(['min', 'max'])}(${n()}, ${this.number(0)}, ${this.number(0)})`,
    ];
    for (const { code, options } of known.several) {
      kinds.push(
        () => `selected(\${${code}}, '${dice.pick(options)}')`,
        () => `selected-at(\${${code}}, ${dice.between(0, 3)})`,
        () => `count-selected(\${${code}})`,
      );
    }
    for (const { code } of known.single) kinds.push(() => `jr:choice-name(\${${code}}, '\${${code}}')`);
    for (const { code, isNumeric } of known.groups) {
      kinds.push(() => `${dice.pick(isNumeric ? ['sum', 'min', 'max'] : ['count', 'count-non-empty'])}(\${${code}})`);
      kinds.push(() => `${dice.pick(['count', 'count-non-empty'])}(\${${code}})`);
    }
    return dice.pick(kinds)();
  }

  private all(): string[] {
    const { whole, fraction, text, date, single, several } = this.known;
    return [...whole, ...fraction, ...text, ...date, ...[...single, ...several].map(({ code }) => code)];
  }

  private fragment(): string {
    return `'${this.dice.pick(fragments)}'`;
  }

  private isOption(): string {
    const { code, options } = this.dice.pick(this.known.single);
    return `\${${code}} ${this.dice.pick(['=', '=', '!='])} '${this.dice.pick(options)}'`;
  }

  private isChosen(from: Known['several']): string {
    const { code, options } = this.dice.pick(from);
    return `selected(\${${code}}, '${this.dice.pick(options)}')`;
  }
}

/** A questionnaire that may be published, of at least 8 items with at least 3 conditions. */
export function randomForm(seed: number, today: string): RandomForm {
  for (let attempt = 0; ; attempt += 1) {
    const dice = new Dice(seed * 1000 + attempt);
    const form = mended(randomDesign(dice), today);
    if (form !== null) return form;
  }
}

function randomDesign(dice: Dice): QuestionnaireDesign {
  const known: Known = { whole: [], fraction: [], text: [], date: [], single: [], several: [], groups: [] };
  const lists: ChoiceList[] = Array.from({ length: dice.between(2, 3) }, (_each, list) => ({
    code: `list${list}`,
    choices: Array.from(
      { length: dice.between(2, 7) },
      (_other, at): Choice => ({
        code: `${'pqr'[list]}${at + 1}`,
        text: words(`选项 ${'甲乙丙丁戊己庚'[at]}`),
        columns: { band: String(dice.between(0, 3)), part: dice.pick(['a', 'b']) },
      }),
    ),
  }));
  const count = dice.between(8, 14);
  const entries: DesignEntry[] = [];
  const from = dice.between(2, 5);
  const to = from + dice.between(2, 4);
  const hasGroup = dice.chance(65);
  const isNumeric = dice.chance(60);
  for (let at = 0; at < count; at += 1) {
    if (!hasGroup || at < from || at >= to) {
      entries.push(randomItem(at, false));
      continue;
    }
    if (at > from) continue;
    const relevant = dice.chance(60) ? { relevant: new Expressions(dice, known, false).truth(2) } : {};
    const inside = Array.from({ length: to - from }, (_each, place) => randomItem(at + place, isNumeric));
    entries.push({ type: 'group', code: 'block', text: words('题组'), ...relevant, entries: inside });
    known.groups.push({ code: 'block', isNumeric });
  }
  for (let at = 0; at < 8; at += 1) {
    const calculation = new Expressions(dice, known, true).probe();
    entries.push({ type: 'calculated', code: `probe${at}`, text: words('算'), calculation });
  }
  return {
    format: 'minsheng-questionnaire/2',
    code: 'random',
    version: 1,
    title: words('随机问卷'),
    marks: {
      formNumber: '随机 1 表',
      maker: words('统计局'),
      approvedBy: words('统计局'),
      approvalNumber: '1 号',
      validUntil: '2099-12-31',
    },
    scales: [
      {
        code: 'five',
        levels: [100, 80, 60, 40, 20].map((score, at) => ({ code: `L${at}`, name: words(`第 ${at} 级`), score })),
      },
    ],
    missing: [
      { code: 'dontKnow', name: words('不了解') },
      { code: 'notApplicable', name: words('不适用') },
      { code: 'refused', name: words('拒答') },
    ],
    lists,
    entries,
  };

  function randomItem(at: number, isNumeric: boolean): DesignItem {
    const code = `q${at + 1}`;
    const kind = isNumeric
      ? dice.pick(['integer', 'decimal'] as const)
      : dice.pick([
          'single',
          'single',
          'multiple',
          'multiple',
          'satisfaction',
          'rank',
          'integer',
          'integer',
          'decimal',
          'text',
          'text',
          'date',
          'consent',
          'calculated',
          'calculated',
          'calculated',
          'hidden',
        ] as const);
    const expressions = new Expressions(dice, known, kind === 'calculated');
    const relevant = at > 0 && dice.chance(45) ? { relevant: expressions.truth(3) } : {};
    const common = { code, text: words(`第 ${at + 1} 题`), ...relevant };
    if (kind === 'calculated') {
      const type = dice.pick(['number', 'number', 'text', 'text', 'truth', 'date'] as const);
      const plain = expressions[type](3);
      const calculation = type !== 'truth' && dice.chance(12) ? `once(${plain})` : plain;
      if (type === 'number') known.whole.push(code);
      else if (type === 'text') known.text.push(code);
      return { ...common, type: 'calculated', calculation };
    }
    if (kind === 'hidden') {
      known.text.push(code);
      return { ...common, type: 'hidden', initial: dice.pick(['a', 'x-1', '12']) };
    }
    const asked = {
      ...common,
      ...(dice.chance(30) ? { required: at > 1 && dice.chance(50) ? expressions.truth(2) : true } : {}),
    };
    const check = (expression: string) =>
      dice.chance(45) ? { constraint: { expression, message: words('不合要求') } } : {};
    const list = dice.pick(lists);
    const choosing = {
      ...asked,
      list: list.code,
      ...(dice.chance(25)
        ? {
            choiceFilter: dice.pick([
              `band <= ${expressions.number(1)}`.replace('band', 'number(band)'),
              `part = 'a' or ${expressions.truth(1)}`,
              `name != '${list.choices[0]!.code}' or ${expressions.truth(1)}`,
            ]),
          }
        : {}),
      ...(dice.chance(40) ? { isShuffled: true } : {}),
    };
    const options = list.choices.map((choice) => choice.code);
    switch (kind) {
      case 'single':
        known.single.push({ code, options });
        return { ...choosing, type: 'single', ...check(`. != '${dice.pick(options)}' or ${expressions.truth(1)}`) };
      case 'satisfaction':
        known.single.push({ code, options: ['L0', 'L1', 'L2', 'L3', 'L4', 'dontKnow', 'refused'] });
        return { ...asked, type: 'satisfaction', scale: 'five', offers: ['dontKnow', 'refused'] };
      case 'multiple':
        known.several.push({ code, options });
        return {
          ...choosing,
          type: 'multiple',
          ...(dice.chance(30) ? { exclusive: [options[0]!] } : {}),
          ...(dice.chance(20) ? { atMost: dice.between(1, options.length) } : {}),
          ...check(`count-selected(.) ${dice.pick(['<', '>', '!='])} ${dice.between(0, 4)}`),
        };
      case 'rank':
        known.several.push({ code, options });
        return {
          ...asked,
          type: 'rank',
          list: list.code,
          top: options.length,
          ...(dice.chance(40) ? { isShuffled: true } : {}),
        };
      case 'integer':
        known.whole.push(code);
        return { ...asked, type: 'integer', ...check(`. ${dice.pick(['<', '>='])} ${expressions.number(2)}`) };
      case 'decimal':
        known.fraction.push(code);
        return { ...asked, type: 'decimal', ...check(`. * 2 ${dice.pick(['<', '>='])} ${expressions.number(2)}`) };
      case 'text':
        known.text.push(code);
        return {
          ...asked,
          type: 'text',
          maxLength: dice.between(3, 20),
          ...check(dice.pick([`regex(., '${dice.pick(patterns)}')`, `string-length(.) > 1`, `not(contains(., 'a'))`])),
        };
      case 'date':
        known.date.push(code);
        return { ...asked, type: 'date', ...check(`. <= ${dice.pick(['today()', expressions.date(1)])}`) };
      default:
        known.single.push({ code, options: ['OK'] });
        return { ...asked, type: 'consent' };
    }
  }
}

/** Takes away what the compiler refuses (a condition that always holds, say); null when too little is left. */
function mended(design: QuestionnaireDesign, today: string): RandomForm | null {
  for (let round = 0; round < 30; round += 1) {
    const { diagnostics, compiled } = compileDesign(design, { today, sha256: () => '' });
    if (compiled !== null) {
      const entries = flat(design.entries);
      const expressions = entries.flatMap(expressionsOf);
      const conditions = entries.filter((entry) => entry.relevant !== undefined || 'constraint' in entry).length;
      return entries.length >= 8 && conditions >= 3 ? { design, compiled, expressions } : null;
    }
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (!errors.every((error) => takeAway(design, error))) return null;
  }
  return null;
}

function takeAway(design: QuestionnaireDesign, { item, field }: Diagnostic): boolean {
  const entry = flat(design.entries).find(({ code }) => code === item) as unknown as
    | Record<string, unknown>
    | undefined;
  if (entry === undefined || field === null) return false;
  if (field === 'calculation') entry.calculation = "concat('a', 'b')";
  else delete entry[field];
  return true;
}

function flat(entries: readonly DesignEntry[]): DesignEntry[] {
  return entries.flatMap((entry) => (entry.type === 'group' ? [entry, ...flat(entry.entries)] : [entry]));
}

function expressionsOf(entry: DesignEntry): string[] {
  const found: string[] = [];
  const { relevant } = entry;
  if (relevant !== undefined) found.push(relevant);
  if ('calculation' in entry) found.push(entry.calculation);
  if ('constraint' in entry && entry.constraint) found.push(entry.constraint.expression);
  if ('required' in entry && typeof entry.required === 'string') found.push(entry.required);
  if ('choiceFilter' in entry && entry.choiceFilter) found.push(entry.choiceFilter);
  return found;
}
