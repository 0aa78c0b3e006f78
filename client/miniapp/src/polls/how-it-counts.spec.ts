import type { PollPlan, QuestionnaireItem } from '@minsheng/contracts';
import { howItCounts } from './how-it-counts.js';

const words = (zh: string, en: string) => ({ zh, en });
const single = (
  code: string,
  role: 'area' | 'margin' | 'staffOf',
  options: [string, string, string][],
): QuestionnaireItem => ({
  type: 'single',
  code,
  role,
  text: words('题', 'Q'),
  hint: null,
  isRequired: true,
  askIf: null,
  options: options.map(([option, zh, en]) => ({ code: option, text: words(zh, en) })),
});
const plan = {
  modes: ['INTERVIEW', 'WECHAT'],
  onlineUse: 'BLEND',
  calendar: { releaseAt: '2026-10-25T01:00:00.000Z' },
  groups: [{ units: [{ code: 'U-1' }] }],
  questionnaire: {
    items: [
      single('area', 'area', [['north', '北区', 'North']]),
      single('sex', 'margin', [['female', '女', 'Female']]),
      single('worksFor', 'staffOf', [
        ['none', '不在', 'No'],
        ['U-1', '城市管理局', 'City Management'],
      ]),
    ],
  },
} as unknown as PollPlan;

describe('how an answer sheet counts', () => {
  it('names the group by the person’s own answers, the area last', () => {
    expect(howItCounts(plan, { area: 'north', sex: 'female', worksFor: 'none' }, 'zh-CN')).toEqual({
      use: 'blend',
      group: ['女', '北区'],
      worksFor: null,
      releaseAt: '2026-10-25T01:00:00.000Z',
    });
  });

  it('says that answers about one’s own unit do not count', () => {
    expect(howItCounts(plan, { worksFor: 'U-1' }, 'en').worksFor).toBe('City Management');
  });

  it.each([
    [{ onlineUse: 'SEPARATE' }, 'separate'],
    [{ modes: ['WECHAT'] }, 'online-only'],
    [{}, 'blend'],
  ] as const)('a plan with %j uses online answers: %s', (change, use) => {
    expect(howItCounts({ ...plan, ...change } as PollPlan, {}, 'zh-CN').use).toBe(use);
  });
});
