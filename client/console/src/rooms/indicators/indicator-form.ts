import type {
  Attribution,
  IndicatorTerm,
  IndicatorView,
  LocalisedText,
  ResponsibilityShare,
} from '@minsheng/contracts';

import type { IndicatorDraft } from '../../api/indicators.js';

/** An indicator as the fields hold it. */
export interface IndicatorForm {
  code: string;
  term: IndicatorTerm;
  name: LocalisedText;
  wording: LocalisedText;
  hint: LocalisedText;
  attribution: Attribution;
  weight: string;
  shares: ResponsibilityShare[];
  anchorTask: string;
}

const nothing: LocalisedText = { zh: '', en: '' };

export const emptyForm: IndicatorForm = {
  code: '',
  term: 'LONG',
  name: nothing,
  wording: nothing,
  hint: nothing,
  attribution: 'FUNCTION',
  weight: '1',
  shares: [{ unit: '', share: '1.0000', role: 'LEAD' }],
  anchorTask: '',
};

export function formOf(indicator: IndicatorView): IndicatorForm {
  return {
    code: indicator.code,
    term: indicator.term,
    name: indicator.name,
    wording: indicator.wording,
    hint: indicator.hint ?? nothing,
    attribution: indicator.attribution,
    weight: String(indicator.weight),
    shares: indicator.shares,
    anchorTask: indicator.anchorTask ?? '',
  };
}

const isBlank = (value: string) => value.trim() === '';

/** A share in ten-thousandths, exactly; null when it is no decimal of at most four places from 0 to 1. */
export function tenThousandths(share: string): number | null {
  const digits = /^([01])(?:\.(\d{1,4}))?$/.exec(share.trim());
  if (digits === null) return null;
  const value = Number(digits[1]) * 10_000 + Number((digits[2] ?? '').padEnd(4, '0'));
  return value <= 10_000 ? value : null;
}

/** The shares in all as `0.9000`; null while one of them is no share. */
export function sumOfShares(shares: readonly Pick<ResponsibilityShare, 'share'>[]): string | null {
  let sum = 0;
  for (const { share } of shares) {
    const value = tenThousandths(share);
    if (value === null) return null;
    sum += value;
  }
  return `${Math.floor(sum / 10_000)}.${String(sum % 10_000).padStart(4, '0')}`;
}

export type FormFault = 'code' | 'name' | 'wording' | 'hint' | 'weight' | 'anchorTask' | 'shares' | 'sum' | 'lead';

/** What keeps the form from being sent as a whole indicator, in the order of the fields. */
export function faultsOf(form: IndicatorForm): FormFault[] {
  const half = ({ zh, en }: LocalisedText) => isBlank(zh) || isBlank(en);
  const hasShares = form.attribution !== 'AREA';
  const checks: [FormFault, boolean][] = [
    ['code', !/^[A-Z][A-Za-z0-9-]{0,31}$/.test(form.code)],
    ['name', half(form.name)],
    ['wording', half(form.wording)],
    ['hint', isBlank(form.hint.zh) !== isBlank(form.hint.en)],
    [
      'weight',
      !(/^\d{1,3}(\.\d{1,2})?$/.test(form.weight.trim()) && Number(form.weight) > 0 && Number(form.weight) <= 100),
    ],
    ['anchorTask', form.term === 'ADHOC' && isBlank(form.anchorTask)],
    ['shares', hasShares && form.shares.some(({ unit, share }) => isBlank(unit) || (tenThousandths(share) ?? 0) === 0)],
    ['sum', hasShares && sumOfShares(form.shares) !== '1.0000'],
    ['lead', hasShares && form.shares.filter(({ role }) => role === 'LEAD').length !== 1],
  ];
  return checks.filter(([, isFaulty]) => isFaulty).map(([fault]) => fault);
}

const trimmed = ({ zh, en }: LocalisedText): LocalisedText => ({ zh: zh.trim(), en: en.trim() });

export function draftOf(form: IndicatorForm): IndicatorDraft {
  return {
    code: form.code,
    term: form.term,
    name: trimmed(form.name),
    wording: trimmed(form.wording),
    hint: isBlank(form.hint.zh) ? null : trimmed(form.hint),
    attribution: form.attribution,
    weight: Number(form.weight),
    shares: form.attribution === 'AREA' ? [] : form.shares.map((share) => ({ ...share, share: share.share.trim() })),
    anchorTask: form.term === 'ADHOC' ? form.anchorTask.trim() : null,
  };
}
