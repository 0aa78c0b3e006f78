import type { FieldworkView } from '@minsheng/contracts';

import { useMessages } from '../../../messages/use-messages.js';
import { countText, percentText } from '../../../ui/format.js';
import { Empty } from '../../../ui/states.js';
import { quotaTable, type QuotaCell } from './quota-table.js';

/** How full each cell of the quotas is; what is still wanted is said first. */
export function QuotaFigure({ view }: { view: FieldworkView }) {
  const { say, text } = useMessages();
  const { columns, rows } = quotaTable(view);
  if (rows.length === 0) return <Empty hint={say('quota.none-hint')}>{say('quota.none')}</Empty>;
  const levels = rows[0]?.levels.length ?? 0;
  return (
    <table className="quotas">
      <thead>
        <tr>
          {Array.from({ length: levels + 1 }, (_, index) => (
            <td key={index} />
          ))}
          {columns.map((name) => (
            <th key={name.zh} scope="col">
              {text(name)}
            </th>
          ))}
          <th scope="col" className="right">
            {say('quota.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const isFirst = rows[index - 1]?.area !== row.area;
          const inArea = rows.filter(({ area }) => area === row.area).length;
          return (
            <tr key={`${row.area} ${row.levels.map(({ zh }) => zh).join(' ')}`}>
              {isFirst && (
                <th scope="rowgroup" rowSpan={inArea} className="area">
                  {text(row.areaName)}
                </th>
              )}
              {row.levels.map((name, at) => (
                <th key={at} scope="row">
                  {text(name)}
                </th>
              ))}
              {row.cells.map((cell, at) => (
                <td key={at} className={`cell ${cell.look}`} title={saying(cell)}>
                  {cell.share === null ? (
                    '—'
                  ) : (
                    <>
                      <b>{cell.look === 'over' ? say('quota.full') : percentText(cell.share)}</b>
                      <span>
                        {cell.received}/{cell.target}
                      </span>
                      <span className="for-readers">{saying(cell)}</span>
                    </>
                  )}
                </td>
              ))}
              <td className="right">
                {countText(row.total.received)}/{countText(row.total.target)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );

  function saying({ share, remaining, received, target }: QuotaCell): string {
    if (share === null) return say('quota.not-wanted');
    if (received > target) return say('quota.over', { count: received - target, received, target });
    return say('quota.remaining', { count: remaining, received, target });
  }
}

export function QuotaLegend() {
  const { say } = useMessages();
  return (
    <span className="legend quota-key" aria-hidden>
      <span>
        <i className="low" />
        {say('quota.low')}
      </span>
      <span>
        <i className="q3" />
        {say('quota.middle')}
      </span>
      <span>
        <i className="over" />
        {say('quota.over-key')}
      </span>
    </span>
  );
}
