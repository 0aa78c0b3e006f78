import { useCallback, useEffect, useRef } from 'react';
import type { GivenPoint, ReportForm, TerritoryMap } from '@minsheng/contracts';
import type { Answer } from '../api/http.js';
import { readReportForm, readTerritory } from '../api/reports.js';
import { isWeChat } from '../device/target.js';
import { useContent } from '../loading/use-content.js';
import { useSession } from '../session/session-context.js';

/** A form is for a place: what it says of the neighbourhood holds only there. */
interface FormOfPlace {
  of: string;
  form: ReportForm;
}

export interface FormInView {
  /** Categories and limits; null while the phone has never had them. */
  form: Pick<ReportForm, 'categories' | 'likely' | 'acceptWorkingDays'> | null;
  /** What the city says of this place; null: not asked, or not answered yet. */
  here: Pick<ReportForm, 'isInside' | 'area' | 'nearby' | 'at'> | null;
  waitUntil: string | null;
  /** Only a signed-in person is asked for categories, and a browser cannot sign them in by itself. */
  needsSignIn: boolean;
}

/** Some 10 m: the form need not be asked again for less. */
const keyOf = (point: GivenPoint | null): string =>
  point ? `${point.lng.toFixed(4)},${point.lat.toFixed(4)},${point.datum}` : '';

export function useReportForm(point: GivenPoint | null): FormInView {
  const { session, sure } = useSession();
  const of = keyOf(point);
  const wanted = useRef(point);
  wanted.current = point;
  const read = useCallback(async (): Promise<Answer<FormOfPlace>> => {
    const asked = wanted.current;
    const holder = await sure();
    if (!holder) return { kind: 'unreachable' };
    const answer = await readReportForm(holder.token, asked);
    return answer.kind === 'answered' ? { kind: 'answered', body: { of: keyOf(asked), form: answer.body } } : answer;
  }, [sure]);
  const [content, askAgain] = useContent<FormOfPlace>('report-form', read);
  const { value, isAsking } = content;
  const heldFor = value?.of;
  const token = session?.token;
  const asked = useRef('');
  useEffect(() => {
    // Once for each place and person: what could not be had is asked for again when the network is back.
    const key = `${of} ${token ?? ''}`;
    if (!token || isAsking || heldFor === of || asked.current === key) return;
    asked.current = key;
    askAgain();
  }, [of, heldFor, isAsking, token, askAgain]);
  return {
    form: value?.form ?? null,
    here: value && heldFor === of && of !== '' ? value.form : null,
    waitUntil: value?.form.waitUntil ?? null,
    needsSignIn: !isWeChat && !session,
  };
}

/** The city's boundaries, for the small map; null while there are none on the phone. */
export function useTerritory(): TerritoryMap | null {
  const { sure } = useSession();
  const read = useCallback(async (): Promise<Answer<TerritoryMap | null>> => {
    const holder = await sure();
    return holder ? readTerritory(holder.token) : { kind: 'unreachable' };
  }, [sure]);
  const [{ value }] = useContent<TerritoryMap | null>('territory', read);
  return value ?? null;
}
