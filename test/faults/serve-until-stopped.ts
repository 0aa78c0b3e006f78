import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { Database } from '../../server/src/platform/database/open-database.js';
import type { Works } from '../../server/src/platform/work.js';
import { chainBatches } from '../../server/src/platform/writer/batch-chain.js';
import type { HotWriter } from '../../server/src/platform/writer/hot-writer.js';

/** What a process of the specs has open. */
interface Opened {
  works: Works;
  writer: HotWriter;
  database: Database;
}

type Handle = (body: unknown, request: IncomingMessage, response: ServerResponse) => void;

/**
 * Hands every body to `handle`, and chains batches all the time, so that kills also meet the main connection in the
 * middle of a write. Asked to stop, it ends in order.
 */
export function serveUntilStopped(port: number, { works, writer, database }: Opened, handle: Handle): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(JSON.parse(Buffer.concat(chunks).toString('utf8')), request, response));
  });
  server.listen(port, '127.0.0.1');

  let chaining = Promise.resolve(0);
  const ticker = setInterval(() => {
    chaining = chaining.then(() => chainBatches(works));
  }, 50);

  process.once('SIGTERM', () => {
    void (async () => {
      clearInterval(ticker);
      server.close();
      server.closeIdleConnections();
      await writer.stop();
      await chaining;
      await chainBatches(works);
      await database.close();
    })();
  });
}
