// Publications made at random, protected by the package, and attacked with all that their readers know.
import { linearBounds, type Bounds, type Equation } from '../../shared/statistics/src/disclosure/linear-bounds.js';
import {
  standardDisclosureRule,
  suppress,
  type SuppressedCell,
  type TableCell,
  type TableSum,
} from '../../shared/statistics/src/disclosure/suppress.js';
import { dice } from '../support/dice.js';

/**
 * What one city publishes: tables of one to three of area, age and answer with all their margins, areas gathered into regions in
 * some, in one release or two. The second release has the people of the first and those added since.
 *
 * A *kind* of people is one area, one age, one answer and one release in which they came: nothing finer is ever counted, so a
 * reader's knowledge is that every published count is a sum of numbers of kinds, none of them negative.
 */
export interface PublicationSet {
  readonly cells: readonly TableCell[];
  readonly sums: readonly TableSum[];
  /** People of each kind. */
  readonly people: Int32Array;
  /** Kinds of each cell, by its id. */
  readonly kindsOf: ReadonlyMap<string, readonly number[]>;
}

export type Size = 'usual' | 'small';

interface Value {
  readonly name: string;
  readonly levels: readonly number[];
  /** What it is the sum of; none: a level. */
  readonly parts: readonly string[];
}

type Dimension = readonly Value[];

/** Levels, groups of levels where there are some, and all. */
function dimension(letter: string, levels: number, groups: readonly (readonly number[])[] = []): Dimension {
  const leaf = (level: number): string => `${letter}${level}`;
  const groupName = (group: number): string => `${letter.toUpperCase()}${group}`;
  const all = Array.from({ length: levels }, (_, level) => level);
  return [
    ...all.map((level) => ({ name: leaf(level), levels: [level], parts: [] })),
    ...groups.map((own, group) => ({ name: groupName(group), levels: own, parts: own.map(leaf) })),
    { name: '*', levels: all, parts: groups.length > 0 ? groups.map((_, group) => groupName(group)) : all.map(leaf) },
  ];
}

export function publicationSet(seed: number, size: Size): PublicationSet {
  const random = dice(seed);
  const among = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const isSmall = size === 'small';
  const shape = isSmall ? [2, 2, 2] : [among(2, 5), among(2, 3), among(2, 4)];
  const [areas, ages, answers] = shape as [number, number, number];
  const hasRegions = areas >= 4 && random() < 0.5;
  const regions = hasRegions ? [[0, 1], Array.from({ length: areas - 2 }, (_, i) => i + 2)] : [];
  const releases = !isSmall && random() < 0.5 ? 2 : 1;
  const dimensions = [dimension('a', areas, regions), dimension('g', ages), dimension('l', answers)];
  const kinds = areas * ages * answers * releases;
  const kindAt = (area: number, age: number, answer: number, release: number): number =>
    ((area * ages + age) * answers + answer) * releases + release;

  // Mostly many people over two orders of magnitude, some kinds of few or none, subgroups of one mind; few people added, or many.
  const people = new Int32Array(kinds);
  const fewShare = isSmall ? 0.5 : random() * random() * 0.3;
  const most = isSmall ? 2.5 : 3 + random() * 3;
  const sizeOfKind = (): number => (random() < fewShare ? among(0, 9) : 5 + Math.floor(Math.exp(random() * most)));
  const addsMany = random() < 0.8;
  for (let area = 0; area < areas; area++) {
    for (let age = 0; age < ages; age++) {
      const ofOneMind = random() < 0.03 ? among(0, answers - 1) : null;
      for (let answer = 0; answer < answers; answer++) {
        if (ofOneMind !== null && answer !== ofOneMind) continue;
        people[kindAt(area, age, answer, 0)] = sizeOfKind();
        if (releases === 2)
          people[kindAt(area, age, answer, 1)] = addsMany ? sizeOfKind() : random() < 0.8 ? 0 : among(1, 12);
      }
    }
  }

  const tables = Array.from({ length: among(1, 3) }, () => {
    const left = among(0, 2);
    const kind = random();
    return kind < 0.1 ? [0, 1, 2] : kind < 0.75 ? [0, 1, 2].filter((d) => d !== left) : [left];
  });
  const cells = new Map<string, { kinds: readonly number[]; values: readonly Value[] }>();
  const sums = new Map<string, TableSum>();
  // `first` and `second` are what the two releases count, `added` their difference, which anybody can take.
  const counted: Readonly<Record<string, readonly number[]>> =
    releases === 1 ? { first: [0] } : { first: [0], added: [1], second: [0, 1] };
  for (const table of tables) {
    const choices = dimensions.map((values, d) => (table.includes(d) ? values : values.slice(-1)));
    for (const [edition, ofRelease] of Object.entries(counted)) {
      for (const a of choices[0]!) {
        for (const g of choices[1]!) {
          for (const l of choices[2]!) {
            const idOf = (named: readonly string[], at: string): string => [at, ...named].join(' ');
            const values = [a, g, l];
            const names = values.map(({ name }) => name);
            const id = idOf(names, edition);
            const kindsOfCell = a.levels.flatMap((area) =>
              g.levels.flatMap((age) =>
                l.levels.flatMap((answer) => ofRelease.map((release) => kindAt(area, age, answer, release))),
              ),
            );
            cells.set(id, { kinds: kindsOfCell, values });
            const add = (total: string, parts: readonly string[]): void =>
              void sums.set(JSON.stringify([total, parts]), { total, parts });
            values.forEach(({ parts }, d) => {
              if (parts.length > 0 && table.includes(d))
                add(
                  id,
                  parts.map((part) => idOf(names.with(d, part), edition)),
                );
            });
            if (edition === 'second')
              add(
                id,
                ['first', 'added'].map((at) => idOf(names, at)),
              );
          }
        }
      }
    }
  }
  const count = (own: readonly number[]): number => own.reduce((sum, kind) => sum + people[kind]!, 0);
  return {
    people,
    kindsOf: new Map([...cells].map(([id, { kinds: own }]) => [id, own])),
    sums: [...sums.values()],
    cells: [...cells].map(([id, { kinds: own, values }]): TableCell => {
      const respondents = count(own);
      // Everybody of the subgroup gave this answer.
      const subgroup = cells.get([id.split(' ')[0], values[0]!.name, values[1]!.name, '*'].join(' '));
      const areAnswersAlike = values[2]!.name !== '*' && respondents > 0 && count(subgroup!.kinds) === respondents;
      const samplingUnits = respondents === 0 ? 0 : Math.min(respondents, random() < 0.01 ? 2 : 12);
      return { id, respondents, samplingUnits, areAnswersAlike };
    }),
  };
}

