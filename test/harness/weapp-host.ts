import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { acrossBridge, largestSetData, setPath } from './bridge.js';
import { PageTree, readTemplates, type TreeNode } from './page-tree.js';
import { Failure, wxFunction } from './wx-api/call.js';
import { Phone, phoneApi, type PhoneFiles, type PhoneStorage } from './wx-api/index.js';

interface AppJson {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  subpackages?: { root: string; pages: string[] }[];
  tabBar?: { custom?: boolean; list: { pagePath: string }[] };
  requiredPrivateInfos?: string[];
}

type Definition = Record<string, unknown> & { data?: object; methods?: object };

/** A page on the stack: what `Page()` was given, with WeChat's additions. */
export interface HostPage {
  route: string;
  options: Record<string, string>;
  data: { root?: TreeNode; [key: string]: unknown };
  setData(change: Record<string, unknown>, done?: () => void): void;
  [member: string]: unknown;
}

export interface HostOptions {
  /** Kept from an earlier start of the app. */
  storage?: PhoneStorage;
  files?: PhoneFiles;
  /** `wx` functions of the spec's own. */
  overrides?: Record<string, unknown>;
}

/** WeChat opens ten pages on top of each other and no more. */
const deepestStack = 10;

/**
 * Runs the logic layer of a WeChat build without WeChat: the real files of `dist` in one sandbox with a `wx` of its own,
 * pages with their life cycle, and `setData` through JSON as over WeChat's bridge. What the app throws, and what it sends
 * over the bridge against the rules, is collected in `errors`.
 */
export class WeappHost {
  readonly app: AppJson;
  readonly phone: Phone;
  readonly wx: Record<string, unknown>;
  readonly errors: Error[] = [];
  /** Names of the `wx` functions called, in order. */
  readonly calls: string[] = [];
  private readonly sandbox: vm.Context;
  private readonly modules = new Map<string, { exports: unknown }>();
  private readonly definitions = new Map<string, Definition>();
  private readonly templates: ReturnType<typeof readTemplates>;
  private readonly tabPages = new Map<string, HostPage>();
  private readonly loadedPackages = new Set<string>();
  private stack: HostPage[] = [];
  private appInstance: Definition = {};
  private registering = 'app';
  private isClosed = false;
  private readonly timers = new Set<NodeJS.Timeout>();
  /** A promise that the app let fail without anybody listening. */
  private readonly unheard = (reason: unknown): void => this.blame(reason);

  constructor(
    readonly dist: string,
    options: HostOptions = {},
  ) {
    this.app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson;
    this.phone = new Phone(this.app.requiredPrivateInfos ?? [], options);
    this.templates = existsSync(path.join(dist, 'base.wxml')) ? readTemplates(dist) : new Map();
    this.wx = this.recorded({
      ...phoneApi(this.phone),
      ...this.appApi(),
      ...this.navigationApi(),
      ...options.overrides,
    });
    this.sandbox = vm.createContext(this.globals());
    process.on('unhandledRejection', this.unheard);
  }

