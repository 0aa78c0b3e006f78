import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The cities whose documents the presets were written from: 中文 name and the code of the preset's file. */
export const presetCities = [
  { name: '许昌', code: 'xuchang' },
  { name: '湖里', code: 'huli' },
  { name: '仙桃', code: 'xiantao' },
  { name: '天门', code: 'tianmen' },
  { name: '潜江', code: 'qianjiang' },
  { name: '平阳', code: 'pingyang' },
  { name: '瑞安', code: 'ruian' },
  { name: '龙湾', code: 'longwan' },
] as const;

/** A line of code that knows a city. `file` is relative to the scanned root. */
export interface Mention {
  readonly file: string;
  readonly line: number;
  readonly city: string;
}

const codeFolders = ['server', 'shared', 'client', 'scripts'];
const notCode = new Set(['node_modules', 'dist', 'dist-h5', 'presets', 'reference', 'data', '.cache', '.swc']);
const isCode = (name: string) => /\.(?:[cm]?[jt]sx?|s?css|html|json)$/.test(name) && !/\.spec\.tsx?$/.test(name);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !notCode.has(entry.name)) yield* filesBelow(path.join(folder, entry.name));
    else if (entry.isFile() && isCode(entry.name)) yield path.join(folder, entry.name);
  }
}

const mentions = (text: string, { name, code }: { name: string; code: string }) =>
  text.includes(name) || new RegExp(`(?<![a-z])${code}(?![a-z])`, 'i').test(text);

/** What a script says beside its comments, word by word: a comment may name the document a rule was taken from. */
function* wordsOf(file: string, text: string): Generator<{ word: string; at: number }> {
  if (!/\.[cm]?[jt]sx?$/.test(file)) {
    yield { word: text, at: 0 };
    return;
  }
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);
  const nodes: ts.Node[] = [source];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (
      ts.isLiteralExpression(node) ||
      ts.isIdentifier(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateMiddleOrTemplateTail(node) ||
      ts.isTemplateHead(node)
    ) {
      yield { word: node.text, at: node.getStart(source) };
    }
    ts.forEachChild(node, (child) => void nodes.push(child));
  }
}

/** A city is configuration: its name belongs into its preset, into tests and into documents, and nowhere else. */
export function mentionsOfCities(root: string): Mention[] {
  const there = new Set(readdirSync(root));
  const found: Mention[] = [];
  for (const folder of codeFolders.filter((name) => there.has(name))) {
    for (const file of filesBelow(path.join(root, folder))) {
      const text = readFileSync(file, 'utf8');
      for (const city of presetCities.filter((one) => mentions(text, one))) {
        for (const { word, at } of wordsOf(file, text)) {
          if (!mentions(word, city)) continue;
          const line = text.slice(0, at + word.search(new RegExp(`${city.name}|${city.code}`, 'i'))).split('\n').length;
          found.push({ file: path.relative(root, file), line, city: city.code });
        }
      }
    }
  }
  return found;
}
