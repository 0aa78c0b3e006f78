import { createHash } from 'node:crypto';
import { type Work, canonicalJson, newId, record } from '../../platform/index.js';
import { Poll, type PollId } from '../poll.entity.js';
import { nextPollNumber } from '../polls.queries.js';
import { encodeAnswers } from './answer-columns.js';
import { PollAnswers } from './poll-answers.entity.js';
import { readAnswers } from './read-answers.js';
import { type ImportOptions, labelOf, readDescription } from './read-codebook.js';
import type { ImportFault, SurveyAnswers, SurveyDescription } from './survey.js';

export interface SurveyFiles {
  answers: string;
  codebook: string;
  margins: string;
  options: ImportOptions;
}

/** A survey whose three files have been read without a fault. */
export interface ReadSurvey {
  description: SurveyDescription;
  answers: SurveyAnswers;
  hashes: { answers: string; codebook: string; margins: string; options: string };
  /** Columns of the answers' file that nothing asked for; they are not kept. */
  ignoredColumns: string[];
}

/** Reads all three files; the first step of bringing a survey in, outside any transaction. */
export function readSurvey(files: SurveyFiles): { survey: ReadSurvey } | { faults: ImportFault[] } {
  const described = readDescription(files.codebook, files.margins, files.options);
  if ('faults' in described) return described;
  const read = readAnswers(files.answers, described.description);
  if ('faults' in read) return read;
  const modeColumn = described.description.design.mode;
  const modes =
    modeColumn === null
      ? []
      : read.modeCodes.map((code, index) => ({
          code,
          name: labelOf(files.codebook, modeColumn, code),
          respondents: read.answers.modes.reduce((count, mode) => count + (mode === index ? 1 : 0), 0),
        }));
  return {
    survey: {
      description: { ...described.description, modes },
      answers: read.answers,
      hashes: {
        answers: sha256(files.answers),
        codebook: sha256(files.codebook),
        margins: sha256(files.margins),
        options: sha256(canonicalJson(files.options)),
      },
      ignoredColumns: read.ignored,
    },
  };
}

/** Keeps a read survey as a poll: all of it or, when it was brought in before, nothing. */
export async function importSurvey(work: Work, survey: ReadSurvey, scheme: string): Promise<PollId> {
  const id = newId<PollId>();
  const columns = encodeAnswers(survey.answers);
  await work.tx.insert(Poll, {
    id,
    number: await nextPollNumber(work),
    kind: 'BROUGHT_IN',
    scheme,
    stage: 'IMPORTED',
    periodKey: survey.description.periodKey,
    description: survey.description as never,
    respondents: survey.answers.respondents,
    answersHash: survey.hashes.answers,
    codebookHash: survey.hashes.codebook,
    marginsHash: survey.hashes.margins,
    optionsHash: survey.hashes.options,
    createdAt: work.now,
    planVersion: null,
    fieldworkFrom: null,
    fieldworkTo: null,
    graceUntil: null,
    createdBy: null,
    answersClosedAt: null,
    releaseId: null,
  });
  await work.tx.insert(PollAnswers, { pollId: id, columns, hash: createHash('sha256').update(columns).digest('hex') });
  record(work, {
    subject: `poll:${id}`,
    action: 'polls.survey-imported',
    payload: { respondents: survey.answers.respondents, hashes: survey.hashes },
  });
  return id;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
