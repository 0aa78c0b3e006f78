import { randomInt } from 'node:crypto';
import type { OnModuleDestroy } from '@nestjs/common';
import { type Config, platformProblems } from '../platform/index.js';
import { identityProblems } from './identity.problems.js';
import { type FakeWechat, startFakeWechat } from './wechat.fake.js';

/** What we ask of WeChat: whose one-time code this is. */
export interface WechatPort {
  /** Together with `openid`, what makes a person unique. */
  readonly appId: string;
  /** @throws Problem when WeChat refuses the code or the person, or does not answer */
  openidOf(code: string): Promise<string>;
}

export const WECHAT = Symbol('wechat');

const officialOrigin = 'https://api.weixin.qq.com';
const patienceMs = 4_000;
const busyRetries = 2;

type Answer = { openid?: unknown; errcode?: unknown };

/**
 * `GET /sns/jscode2session`. WeChat answers 200 with a JSON body, often as text/plain, whatever happened: only `errcode`
 * counts, and it is absent when all is well. The `session_key` in the answer is neither kept nor logged.
 */
export function wechatOverHttp({ appId, secret, baseAddress }: Config['wechat']): WechatPort {
  return {
    appId,
    async openidOf(code) {
      for (let attempt = 0; ; attempt++) {
        const { openid, errcode } = await ask(code);
        switch (Number(errcode ?? 0)) {
          case 0:
            if (typeof openid === 'string' && openid !== '') return openid;
            throw platformProblems['outside-trouble']();
          case -1:
            if (attempt === busyRetries) throw platformProblems['outside-trouble']();
            await new Promise((resolve) => setTimeout(resolve, randomInt(50, 250)));
            continue;
          case 40029:
          case 40163:
            throw identityProblems['wechat-code-invalid']();
          case 45011:
            throw identityProblems['wechat-too-many']({ seconds: 60 });
          case 40226:
            throw identityProblems['wechat-risk']();
          default:
            // 40013, 40125, 41002, 41004, 41008 …: our own settings are wrong; the reader cannot help, the log must cry.
            throw new Error(
              `WeChat refuses the settings of this server (errcode ${Number(errcode)}): check WECHAT_APPID and WECHAT_SECRET`,
            );
        }
      }
    },
  };

  async function ask(code: string): Promise<Answer> {
    const query = new URLSearchParams({ appid: appId, secret, js_code: code, grant_type: 'authorization_code' });
    try {
      const response = await fetch(`${baseAddress}/sns/jscode2session?${query}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
      });
      const answer: unknown = JSON.parse(await response.text());
      if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer;
    } catch {
      // The error would carry the address, and the address the secret.
    }
    throw platformProblems['outside-trouble']();
  }
}

/** A demonstration without an app of its own: a small WeChat on this machine, started when first asked. */
export class DemonstrationWechat implements WechatPort, OnModuleDestroy {
  readonly appId = 'demonstration';
  #fake: Promise<FakeWechat> | null = null;

  async openidOf(code: string): Promise<string> {
    this.#fake ??= startFakeWechat({ appId: this.appId, secret: 'demonstration' });
    const { baseAddress } = await this.#fake;
    return wechatOverHttp({ appId: this.appId, secret: 'demonstration', baseAddress }).openidOf(code);
  }

  async onModuleDestroy(): Promise<void> {
    await (await this.#fake)?.close();
  }
}

/** @throws when a city is told to send its secret anywhere but to WeChat */
export function wechatFor({ mode, wechat }: Config): WechatPort {
  if (mode === 'city' && wechat.baseAddress !== officialOrigin)
    throw new Error(`WECHAT_BASE_ADDRESS must be ${officialOrigin} in city mode`);
  return mode === 'demo' && wechat.appId === '' ? new DemonstrationWechat() : wechatOverHttp(wechat);
}
