import type { MissingCode, Questionnaire, SingleItem } from '@minsheng/contracts';
import { answersOffered, hasControlCharacters, isBlank, lengthOf, type Answers } from '../answers.js';

/** Asked, but without a score or an option: 不了解, 不适用, 拒答, or passed by. */
export const NO_SCORE = 254;
/** Not asked after the earlier answers. */
export const NOT_ASKED = 255;

const missingCodes: readonly MissingCode[] = ['dontKnow', 'notApplicable', 'refused'];

/** Answers as bytes. All arrays in questionnaire order of their kind of item. */
export interface CompactReading {
  /** A satisfaction item each: level index (0 the best), `NO_SCORE` or `NOT_ASKED`. What scores are made of. */
  levels: Uint8Array;
  /**
   * A satisfaction item each, nothing lost: 0..L−1 the level, then L 不了解, L+1 不适用, L+2 拒答, L+3 not answered,
   * L+4 not asked, with L levels. What is stored.
   */
  codes: Uint8Array;
  /** A single-choice item each: option index, `NO_SCORE` (not answered) or `NOT_ASKED`. */
  singles: Uint8Array;
  /** A margin each, as `marginItems` lists them (area first): index among its levels, `NO_SCORE` or `NOT_ASKED`. */
  margins: Uint8Array;
  /** Option index of the item that asks where the person works; `NOT_ASKED` also where the questionnaire has none. */
  staffOf: number;
  /** A text item each; null: not answered or not asked. */
  texts: (string | null)[];
}

export interface CompiledReader {
  /**
   * Null exactly when `readAnswers` refuses (ask that one for the words). Takes an object of strings, as the schema lets
   * through: the answers of a body that no schema has seen are `readAnswers`' business.
   */
  read(answers: Answers): CompactReading | null;
  /** The way back: `answersOf(read(answers))` equals `answers`. */
  answersOf(reading: Pick<CompactReading, 'codes' | 'singles' | 'texts'>): Record<string, string>;
}

export interface MarginItem {
  /** Code of the item, and of the margin. */
  item: string;
  role: 'area' | 'margin';
  /** Codes of the options that do not end the interview: the margin's levels, in order. */
  levels: string[];
}

/** The items that a plan's margins are made of: the area first, then the others in questionnaire order. */
export function marginItems(questionnaire: Questionnaire): MarginItem[] {
  const found = questionnaire.items.filter(
    (item): item is SingleItem => item.type === 'single' && (item.role === 'area' || item.role === 'margin'),
  );
  found.sort((one, other) => Number(other.role === 'area') - Number(one.role === 'area'));
  return found.map(({ code, role, options }) => ({
    item: code,
    role: role === 'area' ? 'area' : 'margin',
    levels: options.filter(({ screensOut }) => screensOut !== true).map((option) => option.code),
  }));
}

/** Nobody answered, and nobody was asked, as indexes beside those of real answers. */
const passedBy = -1;
const unasked = -2;

interface Step {
  code: string;
  isRequired: boolean;
  /** Position of the deciding item, and a flag for each of its answers; null: always asked. */
  condition: { at: number; holds: boolean[] } | null;
  /** Index by answer; null for text. */
  indexes: Map<string, number> | null;
  kind: 'satisfaction' | 'single' | 'text';
  /** Position among the items of its kind. */
  place: number;
  /** Satisfaction: the stored code by index, then by missing code. */
  stored: number[];
  screensOut: boolean[];
  maxLength: number;
  /** Where the option index goes as well: a margin (and the level by option), or the workplace. */
  margin: { place: number; levels: number[] } | null;
  isStaffOf: boolean;
}

