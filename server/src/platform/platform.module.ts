import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Clock, MovableClock } from './clock.js';
import type { Config } from './config.js';
import { HealthController } from './http/health.controller.js';
import { LedgerController } from './http/ledger.controller.js';
import { Lifeline } from './http/lifeline.js';
import { PermitGuard } from './http/permit.guard.js';
import { PreparedBytes } from './http/prepared-bytes.js';
import type { Keys } from './keys.js';
import { CLOCK, CONFIG, DEMO_CLOCK, KEYS } from './tokens.js';
import { Works } from './work.js';

export interface PlatformParts {
  config: Config;
  clock: Clock;
  /** Only in demonstration mode: the same clock, movable. */
  demoClock: MovableClock | null;
  keys: Keys;
  works: Works;
  prepared: PreparedBytes;
  lifeline: Lifeline;
}

/** What every room may have injected. */
@Module({})
export class PlatformModule {
  static with(parts: PlatformParts): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: parts.config },
      { provide: CLOCK, useValue: parts.clock },
      { provide: DEMO_CLOCK, useValue: parts.demoClock },
      { provide: KEYS, useValue: parts.keys },
      { provide: Works, useValue: parts.works },
      { provide: PreparedBytes, useValue: parts.prepared },
      { provide: Lifeline, useValue: parts.lifeline },
    ];
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController, LedgerController],
      providers: [...providers, Reflector, { provide: APP_GUARD, useClass: PermitGuard }],
      exports: providers.map((provider) => provider.provide),
    };
  }
}
