import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { acrossBridge } from './bridge.js';
import type { WeappHost } from './weapp-host.js';

interface RenderedPage {
  document: Document;
  /** A tap on the element itself, as a finger makes it: through WXML's binding to the page. */
  tap(element: Element): void;
}

// The engine's own types speak of backends in general; these are the parts used here, over a DOM.
interface Adapter {
  MiniProgramEnv: new () => {
    createCodeSpace(id: string, isMain: boolean): CodeSpace;
    associateBackend(): { createRoot(tag: string, space: CodeSpace, route: string): Root };
  };
  glassEasel: {
    Event: {
      new (type: string, detail: object, options: { bubbles: boolean; composed: boolean }): object;
      dispatchEvent(target: unknown, event: object): void;
    };
  };
}

interface Compiler {
  TmplGroup: new () => {
    addTmpl(at: string, source: string): unknown;
    addScript(at: string, source: string): unknown;
    getTmplGenObjectGroups(): string;
  };
}

interface EngineTarget {
  id: string;
  dataset: object;
}

interface EngineEvent {
  type: string;
  timeStamp: number;
  detail: object;
  target: EngineTarget;
  currentTarget: EngineTarget;
}

interface CodeSpace {
  addCompiledTemplate(at: string, template: object): void;
  addComponentStaticConfig(at: string, config: object): void;
  component(at: string): { definition(definition: object): { register(): void } };
}

interface Root {
  attach(parent: Element, placeholder: Element): void;
  get(): { setData(change: Record<string, unknown>): void };
}

/** WeChat writes `bindtap`; the compiler of this version wants the colon, and an id for events likewise. */
const withColons = (wxml: string): string =>
  wxml.replace(/\b(bind|catch)([a-z]+)=/g, '$1:$2=').replaceAll('data-sid=', 'data:sid=');

/**
 * Draws the visible page of a running app with WeChat's own template engine (glass-easel) into a DOM: the build's real
 * WXML and WXS, and the page's real data as it changes.
 */
export async function renderPage(host: WeappHost): Promise<RenderedPage> {
  const dom = new JSDOM('<!doctype html><body><div id="here"></div></body>');
  // The engine looks for a browser when it is loaded, not when it is used.
  Object.assign(globalThis, { window: dom.window, document: dom.window.document });
  const { MiniProgramEnv, glassEasel } = (await import('glass-easel-miniprogram-adapter')) as unknown as Adapter;
  const { TmplGroup } = (await import('glass-easel-template-compiler')) as unknown as Compiler;

  const { route } = host.page;
  const group = new TmplGroup();
  const read = (file: string): string => readFileSync(path.join(host.dist, file), 'utf8');
  for (const file of ['base', 'comp', route]) group.addTmpl(file, withColons(read(`${file}.wxml`)));
  group.addScript('utils', read('utils.wxs'));
  const generated = new Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<string, unknown>;

  const environment = new MiniProgramEnv();
  const space = environment.createCodeSpace('main', true);
  for (const file of ['base', 'comp', route])
    space.addCompiledTemplate(file, { groupList: generated, content: generated[file] });
  space.addComponentStaticConfig('comp', { component: true, usingComponents: { comp: 'comp' } });
  space.addComponentStaticConfig(route, { usingComponents: { comp: '../../comp' } });
  const page = host.page;
  const handle = (event: EngineEvent): void => {
    const described = ({ id, dataset }: EngineTarget) => ({
      id,
      dataset: acrossBridge(dataset),
      offsetLeft: 0,
      offsetTop: 0,
    });
    const { type, timeStamp, detail } = event;
    const told = {
      type,
      timeStamp,
      detail,
      mark: {},
      target: described(event.target),
      currentTarget: described(event.currentTarget),
    };
    (page.eh as (event: object) => void).call(page, told);
  };
  space
    .component('comp')
    .definition({ properties: { i: Object, l: String }, methods: { eh: handle } })
    .register();
  space
    .component(route)
    .definition({ data: page.data, methods: { eh: handle } })
    .register();

  const root = environment.associateBackend().createRoot('page', space, route);
  const { document } = dom.window;
  root.attach(document.body, document.getElementById('here') as Element);
  const setData = page.setData.bind(page);
  page.setData = (change, done) => {
    setData(change, done);
    root.get().setData(acrossBridge(change));
  };
  return {
    document,
    tap: (element) => {
      const target = (element as Element & { __wxElement?: unknown }).__wxElement;
      glassEasel.Event.dispatchEvent(target, new glassEasel.Event('tap', {}, { bubbles: true, composed: true }));
    },
  };
}
