import type { FieldworkView, LocalisedText } from '@minsheng/contracts';

export interface QuotaCell {
  target: number;
  received: number;
  /** Interviews still wanted; 0 when full. */
  remaining: number;
  /** received ÷ target; null where none are wanted. */
  share: number | null;
  look: 'none' | 'low' | 'q2' | 'q3' | 'q4' | 'q5' | 'over';
}

export interface QuotaRow {
  area: string;
  areaName: LocalisedText;
  /** Levels of every quota margin but the last, in order; empty where there is only one. */
  levels: LocalisedText[];
  cells: QuotaCell[];
  total: QuotaCell;
}

export interface QuotaTable {
  /** Levels of the last quota margin. */
  columns: LocalisedText[];
  rows: QuotaRow[];
}

/** Below this share a cell is outlined. */
export const lowShare = 0.35;

export function quotaCell(received: number, target: number): QuotaCell {
  const share = target === 0 ? null : received / target;
  return { target, received, remaining: Math.max(0, target - received), share, look: lookOf(received, target) };
}

/** Between the ends the whole per cent decides, since that is what stands in the cell. */
function lookOf(received: number, target: number): QuotaCell['look'] {
  if (target === 0) return 'none';
  if (received > target) return 'over';
  if (received === target) return 'q5';
  const perCent = Math.round((received / target) * 100);
  if (perCent < lowShare * 100) return 'low';
  if (perCent < 55) return 'q2';
  return perCent < 75 ? 'q3' : 'q4';
}

/** Areas × the levels of the quota margins: the last margin across, the others down. */
export function quotaTable({ quotas, quotaMargins }: Pick<FieldworkView, 'quotas' | 'quotaMargins'>): QuotaTable {
  const across = quotaMargins.at(-1);
  const down = combinations(quotaMargins.slice(0, -1));
  const areas = [...new Map(quotas.map(({ area, areaName }) => [area, areaName])).entries()];
  const sum = (found: readonly { received: number; target: number }[]) =>
    quotaCell(
      found.reduce((all, { received }) => all + received, 0),
      found.reduce((all, { target }) => all + target, 0),
    );

  const rows = areas.flatMap(([area, areaName]) =>
    down.map((levels): QuotaRow => {
      const inRow = quotas.filter(
        (quota) => quota.area === area && levels.every(({ margin, code }) => quota.cell[margin] === code),
      );
      return {
        area,
        areaName,
        levels: levels.map(({ name }) => name),
        cells: (across?.levels ?? []).map(({ code }) =>
          sum(inRow.filter(({ cell }) => across !== undefined && cell[across.code] === code)),
        ),
        total: sum(inRow),
      };
    }),
  );
  return { columns: (across?.levels ?? []).map(({ name }) => name), rows };
}

type Level = { margin: string; code: string; name: LocalisedText };

function combinations(margins: FieldworkView['quotaMargins']): Level[][] {
  return margins.reduce<Level[][]>(
    (rows, { code: margin, levels }) =>
      rows.flatMap((row) => levels.map(({ code, name }) => [...row, { margin, code, name }])),
    [[]],
  );
}
