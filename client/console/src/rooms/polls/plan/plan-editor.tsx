import type { FieldFault, LocalisedText, PollPlan } from '@minsheng/contracts';
import { Checkbox } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { countText, listText } from '../../../ui/format.js';
import { TextField } from '../../../ui/field.js';
import { faultWithin } from '../../../ui/field-faults.js';
import { Panel } from '../../../ui/parts.js';
import { readShares, sumOfShares, type LineFault } from './pasted-table.js';
import type { FormFault, MarginForm, PlanForm } from './plan-form.js';
import { QuestionnaireChoice } from './questionnaire-choice.js';

type Faults = ReadonlyMap<string, FieldFault>;

/** The editable parts of a plan. `refused`: what the server said; `unread`: what the form itself cannot read. */
export function PlanEditor({
  plan,
  form,
  onChange,
  refused,
  unread,
}: {
  /** As it was saved. */
  plan: PollPlan;
  form: PlanForm;
  onChange: (form: PlanForm) => void;
  refused: Faults;
  unread: readonly FormFault[];
}) {
  const { say, text } = useMessages();
  const set = (part: Partial<PlanForm>) => onChange({ ...form, ...part });
  const marks = (part: Partial<PlanForm['marks']>) => set({ marks: { ...form.marks, ...part } });
  const isUnread = (field: FormFault['field']) =>
    unread.some((fault) => fault.field === field) ? say('plan.not-a-number') : null;
  const isHalf = (field: FormFault['field']) => unread.some((fault) => fault.field === field);
  return (
    <>
      <Panel title={say('plan.about')}>
        <div className="inside form-grid">
          <Bilingual
            label={say('plan.poll-title')}
            field="title"
            isIncomplete={isHalf('title')}
            value={form.title}
            onChange={(title) => set({ title })}
            refused={refused}
          />
          <Bilingual
            label={say('plan.purpose')}
            field="purpose"
            isIncomplete={isHalf('purpose')}
            rows={2}
            value={form.purpose}
            onChange={(purpose) => set({ purpose })}
            refused={refused}
          />
          <Bilingual
            label={say('plan.population')}
            field="population"
            isIncomplete={isHalf('population')}
            value={form.population}
            onChange={(population) => set({ population })}
            refused={refused}
          />
          <TextField
            label={say('plan.population-size')}
            inputMode="numeric"
            suffix={say('plan.people-unit')}
            value={form.populationSize}
            fault={isUnread('populationSize') ?? refused.get('populationSize')}
            onChange={(populationSize) => set({ populationSize })}
          />
        </div>
      </Panel>
      <QuestionnaireChoice
        chosen={form.questionnaire}
        kept={
          plan.design
            ? { id: plan.design.questionnaireId, version: plan.design.document.version, document: plan.design.document }
            : null
        }
        fault={faultWithin(refused, 'questionnaire')}
        onChoose={(questionnaire) => set({ questionnaire })}
      />
      {form.questionnaire === null && (
        <>
          <Panel title={say('plan.marks')} note={say('plan.marks-note')}>
            <div className="inside form-grid">
              <TextField
                label={say('plan.form-number')}
                value={form.marks.formNumber}
                fault={refused.get('marks.formNumber')}
                onChange={(formNumber) => marks({ formNumber })}
              />
              <TextField
                label={say('plan.form-approval')}
                value={form.marks.approvalNumber}
                fault={refused.get('marks.approvalNumber')}
                onChange={(approvalNumber) => marks({ approvalNumber })}
              />
              <Bilingual
                label={say('plan.form-maker')}
                field="marks.maker"
                value={form.marks.maker}
                onChange={(maker) => marks({ maker })}
                refused={refused}
              />
              <Bilingual
                label={say('plan.form-approved-by')}
                field="marks.approvedBy"
                value={form.marks.approvedBy}
                onChange={(approvedBy) => marks({ approvedBy })}
                refused={refused}
              />
              <TextField
                label={say('plan.form-until')}
                type="date"
                value={form.marks.validUntil}
                fault={refused.get('marks.validUntil')}
                onChange={(validUntil) => marks({ validUntil })}
              />
            </div>
          </Panel>
          <Panel title={say('plan.open-question')} note={say('plan.open-question-note')}>
            <div className="inside form-grid">
              <Bilingual
                label={say('plan.wording')}
                field="openQuestion"
                isIncomplete={isHalf('openQuestion')}
                value={form.openQuestion}
                onChange={(openQuestion) => set({ openQuestion })}
                refused={refused}
              />
            </div>
          </Panel>
        </>
      )}
      <Panel title={say('plan.margins')} note={say('plan.paste-shares')}>
        <div className="inside margin-forms">
          {form.margins.map((margin, index) => (
            <MarginFields
              key={margin.code}
              margin={margin}
              fault={faultWithin(refused, `margins.${index}`)}
              unread={unread}
              onChange={(changed) =>
                set({ margins: form.margins.map((one) => (one.code === changed.code ? changed : one)) })
              }
            />
          ))}
        </div>
      </Panel>
      <Panel title={say('plan.targets')} note={say('plan.targets-note')}>
        <div className="inside target-fields">
          {form.targets.map((target) => (
            <TextField
              key={target.area}
              label={text(target.name)}
              inputMode="numeric"
              suffix={say('polls.sheets')}
              value={target.target}
              fault={isUnread(`targets.${target.area}`)}
              onChange={(value) =>
                set({
                  targets: form.targets.map((one) => (one.area === target.area ? { ...one, target: value } : one)),
                })
              }
            />
          ))}
        </div>
      </Panel>
      <Panel title={say('sites.title')} note={say('plan.paste-sites')}>
        <div className="inside">
          <TextField
            label={say('plan.site-lines', {
              count: countText(form.siteLines.split('\n').filter((line) => line.trim() !== '').length),
            })}
            hint={say('plan.site-columns')}
            rows={10}
            value={form.siteLines}
            fault={faultWithin(refused, 'sites')}
            onChange={(siteLines) => set({ siteLines })}
          />
          <LineFaults faults={linesOf(unread, 'sites')} />
        </div>
      </Panel>
    </>
  );
}

