import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '@minsheng/contracts';
import { newId } from '../ids.js';
import { isTransient } from '../database/database-problems.js';
import { platformProblems } from '../platform.problems.js';
import { Problem } from '../problem.js';
import { languageOf } from './language.js';

/** The one place where refusals and broken promises become answers, for Nest's routes and the hot ones alike. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error, request.log);
  const page = problem.status === 404 ? notFoundPage(request) : null;
  if (page !== null) {
    void reply
      .status(404)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page);
    return;
  }
  void reply
    .status(problem.status)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem.toBody(languageOf(request.headers), request.id)));
}

/** A person who followed a link gets a page; programs and the applications get the problem. */
function notFoundPage(request: FastifyRequest): string | null {
  if (
    request.method !== 'GET' ||
    !/\btext\/html\b/.test(request.headers.accept ?? '') ||
    /^\/(api|v1)\//.test(request.url)
  )
    return null;
  const { notFoundPages } = request.server as unknown as { notFoundPages?: () => ReadonlyMap<Language, string> };
  return notFoundPages?.().get(languageOf(request.headers)) ?? null;
}

/** The refusal that an error is answered with; a broken promise is logged under the id that the answer carries. */
export function problemOf(error: unknown, log: FastifyBaseLogger): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return ofStatus(error.getStatus());
  if (isTransient(error)) return platformProblems.busy();
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return ofStatus(status);
  const id = newId();
  log.error({ err: error, reference: id }, 'broken promise');
  return platformProblems['broken-promise']({ id });
}

/** Fastify's and Nest's own refusals (unreadable JSON, body too large, no such route) in our words. */
function ofStatus(status: number): Problem {
  switch (status) {
    case 401:
      return platformProblems['not-signed-in']();
    case 403:
      return platformProblems['not-permitted']();
    case 404:
      return platformProblems['not-found']();
    case 405:
      return platformProblems['method-not-allowed']();
    case 413:
      return platformProblems['body-too-large']();
    case 415:
      return platformProblems['unsupported-media-type']();
    case 503:
      return platformProblems.stopping();
    default:
      return platformProblems['unreadable-body']();
  }
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
