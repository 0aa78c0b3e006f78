// `ingest` on PostgreSQL.
process.argv.push('--postgres');
await import('./ingest.bench.mjs');
