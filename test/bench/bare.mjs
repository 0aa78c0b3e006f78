/**
 * The limit that benches are measured against: `node:http` and nothing else, as a process of its own.
 *   POST           JSON.parse of the body, JSON.stringify back (no check, no store)
 *   GET /fixed     the bytes of the file BARE_IDENTITY, or of BARE_BROTLI to who accepts it, or 304, from memory, with the
 *                  headers that our server sends with them (BARE_HEADERS: JSON), so that both write the same to the wire
 *   GET elsewhere  {"status":"ok"}
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PORT, BARE_IDENTITY, BARE_BROTLI, BARE_HEADERS = '{}' } = process.env;
const identity = BARE_IDENTITY ? readFileSync(BARE_IDENTITY) : Buffer.alloc(0);
const brotli = BARE_BROTLI ? readFileSync(BARE_BROTLI) : Buffer.alloc(0);
const headers = { identity: {}, brotli: {}, 304: {}, ...JSON.parse(BARE_HEADERS) };
const { etag } = headers.identity;

createServer((request, response) => {
  if (request.method === 'POST') {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.stringify(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
    return;
  }
  if (request.url !== '/fixed') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 15 });
    response.end('{"status":"ok"}');
    return;
  }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers[304]);
    response.end();
    return;
  }
  const isBrotli = request.headers['accept-encoding'] === 'br';
  response.writeHead(200, isBrotli ? headers.brotli : headers.identity);
  response.end(isBrotli ? brotli : identity);
}).listen(Number(PORT), '127.0.0.1');
