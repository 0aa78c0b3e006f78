import { exportDdi } from '@minsheng/questionnaire/compile';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';
import { randomForm } from './random-design.js';

const today = '2026-11-22';
const both = (text: string) => ({ zh: `${text} <&>"`, en: text });
const meta = { agency: both('统计局'), date: today, hash: 'f'.repeat(64), isDemonstration: true };

/** The random questionnaire, with the kinds of item that the random generator leaves to others put behind it. */
function designOf(seed: number): QuestionnaireDesign {
  const { design } = randomForm(seed, today);
  const more: DesignEntry[] = [
    { type: 'note', code: 'more', text: both('说明') },
    {
      type: 'grid',
      code: 'grid',
      text: both('矩阵'),
      scale: 'five',
      offers: ['dontKnow'],
      rows: ['r1', 'r2'].map((code) => ({ code, text: both(code), indicator: { code: `I-${seed}`, version: 2 } })),
    },
    {
      type: 'region',
      code: 'home',
      text: both('住在哪里'),
      weightingRole: 'area',
      sensitivity: 'personal',
      levels: ['l1', 'l2'].map((code) => ({ code, text: both(code), list: design.lists[0]!.code })),
    },
    { type: 'photo', code: 'photo', text: both('照片') },
    { type: 'location', code: 'location', text: both('位置'), guidance: both('站在门口') },
    { type: 'site', code: 'site', text: both('点位'), isInterviewerOnly: true },
    { type: 'shift', code: 'shift', text: both('班次'), hint: both('见班表') },
  ];
  return { ...design, entries: [...design.entries, { type: 'group', code: 'rest', isShuffled: true, entries: more }] };
}

/** Codebooks of so many random questionnaires. */
function codebooks(count: number): { design: QuestionnaireDesign; xml: string }[] {
  return Array.from({ length: count }, (_none, at) => {
    const design = designOf(1000 + at);
    return { design, xml: exportDdi(design, meta) };
  });
}

const schema = process.env.MINSHENG_REAL_DATA
  ? path.join(process.env.MINSHENG_REAL_DATA, 'schemas', 'ddi-codebook-2.5', 'codebook.xsd')
  : null;
const canValidate = schema !== null && existsSync(schema) && spawnSync('xmllint', ['--version']).error === undefined;

describe('the codebook of any questionnaire', () => {
  it('is well-formed, names every variable once and points only to what is there', () => {
    const { DOMParser } = new JSDOM('').window;
    for (const { design, xml } of codebooks(10)) {
      const document = new DOMParser().parseFromString(xml, 'application/xml');
      expect(Array.from(document.getElementsByTagName('parsererror'), (error) => error.textContent)).toEqual([]);
      const named = (name: string): Element[] => Array.from(document.getElementsByTagName(name));
      const ids = ['var', 'varGrp'].flatMap(named).map((each) => each.getAttribute('ID'));
      expect(new Set(ids).size).toBe(ids.length);
      const pointed = named('varGrp').flatMap((group) =>
        ['var', 'varGrp'].flatMap((kind) => group.getAttribute(kind)?.split(' ') ?? []),
      );
      expect(pointed.filter((id) => !ids.includes(id))).toEqual([]);
      // Whatever is written in a question comes back as it was.
      const written = design.entries.flatMap((entry) => (entry.type === 'group' ? entry.entries : [entry]));
      for (const entry of written.filter(({ type }) => ['photo', 'location', 'site', 'shift'].includes(type))) {
        const variable = named('var').find((each) => each.getAttribute('ID') === `V-${entry.code}`)!;
        expect(variable.getElementsByTagName('qstnLit')[0]!.textContent).toBe(entry.text!.zh);
      }
    }
  });

  (canValidate ? it : it.skip)(
    'is valid against the schema of DDI-Codebook 2.5 (skipped unless MINSHENG_REAL_DATA has schemas/ddi-codebook-2.5 and xmllint is there)',
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'ddi-'));
      try {
        const documents = codebooks(40);
        const files = documents.map(({ xml }, at) => {
          const file = path.join(folder, `${at}.xml`);
          writeFileSync(file, xml);
          return file;
        });
        const wrong = path.join(folder, 'wrong.xml');
        writeFileSync(wrong, documents[0]!.xml.replace(/<titl .*?<\/titl>/, ''));
        const validate = (paths: string[]) =>
          execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema!, ...paths], { stdio: 'pipe' });
        expect(() => validate(files)).not.toThrow();
        expect(() => validate([wrong])).toThrow(/titl/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
