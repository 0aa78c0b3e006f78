import { markSvg } from '@minsheng/design';

const colours = { seal: 'var(--seal)', onSeal: 'var(--on-seal)' };

/** The seal. Its SVG is ours and holds no input. */
export function Mark({ height }: { height: number }) {
  return <span className="mark" dangerouslySetInnerHTML={{ __html: markSvg(height, colours) }} />;
}
