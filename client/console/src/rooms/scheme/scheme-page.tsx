import type { ParameterOrigin, SchemeVersionState, SchemeVersionSummary, SchemeView } from '@minsheng/contracts';
import { Button, Input, Segmented, Select, Table } from 'antd';
import { BookText, CalendarRange, CircleDashed, UsersRound } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';

import { readScheme, readVersions, schemePath, versionsPath } from '../../api/scheme.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { dateText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, Hash, Panel, type Tone } from '../../ui/parts.js';
import { go } from '../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import {
  filteredValues,
  sectionsOf,
  unconfirmedCount,
  valuesOf,
  valueText,
  type SchemeValue,
} from './scheme-values.js';

export function SchemePage() {
  const { say, text, language } = useMessages();
  const asked = useResource(schemePath, readScheme);
  const scheme = asked.value;
  const unconfirmed = scheme === null ? 0 : unconfirmedCount(scheme);
  return (
    <Page
      trail={[{ label: say('rail.governance') }]}
      title={say('scheme.title')}
      chip={
        unconfirmed > 0 && (
          <Chip tone="overdue" icon={<CircleDashed size={13} aria-hidden />}>
            {say('scheme.unconfirmed', { count: unconfirmed })}
          </Chip>
        )
      }
      meta={
        scheme === null
          ? []
          : [
              text(scheme.city),
              say('scheme.version', { version: scheme.version.no }),
              say('scheme.since', { date: dateText(scheme.version.effectiveFrom, language) }),
            ]
      }
      actions={
        <Button icon={<CalendarRange size={15} />} onClick={() => go('/scheme/calendar')}>
          {say('calendar.title')}
        </Button>
      }
    >
      <div className="body with-side">
        <section className="panel">
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={16} />}
            isEmpty={({ parameters }) => parameters.length === 0}
            empty={<Empty hint={say('scheme.none-hint')}>{say('scheme.none')}</Empty>}
          >
            {(found) => <Values scheme={found} />}
          </Loaded>
        </section>
        <div className="column">
          {scheme !== null && <Sources sources={scheme.sources} />}
          <Versions />
        </div>
      </div>
    </Page>
  );
}

const origins = {
  seed: { tone: 'dispatch', icon: <BookText size={13} aria-hidden /> },
  decided: { tone: 'verified', icon: <UsersRound size={13} aria-hidden /> },
  default: { tone: 'overdue', icon: <CircleDashed size={13} aria-hidden /> },
} as const satisfies Record<ParameterOrigin, { tone: Tone; icon: ReactNode }>;

function Values({ scheme }: { scheme: SchemeView }) {
  const { say } = useMessages();
  const [section, setSection] = useState<string | null>(null);
  const [origin, setOrigin] = useState<ParameterOrigin | null>(null);
  const [wanted, setWanted] = useState('');
  const values = useMemo(() => valuesOf(scheme), [scheme]);
  const rows = filteredValues(values, { section, origin, text: wanted });
  return (
    <>
      <header style={{ gap: 10, padding: '10px 14px' }}>
        <Segmented<ParameterOrigin | 'all'>
          aria-label={say('scheme.origin')}
          value={origin ?? 'all'}
          onChange={(value) => setOrigin(value === 'all' ? null : value)}
          options={[
            { value: 'all', label: say('scheme.all') },
            { value: 'seed', label: say('scheme.seed') },
            { value: 'decided', label: say('scheme.decided') },
            { value: 'default', label: say('scheme.to-confirm') },
          ]}
        />
        <Select
          aria-label={say('scheme.section')}
          style={{ width: 150 }}
          value={section ?? ''}
          onChange={(value) => setSection(value === '' ? null : value)}
          options={[
            { value: '', label: say('scheme.all-sections') },
            ...sectionsOf(values).map(({ section: name, count }) => ({ value: name, label: `${name} (${count})` })),
          ]}
        />
        <span className="space" />
        <Input.Search
          allowClear
          aria-label={say('scheme.search')}
          placeholder={say('scheme.search')}
          style={{ width: 220 }}
          onChange={(event) => setWanted(event.target.value)}
        />
      </header>
      <Table<SchemeValue>
        size="small"
        rowKey="path"
        dataSource={rows}
        pagination={{ pageSize: 25, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomCenter'] }}
        locale={{ emptyText: <Empty>{say('scheme.nothing-fits')}</Empty> }}
        columns={[
          { title: say('scheme.path'), width: '42%', render: (_, { path }) => <Path path={path} /> },
          {
            title: say('scheme.value'),
            render: (_, { value }) =>
              value === null ? (
                <span className="muted">{say('scheme.off')}</span>
              ) : (
                <span className="value">{valueText(value)}</span>
              ),
          },
          {
            title: say('scheme.origin'),
            width: 160,
            render: (_, entry) => <Chip {...origins[entry.origin]}>{say(`scheme.${entry.origin}`)}</Chip>,
          },
        ]}
      />
    </>
  );
}

/** The last step of a path is what is configured; the steps before it say where. */
function Path({ path }: { path: string }) {
  const at = path.lastIndexOf('.') + 1;
  return (
    <span className="path">
      <span className="group">{path.slice(0, at)}</span>
      {path.slice(at)}
    </span>
  );
}

function Sources({ sources }: { sources: string[] }) {
  const { say } = useMessages();
  if (sources.length === 0) return null;
  return (
    <Panel title={say('scheme.sources')}>
      <ul className="lines">
        {sources.map((source) => (
          <li key={source}>
            <BookText size={15} className="muted" aria-hidden />
            <span>{source}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const tones = {
  DRAFT: 'line',
  REVIEW: 'overdue',
  PUBLISHED: 'dispatch',
  ACTIVE: 'verified',
  SUPERSEDED: 'plain',
} as const satisfies Record<SchemeVersionState, Tone>;

function Versions() {
  const { say, language } = useMessages();
  const asked = useResource(versionsPath, readVersions);
  return (
    <Panel title={say('scheme.versions')} note={say('scheme.two-people')}>
      <Loaded
        asked={asked}
        skeleton={<RowsSkeleton rows={3} />}
        isEmpty={(versions) => versions.length === 0}
        empty={<Empty>{say('scheme.no-versions')}</Empty>}
      >
        {(versions: SchemeVersionSummary[]) => (
          <ul className="lines">
            {versions.map((version) => (
              <li key={version.id} className="top-aligned">
                <div>
                  <p className="strong">
                    {say('scheme.version', { version: version.no })}{' '}
                    <Chip tone={tones[version.state]}>{say(`scheme.${version.state}`)}</Chip>
                  </p>
                  <small>{say('scheme.since', { date: dateText(version.effectiveFrom, language) })}</small>
                  <p>{version.reason}</p>
                </div>
                <small>
                  <Hash value={version.configHash} label={say('scheme.hash')} />
                </small>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
