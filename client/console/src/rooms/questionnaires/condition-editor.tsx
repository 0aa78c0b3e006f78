import type { DesignDiagnostic } from '@minsheng/contracts';
import { Button, Input, Segmented, Select } from 'antd';
import { Code, ListFilter, Plus, X } from 'lucide-react';
import { useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import {
  conditionOf,
  expressionOf,
  relationsFor,
  subjectsBefore,
  type Clause,
  type Condition,
  type Subject,
} from './condition.js';
import { useDesigner } from './designer-context.js';
import { DiagnosticLines } from './diagnostic-lines.js';

/** When something is asked: clicked together, or for experts the expression itself. */
export function ConditionEditor({
  of,
  value,
  onChange,
  diagnostic,
}: {
  /** Code of the entry: what stands before it can be asked about. */
  of: string;
  value: string | undefined;
  /** `undefined`: always. */
  onChange: (value: string | undefined, isTyped: boolean) => void;
  diagnostic: DesignDiagnostic | null;
}) {
  const { say } = useMessages();
  const { design, isReadOnly, numbers } = useDesigner();
  const [isRaw, setRaw] = useState(false);
  const subjects = subjectsBefore(design, of);
  // Clauses that are not finished have no expression yet and live here.
  const [pending, setPending] = useState<{ condition: Condition; writtenAs: string } | null>(null);
  const read = conditionOf(value ?? '');
  const condition = pending !== null && pending.writtenAs === (value ?? '') ? pending.condition : read;
  const write = (next: Condition) => {
    const expression = expressionOf(next);
    setPending({ condition: next, writtenAs: expression });
    if (expression !== (value ?? '')) onChange(expression === '' ? undefined : expression, false);
  };
  const begin = () => {
    const last = subjects.at(-1);
    if (last === undefined) return;
    const now = condition ?? { join: 'and', clauses: [] };
    write({ ...now, clauses: [...now.clauses, { of: last.code, relation: relationsFor(last)[0]!, values: [] }] });
  };
  const change = (index: number, clause: Clause | null) => {
    if (condition === null) return;
    const clauses = condition.clauses.flatMap((one, at) => (at === index ? (clause === null ? [] : [clause]) : [one]));
    write({ ...condition, clauses });
  };
  if (isRaw || condition === null) {
    return (
      <div className="condition">
        <div className="raw-expression">
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            className="expression"
            readOnly={isReadOnly}
            aria-label={say('design.expression')}
            placeholder={`\${q1} = 'a1' and \${q2} >= 18`}
            value={value ?? ''}
            onChange={(event) => onChange(event.target.value.trim() === '' ? undefined : event.target.value, true)}
          />
          {condition !== null && (
            <Button size="small" type="text" icon={<ListFilter size={14} />} onClick={() => setRaw(false)}>
              {say('design.by-clicks')}
            </Button>
          )}
        </div>
        {diagnostic !== null && <DiagnosticLines diagnostics={[diagnostic]} />}
      </div>
    );
  }
  return (
    <div className="condition">
      {condition.clauses.length === 0 && <span className="chip chip-line">{say('design.always')}</span>}
      {condition.clauses.map((clause, index) => (
        <ClauseFields
          key={index}
          clause={clause}
          subjects={subjects}
          numbers={numbers}
          lead={index === 0 ? say('design.when') : condition.join === 'and' ? say('design.and') : say('design.or')}
          isReadOnly={isReadOnly}
          onChange={(next) => change(index, next)}
        />
      ))}
      {condition.clauses.length > 1 && (
        <Segmented<Condition['join']>
          size="small"
          disabled={isReadOnly}
          aria-label={say('design.join')}
          value={condition.join}
          onChange={(join) => write({ ...condition, join })}
          options={[
            { value: 'and', label: say('design.all-of') },
            { value: 'or', label: say('design.one-of') },
          ]}
        />
      )}
      {!isReadOnly && (
        <span className="condition-acts">
          <Button size="small" type="link" icon={<Plus size={14} />} disabled={subjects.length === 0} onClick={begin}>
            {condition.clauses.length === 0 ? say('design.add-condition') : say('design.one-more')}
          </Button>
          <Button size="small" type="text" icon={<Code size={14} />} onClick={() => setRaw(true)}>
            {say('design.as-expression')}
          </Button>
        </span>
      )}
      {diagnostic !== null && <DiagnosticLines diagnostics={[diagnostic]} />}
    </div>
  );
}

function ClauseFields({
  clause,
  subjects,
  numbers,
  lead,
  isReadOnly,
  onChange,
}: {
  clause: Clause;
  subjects: readonly Subject[];
  numbers: ReadonlyMap<string, string>;
  lead: string;
  isReadOnly: boolean;
  onChange: (clause: Clause | null) => void;
}) {
  const { say, text } = useMessages();
  const subject = subjects.find(({ code }) => code === clause.of) ?? null;
  const nameOf = ({ code, text: words }: Subject) => {
    const number = numbers.get(code);
    return number === undefined ? code : `Q${number} ${text(words)}`;
  };
  const needsValue = clause.relation !== 'any' && clause.relation !== 'none';
  return (
    <div className="clause">
      <span>{lead}</span>
      <Select
        size="small"
        className="subject"
        disabled={isReadOnly}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={320}
        aria-label={say('design.which-question')}
        value={clause.of}
        options={
          subject === null
            ? [
                { value: clause.of, label: clause.of },
                ...subjects.map((one) => ({ value: one.code, label: nameOf(one) })),
              ]
            : subjects.map((one) => ({ value: one.code, label: nameOf(one) }))
        }
        onChange={(of) => {
          const next = subjects.find(({ code }) => code === of) ?? null;
          onChange({ of, relation: relationsFor(next)[0]!, values: [] });
        }}
      />
      <Select
        size="small"
        className="relation"
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        aria-label={say('design.relation')}
        value={clause.relation}
        options={relationsFor(subject).map((relation) => ({ value: relation, label: say(`relation.${relation}`) }))}
        onChange={(relation) =>
          onChange({ ...clause, relation, values: relation === 'any' || relation === 'none' ? [] : clause.values })
        }
      />
      {needsValue &&
        (subject !== null && subject.options.length > 0 ? (
          <Select
            size="small"
            mode="multiple"
            className="values"
            disabled={isReadOnly}
            popupMatchSelectWidth={false}
            maxTagCount="responsive"
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={say('design.which-answers')}
            placeholder={say('design.which-answers')}
            value={clause.values}
            options={subject.options.map(({ code, text: words }) => ({ value: code, label: text(words) }))}
            onChange={(values) => onChange({ ...clause, values })}
          />
        ) : (
          <Input
            size="small"
            className="number"
            inputMode="decimal"
            readOnly={isReadOnly}
            aria-label={say('design.which-number')}
            value={clause.values[0] ?? ''}
            status={/^-?\d+(\.\d+)?$/.test(clause.values[0] ?? '0') ? undefined : 'error'}
            onChange={(event) => onChange({ ...clause, values: [event.target.value] })}
          />
        ))}
      {!isReadOnly && (
        <Button
          size="small"
          type="text"
          aria-label={say('design.clause-away')}
          icon={<X size={14} />}
          onClick={() => onChange(null)}
        />
      )}
    </div>
  );
}
