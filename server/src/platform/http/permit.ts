import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { anonymous, type Caller, may } from '../caller.js';
import { platformProblems } from '../platform.problems.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by identity's `onRequest` hook; absent means anonymous. */
    caller?: Caller;
  }
}

export const permitKey = 'minsheng:permit';

export type RoutePermit = { permission: string } | { public: string } | { citizen: string } | { signedIn: string };

/** Staff with this permission (`room.verb`); the rows are checked against their units below. */
export const Permit = (permission: `${string}.${string}`): MethodDecorator =>
  SetMetadata(permitKey, { permission } satisfies RoutePermit);

/** Open to everybody, for the reason given. */
export const Public = (why: string): MethodDecorator => SetMetadata(permitKey, { public: why } satisfies RoutePermit);

/** Any signed-in citizen, on what is their own; `what` names it. */
export const CitizenOnly = (what: string): MethodDecorator =>
  SetMetadata(permitKey, { citizen: what } satisfies RoutePermit);

/** Anybody who is signed in, citizens and staff alike, on what is their own or for all of them; `what` names it. */
export const SignedIn = (what: string): MethodDecorator =>
  SetMetadata(permitKey, { signedIn: what } satisfies RoutePermit);

export function callerOf(request: FastifyRequest): Caller {
  return request.caller ?? anonymous;
}

/** The caller of this request, for a controller's argument. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** @throws Problem when this caller may not use a route with this permit, or a foreign page may have sent the request */
export function refuseUnpermitted(
  permit: RoutePermit,
  caller: Caller,
  method: string,
  headers: IncomingHttpHeaders,
): void {
  // What is open to everybody asks nobody for proof: a console's cookie beside it changes nothing.
  if ('public' in permit) return;
  if (caller.kind === 'anonymous') throw platformProblems['not-signed-in']();
  if ('citizen' in permit) {
    if (caller.kind !== 'citizen') throw platformProblems['not-permitted']();
    return;
  }
  // A cookie travels by itself, so a change needs a header that no foreign page can send.
  const isChange = method !== 'GET' && method !== 'HEAD';
  if (caller.kind === 'staff' && isChange && !headers['x-minsheng-request']) throw platformProblems['cross-site']();
  if ('signedIn' in permit) return;
  if (!may(caller, permit.permission)) throw platformProblems['not-permitted']();
}
