import { type Config, platformProblems } from '../platform/index.js';
import { phoneCodeRules } from './identity.queries.js';

/** How a code reaches a phone. */
export interface SmsPort {
  /** The code is shown in the answer instead of being sent: demonstrations only. */
  readonly showsCode: boolean;
  /** @throws Problem platform.outside-trouble when it was not taken */
  send(phone: string, code: string): Promise<void>;
}

export const SMS = Symbol('sms');

/**
 * The city's text-message gateway: `POST` of `{ phone, code, minutes }` as JSON; any 2xx means taken. The wording, the
 * signature and the provider's keys are the gateway's.
 */
export function smsByGateway(address: string): SmsPort {
  return {
    showsCode: false,
    async send(phone, code) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, code, minutes: phoneCodeRules.seconds / 60 }),
        redirect: 'error',
        signal: AbortSignal.timeout(4_000),
      }).catch(() => null);
      if (!response?.ok) throw platformProblems['outside-trouble']();
    },
  };
}

const shownInstead: SmsPort = { showsCode: true, send: () => Promise.resolve() };

export function smsFor({ mode, sms }: Config): SmsPort {
  if (sms.gateway) return smsByGateway(sms.gateway);
  if (mode === 'city') throw new Error('a city needs a text-message gateway');
  return shownInstead;
}
