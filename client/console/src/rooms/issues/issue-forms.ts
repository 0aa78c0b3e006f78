import type {
  AskExtension,
  AssignIssue,
  DelegateIssue,
  DispatchProposal,
  IssueUnit,
  IssueView,
  LocalisedText,
  RectifyIssue,
  UnitRow,
  VerifyIssue,
} from '@minsheng/contracts';

import { shanghaiInstant } from '../../ui/format.js';

/** What is still missing in a form, by the name of its field. */
export type Faults<Field extends string> = readonly Field[];

const isBlank = (text: string | null) => text === null || text.trim() === '';

/* ---- dispatch: the five fixes (五定) ---- */

export interface DispatchForm {
  lead: string | null;
  supports: string[];
  person: string;
  task: string;
  /** As the field has it, `2026-01-14T18:00`; empty: the grade's limit in working days. */
  due: string;
  responsibility: string;
  rewardPenalty: string;
}

/** The words that a prefilled form uses, said by the catalogue. */
export interface DispatchWords {
  text: (text: LocalisedText) => string;
  list: (parts: string[]) => string;
  person: (unit: string) => string;
  task: (category: string, place: string) => string;
  responsibility: (lead: string) => string;
  responsibilityWith: (lead: string, supports: string) => string;
  rewardPenalty: string;
}

type Known = Pick<IssueView, 'category' | 'area' | 'placeText' | 'fixes' | 'lead' | 'supports'> & {
  proposal: DispatchProposal;
};

/** Prefilled from what territory × category proposes; what was fixed before stays. */
export function dispatchForm(issue: Known, words: DispatchWords): DispatchForm {
  const { fixes, proposal } = issue;
  const lead = issue.lead ?? proposal.lead;
  const supports = issue.lead === null ? proposal.supports : issue.supports;
  const leadName = lead === null ? '' : words.text(lead.name);
  const supportNames = words.list(supports.map(({ name }) => words.text(name)));
  const place = issue.placeText ?? (issue.area === null ? '' : words.text(issue.area));
  return {
    lead: lead?.unitId ?? null,
    supports: supports.map(({ unitId }) => unitId).filter((unitId) => unitId !== lead?.unitId),
    person: fixes?.person ?? (leadName === '' ? '' : words.person(leadName)),
    task: fixes?.task ?? words.task(words.text(issue.category.name), place),
    due: '',
    responsibility:
      fixes?.responsibility ??
      (leadName === ''
        ? ''
        : supportNames === ''
          ? words.responsibility(leadName)
          : words.responsibilityWith(leadName, supportNames)),
    rewardPenalty: fixes?.rewardPenalty ?? words.rewardPenalty,
  };
}

export type DispatchFault = 'lead' | 'person' | 'task' | 'due' | 'responsibility' | 'rewardPenalty';

/** An issue is not assigned without all five (BR-13). `now`: milliseconds by the business clock. */
export function dispatchFaults(form: DispatchForm, now: number): Faults<DispatchFault> {
  const due = form.due === '' ? null : shanghaiInstant(form.due);
  const isDueWrong = form.due !== '' && (due === null || Date.parse(due) <= now);
  return [
    ...(form.lead === null ? (['lead'] as const) : []),
    ...(['person', 'task', 'responsibility', 'rewardPenalty'] as const).filter((field) => isBlank(form[field])),
    ...(isDueWrong ? (['due'] as const) : []),
  ];
}

/** Of a form without a fault. */
export function assignmentOf(form: DispatchForm): AssignIssue {
  return {
    lead: form.lead ?? '',
    supports: form.supports.filter((unitId) => unitId !== form.lead),
    fixes: {
      person: form.person.trim(),
      task: form.task.trim(),
      dueAt: form.due === '' ? null : shanghaiInstant(form.due),
      responsibility: form.responsibility.trim(),
      rewardPenalty: form.rewardPenalty.trim(),
    },
  };
}

/* ---- the unit hands it down ---- */

export interface DelegationForm {
  unit: string | null;
  task: string;
  due: string;
}

/** Whom a unit may hand down to: one level below itself, still at work (BR-16). */
export function belowOf(units: readonly UnitRow[], lead: string | null): IssueUnit[] {
  return units
    .filter(({ parentId, state }) => parentId !== null && parentId === lead && state === 'ACTIVE')
    .map(({ id, name }) => ({ unitId: id, name }));
}

/** No more time than the unit has itself. */
export function delegationFaults(
  { unit, task, due }: DelegationForm,
  dueAt: string | null,
  now: number,
): Faults<keyof DelegationForm> {
  const wanted = shanghaiInstant(due);
  const isInTime =
    wanted !== null && Date.parse(wanted) > now && (dueAt === null || Date.parse(wanted) <= Date.parse(dueAt));
  return [
    ...(unit === null ? (['unit'] as const) : []),
    ...(isBlank(task) ? (['task'] as const) : []),
    ...(isInTime ? [] : (['due'] as const)),
  ];
}

export function delegationOf({ unit, task, due }: DelegationForm): DelegateIssue {
  return { unit: unit ?? '', task: task.trim(), dueAt: shanghaiInstant(due) ?? '' };
}

/* ---- the unit asks for more time ---- */

export interface ExtensionForm {
  due: string;
  reason: string;
  plan: string;
}

export function extensionFaults(
  { due, reason, plan }: ExtensionForm,
  dueAt: string | null,
): Faults<keyof ExtensionForm> {
  const wanted = shanghaiInstant(due);
  const isLater = wanted !== null && (dueAt === null || Date.parse(wanted) > Date.parse(dueAt));
  return [
    ...(isLater ? [] : (['due'] as const)),
    ...(isBlank(reason) ? (['reason'] as const) : []),
    ...(isBlank(plan) ? (['plan'] as const) : []),
  ];
}

export function extensionOf({ due, reason, plan }: ExtensionForm): AskExtension {
  return { newDue: shanghaiInstant(due) ?? '', reason: reason.trim(), plan: plan.trim() };
}

/* ---- the unit's answer and the check ---- */

export interface EvidenceForm {
  text: string;
  photos: readonly string[];
  /** Pictures still on their way: sending waits for them. */
  uploading: number;
}

/** A place that was repaired is shown repaired (BR-18). */
export function rectifyFaults({ text, photos, uploading }: EvidenceForm): Faults<'text' | 'photos' | 'uploading'> {
  return [
    ...(isBlank(text) ? (['text'] as const) : []),
    ...(uploading > 0 ? (['uploading'] as const) : photos.length === 0 ? (['photos'] as const) : []),
  ];
}

export function rectificationOf({ text, photos }: EvidenceForm, point: RectifyIssue['point']): RectifyIssue {
  return { text: text.trim(), photos: [...photos], point };
}

/** A failed check says why; a passed one needs no words. */
export function verifyFaults(
  { text, uploading }: EvidenceForm,
  result: VerifyIssue['result'],
): Faults<'text' | 'uploading'> {
  return [
    ...(result === 'FAIL' && isBlank(text) ? (['text'] as const) : []),
    ...(uploading > 0 ? (['uploading'] as const) : []),
  ];
}

export function verificationOf(
  { text, photos }: EvidenceForm,
  result: VerifyIssue['result'],
  kind: VerifyIssue['kind'],
): VerifyIssue {
  return { result, kind, reason: isBlank(text) ? null : text.trim(), photos: [...photos] };
}
