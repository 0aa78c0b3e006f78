import type { City } from './city.js';
import { demonstrationSignIns } from './identity/index.js';
import { systemCaller } from './platform/caller.js';

/** Tells the person at the terminal where everything is and, in the demonstration, how to sign in. */
export async function announce(city: City, port: number): Promise<void> {
  const { config, keys, works } = city;
  const base = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
  const lines = [
    '',
    `民声 Minsheng${config.mode === 'demo' ? '（演示数据 demonstration）' : ''}`,
    `  公开网站 public site   ${base}/`,
    `  手机端 citizens (H5)    ${base}/m/`,
    `  工作台 console          ${base}/console/`,
    `  接口 API                ${base}/api/docs/openapi.json`,
    `  数据 data folder        ${config.dataFolder}`,
  ];
  if (config.mode === 'demo') {
    lines.push('', '  演示账号 demo sign-ins  (动态码每 30 秒变 the code changes every 30 s)');
    for (const one of await works.read(systemCaller('announce'), (work) => demonstrationSignIns(work, keys))) {
      lines.push(
        `    ${one.name.padEnd(10)} ${one.password.padEnd(16)} ${one.totp}   ${one.displayName} · ${one.role}`,
      );
    }
  }
  if (keys.isNew) {
    lines.push(
      '',
      `  新生成的密钥在 ${config.dataFolder}/keys，请备份。New keys were made in ${config.dataFolder}/keys: back them up.`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
