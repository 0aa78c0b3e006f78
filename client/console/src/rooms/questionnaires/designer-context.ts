import type { DesignEntry, QuestionBank, QuestionnaireDesign } from '@minsheng/contracts';
import { createContext, use } from 'react';

import type { CardDiagnostics } from './card-diagnostics.js';

export interface EditOptions {
  /** What is written on: going on in the same is one step of undo. */
  field?: string;
  /** The card that is in hand afterwards. */
  select?: string | null;
  open?: boolean;
}

/** What every part of the designer works on. */
export interface Designer {
  design: QuestionnaireDesign;
  numbers: ReadonlyMap<string, string>;
  isReadOnly: boolean;
  selected: string | null;
  isOpen: boolean;
  diagnostics: CardDiagnostics;
  /** Cards that the preview leaves out while they are faulty. */
  leftOut: readonly string[];
  bank: QuestionBank | null;
  edit: (edit: (design: QuestionnaireDesign) => QuestionnaireDesign, options?: EditOptions) => void;
  /** Changes fields of one entry; `undefined` takes a field away. */
  set: <Entry extends DesignEntry>(entry: Entry, fields: Partial<Entry>, field?: string) => void;
  select: (code: string | null, open?: boolean) => void;
  remove: (code: string) => void;
  /** Says to screen readers what was done. */
  announce: (words: string) => void;
}

const DesignerContext = createContext<Designer | null>(null);
export const DesignerProvider = DesignerContext.Provider;

export function useDesigner(): Designer {
  const designer = use(DesignerContext);
  if (designer === null) throw new Error('useDesigner stands outside the designer');
  return designer;
}
