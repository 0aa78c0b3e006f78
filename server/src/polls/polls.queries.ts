import { type Work, rows } from '../platform/index.js';
import { PollAnswers } from './brought-in/poll-answers.entity.js';
import { Poll, type PollId } from './poll.entity.js';
import { PollRanking } from './ranking/poll-ranking.entity.js';
import { WeightSet } from './weighting/weight-set.entity.js';

export function findPoll(work: Work, id: string): Promise<Poll | null> {
  return work.tx.findOneBy(Poll, { id: id as PollId });
}

/** Newest first. */
export function listPolls(work: Work): Promise<Poll[]> {
  return work.tx.find(Poll, { order: { id: 'DESC' }, take: 200 });
}

/** Two drafts at once: the loser's number is taken and its work is tried again by whoever asked. */
export async function nextPollNumber(work: Work): Promise<number> {
  const [row] = await rows<{ number: number | null }>(work, 'SELECT MAX(number) AS number FROM poll');
  return Number(row?.number ?? 0) + 1;
}

export async function findNewestPollId(work: Work): Promise<string | null> {
  const [row] = await rows<{ id: string }>(work, 'SELECT id FROM poll ORDER BY id DESC LIMIT 1');
  return row?.id ?? null;
}

export function findAnswers(work: Work, pollId: string): Promise<PollAnswers | null> {
  return work.tx.findOneBy(PollAnswers, { pollId });
}

export function findNewestWeightSet(work: Work, pollId: string): Promise<WeightSet | null> {
  return work.tx.findOne(WeightSet, { where: { pollId }, order: { id: 'DESC' } });
}

export function findNewestRanking(work: Work, pollId: string): Promise<PollRanking | null> {
  return work.tx.findOne(PollRanking, { where: { pollId }, order: { id: 'DESC' } });
}

export function findRanking(work: Work, id: string): Promise<PollRanking | null> {
  return work.tx.findOneBy(PollRanking, { id });
}

export async function setStage(work: Work, pollId: string, stage: Poll['stage']): Promise<void> {
  await rows(work, 'UPDATE poll SET stage = $1 WHERE id = $2', [stage, pollId]);
}

export async function setReleased(work: Work, pollId: string, releaseId: string): Promise<void> {
  await rows(work, `UPDATE poll SET stage = 'RELEASED', release_id = $1 WHERE id = $2`, [releaseId, pollId]);
}
