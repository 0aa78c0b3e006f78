import type { QuestionnaireDesign } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import type { MeasuredWording } from './questionnaire.entity.js';
import { designThread } from './thread/design-thread.js';
import type { CompiledDesign } from './thread/design-work.js';

/** Somebody who works on a questionnaire asks for the same one again and again. */
const remembered = 32;
const known = new Map<string, Promise<CompiledDesign>>();

/**
 * Everything that is wrong with a design on a day, and the questionnaire for the phone when nothing is. Takes time in a thread of
 * its own: never inside a piece of work.
 *
 * @param today `YYYY-MM-DD` by the business clock
 * @throws Problem questionnaires.too-complex
 */
export function compiled(design: QuestionnaireDesign, today: string): Promise<CompiledDesign> {
  const key = createHash('sha256').update(today).update(JSON.stringify(design)).digest('base64');
  const before = known.get(key);
  known.delete(key);
  const made = before ?? designThread.run('compile', design, today);
  known.set(key, made);
  made.catch(() => known.delete(key));
  const [oldest] = known.keys();
  if (known.size > remembered && oldest !== undefined) known.delete(oldest);
  return made;
}

/** Every wording that measures an indicator, in the order asked. */
export function measuredIn(entries: QuestionnaireDesign['entries']): MeasuredWording[] {
  return entries.flatMap((entry): MeasuredWording[] => {
    if (entry.type === 'group') return measuredIn(entry.entries);
    const parts =
      entry.type === 'grid' ? entry.rows : entry.type === 'satisfaction' || entry.type === 'single' ? [entry] : [];
    return parts.flatMap(({ indicator, text }) =>
      indicator ? [{ indicator: indicator.code, indicatorVersion: indicator.version, text }] : [],
    );
  });
}
