import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standardWeighting } from '@minsheng/statistics';
import { FixedClock } from '../../platform/clock.js';
import { type Database, migrate, openDatabase } from '../../platform/database/open-database.js';
import { configureLedger } from '../../platform/ledger.js';
import { systemCaller, verifyLedger, Works } from '../../platform/index.js';
import { Platform20261122010000 } from '../../migrations/2026-11-22-01-platform.js';
import { Writer20261122050000 } from '../../migrations/2026-11-22-05-writer.js';
import { Polls20261122060000 } from '../../migrations/2026-11-22-06-polls.js';
import { LivePolls20261123080000 } from '../../migrations/2026-11-23-08-live-polls.js';
import { LedgerEntry, LedgerHead, ReactionClaim } from '../../platform/ledger-entry.entity.js';
import { Poll } from '../poll.entity.js';
import { findPoll } from '../polls.queries.js';
import { PollRanking } from '../ranking/poll-ranking.entity.js';
import { rankPoll } from '../ranking/rank-poll.js';
import { WeightSet } from '../weighting/weight-set.entity.js';
import { weighPoll } from '../weighting/weigh-poll.js';
import { importSurvey, readSurvey } from './import-survey.js';
import { PollAnswers } from './poll-answers.entity.js';

const folder = join(process.cwd(), 'server/demo');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const demonstration = { answers: read('answers.csv'), codebook: read('codebook.json'), margins: read('margins.json') };
const options = { scores: [100, 80, 60, 40, 20], notAnswers: ['9'], modeColumn: null, title: null };
const caller = systemCaller('spec');

let data: string;
let database: Database;
let works: Works;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'minsheng-'));
  configureLedger({ headKey: Buffer.alloc(32, 1), reactionsOf: () => [] });
  database = await openDatabase({
    file: join(data, 'db.sqlite'),
    entities: [LedgerEntry, LedgerHead, ReactionClaim, Poll, PollAnswers, WeightSet, PollRanking],
    migrations: [Platform20261122010000, Writer20261122050000, Polls20261122060000, LivePolls20261123080000],
  });
  await migrate(database);
  works = new Works(database, new FixedClock(new Date('2026-10-24T02:00:00Z')));
});

afterEach(async () => {
  await database.close();
  rmSync(data, { recursive: true });
});

async function bringIn(margins = demonstration.margins): Promise<string> {
  const result = readSurvey({ ...demonstration, margins, options });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return works.write(caller, (work) => importSurvey(work, result.survey, 'demo'));
}

describe('a survey goes from files to ranking', () => {
  it('imported, weighted and ranked, each step in the ledger', async () => {
    const pollId = await bringIn();
    const { report } = await weighPoll(works, caller, pollId);
    expect(report.largestMarginError).toBeLessThanOrEqual(1e-12);
    const { result } = await rankPoll(works, caller, pollId, 'spec');
    const poll = await works.read(caller, (work) => findPoll(work, pollId));
    expect(poll?.stage).toBe('RANKED');
    expect(result.groups.map((group) => group.rows.length + group.unranked.length)).toEqual([6, 8, 4]);
    for (const group of result.groups) {
      for (const row of group.rows) {
        expect(row.rank).toBeGreaterThanOrEqual(row.rankSet[0]);
        expect(row.rank).toBeLessThanOrEqual(row.rankSet[1]);
      }
    }
    const { entries, fault } = await works.read(caller, verifyLedger);
    expect([entries, fault]).toEqual([3, null]);
  });

  it('the same twice, to the bit', async () => {
    const pollId = await bringIn();
    await weighPoll(works, caller, pollId);
    const first = await rankPoll(works, caller, pollId, 'spec');
    await weighPoll(works, caller, pollId);
    const second = await rankPoll(works, caller, pollId, 'spec');
    expect(second.result).toEqual(first.result);
  });

  it('not twice from the same files', async () => {
    await bringIn();
    await expect(bringIn()).rejects.toMatchObject({ code: 'polls.already-imported' });
  });

  it('not without a respondent at a level that the population has, and the refusal names margin and level', async () => {
    const margins = JSON.parse(demonstration.margins) as { margins: Record<string, Record<string, number>> };
    margins.margins.sex = { 1: 0.5, 2: 0.4, 3: 0.1 };
    const pollId = await bringIn(JSON.stringify(margins));
    await expect(weighPoll(works, caller, pollId, standardWeighting)).rejects.toMatchObject({
      code: 'polls.cannot-weigh',
      details: { margin: 'sex', level: '3' },
    });
    const poll = await works.read(caller, (work) => findPoll(work, pollId));
    expect(poll?.stage).toBe('IMPORTED');
  });

  it('not ranked before it is weighted', async () => {
    const pollId = await bringIn();
    await expect(rankPoll(works, caller, pollId, 'spec')).rejects.toMatchObject({ code: 'polls.not-weighted-yet' });
  });
});
