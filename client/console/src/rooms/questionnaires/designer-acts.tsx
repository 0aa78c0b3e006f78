import {
  questionnaireFiles,
  type DesignDiagnostic,
  type QuestionnaireDesign,
  type QuestionnaireView,
} from '@minsheng/contracts';
import { App, Button, Dropdown, Popover } from 'antd';
import {
  CircleAlert,
  CircleCheck,
  CircleX,
  Ellipsis,
  FileCheck2,
  GitCompareArrows,
  PencilLine,
  Play,
  TriangleAlert,
} from 'lucide-react';

import { discardDraft, filePath, saveDraft } from '../../api/questionnaires.js';
import { useMessages } from '../../messages/use-messages.js';
import { ChangeButton } from '../../ui/parts.js';
import { useAct } from '../../ui/use-act.js';
import { useDesigner } from './designer-context.js';
import type { DesignerDialog } from './designer-dialogs.js';
import { DiagnosticsMenu } from './diagnostics-menu.js';
import { placeOf } from './entries.js';
import type { Scenarios } from './use-scenarios.js';
import { cardOfQuestion } from './walk.js';

/** What can be done with a questionnaire as a whole: looked through, tried out, published, taken away as a file. */
export function DesignerActs({
  view,
  version,
  compared,
  diagnostics,
  scenarios,
  onOpen,
  onTrial,
  onShow,
  onReload,
}: {
  view: QuestionnaireView;
  /** A published version, which is only read; null: the draft. */
  version: number | null;
  /** The version compared with; null: there is none before this. */
  compared: number | null;
  diagnostics: readonly DesignDiagnostic[];
  scenarios: Scenarios;
  onOpen: (dialog: DesignerDialog) => void;
  /** Null: there is nothing to try out yet. */
  onTrial: (() => void) | null;
  onShow: (version: number | null) => void;
  onReload: () => void;
}) {
  const { say } = useMessages();
  const { design } = useDesigner();
  const begin = useAct();
  const newest = view.versions[0]?.version ?? 0;
  return (
    <div className="designer-acts">
      <ScenariosButton scenarios={scenarios} onOpen={() => onOpen('scenarios')} />
      <DiagnosticsButton diagnostics={diagnostics} />
      {compared !== null && (
        <Button icon={<GitCompareArrows size={15} />} onClick={() => onOpen('compare')}>
          {say('compare.act')}
        </Button>
      )}
      <Button icon={<Play size={15} />} disabled={onTrial === null} onClick={() => onTrial?.()}>
        {say('design.try')}
      </Button>
      {version === null && view.may.includes('publish') && (
        <ChangeButton type="primary" icon={<FileCheck2 size={15} />} onClick={() => onOpen('publish')}>
          {say('publish.open')}
        </ChangeButton>
      )}
      {version !== null && view.draft === null && view.may.includes('edit') && (
        <ChangeButton
          type="primary"
          icon={<PencilLine size={15} />}
          loading={begin.isActing}
          onClick={() =>
            void begin
              .attempt(async () => {
                await saveDraft(view.id, { revision: null, design: { ...design, version: newest + 1 } });
                return say('design.begun');
              })
              .then((isDone) => isDone && onReload())
          }
        >
          {say('design.begin')}
        </ChangeButton>
      )}
      {version !== null && view.draft !== null && (
        <Button type="primary" icon={<PencilLine size={15} />} onClick={() => onShow(null)}>
          {say('design.to-draft')}
        </Button>
      )}
      <MoreActs view={view} version={version} onImport={() => onOpen('import')} onReload={onReload} />
    </div>
  );
}

function ScenariosButton({ scenarios: { list, outcomes }, onOpen }: { scenarios: Scenarios; onOpen: () => void }) {
  const { say } = useMessages();
  const passed = [...outcomes.values()].filter(({ hasPassed }) => hasPassed).length;
  return (
    <Button
      type="text"
      className={`scripts ${outcomes.size > 0 && passed < outcomes.size ? 'failed' : list.length > 0 && outcomes.size > 0 ? 'passed' : ''}`}
      icon={outcomes.size > 0 && passed < outcomes.size ? <CircleX size={16} /> : <CircleCheck size={16} />}
      onClick={onOpen}
    >
      {list.length === 0
        ? say('scenarios.none-yet')
        : outcomes.size === 0
          ? say('scenarios.count', { count: list.length })
          : passed === outcomes.size
            ? say('scenarios.all-passed', { count: outcomes.size })
            : say('scenarios.some-failed', { count: outcomes.size - passed })}
    </Button>
  );
}

function DiagnosticsButton({ diagnostics }: { diagnostics: readonly DesignDiagnostic[] }) {
  const { say } = useMessages();
  const { design, numbers, select, diagnostics: counted } = useDesigner();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <DiagnosticsMenu
          diagnostics={diagnostics}
          numbers={numbers}
          onGo={(code) => select(cardOfAny(design, code), true)}
        />
      }
    >
      <Button
        type="text"
        className={counted.errors > 0 ? 'has-errors' : counted.warnings > 0 ? 'has-warnings' : 'passed'}
        icon={
          counted.errors > 0 ? (
            <CircleAlert size={16} />
          ) : counted.warnings > 0 ? (
            <TriangleAlert size={16} />
          ) : (
            <CircleCheck size={16} />
          )
        }
      >
        {counted.errors > 0
          ? say('design.errors', { count: counted.errors })
          : counted.warnings > 0
            ? say('design.warnings', { count: counted.warnings })
            : say('design.no-faults')}
      </Button>
    </Popover>
  );
}

/** The card where something of that code is mended: its own, that of a row, or that of the item which uses a list. */
function cardOfAny(design: QuestionnaireDesign, code: string | null): string | null {
  if (code === null) return null;
  return placeOf(design, code) !== null ? code : cardOfQuestion(design, code);
}

/** The files of the questionnaire, and what changes the whole draft at once. */
function MoreActs({
  view,
  version,
  onImport,
  onReload,
}: {
  view: QuestionnaireView;
  version: number | null;
  onImport: () => void;
  onReload: () => void;
}) {
  const { say } = useMessages();
  const { modal } = App.useApp();
  const { isReadOnly } = useDesigner();
  const { attempt } = useAct();
  const newest = view.versions[0]?.version ?? null;
  const discardTo = (published: number) => {
    modal.confirm({
      title: say('design.discard'),
      content: say('design.discard-means', { version: published }),
      okText: say('design.discard'),
      okButtonProps: { danger: true },
      cancelText: say('act.cancel'),
      onOk: async () => {
        await attempt(async () => {
          await discardDraft(view.id);
          return say('design.discarded');
        });
        onReload();
      },
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...questionnaireFiles.map((file) => ({
            key: file,
            label: (
              <a href={filePath(view.id, version, file)} download>
                {say(`file.${file}`)}
              </a>
            ),
          })),
          ...(isReadOnly
            ? []
            : [{ type: 'divider' as const }, { key: 'import', label: say('design.import-over'), onClick: onImport }]),
          ...(version === null && view.may.includes('discard') && newest !== null
            ? [{ key: 'discard', danger: true, label: say('design.discard'), onClick: () => discardTo(newest) }]
            : []),
        ],
      }}
    >
      <Button aria-label={say('design.more-acts')} icon={<Ellipsis size={16} />} />
    </Dropdown>
  );
}
