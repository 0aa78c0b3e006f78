import type { IndicatorView, MissingCode, PlanCheck, Questionnaire } from '@minsheng/contracts';
import type { Ask } from './doors.js';
import { must } from './answers.js';
import { said } from './said.js';

const departments = Array.from({ length: 14 }, (_, at) => `U${String(at + 1).padStart(2, '0')}`);

/** What an ad-hoc poll is held for: an indicator of one task, by which every department is measured. */
export const snowClearing = {
  code: 'T1',
  term: 'ADHOC',
  name: said('冬季清雪', 'snow clearing'),
  wording: said('您对冬季清雪满意吗？', 'How satisfied are you with snow clearing?'),
  attribution: 'BOTH',
  weight: 1,
  shares: departments.map((unit, at) => ({
    unit,
    share: at === 0 ? '0.35' : '0.05',
    role: at === 0 ? 'LEAD' : 'SUPPORT',
  })),
  anchorTask: '冬季清雪专项',
};

/** Drawn up by one and approved by another. @returns its id */
export async function approvedSnowClearing(designer: Ask, reviewer: Ask): Promise<string> {
  const { id } = await must<IndicatorView>(designer('POST', '/api/indicators', snowClearing));
  await must(designer('POST', `/api/indicators/${id}/submit`, {}));
  expect((await reviewer('POST', `/api/indicators/${id}/approve`, {})).statusCode).toBe(200);
  return id;
}

/** The presets' five answers and their scores. */
export function fiveLevels(): Questionnaire['levels'] {
  const level = (code: string, zh: string, en: string, score: number) => ({ code, name: said(zh, en), score });
  return [
    level('verySatisfied', '非常满意', 'Very satisfied', 100),
    level('satisfied', '满意', 'Satisfied', 80),
    level('fair', '一般', 'Fair', 60),
    level('dissatisfied', '不满意', 'Dissatisfied', 40),
    level('veryDissatisfied', '非常不满意', 'Very dissatisfied', 20),
  ];
}

/** What may be said instead of one of the five. */
export function missingAnswers(): Questionnaire['missing'] {
  const missing = (code: MissingCode, zh: string, en: string) => ({ code, name: said(zh, en) });
  return [
    missing('dontKnow', '不了解', 'Don’t know'),
    missing('notApplicable', '不适用', 'Not applicable'),
    missing('refused', '拒答', 'Refused'),
  ];
}

/** What a plan still lacks before it can go to review. */
export const unmet = ({ checks }: { checks: PlanCheck[] }): PlanCheck['code'][] =>
  checks.filter(({ isMet }) => !isMet).map(({ code }) => code);
