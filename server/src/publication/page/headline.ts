import {
  textIn,
  withheldReasons,
  type Language,
  type RankedUnit,
  type RankingGroup,
  type ReleaseDocument,
} from '@minsheng/contracts';
import { manyDontKnow, oneDecimal, wordsIn } from '@minsheng/charts';
import { bandName, counted, countedUnits, listed } from './format.js';
import { say } from './messages.js';

/** A short finding beside the headline: either a sentence or the list of changes. */
export interface Finding {
  title: string;
  text: string;
  changes: { direction: 'up' | 'down'; size: string; halfWidth: string; name: string }[];
}

const longestList = 3;

/** Units whose change from the poll before is significant, largest first. */
export function significantChanges(release: ReleaseDocument): { up: RankedUnit[]; down: RankedUnit[]; still: number } {
  const compared = release.groups.flatMap((group) => group.rows).filter((row) => row.change !== null);
  const size = (row: RankedUnit) => Number(row.change?.difference ?? 0);
  const changed = compared
    .filter((row) => row.change?.isSignificant === true)
    .sort((one, other) => Math.abs(size(other)) - Math.abs(size(one)));
  return {
    up: changed.filter((row) => size(row) > 0),
    down: changed.filter((row) => size(row) < 0),
    still: compared.length - changed.length,
  };
}

/**
 * The longest-standing claim at an end of the ranking: the `count` first (or last) units whose rank sets hold no place
 * outside those `count`. Empty when no such set of at most three exists; that is the common case.
 */
export function unitsAtEnd(rows: readonly RankedUnit[], end: 'first' | 'last'): RankedUnit[] {
  const total = rows.length;
  for (let count = 1; count <= Math.min(longestList, total - 1); count += 1) {
    const candidates =
      end === 'first'
        ? rows.filter((row) => row.rankSet[1] <= count)
        : rows.filter((row) => row.rankSet[0] > total - count);
    if (candidates.length === count) return candidates;
  }
  return [];
}

const bandCount = (rows: readonly RankedUnit[]): number => new Set(rows.map((row) => row.band)).size;

function sentence(parts: readonly string[], language: Language): string {
  const joined = parts.join(language === 'en' ? '; ' : '，');
  return language === 'en' ? joined.charAt(0).toUpperCase() + joined.slice(1) : joined;
}

/**
 * What the release may say in one line, taken from the figures alone: significant changes when there is a poll to compare
 * with, else places that the simultaneous rank sets allow, else that there is no order. Nothing that is not separated is
 * claimed.
 */
