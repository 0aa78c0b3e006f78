/** Boxes in a row, the one of this level filled: told apart by place and height, not by colour alone. */
export function ScaleGlyph({ at, of, width = 32 }: { at: number; of: number; width?: number }) {
  const step = width / of;
  const middle = (of - 1) / 2;
  return (
    <svg width={width} height={14} viewBox={`0 0 ${width} 14`} aria-hidden>
      {Array.from({ length: of }, (_, index) => {
        const height = 8 + (middle === 0 ? 0 : (Math.abs(index - middle) / middle) * 6);
        const level = 5 - Math.round((index * 4) / Math.max(1, of - 1));
        const isThis = index === at;
        return (
          <rect
            key={index}
            x={index * step + 0.75}
            y={(14 - height) / 2}
            width={step - 1.5}
            height={height}
            rx={1.2}
            fill={isThis ? `var(--sat-${level})` : 'none'}
            stroke={isThis ? (level === 3 ? 'var(--sat-0-line)' : `var(--sat-${level})`) : 'var(--line-2)'}
          />
        );
      })}
    </svg>
  );
}
