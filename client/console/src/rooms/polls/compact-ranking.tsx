import { chineseNumber, oneDecimal, rankingRow, scoreAxis, wordsIn } from '@minsheng/charts';
import type { RankingGroup } from '@minsheng/contracts';
import { variablePalette } from '@minsheng/design';

import { useMessages } from '../../messages/use-messages.js';
import { rankText } from '../../ui/format.js';
import { useWidth } from '../../ui/use-width.js';
import { columnsOf } from './columns.js';

/** px that one group needs beside another. */
const columnWidth = 320;

/** The ranking in the smallest form that still says what it must: band, rank set, interval and score together. */
export function CompactRanking({ groups }: { groups: readonly RankingGroup[] }) {
  const { say, text, language } = useMessages();
  const words = wordsIn(language);
  const axis = scoreAxis(groups);
  const [frame, width] = useWidth<HTMLDivElement>();
  const columns = columnsOf(groups, Math.max(1, Math.floor(width / columnWidth)), ({ rows }) => rows.length + 2);
  return (
    <div ref={frame} className="groups">
      {columns.map((column) => (
        <div key={column[0]?.code}>{column.map(drawn)}</div>
      ))}
    </div>
  );

  function drawn(group: RankingGroup) {
    return (
      <section key={group.code} className="compact">
        <h3>
          {text(group.name)}
          <small>{words.groupSize(group.rows.length, group.bands.length, group.unranked.length)}</small>
        </h3>
        <table>
          <thead className="for-readers">
            <tr>
              <th>{say('ranking.band')}</th>
              <th>{say('ranking.unit')}</th>
              <th>{words.rankRange}</th>
              <th aria-hidden />
              <th>{words.scoreAndError}</th>
            </tr>
          </thead>
          {group.bands.map((band) => {
            const rows = group.rows.filter((row) => row.band === band.number);
            return (
              <tbody key={band.number}>
                {rows.map((row, index) => (
                  <tr key={row.unitId}>
                    {index === 0 && (
                      <th scope="rowgroup" rowSpan={rows.length} className={`band ${rows.length === 1 ? 'alone' : ''}`}>
                        <span title={`${words.band(band.number)} · ${words.unitsInBand(rows.length)}`}>
                          {language === 'en' ? band.number : chineseNumber(band.number)}
                        </span>
                      </th>
                    )}
                    <td className="unit">{text(row.name)}</td>
                    <td className="ranks">{rankText(row.rankSet, language)}</td>
                    <td
                      className="drawn"
                      dangerouslySetInnerHTML={{
                        __html: rankingRow(row, axis, { palette: variablePalette, height: 26 }),
                      }}
                    />
                    <td className="score">
                      <b>{oneDecimal(row.score)}</b>
                      <small>±{oneDecimal(row.halfWidth)}</small>
                    </td>
                  </tr>
                ))}
              </tbody>
            );
          })}
        </table>
      </section>
    );
  }
}
