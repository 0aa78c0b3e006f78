import type { QuestionnaireView } from '@minsheng/contracts';
import { useEffect, useState } from 'react';

import { RequestFailed, type Failure } from '../../api/failure.js';
import { readQuestionnaire, readVersion, versionPath } from '../../api/questionnaires.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Page } from '../../ui/page.js';
import { InlineError, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useClockAhead } from '../platform/use-business-now.js';
import { useCity } from '../platform/city.js';
import { DesignerScreen } from './designer-screen.js';
import './questionnaires.css';

/** One questionnaire: its draft to work on, or a published version to read. */
export function DesignerPage({ questionnaire: id = '' }: Record<string, string>) {
  const { say } = useMessages();
  const city = useCity();
  const ahead = useClockAhead();
  // Always asked for anew: a draft that is worked on goes on from the newest revision, not from one remembered.
  const [view, setView] = useState<QuestionnaireView | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);
  /** A version chosen to be read; null: the draft, or without one the newest version. */
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    const asking = new AbortController();
    setFailure(null);
    readQuestionnaire(id, asking.signal).then(setView, (error: unknown) => {
      if (asking.signal.aborted) return;
      if (!(error instanceof RequestFailed)) throw error;
      setFailure(error.failure);
    });
    return () => asking.abort();
  }, [id, attempt]);
  const reload = () => {
    setChosen(null);
    setView(null);
    setAttempt((count) => count + 1);
  };
  const isWaiting = view === null || view.id !== id || city.value === null;
  if (isWaiting) {
    return (
      <Page
        trail={[{ label: say('rail.polls') }, { label: say('questionnaires.title'), to: '/questionnaires' }]}
        title={say('design.title')}
      >
        <div className="body">
          <section className="panel">
            {failure === null ? <RowsSkeleton rows={12} /> : <InlineError failure={failure} onRetry={reload} />}
          </section>
        </div>
      </Page>
    );
  }
  // Back to the draft: it was saved since the view was fetched.
  const show = (wanted: number | null) => (wanted === null ? reload() : setChosen(wanted));
  const now = new Date(Date.now() + ahead).toISOString();
  const version = chosen ?? (view.draft === null ? (view.versions[0]?.version ?? null) : null);
  return version === null ? (
    view.draft !== null && (
      <DesignerScreen
        key={`draft ${view.draft.revision}`}
        view={view}
        draft={view.draft}
        version={null}
        now={now}
        onShow={show}
        onReload={reload}
      />
    )
  ) : (
    <VersionPage key={version} view={view} version={version} now={now} onShow={show} onReload={reload} />
  );
}

function VersionPage({
  view,
  version,
  now,
  onShow,
  onReload,
}: {
  view: QuestionnaireView;
  version: number;
  now: string;
  onShow: (version: number | null) => void;
  onReload: () => void;
}) {
  const { say } = useMessages();
  const asked = useResource(versionPath(view.id, version), (signal) => readVersion(view.id, version, signal));
  if (asked.value === null) {
    return (
      <Page
        trail={[{ label: say('rail.polls') }, { label: say('questionnaires.title'), to: '/questionnaires' }]}
        title={say('design.title')}
      >
        <div className="body">
          <section className="panel">
            <Loaded asked={asked} skeleton={<RowsSkeleton rows={12} />}>
              {() => null}
            </Loaded>
          </section>
        </div>
      </Page>
    );
  }
  const { design, hash, publishedAt, publishedBy } = asked.value;
  return (
    <DesignerScreen
      view={view}
      draft={{ revision: 0, design, changedAt: publishedAt, changedBy: publishedBy }}
      version={{ version, hash, publishedAt, publishedBy }}
      now={now}
      onShow={onShow}
      onReload={onReload}
    />
  );
}
