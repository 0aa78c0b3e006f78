import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { may } from '../caller.js';
import { platformProblems } from '../platform.problems.js';
import { callerOf, permitKey, type RoutePermit } from './permit.js';

/** Deny by default: a route without `@Permit`, `@CitizenOnly` or `@Public` does not exist for anybody. */
@Injectable()
export class PermitGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const permit = this.reflector.get<RoutePermit | undefined>(permitKey, context.getHandler());
    if (!permit) throw platformProblems['not-found']();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // What is open to everybody asks nobody for proof: a console's cookie beside it changes nothing.
    if ('public' in permit) return true;
    const caller = callerOf(request);
    // A cookie travels by itself, so a change needs a header that no foreign page can send.
    if (
      caller.kind === 'staff' &&
      request.method !== 'GET' &&
      request.method !== 'HEAD' &&
      !request.headers['x-minsheng-request']
    ) {
      throw platformProblems['cross-site']();
    }
    if (caller.kind === 'anonymous') throw platformProblems['not-signed-in']();
    if ('citizen' in permit) {
      if (caller.kind !== 'citizen') throw platformProblems['not-permitted']();
      return true;
    }
    if (!may(caller, permit.permission)) throw platformProblems['not-permitted']();
    return true;
  }
}
