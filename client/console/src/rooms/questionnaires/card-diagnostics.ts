import type { DesignDiagnostic, QuestionnaireDesign } from '@minsheng/contracts';

import { usersOf } from './choices.js';
import { partsOf, placedEntries } from './entries.js';

export interface CardDiagnostics {
  /** Of the questionnaire as a whole: marks, title, scales and lists that no card uses. */
  whole: DesignDiagnostic[];
  /** By the code of the card that they stand beside. */
  cards: ReadonlyMap<string, DesignDiagnostic[]>;
  errors: number;
  warnings: number;
}

/** Puts every diagnostic beside the card where it can be mended: a row's beside its grid, a list's beside its first user. */
export function diagnosticsByCard(
  design: QuestionnaireDesign,
  diagnostics: readonly DesignDiagnostic[],
): CardDiagnostics {
  const cardOf = new Map<string, string>();
  for (const { entry } of placedEntries(design)) {
    cardOf.set(entry.code, entry.code);
    for (const part of partsOf(entry)) if (!cardOf.has(part)) cardOf.set(part, entry.code);
  }
  const lists = new Set([...design.lists, ...design.scales].map(({ code }) => code));
  const isOfOptions = (field: string | null) =>
    field !== null && (field.startsWith('choices') || field.startsWith('levels') || field === 'columns');
  const whole: DesignDiagnostic[] = [];
  const cards = new Map<string, DesignDiagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { item, field } = diagnostic;
    // A list often has the code of its item: a complaint about options is the list's.
    const ofList = item !== null && lists.has(item) && isOfOptions(field) ? usersOf(design, item)[0] : undefined;
    const card = ofList ?? (item === null ? undefined : (cardOf.get(item) ?? usersOf(design, item)[0]));
    if (card === undefined) whole.push(diagnostic);
    else cards.set(card, [...(cards.get(card) ?? []), diagnostic]);
  }
  return {
    whole,
    cards,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Of one field of the card itself. */
export function ofField(
  diagnostics: readonly DesignDiagnostic[] | undefined,
  item: string,
  ...fields: string[]
): DesignDiagnostic | null {
  return (
    diagnostics?.find(
      (one) => one.item === item && one.field !== null && fields.some((field) => one.field?.split('.')[0] === field),
    ) ?? null
  );
}
