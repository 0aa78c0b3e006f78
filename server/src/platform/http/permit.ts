import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { anonymous, type Caller } from '../caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by identity's `onRequest` hook; absent means anonymous. */
    caller?: Caller;
  }
}

export const permitKey = 'minsheng:permit';

export type RoutePermit = { permission: string } | { public: string } | { citizen: string };

/** Staff with this permission (`room.verb`); the rows are checked against their units below. */
export const Permit = (permission: `${string}.${string}`): MethodDecorator =>
  SetMetadata(permitKey, { permission } satisfies RoutePermit);

/** Open to everybody, for the reason given. */
export const Public = (why: string): MethodDecorator => SetMetadata(permitKey, { public: why } satisfies RoutePermit);

/** Any signed-in citizen, on what is their own; `what` names it. */
export const CitizenOnly = (what: string): MethodDecorator =>
  SetMetadata(permitKey, { citizen: what } satisfies RoutePermit);

export function callerOf(request: FastifyRequest): Caller {
  return request.caller ?? anonymous;
}

/** The caller of this request, for a controller's argument. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
