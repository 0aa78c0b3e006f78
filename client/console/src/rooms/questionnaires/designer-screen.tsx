import type { QuestionnaireVersionView, QuestionnaireView } from '@minsheng/contracts';
import { minutesForAll } from '@minsheng/questionnaire';
import { useDeferredValue, useMemo, useState } from 'react';

import { bankPath, readBank } from '../../api/questionnaires.js';
import { useOnline } from '../../api/use-online.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Hash } from '../../ui/parts.js';
import { BankPanel } from './bank-panel.js';
import { CanvasBar, PublishedBar } from './canvas-bar.js';
import { Canvas } from './canvas.js';
import { diagnosticsByCard } from './card-diagnostics.js';
import { DesignerActs } from './designer-acts.js';
import { DesignerProvider } from './designer-context.js';
import { DesignerDialogs, type DesignerDialog } from './designer-dialogs.js';
import { DragArea } from './drag-area.js';
import type { Draft } from './draft-state.js';
import { PreviewPanel } from './preview-panel.js';
import { compile, runnableOf } from './runnable.js';
import { completenessOf } from './translations.js';
import { useDraft } from './use-draft.js';
import { useScenarios } from './use-scenarios.js';
import { useShortcuts } from './use-shortcuts.js';
import { useWalk } from './use-walk.js';
import { VersionChip } from './version-chip.js';

/** Left what can be asked, in the middle what is asked, right how it is asked. */
export function DesignerScreen({
  view,
  draft,
  version,
  now,
  onShow,
  onReload,
}: {
  view: QuestionnaireView;
  draft: Draft;
  /** A published version, which is only read; null: the draft. */
  version: Pick<QuestionnaireVersionView, 'version' | 'hash' | 'publishedAt' | 'publishedBy'> | null;
  /** By the business clock, ISO 8601. */
  now: string;
  onShow: (version: number | null) => void;
  onReload: () => void;
}) {
  const { say, text } = useMessages();
  const isOnline = useOnline();
  const [open, setOpen] = useState<DesignerDialog | null>(null);
  const isReadOnly = version !== null || !view.may.includes('edit');
  const inHand = useDraft(view.id, draft, { isReadOnly, isHurried: open === 'publish' });
  const { design, numbers } = inHand;
  const onKeyDown = useShortcuts(inHand);
  const bank = useResource(bankPath, readBank);
  const today = stampText(now).slice(0, 10);

  // What costs time follows a moment behind the typing.
  const settled = useDeferredValue(design);
  const compilation = useMemo(() => compile(settled, today), [settled, today]);
  const runnable = useMemo(() => runnableOf(settled, compilation, today), [settled, compilation, today]);
  const diagnostics = useMemo(() => diagnosticsByCard(settled, compilation.diagnostics), [settled, compilation]);
  const completeness = useMemo(() => completenessOf(settled), [settled]);
  const scenarios = useScenarios(view.id, view.scenarios, compilation.compiled);
  const walking = useWalk(settled, runnable.compiled, inHand.selected, now);
  const { run, mode, step } = walking;

  const shown = version?.version ?? null;
  const compared = view.versions.find((one) => shown === null || one.version < shown)?.version ?? null;
  const questions = [...numbers.values()].filter((number) => !number.includes('.')).length;

  return (
    <DesignerProvider value={{ ...inHand, diagnostics, leftOut: runnable.leftOut, bank: bank.value }}>
      <Page
        className="designer-page"
        trail={[{ label: say('rail.polls') }, { label: say('questionnaires.title'), to: '/questionnaires' }]}
        title={text(design.title) || say('design.untitled')}
        chip={<VersionChip view={view} version={shown} onShow={onShow} />}
        meta={[
          say('design.count', { count: questions }),
          ...(run === null
            ? []
            : [say('design.minutes', { minutes: minutesForAll(run.compiled, mode === 'interviewer') })]),
          completeness.inBoth === completeness.texts
            ? say('design.translated')
            : say('design.translations', { done: completeness.inBoth, of: completeness.texts }),
          ...(version === null ? [] : [<Hash key="hash" value={version.hash} label={say('plan.hash')} />]),
        ]}
        actions={
          <DesignerActs
            view={view}
            version={shown}
            compared={compared}
            diagnostics={compilation.diagnostics}
            scenarios={scenarios}
            onOpen={setOpen}
            onTrial={run === null ? null : () => step({ kind: 'trial-begun' })}
            onShow={onShow}
            onReload={onReload}
          />
        }
      >
        <DragArea>
          <div className="designer" onKeyDown={onKeyDown}>
            <BankPanel asked={bank} />
            <section className="canvas" aria-label={say('design.canvas')}>
              {version === null ? <CanvasBar now={now} /> : <PublishedBar version={version} />}
              <Canvas />
            </section>
            <PreviewPanel
              walking={walking}
              runnable={runnable}
              onRecord={compilation.compiled === null || isReadOnly || !isOnline ? null : () => setOpen('record')}
            />
          </div>
        </DragArea>
        <p className="for-readers" role="status">
          {inHand.announced}
        </p>
        <DesignerDialogs
          view={view}
          open={open}
          compared={compared}
          compiled={compilation.compiled}
          scenarios={scenarios}
          walking={walking}
          onClose={() => setOpen(null)}
          onReload={onReload}
        />
      </Page>
    </DesignerProvider>
  );
}
