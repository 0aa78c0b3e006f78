import { reduceAnswers, weigh } from '@minsheng/statistics';
import { readSurvey } from '../brought-in/import-survey.js';
import { levelName } from './level-name.js';
import { marginTargetsOf, surveyOf } from './survey-of.js';

/** 120 answers in two districts, six of them at a district that the population does not name. */
function surveyWith(district: Record<string, number>): ReturnType<typeof weigh> {
  const codes = Object.keys(district);
  const lines = Array.from(
    { length: 120 },
    (_, i) => `${i < 6 ? 'elsewhere' : codes[i % codes.length]},${1 + (i % 5)}`,
  );
  const read = readSurvey({
    answers: ['district,q1', ...lines].join('\n'),
    codebook: JSON.stringify({
      source: 'spec',
      scale: { 5: '5', 4: '4', 3: '3', 2: '2', 1: '1' },
      columns: {},
      questions: { q1: 'one' },
      units: [{ id: 'u1', name: 'Unit one', indicators: ['q1'] }],
    }),
    margins: JSON.stringify({ margins: { district } }),
    options: { scores: [100, 80, 60, 40, 20], notAnswers: [], modeColumn: null, title: null },
  });
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const { description, answers } = read.survey;
  return weigh(reduceAnswers(surveyOf(description, answers)), marginTargetsOf(description, answers));
}

describe('answers at a level that the population does not name', () => {
  it.each([[{ a: 0.5, b: 0.5 }], [{ 其他: 0.5, b: 0.5 }]])('keep their share of the sample beside %j', (district) => {
    const weighting = surveyWith(district);
    if (weighting.outcome === 'refused') throw new Error(weighting.reason);
    const levels = weighting.marginReports[0]?.levels ?? [];
    expect(levels).toHaveLength(3);
    expect(
      levels.filter((level) => level.target === null).map((level) => [level.respondents, level.after.toFixed(6)]),
    ).toEqual([[6, '0.050000']]);
  });
});

describe('the name of a level', () => {
  const margin = {
    levels: [
      { code: '1', name: { zh: '青年', en: 'young' } },
      { code: '2', name: { zh: '中年', en: 'middle' } },
      { code: '65+', name: { zh: '65 岁以上', en: '65 and over' } },
    ],
  };

  it.each([
    ['2', '中年'],
    ['65+', '65 岁以上'],
    ['1+2', '青年＋中年'],
    ['2+65+', '中年＋65 岁以上'],
    ['1+2+65+', '青年＋中年＋65 岁以上'],
  ])('%s is %s, merged or with a sign of its own', (code, name) => {
    expect(levelName(margin, code).zh).toBe(name);
  });
});
