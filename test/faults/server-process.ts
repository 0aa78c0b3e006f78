import { type ChildProcess, spawn } from 'node:child_process';
import { type Agent, request } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Resolves when something listens. */
export async function answering(port: number): Promise<void> {
  const isThere = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
    });
  while (!(await isThere())) await pause(20);
}

export interface Said {
  status: number;
  body: string;
}

/** The answer; null when the connection broke before it was whole. */
export function post(
  agent: Agent,
  port: number,
  path: string,
  who: Record<string, string>,
  body: string,
): Promise<Said | null> {
  return new Promise((resolve) => {
    const headers = { ...who, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asking = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve(
          answer.complete ? { status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') } : null,
        ),
      );
      answer.on('error', () => resolve(null));
    });
    asking.on('error', () => resolve(null));
    asking.end(body);
  });
}

/** A server program that is started, killed and started again; one that ends by itself is a fault. */
export class ServerProcess {
  #child: ChildProcess | null = null;
  #said = '';

  constructor(
    private readonly program: string,
    private readonly env: Record<string, string>,
  ) {}

  start(): void {
    const child = spawn(process.execPath, [this.program], {
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk) => (this.#said += chunk));
    this.#child = child;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended by itself: ${this.#said}`);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