export function headline(release: ReleaseDocument, language: Language): string {
  const groups = release.groups.filter((group) => group.rows.length > 0);
  const rows = groups.flatMap((group) => group.rows);
  const count = (value: number) => counted(value, language);
  const names = (units: readonly RankedUnit[]) =>
    listed(
      units.map((unit) => unit.name),
      language,
    );
  if (rows.length === 0) return say(language, 'headline.nobody');

  const changes = significantChanges(release);
  const changed = changes.up.length + changes.down.length;
  if (changed > 0) {
    const inNames = changed <= longestList + 1;
    const parts = [
      ...(changes.up.length === 0
        ? []
        : inNames
          ? [say(language, 'headline.up', { names: names(changes.up) })]
          : [say(language, 'headline.upCount', { units: countedUnits(changes.up.length, language) })]),
      ...(changes.down.length === 0
        ? []
        : inNames
          ? [say(language, 'headline.down', { names: names(changes.down) })]
          : [say(language, 'headline.downCount', { units: countedUnits(changes.down.length, language) })]),
      ...(changes.still > 0 ? [say(language, 'headline.othersUnchanged', { n: count(changes.still) })] : []),
    ];
    return sentence(parts, language);
  }
  if (changes.still > 0)
    return sentence(
      [say(language, 'headline.nothingChanged', { units: countedUnits(changes.still, language) })],
      language,
    );

  if (groups.length > 1)
    return sentence([say(language, 'headline.groups', { g: count(groups.length), n: count(rows.length) })], language);

  const [only] = rows;
  if (rows.length === 1 && only !== undefined)
    return say(language, 'headline.oneUnit', {
      name: textIn(only.name, language),
      score: oneDecimal(only.score),
      halfWidth: oneDecimal(only.halfWidth),
    });
  const bands = bandCount(rows);
  if (bands === 1) return sentence([say(language, 'headline.noOrder', { n: count(rows.length) })], language);

  const first = unitsAtEnd(rows, 'first');
  const atEnd = unitsAtEnd(rows, 'last').filter((row) => !first.includes(row));
  // Those who are simply all the others are not singled out as the last.
  const last = first.length + atEnd.length < rows.length ? atEnd : [];
  const rest = rows.filter((row) => !first.includes(row) && !last.includes(row));
  const parts: string[] = [];
  if (first.length === 1) parts.push(say(language, 'headline.first', { names: names(first) }));
  if (first.length > 1) parts.push(say(language, 'headline.firstFew', { names: names(first), n: count(first.length) }));
  if (last.length === 1) parts.push(say(language, 'headline.last', { names: names(last) }));
  if (last.length > 1) parts.push(say(language, 'headline.lastFew', { names: names(last), n: count(last.length) }));
  if (parts.length === 0) {
    const nobodyAlone = rows.every((row) => row.rankSet[1] > 1);
    const key = nobodyAlone ? 'headline.bandsOnly' : 'headline.bands';
    return sentence([say(language, key, { n: count(rows.length), k: count(bands) })], language);
  }
  if (rest.length > 1) {
    const restBands = bandCount(rest);
    parts.push(
      restBands > 1
        ? say(language, 'headline.othersInBands', { n: count(rest.length), k: count(restBands) })
        : say(language, 'headline.othersOneBand', { n: count(rest.length) }),
    );
  }
  return sentence(parts, language);
}

/** The largest and smallest published score, one decimal. */
function extremes(rows: readonly RankedUnit[]): { low: string; high: string } {
  const sorted = [...rows].sort((one, other) => Number(one.score) - Number(other.score));
  return { low: oneDecimal(sorted[0]?.score ?? '0'), high: oneDecimal(sorted.at(-1)?.score ?? '0') };
}

function groupFinding(group: RankingGroup, language: Language): Finding | null {
  const { rows } = group;
  if (rows.length < 2) return null;
  const name = textIn(group.name, language);
  const plain = (title: string, text: string): Finding => ({ title, text, changes: [] });
  const numbers = [...new Set(rows.map((row) => row.band))].sort((one, other) => one - other);
  const [firstNumber = 1] = numbers;
  if (numbers.length === 1) {
    const first = Math.min(...rows.map((row) => row.rankSet[0]));
    const last = Math.max(...rows.map((row) => row.rankSet[1]));
    const same = rows.every((row) => row.rankSet[0] === first && row.rankSet[1] === last);
    return plain(
      say(language, 'finding.noOrder', { group: name, n: counted(rows.length, language) }),
      same
        ? say(language, 'finding.noOrderTextSets', { ...extremes(rows), first, last })
        : say(language, 'finding.noOrderText', extremes(rows)),
    );
  }
  const inBand = (number: number) => rows.filter((row) => row.band === number);
  const best = inBand(firstNumber);
  const title =
    best.length <= longestList
      ? say(language, 'finding.firstBand', {
          group: name,
          names: listed(
            best.map((row) => row.name),
            language,
          ),
        })
      : say(language, 'finding.firstBandCount', { group: name, units: countedUnits(best.length, language) });
  const [largest] = numbers
    .map((number) => ({ number, members: inBand(number) }))
    .filter(({ members }) => members.length > 1)
    .sort((one, other) => other.members.length - one.members.length || one.number - other.number);
  /** The first band's units stand in the title already. */
  const isNamedAgain =
    largest !== undefined && largest.number !== firstNumber && largest.members.length <= longestList + 1;
  const second = inBand(numbers[1] ?? firstNumber);
  const overlaps =
    Math.max(...best.map((row) => row.rankSet[1])) >= Math.min(...second.map((row) => row.rankSet[0]))
      ? say(language, 'finding.overlap')
      : '';
  const tie =
    largest === undefined
      ? ''
      : say(language, isNamedAgain ? 'finding.otherBand' : 'finding.otherBandCount', {
          names: listed(
            largest.members.map((row) => row.name),
            language,
          ),
          units: countedUnits(largest.members.length, language),
          band: bandName(largest.number, language),
          ...extremes(largest.members),
        });
  return plain(title, [tie, overlaps].filter((part) => part !== '').join(language === 'en' ? ' ' : ''));
}

