import type { Choice, DesignItem } from '@minsheng/contracts';
import { Button, Input, Tooltip } from 'antd';
import { ArrowDown, ArrowUp, Ban, DoorOpen, Pin, Plus, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import {
  choiceAdded,
  choiceChanged,
  choiceMoved,
  choiceRemoved,
  choicesPasted,
  listOf,
  toggled,
  usersOf,
} from './choices.js';
import { useDesigner } from './designer-context.js';
import { placeOf, replaced, withFields } from './entries.js';
import { ShortWords } from './words.js';

type Choosing = Extract<DesignItem, { type: 'single' | 'multiple' | 'rank' }>;

/** Longer lists open on demand: a city has hundreds of streets. */
const mostShown = 12;

/** Options of an item: words, code, and what choosing one does. */
export function OptionsEditor({ item }: { item: Choosing }) {
  const { say } = useMessages();
  const { design, numbers, set } = useDesigner();
  const sharers = usersOf(design, item.list).filter((code) => code !== item.code);
  const screensOut = item.type === 'single' ? (item.screensOut ?? []) : [];
  const exclusive = item.type === 'multiple' ? (item.exclusive ?? []) : [];
  return (
    <ListEditor
      list={item.list}
      note={
        sharers.length === 0
          ? null
          : say('design.shared-with', {
              cards: sharers.map((code) => `Q${numbers.get(code) ?? code}`).join('、'),
            })
      }
      marks={(choice) => (
        <>
          {item.type === 'single' && (
            <Mark
              label={say('design.screens-out')}
              isOn={screensOut.includes(choice.code)}
              icon={<DoorOpen size={14} />}
              onToggle={() => set(item, { screensOut: toggled(item.screensOut, choice.code) })}
            />
          )}
          {item.type === 'multiple' && (
            <Mark
              label={say('design.exclusive')}
              isOn={exclusive.includes(choice.code)}
              icon={<Ban size={14} />}
              onToggle={() => set(item, { exclusive: toggled(item.exclusive, choice.code) })}
            />
          )}
        </>
      )}
    />
  );
}

export function ListEditor({
  list,
  note,
  marks,
  parents = null,
}: {
  list: string;
  note: string | null;
  marks?: (choice: Choice) => ReactNode;
  /** Options of the level above, of which each option names one. */
  parents?: readonly Choice[] | null;
}) {
  const { say, text } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [isLong, setLong] = useState(false);
  const [fresh, setFresh] = useState<string | null>(null);
  const choices = listOf(design, list)?.choices ?? [];
  const shown = isLong ? choices : choices.slice(0, mostShown);
  const add = () => {
    const added = choiceAdded(design, list);
    const parent = parents?.[0]?.code;
    edit(() =>
      parent === undefined ? added.design : choiceChanged(added.design, list, added.code, { columns: { parent } }),
    );
    setFresh(added.code);
    if (choices.length >= mostShown) setLong(true);
  };
  return (
    <div className="options-editor">
      <ol>
        {shown.map((choice, index) => (
          <li key={choice.code}>
            <span className="number">{index + 1}</span>
            <ShortWords
              label={say('design.option', { number: index + 1 })}
              value={choice.text}
              isReadOnly={isReadOnly}
              hasFocus={choice.code === fresh}
              onEnter={isReadOnly ? undefined : add}
              onPasteLines={(pasted) => edit((now) => choicesPasted(now, list, pasted))}
              onChange={(value, language) =>
                edit((now) => choiceChanged(now, list, choice.code, { text: value }), {
                  field: `list.${list}.${choice.code}.${language}`,
                })
              }
            />
            {parents !== null && (
              <select
                className="parent"
                disabled={isReadOnly}
                aria-label={say('design.parent')}
                value={choice.columns?.['parent'] ?? ''}
                onChange={(event) =>
                  edit((now) =>
                    choiceChanged(now, list, choice.code, {
                      columns: { ...choice.columns, parent: event.target.value },
                    }),
                  )
                }
              >
                <option value="">{say('design.parent')}</option>
                {parents.map((parent) => (
                  <option key={parent.code} value={parent.code}>
                    {text(parent.text)}
                  </option>
                ))}
              </select>
            )}
            <CodeField list={list} choice={choice} />
            <span className="marks-of-option">
              {marks?.(choice)}
              <Mark
                label={say('design.anchored')}
                isOn={choice.isAnchored === true}
                icon={<Pin size={14} />}
                onToggle={() =>
                  edit((now) =>
                    choiceChanged(now, list, choice.code, {
                      isAnchored: choice.isAnchored === true ? undefined : true,
                    }),
                  )
                }
              />
            </span>
            {!isReadOnly && (
              <span className="moves">
                <Button
                  type="text"
                  size="small"
                  disabled={index === 0}
                  aria-label={say('design.option-up', { number: index + 1 })}
                  icon={<ArrowUp size={13} />}
                  onClick={() => edit((now) => choiceMoved(now, list, choice.code, 'up'))}
                />
                <Button
                  type="text"
                  size="small"
                  disabled={index === choices.length - 1}
                  aria-label={say('design.option-down', { number: index + 1 })}
                  icon={<ArrowDown size={13} />}
                  onClick={() => edit((now) => choiceMoved(now, list, choice.code, 'down'))}
                />
                <Button
                  type="text"
                  size="small"
                  aria-label={say('design.option-away', { number: index + 1 })}
                  icon={<X size={14} />}
                  onClick={() => edit((now) => choiceRemoved(now, list, choice.code))}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      <div className="under-options">
        {!isReadOnly && (
          <Button size="small" type="link" icon={<Plus size={14} />} onClick={add}>
            {say('design.add-option')}
          </Button>
        )}
        {choices.length > mostShown && (
          <Button size="small" type="link" onClick={() => setLong(!isLong)}>
            {isLong ? say('design.fewer-options') : say('design.all-options', { count: choices.length })}
          </Button>
        )}
        {note !== null && <small className="muted">{note}</small>}
      </div>
    </div>
  );
}

/** Changing an option's code is not followed into conditions: it is shown small, and diagnostics tell what it broke. */
function CodeField({ list, choice }: { list: string; choice: Choice }) {
  const { say } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [draft, setDraft] = useState<string | null>(null);
  const finish = () => {
    const code = draft?.trim() ?? choice.code;
    setDraft(null);
    const isTaken = listOf(design, list)?.choices.some((one) => one !== choice && one.code === code) === true;
    if (code === '' || code === choice.code || isTaken) return;
    edit((now) => {
      const changed = choiceChanged(now, list, choice.code, { code });
      return usersOf(changed, list).reduce((whole, user) => {
        const entry = placeOf(whole, user)?.entry;
        const follow = (codes: string[] | undefined) => codes?.map((one) => (one === choice.code ? code : one));
        if (entry?.type === 'single') {
          return replaced(whole, user, withFields(entry, { screensOut: follow(entry.screensOut) }));
        }
        if (entry?.type === 'multiple') {
          return replaced(whole, user, withFields(entry, { exclusive: follow(entry.exclusive) }));
        }
        return whole;
      }, changed);
    });
  };
  return (
    <Input
      className="code"
      size="small"
      variant="borderless"
      readOnly={isReadOnly}
      aria-label={say('design.option-code')}
      value={draft ?? choice.code}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onPressEnter={finish}
    />
  );
}

/** A property of an option that is on or off. */
function Mark({
  label,
  isOn,
  icon,
  onToggle,
}: {
  label: string;
  isOn: boolean;
  icon: ReactNode;
  onToggle: () => void;
}) {
  const { isReadOnly } = useDesigner();
  return (
    <Tooltip title={label}>
      <button
        type="button"
        className="mark-button"
        aria-pressed={isOn}
        aria-label={label}
        disabled={isReadOnly}
        onClick={onToggle}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
