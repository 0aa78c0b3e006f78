import { Button, Input, Segmented, Select, Table } from 'antd';
import { BookText, CalendarRange, CircleDashed } from 'lucide-react';
import { useState } from 'react';

import { readScheme, schemePath, type SchemeValue, type SchemeView } from '../../api/scheme.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { dateText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip } from '../../ui/parts.js';
import { go } from '../../ui/router.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { filteredValues, sectionsOf, unconfirmedCount, valueText, type Provenance } from './scheme-values.js';

export function SchemePage() {
  const { say, text, language } = useMessages();
  const asked = useResource(schemePath, readScheme);
  const scheme = asked.value;
  const unconfirmed = scheme === null ? 0 : unconfirmedCount(scheme.values);
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
              text(scheme.name),
              say('scheme.version', { version: scheme.version }),
              ...(scheme.activeSince === null
                ? []
                : [say('scheme.since', { date: dateText(scheme.activeSince, language) })]),
            ]
      }
      actions={
        <Button icon={<CalendarRange size={15} />} onClick={() => go('/scheme/calendar')}>
          {say('calendar.title')}
        </Button>
      }
    >
      <div className="body">
        <section className="panel">
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={16} />}
            isEmpty={({ values }) => values.length === 0}
            empty={<Empty hint={say('scheme.none-hint')}>{say('scheme.none')}</Empty>}
          >
            {(found) => <Values scheme={found} />}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}

function Values({ scheme }: { scheme: SchemeView }) {
  const { say, text } = useMessages();
  const [section, setSection] = useState<string | null>(null);
  const [provenance, setProvenance] = useState<Provenance | null>(null);
  const [wanted, setWanted] = useState('');
  const rows = filteredValues(scheme.values, { section, provenance, text: wanted });
  return (
    <>
      <header style={{ gap: 10, padding: '10px 14px' }}>
        <Segmented<Provenance | 'all'>
          aria-label={say('scheme.provenance')}
          value={provenance ?? 'all'}
          onChange={(value) => setProvenance(value === 'all' ? null : value)}
          options={[
            { value: 'all', label: say('scheme.all') },
            { value: 'seed', label: say('scheme.from-documents') },
            { value: 'default', label: say('scheme.from-defaults') },
          ]}
        />
        <Select
          aria-label={say('scheme.section')}
          style={{ width: 220 }}
          value={section ?? ''}
          onChange={(value) => setSection(value === '' ? null : value)}
          options={[
            { value: '', label: say('scheme.all-sections') },
            ...sectionsOf(scheme.values).map(({ section: name, count }) => ({
              value: name,
              label: `${name} (${count})`,
            })),
          ]}
        />
        <span className="space" />
        <Input.Search
          allowClear
          aria-label={say('scheme.search')}
          placeholder={say('scheme.search')}
          style={{ width: 260 }}
          onChange={(event) => setWanted(event.target.value)}
        />
      </header>
      <Table<SchemeValue>
        size="small"
        rowKey="path"
        dataSource={rows}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, placement: ['bottomCenter'] }}
        locale={{ emptyText: <Empty>{say('scheme.nothing-fits')}</Empty> }}
        columns={[
          { title: say('scheme.path'), width: '32%', render: (_, { path }) => <Path path={path} /> },
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
            title: say('scheme.provenance'),
            width: 170,
            render: (_, entry) =>
              entry.provenance === 'seed' ? (
                <Chip tone="dispatch" icon={<BookText size={13} aria-hidden />}>
                  {say('scheme.seed')}
                </Chip>
              ) : (
                <Chip tone="overdue" icon={<CircleDashed size={13} aria-hidden />}>
                  {say('scheme.default')}
                </Chip>
              ),
          },
          {
            title: say('scheme.source'),
            width: '22%',
            render: (_, { source }) => (source === null ? <span className="muted">—</span> : text(source)),
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