function lastBandFinding(group: RankingGroup, language: Language): Finding | null {
  const number = Math.max(...group.rows.map((row) => row.band));
  const members = group.rows.filter((row) => row.band === number);
  if (number === 1 || members.length > longestList) return null;
  const words = wordsIn(language);
  return {
    title: say(language, 'finding.lastBand', {
      names: listed(
        members.map((row) => row.name),
        language,
      ),
    }),
    text: say(language, 'finding.lastBandText', {
      places: members
        .map((row) =>
          say(language, 'finding.place', { name: textIn(row.name, language), set: words.rankSet(...row.rankSet) }),
        )
        .join(language === 'en' ? ', ' : '、'),
    }),
    changes: [],
  };
}

/** Up to four findings: changes, what each group's bands say, who is little known, who is not ranked. */
export function findings(release: ReleaseDocument, language: Language): Finding[] {
  const { up, down } = significantChanges(release);
  const found: (Finding | null)[] = [];
  if (up.length + down.length > 0) {
    const key =
      up.length > 0 && down.length > 0 ? 'finding.upsAndDowns' : up.length > 0 ? 'finding.ups' : 'finding.downs';
    const title = say(language, key, { up: counted(up.length, language), down: counted(down.length, language) });
    found.push({
      title: title.charAt(0).toUpperCase() + title.slice(1),
      text: '',
      changes: [...up, ...down].slice(0, 5).map((row) => ({
        direction: Number(row.change?.difference ?? 0) > 0 ? 'up' : 'down',
        size: oneDecimal((row.change?.difference ?? '0').replace(/^[+-]/, '')),
        halfWidth: oneDecimal(row.change?.halfWidth ?? '0'),
        name: textIn(row.name, language),
      })),
    });
  }
  found.push(...release.groups.map((group) => groupFinding(group, language)));
  const [only] = release.groups;
  if (release.groups.length === 1 && only !== undefined && only.rows.length > 1)
    found.push(lastBandFinding(only, language));

  const unknown = release.groups.flatMap((group) => group.rows).filter((row) => row.dontKnowShare > manyDontKnow);
  if (unknown.length > 0)
    found.push({
      title: say(language, 'finding.manyDontKnow', { units: countedUnits(unknown.length, language) }),
      text: say(language, 'finding.manyDontKnowText', {
        names: listed(
          unknown.map((row) => row.name),
          language,
        ),
      }),
      changes: [],
    });
  const unranked = release.groups.flatMap((group) => group.unranked);
  if (unranked.length > 0)
    found.push({
      title: say(language, 'finding.unranked', { units: countedUnits(unranked.length, language) }),
      text: say(language, 'finding.unrankedText', {
        names: listed(
          unranked.map((unit) => unit.name),
          language,
        ),
      }),
      changes: [],
    });
  return found
    .filter((finding) => finding !== null)
    .map((finding) => ({ ...finding, title: finding.title.charAt(0).toUpperCase() + finding.title.slice(1) }))
    .slice(0, 4);
}

/** Reasons in the reader's language, joined. */
export function reasonsText(because: readonly (keyof typeof withheldReasons)[], language: Language): string {
  return because.map((code) => textIn(withheldReasons[code], language)).join(language === 'en' ? '; ' : '、');
}