/** The fast way for the ingest path; agrees with `readAnswers` on every checked questionnaire. */
export function compileReader(questionnaire: Questionnaire): CompiledReader {
  const levels = questionnaire.levels.length;
  const margins = marginItems(questionnaire);
  const steps = stepsOf(questionnaire, margins);
  const count = (kind: Step['kind']): number => steps.filter((step) => step.kind === kind).length;
  const [satisfactions, singles, texts] = [count('satisfaction'), count('single'), count('text')];
  const afterLevels = { passedBy: levels + missingCodes.length, unasked: levels + missingCodes.length + 1 };

  function read(answers: Answers): CompactReading | null {
    const reading: CompactReading = {
      levels: new Uint8Array(satisfactions),
      codes: new Uint8Array(satisfactions),
      singles: new Uint8Array(singles),
      margins: new Uint8Array(margins.length).fill(NOT_ASKED),
      staffOf: NOT_ASKED,
      texts: new Array<string | null>(texts).fill(null),
    };
    const given = new Int16Array(steps.length);
    let seen = 0;
    for (let at = 0; at < steps.length; at += 1) {
      const step = steps[at]!;
      const { condition } = step;
      // An item that was not asked or not answered has a negative index, for which no condition holds.
      const isAsked = condition === null || condition.holds[given[condition.at]!] === true;
      const answer: unknown = answers[step.code];
      let index: number;
      if (answer === undefined) {
        if (isAsked && step.isRequired) return null;
        index = isAsked ? passedBy : unasked;
      } else {
        if (!isAsked || typeof answer !== 'string') return null;
        seen += 1;
        if (step.indexes === null) {
          if (isBlank(answer) || lengthOf(answer) > step.maxLength || hasControlCharacters(answer)) return null;
          reading.texts[step.place] = answer;
          continue;
        }
        index = step.indexes.get(answer) ?? unasked;
        if (index === unasked || step.screensOut[index] === true) return null;
      }
      given[at] = index;
      if (step.kind === 'satisfaction') {
        const code = index >= 0 ? step.stored[index]! : index === passedBy ? afterLevels.passedBy : afterLevels.unasked;
        reading.codes[step.place] = code;
        reading.levels[step.place] = index === unasked ? NOT_ASKED : code < levels ? code : NO_SCORE;
      } else if (step.kind === 'single') {
        const value = index >= 0 ? index : index === passedBy ? NO_SCORE : NOT_ASKED;
        reading.singles[step.place] = value;
        if (step.margin) reading.margins[step.margin.place] = index >= 0 ? step.margin.levels[index]! : value;
        if (step.isStaffOf) reading.staffOf = value;
      }
    }
    // Answers that no step has seen answer no item of ours.
    for (const _ in answers) seen -= 1;
    return seen === 0 ? reading : null;
  }

  function answersOf({ codes, singles: options, texts: words }: Parameters<CompiledReader['answersOf']>[0]) {
    const answers: Record<string, string> = {};
    for (const step of steps) {
      const answer = answerOf(step);
      if (answer !== null) answers[step.code] = answer;
    }
    return answers;

    function answerOf(step: Step): string | null {
      if (step.kind === 'text') return words[step.place] ?? null;
      const wanted = step.kind === 'single' ? options[step.place]! : step.stored.indexOf(codes[step.place]!);
      for (const [answer, index] of step.indexes ?? []) if (index === wanted) return answer;
      return null;
    }
  }

  return { read, answersOf };
}

function stepsOf(questionnaire: Questionnaire, margins: MarginItem[]): Step[] {
  const places = { satisfaction: 0, single: 0, text: 0 };
  const positions = new Map(questionnaire.items.map(({ code }, at) => [code, at]));
  return questionnaire.items.map((item): Step => {
    const offered = answersOffered(questionnaire, item);
    const options = item.type === 'single' ? item.options : [];
    const margin = margins.findIndex((each) => each.item === item.code);
    const place = places[item.type];
    places[item.type] += 1;
    return {
      code: item.code,
      isRequired: item.isRequired,
      condition: item.askIf && conditionOf(item.askIf),
      indexes: item.type === 'text' ? null : new Map(offered.map((code, index) => [code, index])),
      kind: item.type,
      place,
      stored:
        item.type === 'satisfaction'
          ? offered.map((code, index) => {
              const missing = missingCodes.indexOf(code as MissingCode);
              return missing < 0 ? index : questionnaire.levels.length + missing;
            })
          : [],
      screensOut: options.map(({ screensOut }) => screensOut === true),
      maxLength: item.type === 'text' ? item.maxLength : 0,
      margin:
        margin < 0 ? null : { place: margin, levels: options.map(({ code }) => margins[margin]!.levels.indexOf(code)) },
      isStaffOf: item.type === 'single' && item.role === 'staffOf',
    };
  });

  function conditionOf({ item, isOneOf }: { item: string; isOneOf: string[] }): Step['condition'] {
    const at = positions.get(item);
    if (at === undefined) throw new RangeError(`askIf of an unknown item: ${item}`);
    return { at, holds: answersOffered(questionnaire, questionnaire.items[at]!).map((code) => isOneOf.includes(code)) };
  }
}
