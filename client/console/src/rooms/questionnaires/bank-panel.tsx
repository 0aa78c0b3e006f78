import { useDraggable } from '@dnd-kit/core';
import type { BankEntry, BankIndicator, IndicatorView, QuestionBank, UnitRow } from '@minsheng/contracts';
import { Button, Input } from 'antd';
import { Check, GripVertical, Plus, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { indicatorsPath, readIndicators } from '../../api/indicators.js';
import { readUnits, unitsPath } from '../../api/organisation.js';
import { useResource, type Asked } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { bankGroups } from './bank-groups.js';
import { useDesigner } from './designer-context.js';
import { codesOf, gapAfter } from './entries.js';
import { measuredIn, respondentGap, withIndicator, withRespondent } from './new-items.js';
import { seriesOf } from './series.js';

/** The question bank: standard items about the respondent, and every indicator with its series. A click puts one in. */
export function BankPanel({ asked }: { asked: Asked<QuestionBank> }) {
  const { say } = useMessages();
  const { design } = useDesigner();
  const { may } = useSession();
  const [wanted, setWanted] = useState('');
  const indicators = useResource(may('indicators.read') ? indicatorsPath : null, readIndicators);
  const units = useResource(may('organisation.read') ? unitsPath : null, readUnits);
  const measured = measuredIn(design);
  return (
    <aside className="bank" aria-label={say('bank.title')}>
      <header>
        <h2>{say('bank.title')}</h2>
        {asked.value !== null && (
          <small>
            {say('bank.count', {
              count: asked.value.indicators.length,
              used: asked.value.indicators.filter(({ code }) => measured.has(code)).length,
            })}
          </small>
        )}
      </header>
      <Input
        className="bank-search"
        allowClear
        prefix={<Search size={15} aria-hidden />}
        aria-label={say('bank.search')}
        placeholder={say('bank.search')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className="bank-rows">
        <Loaded
          asked={asked}
          skeleton={<RowsSkeleton rows={12} />}
          isEmpty={(bank) => bank.indicators.length === 0 && bank.respondent.length === 0}
          empty={<Empty hint={say('indicators.none-hint')}>{say('bank.none')}</Empty>}
        >
          {(bank) => (
            <BankRows
              bank={bank}
              indicators={indicators.value ?? []}
              units={units.value ?? []}
              measured={measured}
              wanted={wanted.trim().toLowerCase()}
            />
          )}
        </Loaded>
      </div>
      <footer>{say('bank.note')}</footer>
    </aside>
  );
}

function BankRows({
  bank,
  indicators,
  units,
  measured,
  wanted,
}: {
  bank: QuestionBank;
  indicators: readonly IndicatorView[];
  units: readonly UnitRow[];
  measured: ReadonlyMap<string, string>;
  wanted: string;
}) {
  const { say, text } = useMessages();
  const { design, isReadOnly, edit, select, announce } = useDesigner();
  const there = codesOf(design);
  const fits = (...words: string[]) => words.join(' ').toLowerCase().includes(wanted);
  const respondent = bank.respondent.filter(({ code, name, item }) =>
    fits(code, name.zh, name.en, 'text' in item ? (item.text?.zh ?? '') : ''),
  );
  const groups = bankGroups(
    bank.indicators.filter(({ code, name, wording }) => fits(code, name.zh, name.en, wording.zh, wording.en)),
    indicators,
    units,
  );
  const addRespondent = (entries: readonly BankEntry[]) => {
    const added = withRespondent(design, entries, respondentGap(design));
    edit(() => added.design, { select: added.code });
    announce(say('bank.added', { name: entries.map(({ name }) => text(name)).join('、') }));
  };
  const addOne = (entry: BankEntry) => {
    if (there.has(entry.item.code)) return select(entry.item.code);
    addRespondentAt([entry]);
  };
  const { selected } = useDesigner();
  const addRespondentAt = (entries: readonly BankEntry[]) => {
    const added = withRespondent(design, entries, gapAfter(design, selected));
    edit(() => added.design, { select: added.code });
    announce(say('bank.added', { name: entries.map(({ name }) => text(name)).join('、') }));
  };
  const addIndicator = (indicator: BankIndicator) => {
    const standing = measured.get(indicator.code);
    if (standing !== undefined) return select(standing);
    const added = withIndicator(design, indicator, gapAfter(design, selected));
    edit(() => added.design, { select: added.code });
    announce(say('bank.added', { name: text(indicator.name) }));
  };
  const missing = respondent.filter(({ item }) => !there.has(item.code));
  if (respondent.length === 0 && groups.length === 0) return <Empty>{say('indicators.nothing-fits')}</Empty>;
  return (
    <>
      {respondent.length > 0 && (
        <section>
          <h3>
            {say('bank.respondent')}
            <Button
              type="link"
              size="small"
              icon={<Plus size={13} />}
              disabled={isReadOnly || missing.length === 0}
              onClick={() => addRespondent(missing)}
            >
              {say('bank.add-all')}
            </Button>
          </h3>
          <ul>
            {respondent.map((entry) => (
              <BankRow
                key={entry.code}
                id={`respondent:${entry.code}`}
                code={entry.code}
                name={text(entry.name)}
                isUsed={there.has(entry.item.code)}
                isReadOnly={isReadOnly}
                onAdd={() => addOne(entry)}
              />
            ))}
          </ul>
        </section>
      )}
      {groups.map(({ key, name, indicators: inGroup }) => (
        <section key={key}>
          <h3>
            {name === null ? say(`term.${key === 'ADHOC' ? 'ADHOC' : 'LONG'}`) : text(name)}
            <small>{say('bank.in-group', { count: inGroup.length })}</small>
          </h3>
          <ul>
            {inGroup.map((indicator) => (
              <BankRow
                key={indicator.code}
                id={`indicator:${indicator.code}`}
                code={indicator.code}
                name={text(indicator.name)}
                isUsed={measured.has(indicator.code)}
                isReadOnly={isReadOnly}
                isResting={!indicator.isActive}
                series={<SeriesTag indicator={indicator} />}
                onAdd={() => addIndicator(indicator)}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function BankRow({
  id,
  code,
  name,
  isUsed,
  isReadOnly,
  isResting = false,
  series,
  onAdd,
}: {
  id: string;
  code: string;
  name: string;
  isUsed: boolean;
  isReadOnly: boolean;
  isResting?: boolean;
  series?: ReactNode;
  onAdd: () => void;
}) {
  const { say } = useMessages();
  const { setNodeRef, listeners, isDragging } = useDraggable({ id, disabled: isUsed || isReadOnly, data: { name } });
  return (
    <li>
      <button
        ref={setNodeRef}
        {...listeners}
        type="button"
        className={`${isUsed ? 'in' : ''} ${isDragging ? 'dragging' : ''} ${isResting ? 'resting' : ''}`}
        title={`${code} ${name}`}
        disabled={isReadOnly && !isUsed}
        onClick={onAdd}
      >
        {isUsed ? <Check size={15} className="passed" aria-hidden /> : <GripVertical size={15} aria-hidden />}
        <b>
          <i>{code}</i>
          {name}
        </b>
        {series}
        <span className="for-readers">{isUsed ? say('bank.is-used') : say('bank.add')}</span>
      </button>
    </li>
  );
}

function SeriesTag({ indicator }: { indicator: BankIndicator }) {
  const { say } = useMessages();
  const { length, since, isBroken } = seriesOf(indicator);
  if (length === 0) return <em>{say('bank.new')}</em>;
  if (isBroken && length === 1) return <em className="broken">{say('bank.break', { period: since ?? '' })}</em>;
  return <em>{say('bank.in-series', { count: length })}</em>;
}
