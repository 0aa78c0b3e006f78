import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { platformProblems } from '../platform.problems.js';
import { callerOf, permitKey, refuseUnpermitted, type RoutePermit } from './permit.js';

/** Deny by default: a route without `@Permit`, `@CitizenOnly` or `@Public` does not exist for anybody. */
@Injectable()
export class PermitGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const permit = this.reflector.get<RoutePermit | undefined>(permitKey, context.getHandler());
    if (!permit) throw platformProblems['not-found']();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    refuseUnpermitted(permit, callerOf(request), request.method, request.headers);
    return true;
  }
}
