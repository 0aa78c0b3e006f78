import type { Failure } from '../../api/failure.js';
import { digitsOf } from './sign-in-form.js';

/** The form of an act that asks for the authenticator once more (二次验证). */
export interface FactorForm {
  digits: string;
  /** Sent before all six digits were there. */
  isShort: boolean;
  /** Why the server did not do it; stays until the next digit is typed. */
  failure: Failure | null;
  isSending: boolean;
}

export type FactorEvent = { kind: 'typed'; value: string } | { kind: 'sent' } | { kind: 'failed'; failure: Failure };

export const emptyFactor: FactorForm = { digits: '', isShort: false, failure: null, isSending: false };

export function factorAfter(form: FactorForm, event: FactorEvent): FactorForm {
  switch (event.kind) {
    case 'typed':
      return { ...form, digits: digitsOf(event.value), isShort: false, failure: null };
    case 'sent': {
      if (form.isSending) return form;
      const isShort = form.digits.length < 6;
      return { ...form, isShort, failure: null, isSending: !isShort };
    }
    case 'failed':
      // A refused code is used up; one that never arrived may still be good.
      return {
        ...form,
        digits: event.failure.kind === 'refused' ? '' : form.digits,
        failure: event.failure,
        isSending: false,
      };
  }
}
