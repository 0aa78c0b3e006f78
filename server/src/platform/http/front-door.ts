import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PreparedBytes } from './prepared-bytes.js';

/**
 * The listening server. It stands open before the application behind it is loaded: prepared bytes are answered at once,
 * everything else waits the second that the application takes.
 */
export class FrontDoor {
  readonly server: Server;
  #application: RequestListener | null = null;
  #waiting: [IncomingMessage, ServerResponse][] = [];

  constructor(prepared: PreparedBytes) {
    this.server = createServer((request, response) => {
      if (prepared.serve(request, response)) return;
      if (this.#application) this.#application(request, response);
      else this.#waiting.push([request, response]);
    });
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
  open(application: RequestListener): void {
    this.#application = application;
    for (const [request, response] of this.#waiting) application(request, response);
    this.#waiting = [];
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }
}
