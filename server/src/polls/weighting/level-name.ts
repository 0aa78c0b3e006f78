import type { LocalisedText } from '@minsheng/contracts';
import type { SurveyMargin } from '../brought-in/survey.js';
import { otherLevelCode } from './survey-of.js';

/**
 * What a level of a margin is called. A merged level is named by its members: their codes joined by `+`, which may also
 * be a sign of a code itself (`65+`), so codes are matched from the longest.
 */
export function levelName(margin: { readonly levels: readonly Level[] } | undefined, code: string): LocalisedText {
  if (code === otherLevelCode) return { zh: '未说明', en: 'not given' };
  const members = membersOf(margin?.levels ?? [], code);
  if (!members) return { zh: code, en: code };
  return { zh: members.map(({ name }) => name.zh).join('＋'), en: members.map(({ name }) => name.en).join(' + ') };
}

type Level = Pick<SurveyMargin['levels'][number], 'code' | 'name'>;

function membersOf(levels: readonly Level[], code: string): Level[] | null {
  const exact = levels.find((level) => level.code === code);
  if (exact) return [exact];
  const first = levels
    .filter((level) => code.startsWith(`${level.code}+`))
    .sort((a, b) => b.code.length - a.code.length);
  for (const level of first) {
    const rest = membersOf(levels, code.slice(level.code.length + 1));
    if (rest) return [level, ...rest];
  }
  return null;
}