/** What is published of a set after the package's protection. */
export function protect(set: PublicationSet): readonly SuppressedCell[] {
  const { cells, sums, kindsOf, people } = set;
  const groups = groupsOfKinds(set);
  const nameOf = new Map(groups.flatMap((kinds, group) => kinds.map((kind) => [kind, `kinds ${group}`] as const)));
  const finest = groups.map(
    (kinds, group): TableCell => ({
      id: `kinds ${group}`,
      respondents: kinds.reduce((sum, kind) => sum + people[kind]!, 0),
      isNeverPublished: true,
    }),
  );
  const ofKinds = [...kindsOf].map(([total, kinds]) => ({
    total,
    parts: [...new Set(kinds.map((kind) => nameOf.get(kind)!))],
  }));
  return suppress([...cells, ...finest], [...sums, ...ofKinds]);
}

/** Kinds that all cells count together. */
function groupsOfKinds({ cells, kindsOf, people }: PublicationSet): number[][] {
  const groups = new Map<string, number[]>();
  for (let kind = 0; kind < people.length; kind++) {
    const name = cells.map(({ id }) => (kindsOf.get(id)!.includes(kind) ? 1 : 0)).join('');
    groups.set(name, [...(groups.get(name) ?? []), kind]);
  }
  return [...groups.values()];
}

/** What a reader knows of the kinds: one equation a published count. */
function knowledge({ cells, kindsOf }: PublicationSet, hidden: ReadonlySet<string>): Equation[] {
  return cells
    .filter(({ id }) => !hidden.has(id))
    .map(({ id, respondents }) => ({
      terms: kindsOf.get(id)!.map((variable) => ({ variable, coefficient: 1 })),
      value: respondents,
    }));
}

/**
 * The attack: exact bounds of every suppressed count over all numbers of kinds that agree with everything published.
 */
export function attack(set: PublicationSet, suppressed: readonly SuppressedCell[]): Map<string, Bounds> {
  const kinds = set.people.length;
  const equations = knowledge(set, new Set(suppressed.map(({ id }) => id)));
  const own = suppressed.map(({ id }, place) => ({
    terms: [
      { variable: kinds + place, coefficient: -1 },
      ...set.kindsOf.get(id)!.map((variable) => ({ variable, coefficient: 1 })),
    ],
    value: 0,
  }));
  const asked = suppressed.map((_, place) => kinds + place);
  const bounds = linearBounds(kinds + suppressed.length, [...equations, ...own], asked);
  return new Map(suppressed.map(({ id }, place) => [id, bounds[place]!]));
}

