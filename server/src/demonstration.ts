import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from './city.js';
import { codeVersion } from './platform/code-version.js';
import { seedDemonstrationPeople } from './demonstration-people.js';
import { seedDemonstrationTerritory } from './demonstration-territory.js';
import { seedDemonstrationPoll } from './demonstration-poll.js';
import { demonstrationReports } from './demonstration-reports.js';
import type { HotWriter } from './platform/index.js';
import { systemCaller } from './platform/caller.js';
import { findNewestPollId, importSurvey, rankPoll, readSurvey, weighPoll } from './polls/index.js';
import { releasePoll } from './publication/index.js';
import { cityNames, verifierSource } from './release-settings.js';
import { parametersInForce, rankingOptionsOf, weightingOptionsOf } from './scheme-parameters.js';
import { shipped } from './shipped.js';

/** Business instant (UTC) at which the demonstration's finished poll was released. */
const releasedAt = new Date('2026-10-25T01:00:00.000Z');

function demonstrationFiles(): { answers: string; codebook: string; margins: string } {
  const folder = shipped('demo');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { answers: read('answers.csv'), codebook: read('codebook.json'), margins: read('margins.json') };
}

/** Sets up the invented city on an empty data folder, by the same stages a real one goes through. Takes seconds, once. */
export async function seedDemonstration(city: City, writer: HotWriter): Promise<void> {
  const { works, demoClock, keys, config } = city;
  if (!demoClock) throw new Error('only the demonstration is seeded');
  const caller = systemCaller('demonstration');
  if (await works.read(caller, findNewestPollId)) return;
  const files = demonstrationFiles();
  await seedDemonstrationPeople(city, caller, files.codebook);
  await seedDemonstrationTerritory(city);
  const read = readSurvey({
    ...files,
    options: { scores: [100, 80, 60, 40, 20], notAnswers: ['9'], modeColumn: null, title: null },
  });
  if ('faults' in read) throw new Error(`the demonstration's files are broken: ${JSON.stringify(read.faults[0])}`);
  const pollId = await works.write(caller, (work) => importSurvey(work, read.survey, config.scheme));
  const parameters = await parametersInForce(city, caller);
  await weighPoll(works, caller, pollId, weightingOptionsOf(parameters));
  await rankPoll(works, caller, pollId, codeVersion, rankingOptionsOf(parameters));
  if (demoClock.now() < releasedAt) demoClock.moveOnTo(releasedAt);
  const settings = {
    city: cityNames(config.scheme),
    key: keys.signing,
    verifier: verifierSource(),
    brotliQuality: config.brotliQuality,
  };
  await releasePoll(works, caller, pollId, settings);
  const reports = await demonstrationReports(city);
  await seedDemonstrationPoll(city, writer, reports.playUntil);
  await reports.playUntil(demoClock.now());
}
