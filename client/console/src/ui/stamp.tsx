import { stampSvg, type StampWord } from '@minsheng/design';
import { useId } from 'react';

/**
 * 已签 and 已封存: only for what the server has confirmed, never over figures. `line`: eight characters at most. `isFresh`: it
 * was set while the page stood open, and falls once.
 */
export function Stamp({
  word,
  line,
  size = 72,
  isFresh = false,
}: {
  word: StampWord;
  line: string;
  size?: number;
  isFresh?: boolean;
}) {
  const id = useId();
  return (
    <span
      className={isFresh ? 'stamp fresh' : 'stamp'}
      dangerouslySetInnerHTML={{
        __html: stampSvg(word, { line, size, colour: 'var(--seal)', id: `stamp-${id.replace(/\W/g, '')}` }),
      }}
    />
  );
}