  /** Starts the app on a page; without one, on the first of app.json. */
  launch(url = `/${this.app.pages[0]}`): this {
    this.guarded(() => this.run('app.js'));
    const start = { path: url.replace(/^\//, '').split('?')[0], query: {}, scene: 1001 };
    this.lifecycle(this.appInstance, 'onLaunch', start);
    this.lifecycle(this.appInstance, 'onShow', start);
    if (this.app.tabBar?.custom) this.guarded(() => this.register('custom-tab-bar/index'));
    this.open(url);
    return this;
  }

  /** The person closes the app; nothing of it runs any more. */
  close(): void {
    this.isClosed = true;
    process.off('unhandledRejection', this.unheard);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /** What the app gave to `App()`. */
  get instance(): Record<string, unknown> {
    return this.appInstance;
  }

  get page(): HostPage {
    const page = this.stack.at(-1);
    if (!page) throw new Error('no page is open');
    return page;
  }

  /** Routes on the stack, the visible one last. */
  get routes(): string[] {
    return this.stack.map((page) => page.route);
  }

  /** What the visible page shows. */
  get tree(): PageTree {
    return new PageTree(() => this.page.data.root, this.templates);
  }

  /** Sub-packages that the app has come to need, by root. */
  get packages(): string[] {
    return [...this.loadedPackages];
  }

  // --- what the person does -------------------------------------------------------------------------------------------

  /** Taps a node, a selector (`.card`, `#send`, `button`) or the words on something that can be tapped. */
  tap(target: TreeNode | string): void {
    const node =
      typeof target !== 'string' ? target : /^[.#]/.test(target) ? this.tree.one(target) : this.tree.tappable(target);
    this.fire(node, 'tap', {});
  }

  /** Types into an input. */
  input(target: TreeNode | string, value: string): void {
    const node = typeof target === 'string' ? this.tree.one(target) : target;
    this.fire(node, 'input', { value, cursor: value.length });
  }

  /** An event on a node rises to its ancestors; WeChat reports it at each one whose template binds it. */
  fire(node: TreeNode, type: string, detail: object, more: object = {}): void {
    const tree = this.tree;
    const described = (at: TreeNode) => ({
      id: at.uid ?? at.sid,
      dataset: { sid: at.sid },
      offsetLeft: 0,
      offsetTop: 0,
    });
    const reached = tree.upwards(node).filter((at) => this.templates.size === 0 || tree.isBound(at, type));
    const timeStamp = performance.now();
    for (const at of reached) {
      const event = {
        type,
        timeStamp,
        target: described(node),
        currentTarget: described(at),
        detail,
        touches: [],
        changedTouches: [],
        mark: {},
        ...more,
      };
      this.guarded(() => (this.page.eh as ((event: object) => void) | undefined)?.call(this.page, acrossBridge(event)));
    }
  }

  /** The person goes to another app and comes back. */
  hide(): void {
    this.lifecycle(this.page, 'onHide');
    this.lifecycle(this.appInstance, 'onHide');
  }

  show(): void {
    this.lifecycle(this.appInstance, 'onShow', { path: this.page.route, query: {}, scene: 1001 });
    this.lifecycle(this.page, 'onShow');
  }

  /** Waits until something is so; what it threw or lacked last is part of the complaint. */
  async until<T>(what: () => T | false | null | undefined, patience = 5000): Promise<T> {
    const end = Date.now() + patience;
    let last: unknown;
    for (;;) {
      try {
        const found = what();
        if (found) return found;
      } catch (error) {
        last = error;
      }
      if (Date.now() > end) {
        const words = this.stack.length > 0 ? this.tree.text() : '';
        throw new Error(
          `it did not come to be. Page ${this.routes.at(-1)}: ${words}${last ? `\nlast: ${String(last)}` : ''}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until the page shows these words. */
  async shows(words: string): Promise<void> {
    await this.until(() => this.tree.text().includes(words));
  }

  // --- pages ----------------------------------------------------------------------------------------------------------

  private open(url: string): HostPage {
    const [route = '', query = ''] = url.replace(/^\//, '').split('?');
    this.loadPackageOf(route);
    const definition = this.register(route);
    const isTab = this.isTab(route);
    const known = isTab ? this.tabPages.get(route) : undefined;
    if (this.stack.length > 0) this.lifecycle(this.page, 'onHide');
    const page = known ?? this.newPage(route, definition, Object.fromEntries(new URLSearchParams(query)));
    if (isTab) this.tabPages.set(route, page);
    this.stack.push(page);
    if (!known) this.lifecycle(page, 'onLoad', page.options);
    this.lifecycle(page, 'onShow');
    if (!known) this.later(() => this.lifecycle(page, 'onReady'));
    return page;
  }

  private newPage(route: string, definition: Definition, options: Record<string, string>): HostPage {
    const page = Object.create({ ...definition.methods, ...definition }) as HostPage;
    page.route = route;
    page.options = options;
    page.data = acrossBridge(definition.data ?? {}) as HostPage['data'];
    page.__wxExparserNodeId__ = `page-${route}-${this.stack.length}`;
    page.setData = (change, done) => {
      this.guarded(() => {
        const carried = JSON.stringify(change);
        if (carried.length > largestSetData) throw new Error(`setData of ${carried.length} bytes on ${route}`);
        for (const [at, value] of Object.entries(change)) setPath(page.data, at, acrossBridge(value));
      });
      this.later(() => done?.call(page));
    };
    page.getOpenerEventChannel = () => ({ on: () => undefined, emit: () => undefined });
    page.selectComponent = () => null;
    page.getTabBar = () => null;
    return page;
  }

  /** Leaves the visible page; pages of tabs are kept unless all are to go. */
  private leave(isForGood = false): void {
    const page = this.stack.pop();
    if (!page) return;
    const isKept = this.isTab(page.route) && !isForGood;
    if (isKept) this.lifecycle(page, 'onHide');
    else {
      this.tabPages.delete(page.route);
      this.lifecycle(page, 'onUnload');
    }
  }

  private isTab(route: string): boolean {
    return this.app.tabBar?.list.some(({ pagePath }) => pagePath === route) ?? false;
  }

  private navigationApi(): Record<string, unknown> {
    const routeOf = (url: string): string => url.replace(/^\//, '').split('?')[0] ?? '';
    const later = (): Promise<void> => new Promise((resolve) => void this.later(resolve));
    /** Pages come a moment after the call returns, and a page that cannot come fails the call. */
    const moving = (name: string, move: (options: { url: string; delta?: number }) => void) =>
      wxFunction(name, async (options: { url: string; delta?: number }) => {
        await later();
        if (this.isClosed) return;
        if (options.url !== undefined && !this.isPage(routeOf(options.url)))
          throw new Failure(`page "${routeOf(options.url)}" is not found`);
        try {
          move(options);
        } catch (error) {
          if (error instanceof Failure) throw error;
          this.blame(error);
          throw new Failure('page load error');
        }
      });
    return {
      navigateTo: moving('navigateTo', ({ url }) => {
        if (this.isTab(routeOf(url))) throw new Failure('can not navigateTo a tabbar page');
        if (this.stack.length >= deepestStack) throw new Failure('webview count limit exceed');
        this.open(url);
      }),
      redirectTo: moving('redirectTo', ({ url }) => {
        if (this.isTab(routeOf(url))) throw new Failure('can not redirectTo a tabbar page');
        this.leave(true);
        this.open(url);
      }),
      switchTab: moving('switchTab', ({ url }) => {
        if (!this.isTab(routeOf(url))) throw new Failure('can not switch to no-tabBar page');
        if (this.page.route === routeOf(url)) return;
        while (this.stack.length > 0) this.leave();
        this.open(url);
      }),
      reLaunch: moving('reLaunch', ({ url }) => {
        while (this.stack.length > 0) this.leave(true);
        this.tabPages.clear();
        this.open(url);
      }),
      navigateBack: moving('navigateBack', ({ delta = 1 }) => {
        for (let step = 0; step < delta && this.stack.length > 1; step += 1) this.leave(true);
        this.lifecycle(this.page, 'onShow');
      }),
    };
  }

  // --- packages and modules -------------------------------------------------------------------------------------------

  private get subPackages(): { root: string; pages: string[] }[] {
    return (this.app.subPackages ?? this.app.subpackages ?? []).map(({ root, pages }) => ({
      root: root.replace(/\/$/, ''),
      pages,
    }));
  }

  private packageOf(file: string): string | undefined {
    return this.subPackages.find(({ root }) => file.startsWith(`${root}/`))?.root;
  }

  private isPage(route: string): boolean {
    return (
      this.app.pages.includes(route) ||
      this.subPackages.some(({ root, pages }) => pages.some((page) => `${root}/${page}` === route))
    );
  }

  private loadPackageOf(route: string): void {
    if (!this.isPage(route)) throw new Error(`app.json has no page ${route}`);
    const root = this.packageOf(route);
    if (root) this.loadedPackages.add(root);
  }

  /** Runs a page's file and takes what it gave to `Page` or `Component`. */
  private register(route: string): Definition {
    if (!this.definitions.has(route)) {
      this.registering = route;
      this.run(`${route}.js`);
    }
    const definition = this.definitions.get(route);
    if (!definition) throw new Error(`${route}.js registered nothing`);
    return definition;
  }

  private run(file: string): unknown {
    const relative = file.endsWith('.js') ? file : `${file}.js`;
    const known = this.modules.get(relative);
    if (known) return known.exports;
    const owner = this.packageOf(relative);
    if (owner && !this.loadedPackages.has(owner))
      throw new Error(`${relative} belongs to the sub-package ${owner}, which is not loaded`);
    const module: { exports: unknown } = { exports: {} };
    this.modules.set(relative, module);
    const source = readFileSync(path.join(this.dist, relative), 'utf8');
    const wrapped = vm.runInContext(`(function(require,module,exports){${source}\n})`, this.sandbox, {
      filename: relative,
    }) as (require: (request: string) => unknown, module: { exports: unknown }, exports: unknown) => void;
    const require = (request: string): unknown => {
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(relative), request));
      const needed = this.packageOf(target.endsWith('.js') ? target : `${target}.js`);
      if (needed && needed !== owner)
        throw new Error(`${relative} may not require ${target} of the sub-package ${needed}`);
      return this.run(target);
    };
    wrapped(require, module, module.exports);
    return module.exports;
  }

  // --- the sandbox ----------------------------------------------------------------------------------------------------

  private appApi(): Record<string, unknown> {
    const start = { path: this.app.pages[0], query: {}, scene: 1001 };
    const unheard = (): void => undefined;
    return {
      getLaunchOptionsSync: () => start,
      getEnterOptionsSync: () => start,
      nextTick: (next: () => void) => void this.later(next),
      onAppShow: unheard,
      offAppShow: unheard,
      onAppHide: unheard,
      offAppHide: unheard,
      onError: unheard,
      onUnhandledRejection: unheard,
      onWindowResize: unheard,
      offWindowResize: unheard,
      onPageNotFound: unheard,
    };
  }

  private globals(): Record<string, unknown> {
    const globals: Record<string, unknown> = {
      wx: this.wx,
      console: this.console(),
      setTimeout: (act: () => void, wait?: number) => this.later(act, wait),
      clearTimeout: (timer?: NodeJS.Timeout) => this.forgetTimer(timer),
      setInterval: (act: () => void, wait?: number) => this.every(act, wait),
      clearInterval: (timer?: NodeJS.Timeout) => this.forgetTimer(timer),
      queueMicrotask,
      App: (definition: Definition) => {
        this.appInstance = definition;
      },
      Page: (definition: Definition) => this.definitions.set(this.registering, definition),
      Component: (definition: Definition) => this.definitions.set(this.registering, definition),
      Behavior: (definition: Definition) => definition,
      getApp: () => this.appInstance,
      getCurrentPages: () => [...this.stack],
      requirePlugin: () => {
        throw new Error('the app has no plugins');
      },
    };
    globals.globalThis = globals;
    globals.global = globals;
    return globals;
  }

  /** What the app writes as an error is one: React reports a crashed component this way. */
  private console(): Record<string, unknown> {
    const silent = (): void => undefined;
    const complain = (...said: unknown[]): void => {
      this.blame(said.find((part) => typeof (part as Error | null)?.stack === 'string') ?? said.map(String).join(' '));
    };
    return { log: silent, info: silent, debug: silent, warn: silent, error: complain };
  }

  /** `wx` notes its calls; Taro asks it `hasOwnProperty`, so it stays a plain object. */
  private recorded(api: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(api).map(([name, member]) =>
        typeof member === 'function'
          ? [
              name,
              (...given: unknown[]): unknown => {
                this.calls.push(name);
                return (member as (...given: unknown[]) => unknown)(...given);
              },
            ]
          : [name, member],
      ),
    );
  }

  private later(act: () => void, wait = 0): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (!this.isClosed) this.guarded(act);
    }, wait);
    this.timers.add(timer);
    return timer;
  }

  private every(act: () => void, wait = 0): NodeJS.Timeout {
    const timer = setInterval(() => this.guarded(act), wait);
    this.timers.add(timer);
    return timer;
  }

  private forgetTimer(timer?: NodeJS.Timeout): void {
    if (!timer) return;
    clearTimeout(timer);
    this.timers.delete(timer);
  }

  private lifecycle(on: Record<string, unknown>, name: string, ...given: unknown[]): void {
    this.guarded(() => (on[name] as ((...given: unknown[]) => void) | undefined)?.call(on, ...given));
  }

  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.blame(error);
    }
  }

  /** The sandbox has error classes of its own: what it throws is told again as one of ours. */
  private blame(reason: unknown): void {
    const isError = typeof (reason as Error | null)?.stack === 'string';
    this.errors.push(
      new Error(isError || typeof reason === 'string' ? String(reason) : JSON.stringify(reason), { cause: reason }),
    );
  }
}
