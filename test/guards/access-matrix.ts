import { createRequire } from 'node:module';
import path from 'node:path';
import { type Role, roles } from '@minsheng/contracts';
import { extentOf, ownAccount, permissions } from '../../server/src/identity/index.js';
import { type RoutePermit, permitKey } from '../../server/src/platform/http/permit.js';

/** Nest as the server has it: a second copy would not know the first one's modules. */
export const nest = createRequire(path.resolve(__dirname, '../../server/package.json'));
const { METHOD_METADATA, PATH_METADATA } = nest('@nestjs/common/constants') as {
  METHOD_METADATA: string;
  PATH_METADATA: string;
};
const { RequestMethod } = nest('@nestjs/common') as { RequestMethod: Record<number, string> };
const { MetadataScanner, ModulesContainer } = nest('@nestjs/core') as {
  MetadataScanner: new () => { getAllMethodNames(prototype: object): string[] };
  ModulesContainer: new () => Map<string, { controllers: Map<unknown, { metatype: (new () => object) | null }> }>;
};

/** What is asked of an application: its modules, and what its Fastify serves. */
export interface Building {
  get<Part>(token: new () => Part): Part;
  getHttpAdapter(): { getInstance(): { printRoutes(options: { commonPrefix: boolean }): string } };
}

const metadata = (key: string, of: object) =>
  (Reflect as unknown as { getMetadata(key: string, of: object): unknown }).getMetadata(key, of);

/** One route as it is served. `permit` null: nobody said who may use it. */
export interface Route {
  method: string;
  path: string;
  permit: RoutePermit | null;
}

/** `GET /api/units/:id`; parameters are compared by place, whatever they are called and however they are written. */
export const routeKey = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;
const comparable = (key: string) => key.replace(/:\w+|\{\w+\}/g, ':');

/** Routes beside Nest's router: said by hand, since no decorator says it. */
export const saidByHand: Readonly<Record<string, RoutePermit>> = {
  'POST /api/intake/receipts': { citizen: 'an upload of their own' },
  'POST /api/polls/:id/responses': { citizen: 'their own answer' },
  'POST /api/polls/:id/interviews': { permission: 'polls.interview' },
  'GET /api/docs/openapi.json': { public: 'the description of this interface' },
};

/** Files of the clients: public by their nature. */
const isClientFile = (path: string) => /^\/(m|console)(\/|\*|$)/.test(path);

/** Bytes prepared at release stand before the router and are public: everything outside /api, only to be read. */
const isPrepared = (key: string) => /^GET \/(?!api\/)/.test(key);

const join = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
const list = (path: string | string[] | undefined): string[] => (Array.isArray(path) ? path : [path ?? '']);

/** What Nest's controllers declare, by their decorators. */
export function routesOfControllers(app: Building): Route[] {
  const scanner = new MetadataScanner();
  const routes: Route[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (!metatype) continue;
      const prototype = metatype.prototype as unknown as Record<string, object>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name] as object;
        const method = metadata(METHOD_METADATA, handler) as number | undefined;
        if (method === undefined) continue;
        const permit = (metadata(permitKey, handler) as RoutePermit | undefined) ?? null;
        for (const base of list(metadata(PATH_METADATA, metatype) as string)) {
          for (const path of list(metadata(PATH_METADATA, handler) as string)) {
            routes.push({ method: RequestMethod[method]!, path: join(base, path), permit });
          }
        }
      }
    }
  }
  return routes;
}

/** What the server really answers, asked of Fastify itself: nothing can be served beside this. HEAD goes with GET. */
export function routesServed(app: Building): Pick<Route, 'method' | 'path'>[] {
  const served: Pick<Route, 'method' | 'path'>[] = [];
  const above: string[] = [];
  for (const line of app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, path, methods] = /^((?:│   |    )*)[├└]── (.*?) \(([A-Z, ]+)\)$/.exec(line) ?? [];
    if (indent === undefined || path === undefined || methods === undefined) {
      const empty = /^((?:│   |    )*)[├└]── (\S+|\(empty root node\))$/.exec(line);
      if (empty) above[empty[1]!.length / 4] = empty[2]!.startsWith('(') ? '' : empty[2]!;
      continue;
    }
    const depth = indent.length / 4;
    above.length = depth;
    above[depth] = path;
    const whole = above.join('');
    for (const method of methods.split(', ')) if (method !== 'HEAD') served.push({ method, path: whole });
  }
  return served;
}

