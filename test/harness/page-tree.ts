import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A node as Taro keeps it in the page's data: kind, ids, class, style, text, children; the rest are its attributes. */
export interface TreeNode {
  /** Number or name of the template that draws it. */
  nn: string;
  sid: string;
  uid?: string;
  cl?: string;
  st?: string;
  /** Text of a text node. */
  v?: string;
  cn?: TreeNode[];
  [attribute: string]: unknown;
}

/** What a template says about the nodes it draws. */
interface Template {
  tag: string;
  /** Events the template binds: without `tap` here, WeChat would never report one. */
  binds: Set<string>;
  /** Attribute in WXML → the node's property, e.g. `hover-class` → `p1`. */
  attributes: Map<string, string>;
}

/** Reads the templates of a build's `base.wxml`, by the number that nodes carry. */
export function readTemplates(dist: string): Map<string, Template> {
  const wxml = readFileSync(path.join(dist, 'base.wxml'), 'utf8');
  const templates = new Map<string, Template>();
  for (const [, name = '', tag = '', written = ''] of wxml.matchAll(
    /<template name="tmpl_0_([\w-]+)">\s*<([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/g,
  )) {
    const binds = new Set<string>();
    const attributes = new Map<string, string>();
    for (const [, attribute = '', value = ''] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      const bound = /^(?:bind|catch):?(\w+)$/.exec(attribute);
      if (bound?.[1]) binds.add(bound[1].toLowerCase());
      const property = /\bi\.(\w+)/.exec(value);
      if (property?.[1]) attributes.set(attribute, property[1]);
    }
    templates.set(name, { tag, binds, attributes });
  }
  // What can be typed into has two templates, with the focus and without, behind one that chooses.
  for (const [name, template] of templates) {
    const drawn = template.tag === 'template' ? templates.get(`${name}_blur`) : undefined;
    if (drawn) templates.set(name, drawn);
  }
  return templates;
}

/** The rendered page: finds nodes the way a person does (by words) or a stylist does (by class). */
export class PageTree {
  constructor(
    private readonly root: () => TreeNode | undefined,
    private readonly templates: Map<string, Template>,
  ) {}

  /** Every node, parents before children. */
  nodes(from: TreeNode | undefined = this.root()): TreeNode[] {
    if (!from) return [];
    return [from, ...(from.cn ?? []).flatMap((child) => this.nodes(child))];
  }

  /** All the words on the page, or in one node. */
  text(from?: TreeNode): string {
    return this.nodes(from)
      .map((node) => node.v ?? '')
      .join('');
  }

  tag(node: TreeNode): string {
    return this.templates.get(node.nn)?.tag ?? node.nn;
  }

  /** An attribute as WXML hands it to the component, e.g. `aria-label`; undefined when the template drops it. */
  attribute(node: TreeNode, name: string): unknown {
    const property = this.templates.get(node.nn)?.attributes.get(name);
    return property === undefined ? undefined : node[property];
  }

  isBound(node: TreeNode, event: string): boolean {
    return this.templates.get(node.nn)?.binds.has(event) ?? false;
  }

  /** `.class`, `#id` or a component's tag. */
  all(selector: string): TreeNode[] {
    return this.nodes().filter((node) => {
      if (selector.startsWith('.')) return (node.cl ?? '').split(/\s+/).includes(selector.slice(1));
      if (selector.startsWith('#')) return node.uid === selector.slice(1);
      return this.tag(node) === selector;
    });
  }

  one(selector: string): TreeNode {
    const [node] = this.all(selector);
    if (!node) throw new Error(`no ${selector} on the page: ${this.text()}`);
    return node;
  }

  /** What a screen reader stops at: the nodes with an `aria-label`, with the label. */
  labelled(): { label: string; node: TreeNode }[] {
    return this.nodes().flatMap((node) => {
      const label = this.attribute(node, 'aria-label');
      return typeof label === 'string' && label !== '' ? [{ label, node }] : [];
    });
  }

  /** The innermost node that can be tapped and shows, or says, exactly these words. */
  tappable(words: string): TreeNode {
    const matching = this.nodes().filter(
      (node) =>
        this.isBound(node, 'tap') && (this.text(node).trim() === words || this.attribute(node, 'aria-label') === words),
    );
    const innermost = matching.at(-1);
    if (!innermost) throw new Error(`nothing to tap says “${words}”: ${this.text()}`);
    return innermost;
  }

  /** A node and its ancestors, innermost first: the way an event rises. */
  upwards(node: TreeNode): TreeNode[] {
    const search = (from: TreeNode): TreeNode[] | undefined => {
      if (from === node) return [from];
      for (const child of from.cn ?? []) {
        const found = search(child);
        if (found) return [...found, from];
      }
      return undefined;
    };
    const root = this.root();
    return (root && search(root)) ?? [node];
  }
}
