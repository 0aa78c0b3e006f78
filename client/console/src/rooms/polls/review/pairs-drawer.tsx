import type { RankingGroup } from '@minsheng/contracts';
import { Drawer } from 'antd';

import { useMessages } from '../../../messages/use-messages.js';
import { Empty } from '../../../ui/states.js';
import { pairsOf } from './pairs.js';

/** 两两比较表: each group's score differences, with those told apart by their rank ranges in bold. */
export function PairsDrawer({
  groups,
  isOpen,
  onClose,
}: {
  groups: readonly RankingGroup[];
  isOpen: boolean;
  onClose: () => void;
}) {
  const { say, text } = useMessages();
  return (
    <Drawer size={920} open={isOpen} onClose={onClose} title={say('pairs.title')} destroyOnHidden>
      <p className="muted caption">{say('pairs.reading')}</p>
      <p className="legend pairs-key">
        <span>
          <i className="apart">−2.40</i>
          {say('pairs.apart')}
        </span>
        <span>
          <i>−0.80</i>
          {say('pairs.tied')}
        </span>
      </p>
      {groups.map(({ code, name, rows }) => (
        <section className="drawer-part" key={code}>
          <h3>{text(name)}</h3>
          {rows.length < 2 ? (
            <Empty>{say('pairs.too-few')}</Empty>
          ) : (
            <div className="pairs-frame" tabIndex={0} role="region" aria-label={text(name)}>
              <table className="pairs">
                <thead>
                  <tr>
                    <td />
                    {rows.slice(0, -1).map((column) => (
                      <th key={column.unitId} scope="col">
                        {text(column.name)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {pairsOf(rows)
                    .slice(1)
                    .map(({ unit, before }) => (
                      <tr key={unit.unitId}>
                        <th scope="row">{text(unit.name)}</th>
                        {before.map(({ difference, isApart }, index) => (
                          <td key={rows[index]?.unitId} className={isApart ? 'apart' : ''}>
                            {difference}
                            <span className="for-readers"> {say(isApart ? 'pairs.apart' : 'pairs.tied')}</span>
                          </td>
                        ))}
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      ))}
    </Drawer>
  );
}
