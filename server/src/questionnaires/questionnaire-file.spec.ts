import type { QuestionnaireDesign, QuestionnaireFile } from '@minsheng/contracts';
import { dispositionOf, makeFile, type WantedFile } from './questionnaire-file.js';

const words = (zh: string) => ({ zh, en: zh });

function wanted(
  file: QuestionnaireFile,
  change: Partial<QuestionnaireDesign> = {},
  hash: string | null = 'a1',
): WantedFile {
  const design: QuestionnaireDesign = {
    format: 'minsheng-questionnaire/2',
    code: 'form-1',
    version: 3,
    title: words('民意测评'),
    marks: {
      formNumber: '1 表',
      maker: words('统计局'),
      approvedBy: words('统计局'),
      approvalNumber: '1 号',
      validUntil: '2027-06-30',
    },
    scales: [],
    missing: [],
    lists: [],
    entries: [],
    ...change,
  };
  const madeAt = new Date('2026-12-01T00:00:00.000Z');
  const source = { file, design, hash, madeAt, madeOn: '2026-12-01', isDemonstration: false };
  return { source, today: '2026-12-14' };
}

describe('the name of a file', () => {
  it.each<[string, WantedFile, string, string]>([
    ['a version has its number', wanted('form.xlsx'), 'form-1-v3.xlsx', '民意测评-v3.xlsx'],
    ['a draft says that it is one', wanted('paper.pdf', {}, null), 'form-1-draft.pdf', '民意测评-草稿.pdf'],
    ['what is neither form nor paper says what it is', wanted('ddi.xml'), 'form-1-v3-ddi.xml', '民意测评-v3-ddi.xml'],
    [
      'what no folder can hold becomes a blank',
      wanted('form.xml', { title: words('a/b\\c:"d"\u0000\n\ud800 *(1)’') }),
      'form-1-v3.xml',
      'a b c  d      (1)’-v3.xml',
    ],
    ['without a title the code stands', wanted('form.xml', { title: words(' ') }), 'form-1-v3.xml', 'form-1-v3.xml'],
  ])('%s', (_rule, file, plain, chinese) => {
    const said = /^attachment; filename="([^"]+)"; filename\*=UTF-8''([\w.%~!-]+)$/.exec(dispositionOf(file));
    expect([said?.[1], decodeURIComponent(said?.[2] ?? '')]).toEqual([plain, chinese]);
  });
});

describe('a file that would take minutes', () => {
  const streets = {
    code: 'streets',
    choices: Array.from({ length: 101 }, (_, at) => ({ code: `s${at}`, text: words(`街道 ${at}`) })),
  };
  const asked = (times: number) => ({
    lists: [streets],
    entries: Array.from({ length: times }, (_, at) => ({
      type: 'single' as const,
      code: `q${at}`,
      text: words(`问题 ${at}`),
      list: 'streets',
    })),
  });

  it.each(['ddi.xml', 'paper.pdf'] as const)('%s is not written with more than 10,000 options', async (file) => {
    await expect(makeFile(wanted(file, asked(100)))).rejects.toMatchObject({
      code: 'questionnaires.too-many-options',
      details: { options: 10_100, most: 10_000 },
    });
  });

  it('the design and the form of a machine name every list once, so they are', async () => {
    for (const file of ['design.json', 'form.xml'] as const)
      expect((await makeFile(wanted(file, asked(100)))).bytes.length).toBeGreaterThan(1000);
  });
});
