import { useDraggable } from '@dnd-kit/core';
import type { BankIndicator, DesignDiagnostic, DesignEntry } from '@minsheng/contracts';
import { App, Button, Popover, Tooltip } from 'antd';
import { ChevronDown, Copy, EyeOff, GripVertical, History, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { dateText } from '../../ui/format.js';
import { Chip } from '../../ui/parts.js';
import { useDesigner } from './designer-context.js';
import { DiagnosticLines, SeverityIcon } from './diagnostic-lines.js';
import { duplicated } from './entries.js';
import { ItemEditor } from './item-editor/item-editor.js';

/** One entry: a line while it is closed, everything about it while it is open. */
export function Card({ entry }: { entry: DesignEntry }) {
  const { say, text } = useMessages();
  const { selected, isOpen, select, numbers, diagnostics, leftOut, isReadOnly } = useDesigner();
  const isSelected = selected === entry.code;
  const isWide = isSelected && isOpen;
  const own = diagnostics.cards.get(entry.code) ?? [];
  const number = numbers.get(entry.code);
  const name = number === undefined ? say(`item-type.${entry.type}`) : `Q${number}`;
  const words = entry.text === undefined ? '' : text(entry.text);
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `card:${entry.code}`,
    disabled: isReadOnly,
    data: { name: `${name} ${words}` },
  });
  const header = useRef<HTMLButtonElement>(null);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isSelected) return;
    card.current?.scrollIntoView({ block: 'nearest' });
    // The focus follows the card in hand, unless somebody is writing or choosing somewhere.
    const active = document.activeElement;
    const isFree = active === null || active === document.body || active.closest('.canvas-cards') !== null;
    if (isFree && !isWriting(active)) header.current?.focus({ preventScroll: true });
  }, [isSelected]);
  return (
    <article
      ref={card}
      data-code={entry.code}
      className={`card ${isWide ? 'open' : ''} ${isSelected ? 'selected' : ''} ${isDragging ? 'dragging' : ''} ${entry.type === 'group' ? 'of-group' : ''}`}
      aria-label={`${name} ${words}`}
    >
      <header ref={setNodeRef}>
        {!isReadOnly && (
          <span className="grip" {...listeners} aria-hidden>
            <GripVertical size={16} />
          </span>
        )}
        <button
          ref={header}
          type="button"
          className="card-head"
          aria-expanded={isWide}
          onClick={() => select(entry.code, !isWide)}
        >
          <span className="n">{name}</span>
          {!isWide && (
            <b className={words === '' ? 'muted' : ''}>
              {words === ''
                ? entry.type === 'group'
                  ? say('design.group-without-heading')
                  : say('design.no-words')
                : words}
            </b>
          )}
          <CardTags entry={entry} />
          {leftOut.includes(entry.code) && (
            <Tooltip title={say('design.left-out')}>
              <EyeOff size={15} className="attention" aria-label={say('design.left-out')} />
            </Tooltip>
          )}
          {!isWide && own.length > 0 && (
            <SeverityIcon severity={own.some(({ severity }) => severity === 'error') ? 'error' : 'warning'} size={16} />
          )}
          <ChevronDown size={15} className="chevron" aria-hidden />
        </button>
        {isWide && <CardActs entry={entry} />}
      </header>
      {isWide ? (
        <>
          <ItemEditor entry={entry} />
          <DiagnosticLines diagnostics={own} />
        </>
      ) : (
        <FirstDiagnostic diagnostics={own} />
      )}
    </article>
  );
}

