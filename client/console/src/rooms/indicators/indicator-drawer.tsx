import type { Attribution, IndicatorTerm, ResponsibilityShare, UnitRow } from '@minsheng/contracts';
import { Button, Drawer, Input, Segmented, Select } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { proposeIndicator, saveIndicator } from '../../api/indicators.js';
import { readUnits, unitsPath } from '../../api/organisation.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Field, TextField } from '../../ui/field.js';
import { ChangeButton } from '../../ui/parts.js';
import { Refusal } from '../../ui/refusal.js';
import { useAct } from '../../ui/use-act.js';
import { draftOf, faultsOf, sumOfShares, type FormFault, type IndicatorForm } from './indicator-form.js';

/** Writing an indicator down. `id` null: a new one, or the next version of a code that stands. */
export function IndicatorDrawer({
  id,
  start,
  isCodeFixed,
  onSaved,
  onClose,
}: {
  id: string | null;
  start: IndicatorForm;
  isCodeFixed: boolean;
  onSaved: () => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const [form, setForm] = useState(start);
  const [isTried, setTried] = useState(false);
  const { isActing, failure, faults: refused, attempt } = useAct({ isShownBeside: true });
  const faults = faultsOf(form);
  const set = (part: Partial<IndicatorForm>) => setForm({ ...form, ...part });
  const fault = (name: FormFault) => (isTried && faults.includes(name) ? say(`indicator.fault-${name}`) : null);
  const save = async () => {
    setTried(true);
    if (faults.length > 0) return;
    const draft = draftOf(form);
    const isSaved = await attempt(async () => {
      await (id === null ? proposeIndicator(draft) : saveIndicator(id, draft));
      return say('indicator.saved');
    });
    if (isSaved) onSaved();
  };
  const bilingual = (part: 'name' | 'wording' | 'hint', rows?: number) => (
    <>
      <TextField
        label={say(`indicator.${part}`)}
        hint={say('field.zh')}
        rows={rows}
        value={form[part].zh}
        fault={fault(part) ?? refused.get(`${part}.zh`)}
        onChange={(zh) => set({ [part]: { ...form[part], zh } })}
      />
      <TextField
        label={say(`indicator.${part}`)}
        hint={say('field.en')}
        lang="en"
        rows={rows}
        value={form[part].en}
        fault={refused.get(`${part}.en`)}
        onChange={(en) => set({ [part]: { ...form[part], en } })}
      />
    </>
  );
  return (
    <Drawer
      open
      size={620}
      onClose={onClose}
      title={say(id !== null ? 'indicator.edit-title' : isCodeFixed ? 'indicator.revise-title' : 'indicator.new-title')}
      footer={
        <div className="act-buttons">
          <Button onClick={onClose} disabled={isActing}>
            {say('act.cancel')}
          </Button>
          <ChangeButton type="primary" loading={isActing} onClick={() => void save()}>
            {say('indicator.save')}
          </ChangeButton>
        </div>
      }
    >
      <div className="drawer-form">
        {isCodeFixed && id === null && <p className="notice plain">{say('indicator.break')}</p>}
        <Refusal failure={failure} />
        <TextField
          label={say('indicator.code')}
          hint={say('indicator.code-hint')}
          value={form.code}
          disabled={isCodeFixed}
          fault={fault('code') ?? refused.get('code')}
          onChange={(code) => set({ code })}
        />
        <Field label={say('indicator.term')} fault={null}>
          {({ id: control }) => (
            <Segmented<IndicatorTerm>
              id={control}
              value={form.term}
              onChange={(term) => set({ term })}
              options={(['LONG', 'ADHOC'] as const).map((value) => ({ value, label: say(`term.${value}`) }))}
            />
          )}
        </Field>
        {form.term === 'ADHOC' && (
          <TextField
            label={say('indicator.anchor')}
            hint={say('indicator.anchor-hint')}
            value={form.anchorTask}
            fault={fault('anchorTask') ?? refused.get('anchorTask')}
            onChange={(anchorTask) => set({ anchorTask })}
          />
        )}
        <div className="form-grid">
          {bilingual('name')}
          {bilingual('wording', 2)}
          {bilingual('hint')}
        </div>
        <Field label={say('indicator.attribution')} hint={say(`attribution.${form.attribution}-means`)} fault={null}>
          {({ id: control }) => (
            <Segmented<Attribution>
              id={control}
              value={form.attribution}
              onChange={(attribution) => set({ attribution })}
              options={(['FUNCTION', 'AREA', 'BOTH'] as const).map((value) => ({
                value,
                label: say(`attribution.${value}`),
              }))}
            />
          )}
        </Field>
        <TextField
          label={say('indicator.weight')}
          hint={say('indicator.weight-hint')}
          inputMode="decimal"
          value={form.weight}
          fault={fault('weight') ?? refused.get('weight')}
          onChange={(weight) => set({ weight })}
        />
        {form.attribution !== 'AREA' && (
          <Shares
            shares={form.shares}
            fault={fault('shares') ?? fault('sum') ?? fault('lead')}
            onChange={(shares) => set({ shares })}
          />
        )}
      </div>
    </Drawer>
  );
}

function Shares({
  shares,
  fault,
  onChange,
}: {
  shares: readonly ResponsibilityShare[];
  fault: string | null;
  onChange: (shares: ResponsibilityShare[]) => void;
}) {
  const { say, text } = useMessages();
  const units = useResource(unitsPath, readUnits);
  const departments = (units.value ?? []).filter(
    ({ kind, state }: UnitRow) => kind === 'DEPARTMENT' && state === 'ACTIVE',
  );
  const set = (index: number, part: Partial<ResponsibilityShare>) =>
    onChange(shares.map((share, at) => (at === index ? { ...share, ...part } : share)));
  return (
    <Field
      label={say('indicator.shares')}
      hint={say('indicator.sum', { sum: sumOfShares(shares) ?? '—' })}
      fault={fault}
    >
      {({ describedBy }) => (
        <div className="share-rows" aria-describedby={describedBy}>
          {shares.map((share, index) => (
            <div key={index}>
              <Select
                aria-label={say('indicator.unit')}
                showSearch={{ optionFilterProp: 'label' }}
                loading={units.value === null && units.failure === null}
                value={share.unit === '' ? undefined : share.unit}
                placeholder={say('indicator.unit')}
                onChange={(unit) => set(index, { unit })}
                options={departments.map(({ code, name }) => ({ value: code, label: text(name) }))}
              />
              <Input
                aria-label={say('unit.share')}
                inputMode="decimal"
                value={share.share}
                onChange={(event) => set(index, { share: event.target.value })}
              />
              <Segmented<ResponsibilityShare['role']>
                aria-label={say('indicator.role')}
                value={share.role}
                onChange={(role) => set(index, { role })}
                options={(['LEAD', 'SUPPORT'] as const).map((value) => ({ value, label: say(`role.${value}`) }))}
              />
              <Button
                type="text"
                aria-label={say('indicator.remove-unit')}
                icon={<Trash2 size={15} />}
                onClick={() => onChange(shares.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<Plus size={14} />}
            onClick={() =>
              onChange([...shares, { unit: '', share: '', role: shares.length === 0 ? 'LEAD' : 'SUPPORT' }])
            }
          >
            {say('indicator.add-unit')}
          </Button>
        </div>
      )}
    </Field>
  );
}
