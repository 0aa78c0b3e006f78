import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DemoSignIn } from '@minsheng/contracts';
import { extentOf } from '../../server/src/identity/index.js';
import { CitizenOnly, Permit, Public } from '../../server/src/platform/index.js';
import { type World, startWorld } from '../world/world.js';
import { type Building, accessOf, matrixPage, nest, routesOfControllers, routesServed } from './access-matrix.js';

const { Controller, Get, Module, Post } = nest('@nestjs/common') as {
  Controller(path: string): ClassDecorator;
  Get(path?: string): MethodDecorator;
  Post(path?: string): MethodDecorator;
  Module(parts: { controllers: (new () => object)[] }): ClassDecorator;
};
const { NestFactory } = nest('@nestjs/core') as {
  NestFactory: { create(module: object, adapter: object, options: object): Promise<App> };
};
const { FastifyAdapter } = nest('@nestjs/platform-fastify') as { FastifyAdapter: new () => object };

interface App extends Building {
  getHttpAdapter(): { getInstance(): Fastify };
  init(): Promise<unknown>;
  close(): Promise<void>;
}
interface Fastify {
  printRoutes(options: { commonPrefix: boolean }): string;
  get(path: string, handler: () => Promise<string>): void;
  put(path: string, handler: () => Promise<string>): void;
  ready(): Promise<unknown>;
}

@Controller('api/lawful')
class LawfulController {
  @Get()
  @Public('for this test')
  open(): string {
    return '';
  }

  @Get(':id')
  @Permit('organisation.read')
  one(): string {
    return '';
  }

  @Post(':id/mine')
  @CitizenOnly('for this test')
  mine(): string {
    return '';
  }
}

@Controller('api/forgotten')
class ForgottenController {
  @Get()
  list(): string {
    return '';
  }
}

@Controller('api/misspelt')
class MisspeltController {
  @Post()
  @Permit('organisation.wirte')
  write(): string {
    return '';
  }
}

/** A small building with some controllers, and with what a careless hand adds beside Nest's router. */
async function building(
  controllers: (new () => object)[],
  besides: (app: App) => void = () => undefined,
): Promise<App> {
  @Module({ controllers })
  class Building {}
  const app = await NestFactory.create(Building, new FastifyAdapter(), { logger: false });
  besides(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

const faultsOf = async (controllers: (new () => object)[], described: string[] = [], besides?: (app: App) => void) => {
  const app = await building(controllers, besides);
  const { faults } = accessOf(app, described, {});
  await app.close();
  return faults;
};

describe('the matrix finds planted faults', () => {
  it('a lawful building has none', async () => {
    expect(await faultsOf([LawfulController], ['GET /api/lawful/{id}', 'GET /v1/releases/latest'])).toEqual([]);
  });

  it.each<[string, () => Promise<string[]>, string]>([
    [
      'a route whose author forgot to say who may',
      () => faultsOf([LawfulController, ForgottenController]),
      'GET /api/forgotten has no entry',
    ],
    [
      'a permission that no role can hold',
      () => faultsOf([MisspeltController]),
      'organisation.wirte, which no role can hold',
    ],
    [
      'a route added beside the router',
      () =>
        faultsOf(
          [LawfulController],
          [],
          (app) =>
            void app
              .getHttpAdapter()
              .getInstance()
              .get('/api/back-door', async () => 'in'),
        ),
      'GET /api/back-door is served, and nobody says who may use it',
    ],
    [
      'a method added to a lawful path',
      () =>
        faultsOf(
          [LawfulController],
          [],
          (app) =>
            void app
              .getHttpAdapter()
              .getInstance()
              .put('/api/lawful/:id', async () => 'in'),
        ),
      'PUT /api/lawful/:id is served',
    ],
    [
      'a description of what is not there',
      () => faultsOf([LawfulController], ['GET /api/nowhere']),
      'GET /api/nowhere is described and neither served nor prepared',
    ],
  ])('%s', async (_title, faults, sentence) => {
    expect((await faults()).join('\n')).toContain(sentence);
  });

  it('an entry that nothing serves any more', async () => {
    const app = await building([LawfulController]);
    expect(accessOf(app, [], { 'GET /api/gone': { public: 'once' } }).faults).toEqual([
      'GET /api/gone has an entry and is not served',
    ]);
    await app.close();
  });

  it('sees every declared route among the served ones', async () => {
    const app = await building([LawfulController, ForgottenController]);
    expect(
      routesServed(app)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(
      routesOfControllers(app)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
    await app.close();
  });
});

describe('the server as it is', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const access = async () => {
    const document = (await world.app.inject({ method: 'GET', url: '/api/docs/openapi.json' })).json<{
      paths: Record<string, Record<string, unknown>>;
    }>();
    const described = Object.entries(document.paths).flatMap(([at, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${at}`),
    );
    return accessOf(world.app, described);
  };

  it('says of every route who may use it', async () => {
    const { routes, faults } = await access();
    expect(faults).toEqual([]);
    expect(routes.length).toBeGreaterThan(30);
  });

  it('is what docs/access-matrix.md says', async () => {
    const file = path.resolve(__dirname, '../../docs/access-matrix.md');
    const page = matrixPage((await access()).routes);
    if (process.env.MINSHENG_WRITE_MATRIX) writeFileSync(file, page);
    expect(readFileSync(file, 'utf8')).toBe(page);
  });

  it('refuses, route by route, whoever has no session', async () => {
    const { routes } = await access();
    const answered: string[] = [];
    for (const { method, path: at, permit } of routes) {
      if (!permit || 'public' in permit) continue;
      const response = await world.app.inject({
        method: method as 'GET',
        url: at.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      });
      if (response.statusCode !== 401) answered.push(`${method} ${at} answered ${response.statusCode}`);
    }
    expect(answered).toEqual([]);
  });

  it('refuses, route by route, a citizen at staff’s doors and staff at citizens’', async () => {
    const { routes } = await access();
    const citizen = await world.asCitizen('13700000001');
    const clerk = await world.as('luyao');
    const answered: string[] = [];
    for (const { method, path: at, permit } of routes) {
      // Both are let in there, each to what is their own.
      if (!permit || 'public' in permit || 'signedIn' in permit) continue;
      const url = at.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV');
      const response = await ('citizen' in permit ? clerk : citizen)(method as 'GET', url);
      if (response.statusCode !== 403) answered.push(`${method} ${at} answered ${response.statusCode}`);
    }
    expect(answered).toEqual([]);
  });

  it('refuses each of the cast where the matrix is blank for the role', async () => {
    const { routes } = await access();
    const cast = (await world.ask('GET', '/api/demo/sign-ins')).json<DemoSignIn[]>();
    const answered: string[] = [];
    let refused = 0;
    for (const { name, role } of cast) {
      const ask = await world.as(name);
      for (const { method, path: at, permit } of routes) {
        if (!permit || !('permission' in permit) || extentOf(permit.permission, role) !== null) continue;
        const response = await ask(method as 'GET', at.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV'));
        if (response.statusCode === 403) refused += 1;
        else answered.push(`${role}: ${method} ${at} answered ${response.statusCode}`);
      }
    }
    expect(answered).toEqual([]);
    expect(refused).toBeGreaterThan(100);
  });
});
