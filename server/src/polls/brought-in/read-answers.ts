import { parse } from 'csv-parse/sync';
import {
  type ImportFault,
  type SurveyAnswers,
  type SurveyDescription,
  missing,
  notAnAnswer,
  otherLevel,
} from './survey.js';

const mostFaultsListed = 50;

/**
 * Reads the answers' file (CSV, UTF-8, a header line). Every rating must be a code of the scale, a no-answer code or empty;
 * every fault is named by line and column, and with any fault nothing is brought in.
 * `ignored` lists columns that nothing asked for: they are not kept.
 */
export function readAnswers(
  csv: string,
  description: SurveyDescription,
): { answers: SurveyAnswers; modeCodes: string[]; ignored: string[] } | { faults: ImportFault[] } {
  if (csv.includes('\uFFFD'))
    return {
      faults: [
        dataFault(
          'not-utf8',
          '文件不是 UTF-8 编码，请另存为 UTF-8 的 CSV',
          'the file is not UTF-8; save it as UTF-8 CSV',
        ),
      ],
    };
  let lines: { record: string[]; line: number }[];
  try {
    lines = (
      parse(csv, { bom: true, skip_empty_lines: true, info: true, trim: true }) as unknown as {
        record: string[];
        info: { lines: number };
      }[]
    ).map((entry) => ({ record: entry.record, line: entry.info.lines }));
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    return {
      faults: [
        {
          ...dataFault(
            'not-csv',
            `这一行的列数或引号不对`,
            'this line has a wrong number of columns or a broken quote',
          ),
          ...(line ? { line } : {}),
        },
      ],
    };
  }
  const header = lines.shift()?.record;
  if (!header || lines.length === 0)
    return { faults: [dataFault('no-answers', '文件里没有答卷', 'the file holds no answers')] };

  const faults: ImportFault[] = [];
  const columnOf = (name: string): number => {
    const at = header.indexOf(name);
    if (at < 0)
      faults.push({
        ...dataFault('missing-column', `缺少列“${name}”`, `the column "${name}" is missing`),
        line: 1,
        column: name,
      });
    return at;
  };
  for (const name of new Set(header.filter((column, index) => header.indexOf(column) !== index))) {
    faults.push({
      ...dataFault('column-twice', `列“${name}”出现了两次`, `the column "${name}" appears twice`),
      line: 1,
      column: name,
    });
  }
  const { design } = description;
  const ratingColumns = description.indicators.map((indicator) => columnOf(indicator.code));
  const marginColumns = description.margins.map((margin) => columnOf(margin.code));
  const [stratumColumn, psuColumn, weightColumn, modeColumn] = [
    design.stratum,
    design.psu,
    design.weight,
    design.mode,
  ].map((name) => (name === null ? -1 : columnOf(name))) as [number, number, number, number];
  if (faults.length > 0) return { faults };

  const n = lines.length;
  const levelOf = new Map(description.levels.map((level, index) => [level.code, index]));
  const noAnswers = new Set(description.notAnswers.map((entry) => entry.code));
  const marginLevelOf = description.margins.map(
    (margin) => new Map(margin.levels.map((level, index) => [level.code, index])),
  );
  const ratings = ratingColumns.map(() => new Uint8Array(n).fill(missing));
  const marginLevels = marginColumns.map(() => new Uint8Array(n).fill(otherLevel));
  const strata = new Labels();
  const psus = new Labels();
  const modes = new Labels();
  const stratumOf = new Uint16Array(n);
  const psuOf = new Uint32Array(n);
  const modeOf = new Uint8Array(n);
  const baseWeights = new Float64Array(n).fill(1);
  let faultCount = 0;
  const refuse = (line: number, column: string, code: string, zh: string, en: string) => {
    faultCount += 1;
    if (faults.length < mostFaultsListed) faults.push({ ...dataFault(code, zh, en), line, column });
  };

  lines.forEach(({ record, line }, row) => {
    ratingColumns.forEach((column, index) => {
      const value = record[column] as string;
      const level = levelOf.get(value);
      const target = ratings[index] as Uint8Array;
      if (level !== undefined) target[row] = level;
      else if (noAnswers.has(value)) target[row] = notAnAnswer;
      else if (value !== '') {
        const name = description.indicators[index]?.code ?? '';
        refuse(line, name, 'unknown-rating', `“${value}”不是评价等级`, `"${value}" is not a level of the scale`);
      }
    });
    marginColumns.forEach((column, index) => {
      const level = marginLevelOf[index]?.get(record[column] as string);
      if (level !== undefined) (marginLevels[index] as Uint8Array)[row] = level;
    });
    stratumOf[row] = stratumColumn < 0 ? strata.indexOf('all') : strata.indexOf(record[stratumColumn] as string);
    // A site's name may recur in another stratum: the sampling unit is the site within its stratum.
    // Without a column every respondent is a sampling unit of their own, and needs no label.
    psuOf[row] = psuColumn < 0 ? row : psus.indexOf(`${stratumOf[row]}/${record[psuColumn] as string}`);
    modeOf[row] = modeColumn < 0 ? 0 : modes.indexOf(record[modeColumn] as string);
    if (weightColumn >= 0) {
      const weight = Number(record[weightColumn]);
      if (!(weight > 0) || !Number.isFinite(weight)) {
        refuse(
          line,
          design.weight as string,
          'weight-not-positive',
          `权数“${record[weightColumn] as string}”不是正数`,
          `the weight "${record[weightColumn] as string}" is not a positive number`,
        );
      } else baseWeights[row] = weight;
    }
  });
  if (modes.labels.length > 250)
    faults.push(dataFault('too-many-modes', '调查方式的种类太多', 'there are too many modes'));
  if (faultCount > faults.length) {
    faults.push(
      dataFault(
        'more',
        `还有 ${faultCount - faults.length} 处没有列出`,
        `${faultCount - faults.length} more are not listed`,
      ),
    );
  }
  if (faults.length > 0) return { faults };

  const used = new Set([...ratingColumns, ...marginColumns, stratumColumn, psuColumn, weightColumn, modeColumn]);
  return {
    answers: {
      respondents: n,
      marginLevels,
      ratings,
      strata: { labels: strata.labels, of: stratumOf },
      psus: { labels: psus.labels, of: psuOf },
      baseWeights,
      modes: modeOf,
    },
    modeCodes: modes.labels,
    ignored: header.filter((_, index) => !used.has(index)),
  };
}

/** Gives each new label the next number. */
class Labels {
  readonly labels: string[] = [];
  readonly #numbers = new Map<string, number>();

  indexOf(label: string): number {
    let number = this.#numbers.get(label);
    if (number === undefined) {
      number = this.labels.length;
      this.#numbers.set(label, number);
      this.labels.push(label);
    }
    return number;
  }
}

function dataFault(code: string, zh: string, en: string): ImportFault {
  return { file: 'data', code, sentences: { zh, en } };
}
