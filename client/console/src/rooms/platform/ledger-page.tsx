import { Button, Table } from 'antd';
import { Link2, Link2Off, TriangleAlert } from 'lucide-react';
import { useState } from 'react';

import {
  ledgerPageSize,
  ledgerPath,
  readLedger,
  type LedgerEntry,
  type LedgerPage as Entries,
} from '../../api/platform.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { countText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, Hash, Panel } from '../../ui/parts.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { newerThan, olderThan } from './ledger-pages.js';

export function LedgerPage() {
  const { say } = useMessages();
  /** Where the pages turned so far began: null is the newest. */
  const [turned, setTurned] = useState<(number | null)[]>([null]);
  const before = turned.at(-1) ?? null;
  const asked = useResource(ledgerPath(before), (signal) => readLedger(before, signal));
  const chain = asked.value?.chain;
  return (
    <Page
      trail={[{ label: say('rail.governance') }]}
      title={say('ledger.title')}
      chip={
        chain !== undefined && (
          <Chip
            tone={chain.verified ? 'verified' : 'danger'}
            icon={chain.verified ? <Link2 size={13} aria-hidden /> : <Link2Off size={13} aria-hidden />}
          >
            {chain.verified ? say('ledger.verified') : say('ledger.broken')}
          </Chip>
        )
      }
      meta={chain === undefined ? [] : [say('ledger.count', { count: countText(chain.entries) })]}
    >
      <div className="body">
        {chain?.fault && (
          <p className="notice" role="alert">
            <TriangleAlert size={15} aria-hidden />
            {say('ledger.fault', { at: chain.fault.at, because: chain.fault.because })}
          </p>
        )}
        {asked.value !== null && asked.value.givenUp.length > 0 && <GivenUp givenUp={asked.value.givenUp} />}
        <section className="panel">
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={16} />}
            isEmpty={({ entries }) => entries.length === 0}
            empty={<Empty hint={say('ledger.none-hint')}>{say('ledger.none')}</Empty>}
          >
            {({ entries }) => (
              <>
                <EntryTable entries={entries} />
                <div style={{ display: 'flex', gap: 8, justifyContent: 'center', padding: 12 }}>
                  <Button disabled={turned.length === 1} onClick={() => setTurned(newerThan)}>
                    {say('ledger.newer')}
                  </Button>
                  <Button
                    disabled={entries.length < ledgerPageSize || entries.at(-1)?.sequence === 1}
                    onClick={() => setTurned((pages) => olderThan(pages, entries))}
                  >
                    {say('ledger.older')}
                  </Button>
                </div>
              </>
            )}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}

function EntryTable({ entries }: { entries: LedgerEntry[] }) {
  const { say } = useMessages();
  return (
    <Table<LedgerEntry>
      size="small"
      rowKey="sequence"
      pagination={false}
      dataSource={entries}
      expandable={{
        expandedRowRender: ({ payload, previousHash, hash }) => (
          <>
            <p style={{ display: 'flex', gap: 16, marginBottom: 6 }} className="muted">
              <span>
                {say('ledger.previous')} <Hash value={previousHash} label={say('ledger.previous')} />
              </span>
              <span>
                {say('ledger.hash')} <Hash value={hash} label={say('ledger.hash')} />
              </span>
            </p>
            <pre className="payload">{JSON.stringify(payload, null, 2)}</pre>
          </>
        ),
      }}
      columns={[
        { title: say('ledger.sequence'), width: 80, align: 'right', render: (_, { sequence }) => sequence },
        { title: say('ledger.at'), width: 170, render: (_, { at }) => stampText(at, true) },
        { title: say('ledger.actor'), width: 230, ellipsis: true, render: (_, { actor }) => actor },
        { title: say('ledger.action'), width: 240, render: (_, { action }) => <code>{action}</code> },
        { title: say('ledger.subject'), ellipsis: true, render: (_, { subject }) => <code>{subject}</code> },
        {
          title: say('ledger.hash'),
          width: 140,
          render: (_, { hash }) => <Hash value={hash} label={say('ledger.hash')} />,
        },
      ]}
    />
  );
}

function GivenUp({ givenUp }: { givenUp: Entries['givenUp'] }) {
  const { say } = useMessages();
  return (
    <Panel title={say('ledger.given-up')} note={say('ledger.given-up-note')}>
      <ul className="lines">
        {givenUp.map(({ sequence, reaction, lastError }) => (
          <li key={`${sequence} ${reaction}`}>
            <TriangleAlert size={16} className="attention" aria-hidden />
            <span>
              <code>{reaction}</code> {lastError}
            </span>
            <small>{say('ledger.after-entry', { sequence })}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
