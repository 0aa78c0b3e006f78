import { useCallback, useEffect, useRef } from 'react';
import { useDidShow } from '@tarojs/taro';
import type { CityView, OpenPoll, PollPlan } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';
import { readCity } from '../api/city.js';
import type { Answer } from '../api/http.js';
import { readMyResponse, readPlan, readQuestionnaire } from '../api/polls.js';
import { chance } from '../device/chance.js';
import { readKept } from '../device/storage.js';
import { faceOf, type Face, type KeptContent } from '../loading/content.js';
import { useContent } from '../loading/use-content.js';
import { useSession } from '../session/session-context.js';
import { firstQuestion } from './asking.js';
import { newCircumstances } from './circumstances.js';
import { draftFrom, paperOf, type Earlier, type Paper } from './paper.js';
import { usePaper } from './paper-context.js';
import { clockNow, standingOf, type Standing } from './poll-window.js';
import { ulid } from '../outbox/ulid.js';

export interface PollInView {
  poll: OpenPoll;
  standing: Exclude<Standing, 'over'>;
  /** The business clock, UTC. */
  now: string;
}

/** The open poll as the city says it, judged by the business clock; null: none that could still be answered. */
export function pollInView(city: CityView, readAt: string): PollInView | null {
  // A copy kept by an older version of the app may lack the field.
  const poll = city.openPoll ?? null;
  if (!poll) return null;
  const now = clockNow(city.now, readAt, Date.now());
  const standing = standingOf(poll, now);
  return standing === 'over' ? null : { poll, standing, now };
}

/** The open poll for a page of its own: loading, failed, none, or there. */
export function useOpenPoll(): [Face<PollInView>, () => void] {
  const { act } = usePaper();
  const [content, askAgain] = useContent('city', readCity);
  const city = faceOf(content);
  const { value, readAt } = content;
  useEffect(() => {
    if (!value || !readAt) return;
    const now = clockNow(value.now, readAt, Date.now());
    act({ kind: 'looked', poll: value.openPoll ?? null, now });
  }, [value, readAt, act]);
  if (city.kind !== 'ready') return [city, askAgain];
  const inView = pollInView(city.value, city.readAt);
  if (!inView) return [{ kind: 'empty', trouble: city.trouble }, askAgain];
  return [{ ...city, value: inView }, askAgain];
}

interface KeptPlan {
  hash: string;
  plan: PollPlan;
}

/** The plan with this hash, if the phone has it. */
export function keptPlan(hash: string): PollPlan | null {
  const kept = readKept<KeptContent<KeptPlan>>('plan');
  return kept?.value.hash === hash ? kept.value.plan : null;
}

/**
 * The plan of the poll, kept on the phone: a published plan never changes under its hash. Mount the component that uses it
 * with the hash as its key.
 */
export function usePlan({ planHash, planAddress }: OpenPoll): [Face<PollPlan>, () => void] {
  const read = useCallback(async () => {
    const kept = keptPlan(planHash);
    if (kept) return { kind: 'answered', body: { hash: planHash, plan: kept } } as const;
    const answer = await readPlan({ planAddress });
    return answer.kind === 'answered'
      ? ({ kind: 'answered', body: { hash: planHash, plan: answer.body } } as const)
      : answer;
  }, [planHash, planAddress]);
  const [content, askAgain] = useContent<KeptPlan>('plan', read);
  const isThis = content.value?.hash === planHash;
  const face = faceOf<KeptPlan>(isThis ? content : { ...content, value: undefined });
  return [face.kind === 'ready' ? { ...face, value: face.value.plan } : face, askAgain];
}

interface KeptQuestionnaire {
  hash: string;
  questionnaire: CompiledQuestionnaire;
}

/** The questionnaire of the poll, kept on the phone as its plan is. Mount the component that uses it with the hash as its key. */
export function useQuestionnaire({ id, planHash }: OpenPoll): [Face<CompiledQuestionnaire>, () => void] {
  const read = useCallback(async (): Promise<Answer<KeptQuestionnaire>> => {
    const kept = readKept<KeptContent<KeptQuestionnaire>>('questionnaire');
    if (kept?.value.hash === planHash) return { kind: 'answered', body: kept.value };
    const answer = await readQuestionnaire(id);
    if (answer.kind !== 'answered') return answer;
    const { planHash: hash, compiled } = answer.body;
    // The plan has been corrected since the city was asked: nothing of the new one may be answered under the old.
    if (hash !== planHash) return { kind: 'unreachable' };
    return { kind: 'answered', body: { hash, questionnaire: compiled as CompiledQuestionnaire } };
  }, [id, planHash]);
  const [content, askAgain] = useContent<KeptQuestionnaire>('questionnaire', read);
  const isThis = content.value?.hash === planHash;
  const face = faceOf<KeptQuestionnaire>(isThis ? content : { ...content, value: undefined });
  return [face.kind === 'ready' ? { ...face, value: face.value.questionnaire } : face, askAgain];
}

export interface MyPaper extends Paper {
  /** Starts a draft at the first question: afresh, or with the answers that it will replace. */
  begin(questionnaire: CompiledQuestionnaire, now: string, earlier?: Earlier): boolean;
}

/** This person's paper for a poll, with what the server knows of it whenever the page is shown. */
export function useMyPaper(poll: OpenPoll): MyPaper {
  const { session } = useSession();
  const { paper, act } = usePaper();
  const { id: pollId, planHash, closesAt } = poll;
  const citizenId = session?.citizen.id ?? null;
  const token = session?.token;
  const isAsking = useRef(false);
  const known = useRef<string | null>(null);
  known.current = paper.receipt?.receipt ?? null;

  const ask = useCallback(async () => {
    if (!token || !citizenId || isAsking.current) return;
    isAsking.current = true;
    const knew = known.current;
    const answer = await readMyResponse(pollId, token);
    isAsking.current = false;
    // Without an answer, the phone's own memory stands.
    if (answer.kind !== 'answered') return;
    act({ kind: 'receiptSeen', of: { pollId, planHash, citizenId }, knew, receipt: answer.body.response });
  }, [token, citizenId, pollId, planHash, act]);
  useDidShow(() => void ask());
  useEffect(() => void ask(), [ask]);

  const begin: MyPaper['begin'] = (questionnaire, now, earlier) => {
    if (!citizenId) return false;
    const circumstances = newCircumstances(chance, now);
    const of = { pollId, planHash, citizenId };
    const draft = draftFrom(of, closesAt, ulid(Date.now(), chance), circumstances, earlier);
    const at = firstQuestion(questionnaire, draft);
    return at !== null && act({ kind: 'began', draft: { ...draft, at } });
  };
  return { ...paperOf(paper, pollId, citizenId), begin };
}
