import { rankingChart } from '@minsheng/charts';
import { withheldReasons, type RankingGroup } from '@minsheng/contracts';
import { variablePalette } from '@minsheng/design';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { useWidth } from '../../ui/use-width.js';
import { findUnit } from './checks.js';

/** The drawing is made for the public page; here it stands a little smaller: 13 px names, 11 px ticks. */
const scale = 0.85;
const narrowest = 720;

interface RowPlace {
  unitId: string;
  top: number;
  height: number;
}

/** The one drawing of a ranking, with a button over each row. */
export function RankingFigure({
  groups,
  order,
  hasModes = false,
  onOpen,
}: {
  groups: readonly RankingGroup[];
  order: 'band' | 'name';
  /** What interviews alone and online answers alone would say, beside the blended score. */
  hasModes?: boolean;
  onOpen: (unitId: string) => void;
}) {
  const { say, text, language } = useMessages();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawing = useRef<HTMLDivElement>(null);
  const [places, setPlaces] = useState<RowPlace[]>([]);

  const svg = useMemo(
    () =>
      width === 0
        ? ''
        : rankingChart(groups, {
            language,
            palette: variablePalette,
            width: Math.max(narrowest, Math.round((width - 28) / scale)),
            hasDistribution: false,
            hasModes,
            order,
            compareNames: (one, other) => one.localeCompare(other, language),
            reasons: withheldReasons,
            id: 'review',
          }),
    [groups, language, order, hasModes, width],
  );

  useLayoutEffect(() => {
    const root = drawing.current;
    if (root === null) return;
    const { top } = root.getBoundingClientRect();
    const rows = root.querySelectorAll<SVGGElement>('g[data-unit], g[data-unranked]');
    setPlaces(
      [...rows].map((row) => {
        const box = row.getBoundingClientRect();
        const middle = box.top + box.height / 2 - top;
        const height = Math.max(28, Math.min(box.height + 8, 60));
        return {
          unitId: row.dataset['unit'] ?? row.dataset['unranked'] ?? '',
          top: middle - height / 2,
          height,
        };
      }),
    );
  }, [svg]);

  return (
    <div ref={frame} className="chart">
      <div ref={drawing} dangerouslySetInnerHTML={{ __html: svg }} />
      {places.map(({ unitId, top, height }) => {
        const name = findUnit(groups, unitId)?.unit.name;
        return (
          <button
            key={unitId}
            type="button"
            className="row-button"
            style={{ top, height }}
            aria-label={say('ranking.open', { unit: name === undefined ? unitId : text(name) })}
            onClick={() => onOpen(unitId)}
          />
        );
      })}
    </div>
  );
}
