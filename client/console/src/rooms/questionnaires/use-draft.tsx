import type { DesignEntry, QuestionnaireDesign } from '@minsheng/contracts';
import { App, Button } from 'antd';
import { useMemo, useReducer, useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import {
  designOf,
  draftAfter,
  draftState,
  type Draft,
  type DraftEvent,
  type DraftState,
  type EditOptions,
} from './draft-state.js';
import {
  duplicated,
  gapBeyond,
  moved,
  neighbourOf,
  numbersOf,
  placeOf,
  removed,
  replaced,
  withFields,
} from './entries.js';
import { openedState, useAutosave } from './use-autosave.js';

/** A draft that is worked on, and everything that can be done to it. */
export interface DraftInHand {
  state: DraftState;
  design: QuestionnaireDesign;
  /** Of the questions, by code. */
  numbers: ReadonlyMap<string, string>;
  isReadOnly: boolean;
  selected: string | null;
  isOpen: boolean;
  /** What screen readers were told last. */
  announced: string;
  tell: (event: DraftEvent) => void;
  edit: (edit: (design: QuestionnaireDesign) => QuestionnaireDesign, options?: EditOptions) => void;
  /** Changes fields of one entry; `undefined` takes a field away. */
  set: <Entry extends DesignEntry>(entry: Entry, fields: Partial<Entry>, field?: string) => void;
  select: (code: string | null, open?: boolean) => void;
  /** A card as it is called in a sentence: its number and its words. */
  nameOf: (code: string) => string;
  move: (code: string, way: 'up' | 'down') => void;
  duplicate: (code: string) => void;
  remove: (code: string) => void;
  undo: () => void;
  redo: () => void;
  /** Says to screen readers what was done. */
  announce: (words: string) => void;
}

/** Takes a draft in hand: with what was left unsent of it, and saved as it changes. */
export function useDraft(
  id: string,
  draft: Draft,
  { isReadOnly, isHurried }: { isReadOnly: boolean; isHurried: boolean },
): DraftInHand {
  const { say, text } = useMessages();
  const { message } = App.useApp();
  const [state, tell] = useReducer(draftAfter, draft, (opened) =>
    isReadOnly ? draftState(opened) : openedState(id, opened),
  );
  useAutosave(id, state, tell, { isOn: !isReadOnly, isHurried });
  const [announced, announce] = useState('');
  const design = designOf(state);
  const numbers = useMemo(() => numbersOf(design), [design]);

  const edit = (change: (design: QuestionnaireDesign) => QuestionnaireDesign, options: EditOptions = {}) => {
    if (isReadOnly) return;
    message.destroy('removed');
    tell({ kind: 'edited', edit: change, ...options });
  };
  const set = <Entry extends DesignEntry>(entry: Entry, fields: Partial<Entry>, field?: string) =>
    edit(
      (before) => {
        const standing = placeOf(before, entry.code)?.entry;
        return standing === undefined ? before : replaced(before, entry.code, withFields(standing as Entry, fields));
      },
      field === undefined ? {} : { field: `${entry.code}.${field}` },
    );
  const select = (code: string | null, isOpening = false) => tell({ kind: 'selected', code, open: isOpening });
  const nameOf = (code: string) => {
    const entry = placeOf(design, code)?.entry;
    const number = numbers.get(code);
    return `${number === undefined ? '' : `Q${number} `}${entry?.text === undefined ? '' : text(entry.text)}`.trim();
  };
  const undo = () => {
    message.destroy('removed');
    tell({ kind: 'undone' });
    announce(say('design.undone'));
  };
  const redo = () => {
    tell({ kind: 'redone' });
    announce(say('design.redone'));
  };
  const move = (code: string, way: 'up' | 'down') => {
    const gap = gapBeyond(design, code, way);
    if (gap === null || isReadOnly) return;
    const after = moved(design, code, gap);
    edit((before) => moved(before, code, gap));
    const number = numbersOf(after).get(code);
    announce(say('design.moved', { name: nameOf(code), to: number === undefined ? '—' : `Q${number}` }));
  };
  const duplicate = (code: string) => {
    const { copy } = duplicated(design, code);
    edit((before) => duplicated(before, code).design, { select: copy });
  };
  const remove = (code: string) => {
    if (isReadOnly) return;
    const name = nameOf(code);
    const next = neighbourOf(removed(design, code), neighbourOf(design, code, 'up'), 'down');
    edit((before) => removed(before, code), { select: next ?? neighbourOf(design, code, 'up') });
    message.open({
      key: 'removed',
      type: 'info',
      duration: 8,
      content: (
        <span className="undo-toast">
          {say('design.removed', { name })}
          <Button size="small" type="link" onClick={undo}>
            {say('design.undo')}
          </Button>
        </span>
      ),
    });
  };
  const { selected, isOpen } = state;
  const acts = { tell, edit, set, select, nameOf, move, duplicate, remove, undo, redo, announce };
  return { state, design, numbers, isReadOnly, selected, isOpen, announced, ...acts };
}
