import { useEffect, useEffectEvent, type KeyboardEvent } from 'react';

import { neighbourOf } from './entries.js';
import type { DraftInHand } from './use-draft.js';

/** The designer by keyboard: undo and redo wherever the focus is; the handler returned is for the keys on a card. */
export function useShortcuts(draft: DraftInHand): (event: KeyboardEvent<HTMLElement>) => void {
  const { design, isReadOnly, isOpen, select, move, duplicate, remove, undo, redo } = draft;

  // Wherever the focus is on the page; a dialog's own fields are not the draft's.
  const takeBack = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y');
    const target = event.target instanceof Element ? event.target : null;
    if (
      !isMeant ||
      isReadOnly ||
      target?.closest('.ant-modal, .ant-drawer, .bank input, .device input, .device textarea') != null
    )
      return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => takeBack(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  return (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const target = event.target as HTMLElement;
    const card = target.closest<HTMLElement>('.canvas-cards [data-code]')?.dataset['code'] ?? null;
    if (card === null) return;
    const way = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
    if (way !== null && event.altKey) {
      event.preventDefault();
      move(card, way);
      return;
    }
    if (event.key === 'Escape' && isOpen && target.closest('.ant-select-open') === null) {
      select(card);
      return;
    }
    if (!target.classList.contains('card-head')) return;
    if (way !== null && !isCommand && !event.shiftKey) {
      event.preventDefault();
      const next = neighbourOf(design, card, way);
      if (next !== null) select(next);
    } else if (event.key === 'Delete' && !isReadOnly) {
      event.preventDefault();
      remove(card);
    } else if (isCommand && event.key.toLowerCase() === 'd' && !isReadOnly) {
      event.preventDefault();
      duplicate(card);
    }
  };
}
