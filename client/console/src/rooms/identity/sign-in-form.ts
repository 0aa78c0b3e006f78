import type { FieldFault, Language, LocalisedText, StaffSignIn } from '@minsheng/contracts';

import type { Failure } from '../../api/failure.js';

export type Field = keyof StaffSignIn;
const fields = ['name', 'password', 'totp'] as const satisfies readonly Field[];

/** A refused field: in our words by key, or in the server's by its sentences. */
export type Fault =
  | { said: 'ours'; key: 'sign-in.name-missing' | 'sign-in.password-missing' | 'sign-in.totp-digits' }
  | { said: 'server'; sentences: LocalisedText };

export interface SignInForm {
  values: StaffSignIn;
  faults: Partial<Record<Field, Fault>>;
  /** What concerns no single field: a wrong combination, a lock, a server that is away. */
  general: Failure | null;
  /** Epoch milliseconds until which the account is locked. */
  lockedUntil: number | null;
  isSending: boolean;
}

export type SignInEvent =
  | { kind: 'typed'; field: Field; value: string }
  | { kind: 'filled'; values: StaffSignIn }
  | { kind: 'sent' }
  | { kind: 'refused'; failure: Failure; now: number };

export const emptyForm: SignInForm = {
  values: { name: '', password: '', totp: '' },
  faults: {},
  general: null,
  lockedUntil: null,
  isSending: false,
};

/** Full-width digits and spaces are what a phone's keyboard makes of a copied code. */
export function digitsOf(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '').slice(0, 6);
}

/** What is missing before the server need be asked. */
export function ownFaults({ name, password, totp }: StaffSignIn): SignInForm['faults'] {
  return {
    ...(name.trim() === '' && { name: { said: 'ours', key: 'sign-in.name-missing' } as const }),
    ...(password === '' && { password: { said: 'ours', key: 'sign-in.password-missing' } as const }),
    ...(!/^\d{6}$/.test(totp) && { totp: { said: 'ours', key: 'sign-in.totp-digits' } as const }),
  };
}

const isField = (name: unknown): name is Field => fields.some((field) => field === name);

/** The fields that a refusal is about: named in its particulars, or by a code that speaks of the authenticator. */
function serverFaults(failure: Failure): SignInForm['faults'] {
  if (failure.kind !== 'refused') return {};
  const { code, details, sentences } = failure.problem;
  const named = Array.isArray(details?.['fields']) ? (details['fields'] as FieldFault[]) : [];
  const faults: SignInForm['faults'] = {};
  for (const { field, sentences: said } of named) {
    if (isField(field)) faults[field] = { said: 'server', sentences: said };
  }
  if (isField(details?.['field'])) faults[details['field']] = { said: 'server', sentences };
  if (Object.keys(faults).length === 0 && /totp|one-time/.test(code)) faults.totp = { said: 'server', sentences };
  return faults;
}

export function formAfter(form: SignInForm, event: SignInEvent): SignInForm {
  switch (event.kind) {
    case 'typed': {
      const value = event.field === 'totp' ? digitsOf(event.value) : event.value;
      const { [event.field]: _mended, ...faults } = form.faults;
      return { ...form, values: { ...form.values, [event.field]: value }, faults, general: null };
    }
    case 'filled':
      return { ...emptyForm, values: event.values, lockedUntil: form.lockedUntil };
    case 'sent': {
      const faults = ownFaults(form.values);
      return { ...form, faults, general: null, isSending: Object.keys(faults).length === 0 };
    }
    case 'refused': {
      const faults = serverFaults(event.failure);
      const wait = event.failure.kind === 'refused' ? event.failure.retryAfterSeconds : null;
      return {
        ...form,
        // A code is good for one try: the next one must be read off anew.
        values: { ...form.values, totp: '' },
        faults,
        general: Object.keys(faults).length === 0 ? event.failure : null,
        lockedUntil: wait === null ? null : event.now + wait * 1000,
        isSending: false,
      };
    }
  }
}

export function secondsLocked(form: SignInForm, now: number): number {
  return form.lockedUntil === null ? 0 : Math.max(0, Math.ceil((form.lockedUntil - now) / 1000));
}

export function faultText(
  fault: Fault,
  language: Language,
  ours: (key: Extract<Fault, { said: 'ours' }>['key']) => string,
) {
  if (fault.said === 'ours') return ours(fault.key);
  return language === 'en' ? fault.sentences.en : fault.sentences.zh;
}
