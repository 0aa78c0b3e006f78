import type { QuestionBank } from '@minsheng/contracts';
import { createContext, use } from 'react';

import type { CardDiagnostics } from './card-diagnostics.js';
import type { DraftInHand } from './use-draft.js';

/** What every part of the designer works on. */
export interface Designer extends DraftInHand {
  diagnostics: CardDiagnostics;
  /** Cards that the preview leaves out while they are faulty. */
  leftOut: readonly string[];
  bank: QuestionBank | null;
}

const DesignerContext = createContext<Designer | null>(null);
export const DesignerProvider = DesignerContext.Provider;

export function useDesigner(): Designer {
  const designer = use(DesignerContext);
  if (designer === null) throw new Error('useDesigner stands outside the designer');
  return designer;
}
