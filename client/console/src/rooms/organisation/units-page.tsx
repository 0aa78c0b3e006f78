import { unitKinds, type UnitRow, type UnitState } from '@minsheng/contracts';
import { Input, Table } from 'antd';
import { useMemo, useState, type Key } from 'react';

import { levelsPath, readLevels, readUnits, unitsPath } from '../../api/organisation.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Page } from '../../ui/page.js';
import { Chip, Panel } from '../../ui/parts.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { UnitImport } from './unit-import.js';
import { countsByKind, searchTree, unitTree, type UnitNode } from './unit-tree.js';

export function UnitsPage() {
  const { say } = useMessages();
  const { may } = useSession();
  const asked = useResource(unitsPath, readUnits);
  return (
    <Page
      trail={[{ label: say('rail.units') }]}
      title={say('units.title')}
      meta={asked.value === null ? [] : [say('units.count', { count: asked.value.length })]}
    >
      <div className="body with-wide-side">
        <section className="panel">
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={16} />}
            isEmpty={(units) => units.length === 0}
            empty={<Empty hint={say('units.none-hint')}>{say('units.none')}</Empty>}
          >
            {(units) => <UnitTable units={units} />}
          </Loaded>
        </section>
        <div className="column">
          {may('organisation.import') && <UnitImport onImported={asked.askAgain} />}
          {asked.value !== null && asked.value.length > 0 && <Kinds units={asked.value} />}
        </div>
      </div>
    </Page>
  );
}

const states = {
  ACTIVE: { tone: 'verified', key: 'units.ACTIVE' },
  DRAFT: { tone: 'line', key: 'units.DRAFT' },
  MERGED: { tone: 'plain', key: 'units.MERGED' },
  CLOSED: { tone: 'plain', key: 'units.CLOSED' },
} as const satisfies Record<UnitState, object>;

/** A small city is shown whole; of a large one only the first step below the top. */
const unfoldedUpTo = 200;

function UnitTable({ units }: { units: UnitRow[] }) {
  const { say, text } = useMessages();
  const tree = useMemo(() => unitTree(units), [units]);
  const levels = useResource(levelsPath, readLevels);
  const levelName = (rank: number) => {
    const level = levels.value?.find((candidate) => candidate.rank === rank);
    return level === undefined ? String(rank) : `${rank} · ${text(level.name)}`;
  };
  const [wanted, setWanted] = useState('');
  const { found, open } = searchTree(tree, wanted);
  const [unfolded, setUnfolded] = useState<readonly Key[]>(() =>
    (units.length <= unfoldedUpTo ? units : tree).map(({ id }) => id),
  );
  return (
    <>
      <header style={{ padding: '10px 14px' }}>
        <Input.Search
          allowClear
          aria-label={say('units.search')}
          placeholder={say('units.search')}
          style={{ width: 280 }}
          onChange={(event) => setWanted(event.target.value)}
        />
      </header>
      <Table<UnitNode>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={found}
        indentSize={20}
        expandable={{ expandedRowKeys: [...new Set([...unfolded, ...open])], onExpandedRowsChange: setUnfolded }}
        locale={{ emptyText: <Empty>{say('units.not-found')}</Empty> }}
        columns={[
          { title: say('units.unit'), render: (_, { name }) => <span className="strong">{text(name)}</span> },
          { title: say('units.kind'), width: 110, render: (_, { kind }) => text(unitKinds[kind]) },
          {
            title: say('units.level'),
            width: '24%',
            ellipsis: true,
            render: (_, { levelRank }) => levelName(levelRank),
          },
          { title: say('units.code'), width: 130, render: (_, { code }) => <code className="muted">{code}</code> },
          {
            title: say('units.state'),
            width: 90,
            render: (_, { state }) => <Chip tone={states[state].tone}>{say(states[state].key)}</Chip>,
          },
        ]}
      />
    </>
  );
}

function Kinds({ units }: { units: UnitRow[] }) {
  const { say, text } = useMessages();
  return (
    <Panel title={say('units.by-kind')}>
      <ul className="lines">
        {countsByKind(units).map(({ kind, count }) => (
          <li key={kind}>
            <span>{text(unitKinds[kind])}</span>
            <small>{count}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
