import { newEntrance, restorePublicBytes } from './entrance.js';
import { ConfigFault, prepareDataFolder, readConfig } from './platform/config.js';

/**
 * Starts the server and prints one clear sentence when it cannot. The door opens first, with what the last run made public;
 * the application is loaded behind it.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  prepareDataFolder(config.dataFolder);
  const entrance = newEntrance();
  restorePublicBytes(config.dataFolder, entrance.prepared);
  await entrance.front.listen(config.port, config.host);
  const { startServer } = await import('./server.js');
  const server = await startServer(config, entrance);
  const stop = (): void => {
    void server.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: NodeJS.ErrnoException) => {
  if (error instanceof ConfigFault) process.stderr.write(`${error.zh}\n${error.en}\n`);
  else if (error.code === 'EADDRINUSE') {
    const port = process.env.PORT ?? '3000';
    process.stderr.write(
      `端口 ${port} 已被占用，请用 PORT=3001 npm start 换一个。\nPort ${port} is in use; choose another with PORT=3001 npm start.\n`,
    );
  } else if (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND') {
    process.stderr.write('连不上 DATABASE_URL 指定的数据库。\nThe database named by DATABASE_URL does not answer.\n');
  } else process.stderr.write(`${error.stack ?? String(error)}\n`);
  process.exit(1);
});