function isWriting(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** In a closed card one line is enough; the others come when it is opened. */
function FirstDiagnostic({ diagnostics }: { diagnostics: readonly DesignDiagnostic[] }) {
  const { say, text } = useMessages();
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  if (first === undefined) return null;
  return (
    <p className={`first-diagnostic ${first.severity}`}>
      {text(first.sentences)}
      {diagnostics.length > 1 && ` · ${say('design.and-more', { count: diagnostics.length - 1 })}`}
    </p>
  );
}

function CardTags({ entry }: { entry: DesignEntry }) {
  const { say, text } = useMessages();
  const { bank } = useDesigner();
  const indicator = 'indicator' in entry ? entry.indicator : undefined;
  const named = bank?.indicators.find(({ code }) => code === indicator?.code);
  return (
    <span className="tags">
      {indicator !== undefined && (
        <span title={named === undefined ? undefined : text(named.name)}>
          <Chip tone="plain">{indicator.code}</Chip>
        </span>
      )}
      {entry.type !== 'group' && <Chip tone="line">{say(`item-type.${entry.type}`)}</Chip>}
      {'screensOut' in entry && entry.screensOut !== undefined && <Chip tone="line">{say('design.screening')}</Chip>}
      {entry.relevant !== undefined && <Chip tone="line">{say('plan.asked-if')}</Chip>}
      {'quotaRole' in entry && entry.quotaRole !== undefined && <Chip tone="dispatch">{say('design.quota-tag')}</Chip>}
      {'weightingRole' in entry && entry.weightingRole !== undefined && (
        <Chip tone="plain">{say(`plan.role-${entry.weightingRole}`)}</Chip>
      )}
      {'isInterviewerOnly' in entry && entry.isInterviewerOnly === true && (
        <Chip tone="line">{say('design.interviewer-tag')}</Chip>
      )}
      {'isShuffled' in entry && entry.isShuffled === true && <Chip tone="line">{say('design.shuffled-tag')}</Chip>}
    </span>
  );
}

function CardActs({ entry }: { entry: DesignEntry }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, edit, remove, bank } = useDesigner();
  const { message } = App.useApp();
  const indicator = 'indicator' in entry ? entry.indicator : undefined;
  const named = bank?.indicators.find(({ code }) => code === indicator?.code);
  return (
    <span className="card-acts">
      {named !== undefined && (
        <Popover
          trigger="click"
          placement="bottomRight"
          title={say('design.wordings')}
          content={<Wordings indicator={named} />}
        >
          <Button type="text" size="small" aria-label={say('design.wordings')} icon={<History size={16} />} />
        </Popover>
      )}
      {!isReadOnly && (
        <>
          <Tooltip title={say('design.duplicate')}>
            <Button
              type="text"
              size="small"
              aria-label={say('design.duplicate')}
              icon={<Copy size={16} />}
              onClick={() => {
                const { design: next, copy } = duplicated(design, entry.code);
                edit(() => next, { select: copy, open: true });
                void message.success(
                  say('design.duplicated', { name: entry.text === undefined ? '' : text(entry.text) }),
                );
              }}
            />
          </Tooltip>
          <Tooltip title={say('design.delete')}>
            <Button
              type="text"
              size="small"
              aria-label={say('design.delete')}
              icon={<Trash2 size={16} />}
              onClick={() => remove(entry.code)}
            />
          </Tooltip>
        </>
      )}
    </span>
  );
}

/** What the indicator was asked as before, newest first. */
function Wordings({ indicator }: { indicator: BankIndicator }) {
  const { say, text, language } = useMessages();
  if (indicator.wordings.length === 0 && indicator.series.length === 0) {
    return <p className="muted">{say('design.no-wordings')}</p>;
  }
  return (
    <ul className="wordings">
      {indicator.series.map(({ pollId, periodKey, wording, isBreak }) => (
        <li key={pollId} className={isBreak ? 'broken' : ''}>
          <small>
            {periodKey}
            {isBreak && ` · ${say('design.breaks-here')}`}
          </small>
          <p>{wording}</p>
        </li>
      ))}
      {indicator.wordings.map((one) => (
        <li key={`${one.questionnaire} ${one.version}`}>
          <small>
            {say('design.wording-of', {
              questionnaire: one.questionnaire,
              version: one.version,
              date: dateText(one.publishedAt, language),
            })}
          </small>
          <p>{text(one.text)}</p>
        </li>
      ))}
    </ul>
  );
}
