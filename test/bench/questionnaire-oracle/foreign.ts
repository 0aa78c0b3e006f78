// Workbooks that came with XForms of their own: the workbook runs here, its XForm in ODK's engine, and they are held against
// each other after every answer. Then workbooks of other people: our XForm of each must open there.
// `node foreign.js <folder of the fixtures> <steps> <times> [folder of workbooks]`; the outcome is one line of JSON.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LocalisedText, QuestionnaireDesign } from '@minsheng/contracts';
import { answersKept, evaluateAnswers, type CompiledQuestionnaire } from '@minsheng/questionnaire';
import { compileDesign, designFromSheets, exportXForm, type WorkbookSheets } from '@minsheng/questionnaire/compile';
// By path: the room keeps its workbooks to itself, and this is a test of them.
import { readWorkbook, writeWorkbook } from '../../../server/src/questionnaires/workbook/index.js';
import { compareStates, give, now, openForm, randomAnswer, today, type Difference } from './odk-engine.js';
import { Dice } from './random-design.js';

interface Form {
  name: string;
  questions: number;
  compared: number;
  differences: (Difference & { step: number })[];
}

interface Opened {
  name: string;
  /** Questions that the engine found. */
  questions: number;
  /** null: it opened. */
  fault: string | null;
}

/** Place in the shuffle of a response: each question’s order comes from the seed + this × its place. */
const seedStep = 104_729;

const [folder = '', steps = '40', times = '3', workbooks = ''] = process.argv.slice(2);
const forms: Form[] = [];
const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
for (const name of names) forms.push(await follow(name.slice(0, -3)));
const opened: Opened[] = [];
if (workbooks !== '') {
  for (const name of readdirSync(workbooks).filter((each) => each.endsWith('.xlsx'))) opened.push(await open(name));
}
process.stdout.write(`${JSON.stringify({ forms, opened })}\n`);

async function follow(name: string): Promise<Form> {
  const sheets = readWorkbook(writeWorkbook(sheetsIn(readFileSync(path.join(folder, `${name}.md`), 'utf8'))));
  const xml = readFileSync(path.join(folder, `${name}.xml`), 'utf8');
  const compiled = compile(designFromSheets(sheets).design);
  const form: Form = { name, questions: compiled.questions.length, compared: 0, differences: [] };
  const seed = seedIn(xml, compiled);
  for (let time = 1; time <= Number(times); time += 1) {
    const dice = new Dice(time * 1009 + name.length);
    const nodes = await openForm(xml);
    const answers: Record<string, string> = {};
    const state = () => evaluateAnswers(compiled, answers, { seed, now, asInterviewer: true });
    const answerable = compiled.questions.filter(
      ({ kind }) => kind !== 'calculated' && kind !== 'hidden' && kind !== 'note',
    );
    const missing = compiled.questions.filter(({ code }) => !nodes.has(code)).map(({ code }) => code);
    if (missing.length > 0) throw new Error(`${name}: the XForm has no ${missing.join(', ')}`);
    for (let step = 0; step <= Number(steps); step += 1) {
      if (step > 0) {
        const question = dice.pick(answerable);
        const answer = randomAnswer(dice, question, compiled, state(), { least: -2, most: 130 });
        answers[question.code] = answer;
        give(nodes.get(question.code)!, question, answer);
      }
      const current = state();
      const kept = answersKept(current);
      for (const { code, kind } of compiled.questions)
        if (kind === 'calculated' && kept[code] !== undefined) answers[code] = kept[code];
      const { compared, differences } = compareStates(compiled, current, nodes);
      form.compared += compared;
      differences.forEach((each) => form.differences.push({ step, ...each }));
      if (differences.length > 0) return form;
    }
  }
  return form;
}

/** The response’s seed that gives the order which the seeds written in the XForm give; any when it shuffles nothing. */
function seedIn(xml: string, { questions }: CompiledQuestionnaire): number {
  const seeds = [...xml.matchAll(/randomize\(.*, (\d+)\)"/g)].map(({ 1: written, index }) => {
    const reference = xml.slice(xml.lastIndexOf('ref="/data/', index - 'nodeset="'.length)).split('"')[1]!;
    const code = reference.slice(reference.lastIndexOf('/') + 1);
    return Number(written) - seedStep * questions.findIndex((question) => question.code === code);
  });
  if (seeds.some((seed) => seed !== seeds[0])) throw new Error('the seeds are not those of one response');
  return seeds[0] ?? 1;
}

async function open(name: string): Promise<Opened> {
  let xml: string;
  try {
    xml = exportXForm(designFromSheets(readWorkbook(readFileSync(path.join(workbooks, name)))).design).xml;
  } catch (error) {
    return { name, questions: 0, fault: `refused: ${(error as Error).message}` };
  }
  try {
    return { name, questions: (await openForm(xml)).size, fault: null };
  } catch (error) {
    return { name, questions: 0, fault: (error as Error).message };
  }
}

/** With what publishing wants and such a workbook does not say: the marks, and words in both languages. */
function compile(design: QuestionnaireDesign): CompiledQuestionnaire {
  const marked: QuestionnaireDesign = {
    ...design,
    title: { zh: '测试', en: 'Test' },
    marks: {
      formNumber: '测 1 表',
      maker: { zh: '测试', en: 'Test' },
      approvedBy: { zh: '测试', en: 'Test' },
      approvalNumber: '1',
      validUntil: '2099-12-31',
    },
  };
  const inBoth = JSON.parse(JSON.stringify(marked), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('zh' in value && 'en' in value)) return value;
    const { zh, en } = value as LocalisedText;
    return { zh: zh || en || '—', en: en || zh || '—' };
  }) as QuestionnaireDesign;
  const { compiled, diagnostics } = compileDesign(inBoth, { today, sha256: () => 'hash' });
  if (compiled === null) throw new Error(JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error')));
  return compiled;
}

/** `## survey` and tables of Markdown as sheets. */
function sheetsIn(text: string): WorkbookSheets {
  const sheets: WorkbookSheets['sheets'] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) sheets.push({ name: line.slice(3).trim(), rows: [] });
    else if (line.startsWith('|') && !/^\|[-| ]+\|$/.test(line)) {
      const cells = line.trim().slice(1, -1).split('|');
      sheets.at(-1)!.rows.push(cells.map((cell) => cell.trim()));
    }
  }
  return { sheets };
}
