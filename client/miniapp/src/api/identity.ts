import type {
  CitizenProfile,
  CitizenSession,
  PhoneCodeRequest,
  PhoneCodeSent,
  PhoneSignIn,
  WechatSignIn,
} from '@minsheng/contracts';
import { ask, type Answer } from './http.js';

export function signInByWechat(body: WechatSignIn): Promise<Answer<CitizenSession>> {
  return ask({ method: 'POST', path: '/api/citizen-sessions/wechat', body });
}

export function askPhoneCode(body: PhoneCodeRequest): Promise<Answer<PhoneCodeSent>> {
  return ask({ method: 'POST', path: '/api/phone-codes', body });
}

export function signInByPhone(body: PhoneSignIn): Promise<Answer<CitizenSession>> {
  return ask({ method: 'POST', path: '/api/citizen-sessions/phone', body });
}

export function readProfile(token: string): Promise<Answer<CitizenProfile>> {
  return ask({ method: 'GET', path: '/api/citizen/me', token });
}

export function signOut(token: string): Promise<Answer<unknown>> {
  return ask({ method: 'DELETE', path: '/api/citizen-sessions/current', token });
}
