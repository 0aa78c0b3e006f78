import { isWeChat } from '../device/target.js';

export interface ReaderNotes {
  role?:
    | 'button'
    | 'link'
    | 'tab'
    | 'tablist'
    | 'radio'
    | 'radiogroup'
    | 'checkbox'
    | 'group'
    | 'switch'
    | 'dialog'
    | 'img'
    | 'status'
    | 'alert'
    | 'list'
    | 'listitem'
    | 'heading'
    | 'navigation';
  /** What is read instead of the content. */
  label?: string;
  isSelected?: boolean;
  isChecked?: boolean;
  isModal?: boolean;
  /** Skipped by the reader: the words beside it say it. */
  isHidden?: boolean;
  /** Read out when it changes. */
  isLive?: boolean;
}

/** The notes as each surface spells them: WeChat says `aria-role`, browsers `role`. */
export function forReader(notes: ReaderNotes): Record<string, string> {
  const said: Record<string, string> = {};
  if (notes.role) said[isWeChat ? 'aria-role' : 'role'] = notes.role;
  if (notes.label) said['aria-label'] = notes.label;
  if (notes.isSelected !== undefined) said['aria-selected'] = String(notes.isSelected);
  if (notes.isChecked !== undefined) said['aria-checked'] = String(notes.isChecked);
  if (notes.isModal) said['aria-modal'] = 'true';
  if (notes.isHidden) said['aria-hidden'] = 'true';
  if (notes.isLive) said['aria-live'] = 'polite';
  return said;
}
