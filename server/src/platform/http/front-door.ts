import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HotRoutes } from './hot-routes.js';
import type { PreparedBytes } from './prepared-bytes.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Answered in one turn of the event loop at most. */
const mostATurn = 32;

/**
 * The listening server. It stands open before the application behind it is loaded: prepared bytes are answered at once,
 * everything else waits the second that the application takes.
 *
 * What many ask in the same second, prepared bytes and hot routes, is answered once a turn of the event loop, after
 * everything that has come in is read: reading and writing in turns costs half as much again (`test/bench`).
 */
export class FrontDoor {
  readonly server: Server;
  #application: RequestListener | null = null;
  #hot: Pick<HotRoutes, 'find'> | null = null;
  #waiting: [IncomingMessage, ServerResponse][] = [];
  #turn: [Answer, IncomingMessage, ServerResponse][] = [];

  constructor(prepared: PreparedBytes) {
    // What was public when it came may have been replaced by the end of the turn: then the application says so.
    const servePrepared: Answer = (request, response) => {
      if (!prepared.serve(request, response)) this.#pass(request, response);
    };
    this.server = createServer((request, response) => {
      const answer = prepared.isFor(request) ? servePrepared : this.#hot?.find(request);
      if (answer) this.#atEndOfTurn(answer, request, response);
      else this.#pass(request, response);
    });
  }

  #atEndOfTurn(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
    if (this.#turn.push([answer, request, response]) === 1) setImmediate(this.#answerTurn);
  }

  readonly #answerTurn = (): void => {
    const some = this.#turn.splice(0, mostATurn);
    // Before the rest: what was made durable meanwhile is answered, so that its senders come again while others are read.
    if (this.#turn.length > 0) setImmediate(this.#answerTurn);
    for (const [answer, request, response] of some) answer(request, response);
  };

  #pass(request: IncomingMessage, response: ServerResponse): void {
    if (this.#application) this.#application(request, response);
    else this.#waiting.push([request, response]);
  }

  /** @throws the listening error, e.g. EADDRINUSE */
  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The application is ready: those who waited are let in, in the order they came. */
  open(application: RequestListener, hot: Pick<HotRoutes, 'find'> | null = null): void {
    this.#application = application;
    this.#hot = hot;
    for (const [request, response] of this.#waiting) (hot?.find(request) ?? application)(request, response);
    this.#waiting = [];
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }
}