function linesOf(unread: readonly FormFault[], field: FormFault['field']): LineFault[] {
  return unread.flatMap((fault) => (fault.field === field && fault.line !== null ? [fault.line] : []));
}

/** The first few: a column in the wrong place makes every line a fault. */
const mostFaults = 5;

function LineFaults({ faults }: { faults: readonly LineFault[] }) {
  const { say } = useMessages();
  if (faults.length === 0) return null;
  return (
    <ul className="line-faults" role="alert">
      {faults.slice(0, mostFaults).map(({ line, code, word }) => (
        <li key={line}>{say(`paste.${code}`, { line, word })}</li>
      ))}
      {faults.length > mostFaults && <li>{say('paste.more', { count: faults.length - mostFaults })}</li>}
    </ul>
  );
}

function MarginFields({
  margin,
  fault,
  unread,
  onChange,
}: {
  margin: MarginForm;
  fault: FieldFault | null;
  unread: readonly FormFault[];
  onChange: (margin: MarginForm) => void;
}) {
  const { say, text, language } = useMessages();
  const { rows } = readShares(margin.lines, margin.levels);
  const sum = sumOfShares(rows);
  const isYearUnread = unread.some(({ field }) => field === `years.${margin.code}`);
  return (
    <section>
      <TextField
        label={text(margin.name)}
        hint={
          rows.length === 0
            ? listText(
                margin.levels.map(({ name }) => text(name)),
                language,
              )
            : say('plan.share-sum', { sum, levels: rows.length, of: margin.levels.length })
        }
        rows={Math.min(8, Math.max(3, margin.levels.length))}
        value={margin.lines}
        placeholder={margin.levels.map(({ code }) => `${code}\t`).join('\n')}
        fault={fault ?? (rows.length > 0 && sum !== 100 ? say('plan.share-sum-off', { sum }) : null)}
        onChange={(lines) => onChange({ ...margin, lines })}
      />
      <LineFaults faults={linesOf(unread, `margins.${margin.code}`)} />
      <TextField
        label={say('plan.source-zh')}
        value={margin.source.zh}
        onChange={(zh) => onChange({ ...margin, source: { ...margin.source, zh } })}
      />
      <TextField
        label={say('plan.source-en')}
        lang="en"
        value={margin.source.en}
        onChange={(en) => onChange({ ...margin, source: { ...margin.source, en } })}
      />
      <TextField
        label={say('plan.year')}
        inputMode="numeric"
        maxLength={4}
        value={margin.year}
        fault={isYearUnread ? say('plan.not-a-number') : null}
        onChange={(year) => onChange({ ...margin, year })}
      />
      <Checkbox
        checked={margin.isOrdinal}
        onChange={(event) => onChange({ ...margin, isOrdinal: event.target.checked })}
      >
        {say('plan.ordinal')}
      </Checkbox>
    </section>
  );
}

function Bilingual({
  label,
  field,
  rows,
  value,
  onChange,
  refused,
  isIncomplete = false,
}: {
  label: string;
  field: string;
  rows?: number;
  /** One language is there without the other, or neither. */
  isIncomplete?: boolean;
  value: LocalisedText;
  onChange: (value: LocalisedText) => void;
  refused: Faults;
}) {
  const { say } = useMessages();
  return (
    <>
      <TextField
        label={label}
        hint={say('field.zh')}
        rows={rows}
        value={value.zh}
        fault={isIncomplete ? say('plan.both-languages') : (refused.get(`${field}.zh`) ?? refused.get(field))}
        onChange={(zh) => onChange({ ...value, zh })}
      />
      <TextField
        label={label}
        hint={say('field.en')}
        lang="en"
        rows={rows}
        value={value.en}
        fault={refused.get(`${field}.en`)}
        onChange={(en) => onChange({ ...value, en })}
      />
    </>
  );
}
