import path from 'node:path';
import { type HostOptions, WeappHost } from './weapp-host.js';

/** `npm test` builds it before the specs run. */
export const wechatBuildFolder = path.resolve(__dirname, '../../client/miniapp/dist');
const builtFor = 'http://127.0.0.1:3000';

/** A phone with the real WeChat build, what the build asks of its server led to this address. */
export function wechatBuild(origin: string, options: HostOptions = {}): WeappHost {
  const host = new WeappHost(wechatBuildFolder, options);
  host.phone.network.lead(builtFor, origin);
  return host;
}
