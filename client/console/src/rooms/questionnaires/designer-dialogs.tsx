import type { QuestionnaireView } from '@minsheng/contracts';
import type { CompiledQuestionnaire } from '@minsheng/questionnaire';

import { publishDraft } from '../../api/questionnaires.js';
import { useMessages } from '../../messages/use-messages.js';
import { useAct } from '../../ui/use-act.js';
import { CompareDrawer } from './compare-drawer.js';
import { ConflictDialog } from './conflict-dialog.js';
import { useDesigner } from './designer-context.js';
import { isDirty } from './draft-state.js';
import { ImportDialog } from './import-dialog.js';
import { PublishDialog } from './publish-dialog.js';
import { RecordDialog } from './record-dialog.js';
import { ScenariosDrawer } from './scenarios-drawer.js';
import type { Scenarios } from './use-scenarios.js';
import type { Walking } from './use-walk.js';

export type DesignerDialog = 'compare' | 'scenarios' | 'publish' | 'import' | 'record';

/** What opens over the designer, one at a time. */
export function DesignerDialogs({
  view,
  open,
  compared,
  compiled,
  scenarios,
  walking: { run, walk, step },
  onClose,
  onReload,
}: {
  view: QuestionnaireView;
  open: DesignerDialog | null;
  /** The version compared with; null: there is none before this. */
  compared: number | null;
  /** Null while the draft has errors. */
  compiled: CompiledQuestionnaire | null;
  scenarios: Scenarios;
  walking: Walking;
  onClose: () => void;
  onReload: () => void;
}) {
  const { say } = useMessages();
  const { state, design, numbers, isReadOnly, select, edit } = useDesigner();
  const publishing = useAct({ isShownBeside: true });
  const { list, outcomes, saving, save, record } = scenarios;

  const publish = async (acknowledged: string[]) => {
    const isDone = await publishing.attempt(async () => {
      const published = await publishDraft(view.id, { revision: state.revision, acknowledged });
      return say('publish.done', { version: published.version });
    });
    if (isDone) onReload();
  };
  const leavePublishing = () => {
    onClose();
    publishing.forget();
  };
  // What is proved is what the server has.
  const isProofReady = open === 'publish' && !isDirty(state) && state.sending === null;
  const recordAs = async (name: string) => {
    if (run !== null && (await record(run, walk, name))) {
      onClose();
      step({ kind: 'trial-left' });
    }
  };

  return (
    <>
      {isProofReady && (
        <PublishDialog
          id={view.id}
          version={design.version}
          isSending={publishing.isActing}
          failure={publishing.failure}
          onPublish={(acknowledged) => void publish(acknowledged)}
          onClose={leavePublishing}
          onGo={(card) => {
            leavePublishing();
            select(card, true);
          }}
        />
      )}
      {compared !== null && (
        <CompareDrawer
          id={view.id}
          version={compared}
          design={design}
          numbers={numbers}
          isOpen={open === 'compare'}
          onClose={onClose}
          onGo={(card) => select(card, true)}
        />
      )}
      <ScenariosDrawer
        scenarios={list}
        outcomes={outcomes}
        compiled={compiled}
        numbers={numbers}
        isReadOnly={isReadOnly}
        isOpen={open === 'scenarios'}
        isSaving={saving.isActing}
        onSave={(next, done) => void save(next, done)}
        onTrial={() => {
          onClose();
          step({ kind: 'trial-begun' });
        }}
        onClose={onClose}
      />
      {open === 'record' && (
        <RecordDialog
          suggested={say('scenarios.suggested', { number: list.length + 1 })}
          isSending={saving.isActing}
          failure={saving.failure}
          onGiven={(name) => void recordAs(name)}
          onClose={() => {
            onClose();
            saving.forget();
          }}
        />
      )}
      {open === 'import' && (
        <ImportDialog
          means={say('import-form.means-over')}
          act={say('import-form.take-over')}
          isSending={false}
          failure={null}
          onTake={(found) => {
            edit((before) => ({ ...found, code: before.code, version: before.version }), { select: null });
            onClose();
          }}
          onClose={onClose}
        />
      )}
      <ConflictDialog />
    </>
  );
}
