import type { OperatorName } from '../../engine/expression.js';
import type { Syntax } from '../expression/syntax.js';

/** Binding strength by operator; an argument that binds less is put into brackets. */
const strength: Record<OperatorName, number> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  negate: 7,
};

/** Writes an expression as XPath over the instance of an XForm. */
export function printXPath(syntax: Syntax, pathOf: (code: string) => string): string {
  switch (syntax.is) {
    case 'text':
      return quoted(syntax.value);
    case 'number':
      return String(syntax.value);
    case 'reference':
      return pathOf(syntax.name);
    case 'self':
      return '.';
    case 'column':
      return syntax.name;
    case 'operator': {
      const own = strength[syntax.name];
      const args = syntax.args.map((each, at) => {
        const printed = printXPath(each, pathOf);
        // Some clients cannot read `--`.
        const isSameMatter = at > 0 || syntax.name === 'negate';
        const needsBrackets =
          each.is === 'operator' && (strength[each.name] < own || (isSameMatter && strength[each.name] === own));
        return needsBrackets ? `(${printed})` : printed;
      });
      return syntax.name === 'negate' ? `-${args[0]}` : `${args[0]} ${syntax.name} ${args[1]}`;
    }
    case 'function':
      return `${syntax.name}(${syntax.args.map((each, at) => argument(syntax.name, each, at)).join(', ')})`;
  }

  function argument(name: string, each: Syntax, at: number): string {
    if (each.is === 'text' && at === 1) {
      // Some clients look for a part that matches; here, as in JavaRosa, the whole must.
      if (name === 'regex') return quoted(isAnchored(each.value) ? each.value : `^(${unanchored(each.value)})$`);
      if (name === 'jr:choice-name')
        return quoted(each.value.replace(/\$\{\s*([^}]+?)\s*\}/g, (_all, code: string) => pathOf(code)));
    }
    return printXPath(each, pathOf);
  }
}

function isAnchored(pattern: string): boolean {
  return pattern.startsWith('^') && pattern.endsWith('$');
}

function unanchored(pattern: string): string {
  return pattern.replace(/^\^/, '').replace(/\$$/, '');
}

/** XPath 1.0 has no escapes: a text with both kinds of quotes is put together. */
function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  return `concat(${text
    .split("'")
    .map((part) => `'${part}'`)
    .join(`, "'", `)})`;
}