export interface Access {
  routes: Route[];
  /** Why the building may not be opened like this, one sentence each. */
  faults: string[];
}

/**
 * Compares what is served and described with what has been said about who may. A route that nobody spoke of, a
 * permission that no role table knows, and an entry that nothing serves any more are faults.
 */
export function accessOf(
  app: Building,
  described: readonly string[],
  byHand: Readonly<Record<string, RoutePermit>> = saidByHand,
): Access {
  const faults: string[] = [];
  const declared = routesOfControllers(app);
  const known = new Map(declared.map((route) => [comparable(routeKey(route)), route]));
  for (const [key, permit] of Object.entries(byHand)) {
    const [method, path] = key.split(' ') as [string, string];
    known.set(comparable(key), { method, path, permit });
  }
  const served = routesServed(app);
  const servedKeys = new Set(served.map((route) => comparable(routeKey(route))));
  for (const route of served) {
    if (isClientFile(route.path)) continue;
    if (!known.has(comparable(routeKey(route))))
      faults.push(`${routeKey(route)} is served, and nobody says who may use it`);
  }
  for (const key of described) {
    if (!servedKeys.has(comparable(key)) && !isPrepared(key))
      faults.push(`${key} is described and neither served nor prepared`);
  }
  for (const route of known.values()) {
    const key = routeKey(route);
    if (!servedKeys.has(comparable(key))) faults.push(`${key} has an entry and is not served`);
    if (!route.permit) faults.push(`${key} has no entry: @Permit, @CitizenOnly or @Public is missing`);
    else if (
      'permission' in route.permit &&
      route.permit.permission !== ownAccount &&
      !Object.hasOwn(permissions, route.permit.permission)
    ) {
      faults.push(`${key} asks for ${route.permit.permission}, which no role can hold`);
    }
  }
  const place = ({ path, method }: Route) => `${path} ${method}`;
  return { routes: [...known.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1)), faults };
}

const staffRoles = (Object.keys(roles) as Role[]).filter((role) => role !== 'CITIZEN');

/** Role × route as a page: ● every unit, ◐ the own units and what is below, blank not at all. */
export function matrixPage(routes: readonly Route[]): string {
  const cell = (permit: RoutePermit, role: Role): string => {
    if ('signedIn' in permit) return '●';
    if (!('permission' in permit)) return '';
    return { everything: '●', 'own-units': '◐', none: '' }[extentOf(permit.permission, role) ?? 'none'];
  };
  const rowOf = (route: Route): string => {
    const permit = route.permit!;
    const who =
      'public' in permit
        ? `everybody: ${permit.public}`
        : 'citizen' in permit
          ? `a citizen: ${permit.citizen}`
          : 'signedIn' in permit
            ? `citizens and staff: ${permit.signedIn}`
            : `\`${permit.permission}\``;
    return `| \`${routeKey(route)}\` | ${who} | ${staffRoles.map((role) => cell(permit, role)).join(' | ')} |`;
  };
  return [
    '# Who may use which route 角色与接口',
    '',
    'Made from the running server by `test/guards/access-matrix.spec.ts`; a route without an entry fails the tests. Write it anew',
    'with `MINSHENG_WRITE_MATRIX=1 npx jest test/guards/access-matrix`.',
    '',
    '● every unit · ◐ the own units and what is below them · blank: refused (403). Rows outside the reach answer 404.',
    '',
    `| route | permission | ${staffRoles.map((role) => roles[role].zh).join(' | ')} |`,
    `|---|---|${staffRoles.map(() => ':-:|').join('')}`,
    ...routes.map(rowOf),
    '',
    'Client files (`/m/`, `/console/`) and the bytes prepared at release (everything outside `/api`) are public, only to be read.',
    '',
  ].join('\n');
}
