import {
  DndContext,
  DragOverlay,
  PointerSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
  type DragStartEvent,
} from '@dnd-kit/core';
import {
  questionnaireFiles,
  type DesignEntry,
  type QuestionnaireDesign,
  type QuestionnaireScenario,
  type QuestionnaireView,
} from '@minsheng/contracts';
import { minutesForAll } from '@minsheng/questionnaire';
import { App, Button, Dropdown, Modal, Popover, Tooltip } from 'antd';
import {
  CircleAlert,
  CircleCheck,
  CircleX,
  CloudOff,
  Ellipsis,
  FileCheck2,
  GitCompareArrows,
  History,
  PencilLine,
  Play,
  Plus,
  Redo2,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import {
  useDeferredValue,
  useEffect,
  useEffectEvent,
  useMemo,
  useReducer,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';

import {
  bankPath,
  discardDraft,
  filePath,
  publishDraft,
  readBank,
  saveDraft,
  saveScenarios,
} from '../../api/questionnaires.js';
import { useResource } from '../../api/use-resource.js';
import { useOnline } from '../../api/use-online.js';
import { useMessages } from '../../messages/use-messages.js';
import { shortMomentText, stampText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, Chip, Hash } from '../../ui/parts.js';
import { useFailureText } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { BankPanel } from './bank-panel.js';
import { Canvas, NewEntry } from './canvas.js';
import { diagnosticsByCard } from './card-diagnostics.js';
import { CompareDrawer } from './compare-drawer.js';
import { DesignerProvider, type Designer, type EditOptions } from './designer-context.js';
import { DiagnosticsMenu } from './diagnostics-menu.js';
import { designOf, draftAfter, draftState, isDirty, type DraftState } from './draft-state.js';
import {
  duplicated,
  gapBeyond,
  moved,
  neighbourOf,
  numbersOf,
  placeOf,
  removed,
  replaced,
  withFields,
} from './entries.js';
import { gapAt, gapOfId } from './gaps.js';
import { ImportDialog } from './import-dialog.js';
import { withIndicator, withRespondent } from './new-items.js';
import { PhonePreview, type PreviewMode } from './phone-preview.js';
import { PublishDialog } from './publish-dialog.js';
import { RecordDialog } from './record-dialog.js';
import { compile, runnableOf } from './runnable.js';
import { ScenariosDrawer } from './scenarios-drawer.js';
import { completenessOf } from './translations.js';
import { openedState, useAutosave } from './use-autosave.js';
import {
  atTheDoor,
  cardOfQuestion,
  evaluated,
  questionAt,
  questionOfCard,
  recorded,
  replayed,
  walkAfter,
  type Run,
  type Walk,
  type WalkEvent,
} from './walk.js';

type Draft = NonNullable<QuestionnaireView['draft']>;

/** Only places between cards are dropped on, the nearest in height. */
const nearestGap: CollisionDetection = ({ droppableRects, droppableContainers, pointerCoordinates }) => {
  if (pointerCoordinates === null) return [];
  const gaps = droppableContainers.flatMap(({ id }) => {
    const box = droppableRects.get(id);
    return box === undefined ? [] : [{ id: String(id), box }];
  });
  const found = gapAt(pointerCoordinates, gaps);
  return found === null ? [] : [{ id: found.id, data: { value: found.distance } }];
};

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
  version: { version: number; hash: string; publishedAt: string; publishedBy: string } | null;
  /** By the business clock, ISO 8601. */
  now: string;
  onShow: (version: number | null) => void;
  onReload: () => void;
}) {
  const { say, text } = useMessages();
  const { message, modal } = App.useApp();
  const isOnline = useOnline();
  const failureText = useFailureText();
  const isReadOnly = version !== null || !view.may.includes('edit');
  const [state, tell] = useReducer(draftAfter, draft, (opened) =>
    isReadOnly ? draftState(opened) : openedState(view.id, opened),
  );
  const [scenarios, setScenarios] = useState<readonly QuestionnaireScenario[]>(view.scenarios);
  const [open, setOpen] = useState<'compare' | 'scenarios' | 'publish' | 'import' | 'record' | null>(null);
  const [mode, setMode] = useState<PreviewMode>('phone');
  const [announced, setAnnounced] = useState('');
  const [dragged, setDragged] = useState<string | null>(null);
  const bank = useResource(bankPath, readBank);
  const act = useAct({ isShownBeside: true });
  const publishing = useAct({ isShownBeside: true });
  const begin = useAct();
  const design = designOf(state);
  const today = stampText(now).slice(0, 10);
  useAutosave(view.id, state, tell, { isOn: !isReadOnly, isHurried: open === 'publish' });

  // What costs time follows a moment behind the typing.
  const settled = useDeferredValue(design);
  const compilation = useMemo(() => compile(settled, today), [settled, today]);
  const runnable = useMemo(() => runnableOf(settled, compilation, today), [settled, compilation, today]);
  const diagnostics = useMemo(() => diagnosticsByCard(settled, compilation.diagnostics), [settled, compilation]);
  const numbers = useMemo(() => numbersOf(design), [design]);
  const completeness = useMemo(() => completenessOf(settled), [settled]);
  const outcomes = useMemo(
    () => (compilation.compiled === null ? new Map<string, never>() : replayed(compilation.compiled, scenarios)),
    [compilation, scenarios],
  );

  /* ---- the phone ---- */
  const startedAt = useRef(now);
  const run: Run | null = useMemo(
    () =>
      runnable.compiled === null
        ? null
        : {
            compiled: runnable.compiled,
            circumstances: { seed: 1, now: startedAt.current, asInterviewer: mode === 'interviewer' },
          },
    [runnable, mode],
  );
  const [walk, setWalk] = useState<Walk>(atTheDoor);
  const step = (event: WalkEvent) => {
    if (run === null) return;
    setWalk((before) => walkAfter(before, event, run));
  };
  const evaluation = useMemo(() => (run === null ? null : evaluated(run, walk)), [run, walk]);
  const { selected } = state;
  const question = selected === null || run === null ? null : questionOfCard(settled, run.compiled, selected);
  useEffect(() => {
    if (question !== null)
      setWalk((before) => (before.isTrial ? before : { ...before, at: question, ended: null, fault: null }));
  }, [question]);
  // The card of the question on the phone is marked, so that one finds where to change what one reads.
  const shownQuestion = evaluation === null ? null : questionAt(evaluation, walk);

  /* ---- working on the design ---- */
  const edit = (change: (design: QuestionnaireDesign) => QuestionnaireDesign, options: EditOptions = {}) => {
    if (isReadOnly) return;
    message.destroy('removed');
    tell({ kind: 'edited', edit: change, ...options });
  };
  const select = (code: string | null, isOpening = false) => tell({ kind: 'selected', code, open: isOpening });
  const nameOf = (code: string) => {
    const entry = placeOf(design, code)?.entry;
    const number = numbers.get(code);
    return `${number === undefined ? '' : `Q${number} `}${entry?.text === undefined ? '' : text(entry.text)}`.trim();
  };
  const undo = () => {
    message.destroy('removed');
    tell({ kind: 'undone' });
    setAnnounced(say('design.undone'));
  };
  const redo = () => {
    tell({ kind: 'redone' });
    setAnnounced(say('design.redone'));
  };
  const remove = (code: string) => {
    if (isReadOnly) return;
    const name = nameOf(code);
    const next = neighbourOf(removed(design, code), neighbourOf(design, code, 'up'), 'down');
    edit((before) => removed(before, code), { select: next ?? neighbourOf(design, code, 'up') });
    message.open({
      key: 'removed',
      type: 'info',
      duration: 8,
      content: (
        <span className="undo-toast">
          {say('design.removed', { name })}
          <Button size="small" type="link" onClick={undo}>
            {say('design.undo')}
          </Button>
        </span>
      ),
    });
  };
  const move = (code: string, way: 'up' | 'down') => {
    const gap = gapBeyond(design, code, way);
    if (gap === null || isReadOnly) return;
    const after = moved(design, code, gap);
    edit((before) => moved(before, code, gap));
    const number = numbersOf(after).get(code);
    setAnnounced(say('design.moved', { name: nameOf(code), to: number === undefined ? '—' : `Q${number}` }));
  };
  const designer: Designer = {
    design,
    numbers,
    isReadOnly,
    selected,
    isOpen: state.isOpen,
    diagnostics,
    leftOut: runnable.leftOut,
    bank: bank.value,
    edit,
    set: <Entry extends DesignEntry>(entry: Entry, fields: Partial<Entry>, field?: string) =>
      edit(
        (before) => {
          const standing = placeOf(before, entry.code)?.entry;
          return standing === undefined ? before : replaced(before, entry.code, withFields(standing as Entry, fields));
        },
        field === undefined ? {} : { field: `${entry.code}.${field}` },
      ),
    select,
    remove,
    announce: setAnnounced,
  };

  // Wherever the focus is on the page; a dialog's own fields are not the draft's.
  const takeBack = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const isMeant = (event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y');
    const target = event.target instanceof Element ? event.target : null;
    if (
      !isMeant ||
      isReadOnly ||
      target?.closest('.ant-modal, .ant-drawer, .bank input, .device input, .device textarea') != null
    )
      return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  });
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => takeBack(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isCommand = event.ctrlKey || event.metaKey;
    const target = event.target as HTMLElement;
    const card = target.closest<HTMLElement>('.canvas-cards [data-code]')?.dataset['code'] ?? null;
    if (card === null) return;
    const way = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
    if (way !== null && event.altKey) {
      event.preventDefault();
      move(card, way);
      return;
    }
    if (event.key === 'Escape' && state.isOpen && target.closest('.ant-select-open') === null) {
      select(card);
      return;
    }
    if (!target.classList.contains('card-head')) return;
    if (way !== null && !isCommand && !event.shiftKey) {
      event.preventDefault();
      const next = neighbourOf(design, card, way);
      if (next !== null) select(next);
    } else if (event.key === 'Delete' && !isReadOnly) {
      event.preventDefault();
      remove(card);
    } else if (isCommand && event.key.toLowerCase() === 'd' && !isReadOnly) {
      event.preventDefault();
      const { copy } = duplicated(design, card);
      edit((before) => duplicated(before, card).design, { select: copy });
    }
  };

  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const gap = over === null ? null : gapOfId(String(over.id));
    if (gap === null) return;
    const [kind, code = ''] = String(active.id).split(/:(.*)/s);
    if (kind === 'card') edit((before) => moved(before, code, gap), { select: code });
    const indicator = kind === 'indicator' ? bank.value?.indicators.find((one) => one.code === code) : undefined;
    if (indicator !== undefined) {
      edit((before) => withIndicator(before, indicator, gap).design, {
        select: withIndicator(design, indicator, gap).code,
      });
    }
    const entry = kind === 'respondent' ? bank.value?.respondent.find((one) => one.code === code) : undefined;
    if (entry !== undefined) {
      edit((before) => withRespondent(before, [entry], gap).design, {
        select: withRespondent(design, [entry], gap).code,
      });
    }
  };

  /* ---- scripts ---- */
  const keepScenarios = (next: QuestionnaireScenario[], done: string) =>
    act.attempt(async () => {
      await saveScenarios(view.id, next);
      setScenarios(next);
      return done;
    });
  const record = async (name: string) => {
    if (run === null) return;
    const taken = new Set(scenarios.map(({ code }) => code));
    let number = scenarios.length + 1;
    while (taken.has(`s${number}`)) number += 1;
    const scenario = recorded(run, walk, { code: `s${number}`, name: { zh: name, en: name } });
    if (await keepScenarios([...scenarios, scenario], say('scenarios.kept'))) {
      setOpen(null);
      step({ kind: 'trial-left' });
    }
  };

  /* ---- publishing ---- */
  const publish = (acknowledged: string[]) =>
    publishing
      .attempt(async () => {
        const published = await publishDraft(view.id, { revision: state.revision, acknowledged });
        return say('publish.done', { version: published.version });
      })
      .then((isDone) => {
        if (isDone) onReload();
      });
  const isProofReady = open === 'publish' && !isDirty(state) && state.sending === null;
  const newest = view.versions[0]?.version ?? null;
  const compared =
    version === null ? newest : (view.versions.find((one) => one.version < version.version)?.version ?? null);
  const questions = numbers.size === 0 ? 0 : [...numbers.values()].filter((number) => !number.includes('.')).length;
  const passed = [...outcomes.values()].filter(({ hasPassed }) => hasPassed).length;
  const files = version === null ? null : version.version;

  return (
    <Page
      className="designer-page"
      trail={[{ label: say('rail.polls') }, { label: say('questionnaires.title'), to: '/questionnaires' }]}
      title={text(design.title) || say('design.untitled')}
      chip={
        <Dropdown
          trigger={['click']}
          menu={{
            selectedKeys: [version === null ? 'draft' : String(version.version)],
            items: [
              ...(view.draft === null ? [] : [{ key: 'draft', label: say('questionnaires.draft') }]),
              ...view.versions.map((one) => ({
                key: String(one.version),
                label: say('design.version-line', {
                  version: one.version,
                  date: stampText(one.publishedAt).slice(0, 10),
                  polls: one.usedByPolls,
                }),
              })),
            ],
            onClick: ({ key }) => {
              // Work that could not be saved yet stays in hand.
              if (version === null && (state.failure !== null || state.theirs !== null)) {
                message.warning(say('design.save-first'));
              } else if (key !== (version === null ? 'draft' : String(version.version))) {
                onShow(key === 'draft' ? null : Number(key));
              }
            },
          }}
        >
          <button type="button" className="version-chip" aria-label={say('design.choose-version')}>
            {version === null ? (
              <Chip tone="plain">{say('design.draft-of', { version: design.version })}</Chip>
            ) : (
              <Chip tone="verified">{say('questionnaires.version-of', { version: version.version })}</Chip>
            )}
          </button>
        </Dropdown>
      }
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
        <div className="designer-acts">
          <Button
            type="text"
            className={`scripts ${outcomes.size > 0 && passed < outcomes.size ? 'failed' : scenarios.length > 0 && outcomes.size > 0 ? 'passed' : ''}`}
            icon={outcomes.size > 0 && passed < outcomes.size ? <CircleX size={16} /> : <CircleCheck size={16} />}
            onClick={() => setOpen('scenarios')}
          >
            {scenarios.length === 0
              ? say('scenarios.none-yet')
              : outcomes.size === 0
                ? say('scenarios.count', { count: scenarios.length })
                : passed === outcomes.size
                  ? say('scenarios.all-passed', { count: outcomes.size })
                  : say('scenarios.some-failed', { count: outcomes.size - passed })}
          </Button>
          <Popover
            trigger="click"
            placement="bottomRight"
            content={
              <DiagnosticsMenu
                diagnostics={compilation.diagnostics}
                numbers={numbers}
                onGo={(code) => select(cardOfAny(design, code), true)}
              />
            }
          >
            <Button
              type="text"
              className={diagnostics.errors > 0 ? 'has-errors' : diagnostics.warnings > 0 ? 'has-warnings' : 'passed'}
              icon={
                diagnostics.errors > 0 ? (
                  <CircleAlert size={16} />
                ) : diagnostics.warnings > 0 ? (
                  <TriangleAlert size={16} />
                ) : (
                  <CircleCheck size={16} />
                )
              }
            >
              {diagnostics.errors > 0
                ? say('design.errors', { count: diagnostics.errors })
                : diagnostics.warnings > 0
                  ? say('design.warnings', { count: diagnostics.warnings })
                  : say('design.no-faults')}
            </Button>
          </Popover>
          {compared !== null && (
            <Button icon={<GitCompareArrows size={15} />} onClick={() => setOpen('compare')}>
              {say('compare.act')}
            </Button>
          )}
          <Button icon={<Play size={15} />} disabled={run === null} onClick={() => step({ kind: 'trial-begun' })}>
            {say('design.try')}
          </Button>
          {version === null && view.may.includes('publish') && (
            <ChangeButton type="primary" icon={<FileCheck2 size={15} />} onClick={() => setOpen('publish')}>
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
                    await saveDraft(view.id, { revision: null, design: { ...design, version: (newest ?? 0) + 1 } });
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
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                ...questionnaireFiles.map((file) => ({
                  key: file,
                  label: (
                    <a href={filePath(view.id, files, file)} download>
                      {say(`file.${file}`)}
                    </a>
                  ),
                })),
                ...(isReadOnly
                  ? []
                  : [
                      { type: 'divider' as const },
                      { key: 'import', label: say('design.import-over'), onClick: () => setOpen('import') },
                    ]),
                ...(version === null && view.may.includes('discard') && newest !== null
                  ? [
                      {
                        key: 'discard',
                        danger: true,
                        label: say('design.discard'),
                        onClick: () => {
                          modal.confirm({
                            title: say('design.discard'),
                            content: say('design.discard-means', { version: newest }),
                            okText: say('design.discard'),
                            okButtonProps: { danger: true },
                            cancelText: say('act.cancel'),
                            onOk: async () => {
                              await begin.attempt(async () => {
                                await discardDraft(view.id);
                                return say('design.discarded');
                              });
                              onReload();
                            },
                          });
                        },
                      },
                    ]
                  : []),
              ],
            }}
          >
            <Button aria-label={say('design.more-acts')} icon={<Ellipsis size={16} />} />
          </Dropdown>
        </div>
      }
    >
      <DesignerProvider value={designer}>
        <DndContext
          sensors={sensors}
          collisionDetection={nearestGap}
          accessibility={{ screenReaderInstructions: { draggable: '' }, announcements: silent }}
          onDragStart={({ active }: DragStartEvent) =>
            setDragged(String((active.data.current as { name?: string } | undefined)?.name ?? ''))
          }
          onDragCancel={() => setDragged(null)}
          onDragEnd={onDragEnd}
        >
          <div className="designer" onKeyDown={onKeyDown}>
            <BankPanel asked={bank} />
            <section className="canvas" aria-label={say('design.canvas')}>
              {version !== null ? (
                <p className="canvas-bar">
                  <History size={14} aria-hidden />
                  {say('design.is-published', {
                    who: version.publishedBy,
                    at: stampText(version.publishedAt),
                  })}
                </p>
              ) : (
                <div className="canvas-bar">
                  <Tooltip title={`${say('design.undo')} Ctrl+Z`}>
                    <Button
                      type="text"
                      size="small"
                      aria-label={say('design.undo')}
                      disabled={state.history.past.length === 0 || isReadOnly}
                      icon={<Undo2 size={16} />}
                      onClick={undo}
                    />
                  </Tooltip>
                  <Tooltip title={`${say('design.redo')} Ctrl+Shift+Z`}>
                    <Button
                      type="text"
                      size="small"
                      aria-label={say('design.redo')}
                      disabled={state.history.future.length === 0 || isReadOnly}
                      icon={<Redo2 size={16} />}
                      onClick={redo}
                    />
                  </Tooltip>
                  {!isReadOnly && (
                    <NewEntry>
                      <Button type="text" size="small" icon={<Plus size={15} />}>
                        {say('design.new-item')}
                      </Button>
                    </NewEntry>
                  )}
                  <span className="space" />
                  <SaveState
                    state={state}
                    now={now}
                    isOnline={isOnline}
                    isReadOnly={isReadOnly}
                    failureText={state.failure === null ? '' : failureText(state.failure)}
                    onRetry={() => tell({ kind: 'retried' })}
                  />
                </div>
              )}
              <Canvas />
            </section>
            <aside className="preview" aria-label={say('plan.preview')}>
              <PhonePreview
                design={design}
                evaluation={evaluation}
                walk={walk}
                mode={mode}
                onMode={setMode}
                tell={step}
                onRecord={compilation.compiled === null || isReadOnly || !isOnline ? null : () => setOpen('record')}
              />
              {shownQuestion !== null && !walk.isTrial && cardOfQuestion(design, shownQuestion.code) !== selected && (
                <Button
                  size="small"
                  type="link"
                  onClick={() => select(cardOfQuestion(design, shownQuestion.code), true)}
                >
                  {say('preview.to-card', {
                    card: nameOf(cardOfQuestion(design, shownQuestion.code) ?? '').slice(0, 24),
                  })}
                </Button>
              )}
              {runnable.isMended && runnable.compiled !== null && (
                <p className="preview-note">
                  <TriangleAlert size={15} aria-hidden />
                  <span>
                    {say('preview.mended')}
                    {runnable.leftOut.length > 0 && say('preview.left-out', { count: runnable.leftOut.length })}
                  </span>
                </p>
              )}
            </aside>
          </div>
          <DragOverlay dropAnimation={null}>
            {dragged === null ? null : <div className="drag-overlay">{dragged}</div>}
          </DragOverlay>
        </DndContext>
        <p className="for-readers" role="status">
          {announced}
        </p>
        {isProofReady && (
          <PublishDialog
            id={view.id}
            version={design.version}
            isSending={publishing.isActing}
            failure={publishing.failure}
            onPublish={(acknowledged) => void publish(acknowledged)}
            onClose={() => {
              setOpen(null);
              publishing.forget();
            }}
            onGo={(card) => {
              setOpen(null);
              publishing.forget();
              select(card, true);
            }}
          />
        )}
      </DesignerProvider>
      {compared !== null && (
        <CompareDrawer
          id={view.id}
          version={compared}
          design={design}
          numbers={numbers}
          isOpen={open === 'compare'}
          onClose={() => setOpen(null)}
          onGo={(card) => select(card, true)}
        />
      )}
      <ScenariosDrawer
        scenarios={scenarios}
        outcomes={outcomes}
        compiled={compilation.compiled}
        numbers={numbers}
        isReadOnly={isReadOnly}
        isOpen={open === 'scenarios'}
        isSaving={act.isActing}
        onSave={(next, done) => void keepScenarios(next, done)}
        onTrial={() => {
          setOpen(null);
          step({ kind: 'trial-begun' });
        }}
        onClose={() => setOpen(null)}
      />
      {open === 'record' && (
        <RecordDialog
          suggested={say('scenarios.suggested', { number: scenarios.length + 1 })}
          isSending={act.isActing}
          failure={act.failure}
          onGiven={(name) => void record(name)}
          onClose={() => {
            setOpen(null);
            act.forget();
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
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {state.theirs !== null && (
        <Modal
          open
          title={say('conflict.title')}
          closable={false}
          mask={{ closable: false }}
          keyboard={false}
          footer={[
            <Button key="theirs" onClick={() => tell({ kind: 'took-theirs' })}>
              {say('conflict.take-theirs')}
            </Button>,
            <Button key="mine" type="primary" onClick={() => tell({ kind: 'kept-mine' })}>
              {say('conflict.keep-mine')}
            </Button>,
          ]}
        >
          <p>{say('conflict.means', { who: state.theirs.changedBy, at: stampText(state.theirs.changedAt) })}</p>
          <p className="muted">{say('conflict.undo')}</p>
        </Modal>
      )}
    </Page>
  );
}

/** The page says itself what was moved; the library would say it in English. */
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** The card where something of that code is mended: its own, that of a row, or that of the item which uses a list. */
function cardOfAny(design: QuestionnaireDesign, code: string | null): string | null {
  if (code === null) return null;
  return placeOf(design, code) !== null ? code : cardOfQuestion(design, code);
}

function SaveState({
  state,
  now,
  isOnline,
  isReadOnly,
  failureText,
  onRetry,
}: {
  state: DraftState;
  now: string;
  isOnline: boolean;
  isReadOnly: boolean;
  failureText: string;
  onRetry: () => void;
}) {
  const { say } = useMessages();
  if (isReadOnly) return <span className="save-state">{say('design.read-only')}</span>;
  if (state.failure !== null) {
    return (
      <span className="save-state failed" role="status">
        <CloudOff size={14} aria-hidden />
        <span className="cut" title={failureText}>
          {isOnline ? failureText : say('design.kept-here')}
        </span>
        <Button size="small" type="link" disabled={!isOnline} onClick={onRetry}>
          {say('state.retry')}
        </Button>
      </span>
    );
  }
  return (
    <span className="save-state" role="status">
      {isDirty(state) ? say('design.saving') : say('design.saved', { at: shortMomentText(state.savedAt, now) })}
    </span>
  );
}