/** What trying finds: bounds, and whether every possibility was tried. */
export interface Tried {
  readonly bounds: Map<string, Bounds>;
  readonly isComplete: boolean;
}

/**
 * The same by trying (穷举): every way in which whole numbers of people can stand behind what is published, without any linear
 * programme. Kinds that all cells count together are one. A kind that nothing published bounds is tried up to 15 above the truth
 * only, so that its bounds are parts of what a reader must leave open.
 *
 * @returns null when there are more ways than `most`
 */
export function attackByTrying(
  set: PublicationSet,
  suppressed: readonly SuppressedCell[],
  most = 2_000_000,
): Tried | null {
  const hidden = new Set(suppressed.map(({ id }) => id));
  const published = knowledge(set, hidden);
  // Each group by its first kind.
  const truth = new Map(
    groupsOfKinds(set).map((own) => [own[0]!, own.reduce((sum, kind) => sum + set.people[kind]!, 0)]),
  );
  const firsts = [...truth.keys()];
  const placesIn = (kinds: readonly number[]): number[] =>
    firsts.flatMap((first, place) => (kinds.includes(first) ? [place] : []));
  const equations = published.map(({ terms, value }) => ({
    places: placesIn(terms.map(({ variable }) => variable)),
    value,
  }));
  const wanted = suppressed.map(({ id }) => ({
    id,
    places: placesIn(set.kindsOf.get(id)!),
    least: Infinity,
    greatest: -Infinity,
  }));
  const equationsOf = firsts.map((_, place) =>
    equations.flatMap(({ places }, e) => (places.includes(place) ? [e] : [])),
  );
  const lastPlace = equations.map(({ places }) => Math.max(...places));
  const left = equations.map(({ value }) => value);
  const values = new Array<number>(firsts.length).fill(0);
  const isComplete = equationsOf.every((own) => own.length > 0);
  let ways = 0;
  const fill = (place: number): boolean => {
    if (++ways > most) return false;
    if (place === firsts.length) {
      for (const cell of wanted) {
        const count = cell.places.reduce((sum, own) => sum + values[own]!, 0);
        cell.least = Math.min(cell.least, count);
        cell.greatest = Math.max(cell.greatest, count);
      }
      return true;
    }
    const own = equationsOf[place]!;
    const forced = own.filter((e) => lastPlace[e] === place).map((e) => left[e]!);
    const bound = own.length === 0 ? truth.get(firsts[place]!)! + 15 : Math.min(...own.map((e) => left[e]!));
    const from = forced.length > 0 ? forced[0]! : 0;
    const to = forced.length > 0 ? forced[0]! : bound;
    if (forced.some((value) => value !== from) || from > bound) return true;
    for (let value = from; value <= to; value++) {
      values[place] = value;
      for (const e of own) left[e]! -= value;
      const goesOn = fill(place + 1);
      for (const e of own) left[e]! += value;
      if (!goesOn) return false;
    }
    return true;
  };
  if (!fill(0)) return null;
  return { isComplete, bounds: new Map(wanted.map(({ id, least, greatest }) => [id, { least, greatest }])) };
}

/** Subgroups of whom a reader can prove that all gave one answer, from the bounds of the answers' counts. */
export function alikeProven({ cells }: PublicationSet, bounds: ReadonlyMap<string, Bounds>): string[] {
  const respondents = new Map(cells.map((cell) => [cell.id, cell.respondents]));
  const boundsOf = (id: string): Bounds =>
    bounds.get(id) ?? { least: respondents.get(id)!, greatest: respondents.get(id)! };
  return cells.flatMap(({ id }) => {
    const [edition, area, age, answer] = id.split(' ');
    const subgroup = boundsOf([edition, area, age, '*'].join(' '));
    const isAlike = answer !== '*' && subgroup.greatest !== null && subgroup.greatest > 0;
    return isAlike && boundsOf(id).least >= subgroup.greatest! ? [id] : [];
  });
}

export function widthOf({ least, greatest }: Bounds): number {
  return greatest === null ? Infinity : greatest - least;
}

export const wantedWidth = standardDisclosureRule.minimumWidth;
