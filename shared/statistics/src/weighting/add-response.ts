import type { PollResponse } from '../design/poll-outline.js';
import {
  atomOfWeight,
  LANES,
  makeRoom,
  makeRoomForCombinations,
  slotFor,
  stagesOf,
  unscoredOf,
  widen,
  type RunningSums,
} from './running-sums.js';

/**
 * Adds one respondent, or takes one away that was added before (修改答卷): `times` 1 or −1.
 *
 * @throws RangeError for what the outline does not know, before anything is changed, and for taking away what is not there
 */
export function addResponse(sums: RunningSums, response: PollResponse, times: 1 | -1 = 1): void {
  checkResponse(sums, response);
  const { outline, atoms } = sums;
  const sizes = [...outline.variables.map(({ levels }) => levels.length), outline.samplingUnits.length];
  const levels = [...response.variables, response.samplingUnit];
  let combination = 0;
  stagesOf(outline).forEach(({ columns }, stage) => {
    for (const column of columns) combination = combination * sizes[column]! + levels[column]!;
    combination = atoms.places[stage]!.numberOf(combination);
  });
  makeRoomForCombinations(atoms, combination + 1);
  const atom = atomOfWeight(sums, combination, response.baseWeight, (v) =>
    v < 0 ? response.samplingUnit : response.variables[v]!,
  );
  if (times < 0 && !wasAdded(sums, atom, response)) throw new RangeError('this response was never added');
  sums.version++;
  atoms.respondents[atom]! += times;
  response.blocks.forEach(({ domain, answers }, b) => {
    const block = sums.blocks[b]!;
    const level = domain ?? 0;
    if (level < 0) return;
    const slot = slotFor(block, atom, level);
    makeRoom(block, 1.1);
    block.respondents[slot]! += times;
    block.most = Math.max(block.most, block.respondents[slot]!);
    widen(block, sums.scoreCodes[b]!);
    block.changedAt[level] = sums.version;
    answers.forEach((answer, q) => {
      const s = sums.scoreCodes[b]![q]!.codes[answer]!;
      const group = Math.floor(q / LANES);
      const at = LANES * slot + (q % LANES);
      if (s < 0) {
        unscoredOf(block, group)[at]! += times;
        return;
      }
      block.sum[group]![at]! += times * s;
      block.squares[group]![at]! += times * s * s;
    });
  });
}

/** Whether the sums can contain such a response: nothing would fall below zero without it. */
function wasAdded(sums: RunningSums, atom: number, { blocks }: PollResponse): boolean {
  if (!(sums.atoms.respondents[atom]! > 0)) return false;
  return blocks.every(({ domain, answers }, b) => {
    const block = sums.blocks[b]!;
    if (domain === -1) return true;
    const slot = slotFor(block, atom, domain ?? 0);
    makeRoom(block, 1.1);
    return answers.every((answer, q) => {
      const s = sums.scoreCodes[b]![q]!.codes[answer]!;
      const group = Math.floor(q / LANES);
      const at = LANES * slot + (q % LANES);
      const unscored = block.unscored[group]?.[at] ?? 0;
      if (s < 0) return unscored > 0;
      return block.respondents[slot]! > unscored && block.sum[group]![at]! >= s && block.squares[group]![at]! >= s * s;
    });
  });
}

function checkResponse({ outline, scoreCodes }: RunningSums, response: PollResponse): void {
  const { samplingUnit, baseWeight, variables, blocks } = response;
  const isIndex = (index: number | null, size: number, least = 0): boolean =>
    index !== null && Number.isInteger(index) && index >= least && index < size;
  if (!isIndex(samplingUnit, outline.samplingUnits.length)) throw new RangeError(`no sampling unit ${samplingUnit}`);
  if (!(baseWeight > 0) || baseWeight === Infinity) {
    throw new RangeError(`a base weight is positive and finite, got ${baseWeight}`);
  }
  if (
    variables.length !== outline.variables.length ||
    !variables.every((level, v) => isIndex(level, outline.variables[v]!.levels.length))
  ) {
    throw new RangeError(`levels ${variables.join()} are not those of the outline`);
  }
  if (blocks.length !== outline.blocks.length) throw new RangeError('one entry for each block');
  blocks.forEach(({ domain, answers }, b) => {
    const { domain: known, questions } = outline.blocks[b]!;
    if (known === null ? domain !== null : !isIndex(domain, known.levels.length, -1)) {
      throw new RangeError(`domain ${known?.code ?? ''} has no level ${domain}`);
    }
    if (answers.length !== questions.length) throw new RangeError('one answer for each question');
    answers.forEach((answer, q) => {
      if (!isIndex(answer, 256) || Number.isNaN(scoreCodes[b]![q]!.codes[answer]!)) {
        throw new RangeError(`question ${questions[q]!.code} has no level ${answer}`);
      }
    });
  });
}
