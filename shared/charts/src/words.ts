import type { ChartLanguage, ChartModes, ChartText } from './data.js';
import { chineseNumber, oneDecimal } from './text.js';

/** What the drawings say, in both languages. */
export interface ChartWords {
  tiedWithin: string;
  rankRange: string;
  scoreAndError: string;
  change: string;
  answers: string;
  dontKnow: string;
  people: string;
  /** The same base, where the column has room to say whose. */
  respondents: string;
  interviewOnly: string;
  onlineOnly: string;
  noChange: string;
  nothingBefore: string;
  notRanked: string;
  groupMean: string;
  before: string;
  scoreAndInterval: string;
  sameBand: string;
  manyDontKnow: string;
  simulated: string;
  cutAxis(low: string, high: string): string;
  band(number: number): string;
  bandInSentence(numbers: readonly number[]): string;
  unitsInBand(count: number): string;
  rankSet(low: number, high: number): string;
  groupSize(units: number, bands: number, unranked: number): string;
  reasonsJoined(reasons: readonly string[]): string;
  rankedSentence(parts: {
    name: string;
    score: string;
    halfWidth: string;
    interval: readonly [string, string];
    rankSet: readonly [number, number];
    bands: readonly number[];
    tied: number;
  }): string;
  unrankedSentence(name: string, reasons: readonly string[]): string;
  modesSentence(modes: ChartModes): string;
}

const chinese: ChartWords = {
  tiedWithin: '同档不分先后',
  rankRange: '名次区间',
  scoreAndError: '得分 ±误差',
  change: '较上期',
  answers: '回答分布（%）',
  dontKnow: '不了解',
  people: '人数',
  respondents: '评价人数',
  interviewOnly: '只用面访',
  onlineOnly: '只用网上',
  noChange: '持平',
  nothingBefore: '无上期',
  notRanked: '样本不足，不排名',
  groupMean: '组平均',
  before: '上期（仅显著变化）',
  scoreAndInterval: '得分与 95% 区间',
  sameBand: '同档',
  manyDontKnow: '† 不了解超过四成，得分只代表了解这个单位的人',
  simulated: '演示数据',
  cutAxis: (low, high) => `横轴只画 ${low}–${high} 分`,
  band: (number) => `${chineseNumber(number)}档`,
  bandInSentence: (numbers) => `第${numbers.map(chineseNumber).join('、')}档`,
  unitsInBand: (count) => `${count} 家`,
  rankSet: (low, high) => (low === high ? `第 ${low} 名` : `第 ${low}–${high} 名`),
  groupSize: (units, bands, unranked) =>
    [
      `${units} 个单位`,
      units > 1 ? (bands > 1 ? `，分 ${bands} 档` : '，不分先后') : '',
      unranked > 0 ? `，另有 ${unranked} 个不排名` : '',
    ].join(''),
  reasonsJoined: (reasons) => reasons.join('、'),
  rankedSentence: ({ name, score, halfWidth, interval, rankSet, bands, tied }) =>
    `${name} ${score}（±${halfWidth}，95% 区间 ${interval[0]} 到 ${interval[1]}，` +
    `${chinese.rankSet(rankSet[0], rankSet[1])}，${chinese.bandInSentence(bands)}${tied > 1 ? ` ${tied} 家同档` : ''}）`,
  unrankedSentence: (name, reasons) => `${name} 不排名（${reasons.length > 0 ? reasons.join('、') : '样本不足'}）`,
  modesSentence: ({ interview, online, isClipped }) =>
    `，只用面访 ${interview === null ? '没有' : oneDecimal(interview.score)}，` +
    `只用网上 ${online === null ? '没有' : oneDecimal(online.score)}${isClipped ? '（差距过大，已截断）' : ''}`,
};

const english: ChartWords = {
  tiedWithin: 'Tied in a band',
  rankRange: 'Ranks',
  scoreAndError: 'Score ± error',
  change: 'Change',
  answers: 'Answers (%)',
  dontKnow: 'No view',
  people: 'People',
  respondents: 'Raters',
  interviewOnly: 'interviews only',
  onlineOnly: 'online only',
  noChange: 'no change',
  nothingBefore: 'none before',
  notRanked: 'Too few answers: not ranked',
  groupMean: 'group mean',
  before: 'last time (only where the change is significant)',
  scoreAndInterval: 'score and 95% interval',
  sameBand: 'same band',
  manyDontKnow: '† More than 40% gave no view: the score speaks only for those who know the unit',
  simulated: 'Simulated data',
  cutAxis: (low, high) => `The axis shows only ${low}–${high} points`,
  band: (number) => `Band ${number}`,
  bandInSentence: (numbers) => (numbers.length > 1 ? `bands ${numbers.join(' and ')}` : `band ${numbers[0]}`),
  unitsInBand: (count) => (count === 1 ? '1 unit' : `${count} units`),
  rankSet: (low, high) => (low === high ? `${low}` : `${low}–${high}`),
  groupSize: (units, bands, unranked) =>
    [
      units === 1 ? '1 unit' : `${units} units`,
      units > 1 ? (bands > 1 ? `, ${bands} bands` : ', no order among them') : '',
      unranked > 0 ? `, ${unranked} more not ranked` : '',
    ].join(''),
  reasonsJoined: (reasons) => reasons.join('; '),
  rankedSentence: ({ name, score, halfWidth, interval, rankSet, bands, tied }) =>
    `${name} ${score} (±${halfWidth}, 95% interval ${interval[0]} to ${interval[1]}, ` +
    `rank ${english.rankSet(rankSet[0], rankSet[1])}, ${english.bandInSentence(bands)}${tied > 1 ? `, ${tied} tied` : ''})`,
  unrankedSentence: (name, reasons) =>
    `${name}: not ranked (${reasons.length > 0 ? reasons.join('; ') : 'too few answers'})`,
  modesSentence: ({ interview, online, isClipped }) =>
    `, interviews only ${interview === null ? 'none' : oneDecimal(interview.score)}, ` +
    `online only ${online === null ? 'none' : oneDecimal(online.score)}${isClipped ? ' (gap too large: clipped)' : ''}`,
};

export const wordsIn = (language: ChartLanguage): ChartWords => (language === 'en' ? english : chinese);

export const inLanguage = (text: ChartText, language: ChartLanguage): string => (language === 'en' ? text.en : text.zh);
