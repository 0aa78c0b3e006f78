import type { ReleaseDraftView } from '@minsheng/contracts';
import { Table } from 'antd';

import { pollsPath, readPolls } from '../../api/polls.js';
import { readReleases, releasesPath } from '../../api/releases.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { periodText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Chip, DemoTag, Hash, Panel } from '../../ui/parts.js';
import { Link } from '../../ui/router.js';
import { Empty, Loaded } from '../../ui/states.js';
import { useSession } from '../identity/use-session.js';
import { newestFirst } from '../polls/stages.js';
import { AssembleButton } from './assemble-button.js';
import { correctionOf, isAtOnce, mayAssemble, newestDraftFirst } from './drafts.js';
import { ReleaseStateChip } from './state-chip.js';

export function ReleasesPage() {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const asked = useResource(releasesPath, readReleases);
  const polls = useResource(may('releases.assemble') && may('polls.read') ? pollsPath : null, readPolls);
  const ready =
    asked.value === null ? [] : newestFirst(polls.value ?? []).filter((poll) => mayAssemble(poll, asked.value ?? []));
  return (
    <Page
      trail={[{ label: say('rail.polls') }]}
      title={say('releases.title')}
      meta={asked.value === null ? [] : [say('releases.count', { count: asked.value.length })]}
    >
      <div className="body">
        {ready.length > 0 && (
          <Panel title={say('releases.ready')}>
            <ul className="lines">
              {ready.map((poll) => (
                <li key={poll.id}>
                  <Link to={`/polls/${encodeURIComponent(poll.id)}`} className="strong">
                    {text(poll.title)}
                  </Link>
                  {poll.isDemonstration && <DemoTag />}
                  <span className="muted">{poll.periodKey !== null && periodText(poll.periodKey, language)}</span>
                  <span className="space" />
                  <AssembleButton poll={poll.id} isPrimary />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <section className="panel">
          <Loaded
            asked={asked}
            isEmpty={(releases) => releases.length === 0}
            empty={<Empty hint={say('releases.none-hint')}>{say('releases.none')}</Empty>}
          >
            {(releases) => (
              <Table<ReleaseDraftView>
                rowKey="id"
                pagination={false}
                dataSource={newestDraftFirst(releases)}
                columns={[
                  {
                    title: say('releases.release'),
                    render: (_, { id, title, isDemonstration }) => (
                      <span className="named">
                        <Link to={`/releases/${encodeURIComponent(id)}`} className="strong">
                          {text(title)}
                        </Link>
                        {isDemonstration && <DemoTag />}
                      </span>
                    ),
                  },
                  {
                    title: say('polls.period'),
                    render: (_, { periodKey }) => (periodKey === null ? '—' : periodText(periodKey, language)),
                  },
                  {
                    title: say('releases.state'),
                    render: (_, { id, state, correctionOf: corrected }) => (
                      <span className="named">
                        <ReleaseStateChip state={state} />
                        {corrected !== null && <Chip tone="line">{say('releases.correction')}</Chip>}
                        {correctionOf(releases, id)?.state === 'RELEASED' && (
                          <Chip tone="plain">{say('releases.corrected')}</Chip>
                        )}
                      </span>
                    ),
                  },
                  {
                    title: say('releases.signatures'),
                    align: 'right',
                    render: (_, release) =>
                      isAtOnce(release)
                        ? '—'
                        : say('releases.signed-of', {
                            signed: release.signatures.filter(({ signedAt }) => signedAt !== null).length,
                            all: release.signatures.length,
                          }),
                  },
                  {
                    title: say('releases.assembled'),
                    render: (_, release) =>
                      say('release.by-at', {
                        person: isAtOnce(release) ? say('release.command-line') : release.assembledBy,
                        time: stampText(release.assembledAt),
                      }),
                  },
                  {
                    title: say('releases.release-at'),
                    render: (_, { releaseAt }) =>
                      releaseAt === null ? (
                        <span className="muted">{say('releases.unscheduled')}</span>
                      ) : (
                        stampText(releaseAt, true)
                      ),
                  },
                  {
                    title: say('release.content-hash'),
                    render: (_, { contentHash }) =>
                      contentHash === null ? '—' : <Hash value={contentHash} label={say('release.content-hash')} />,
                  },
                ]}
              />
            )}
          </Loaded>
        </section>
      </div>
    </Page>
  );
}
