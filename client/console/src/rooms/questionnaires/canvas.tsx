import { useDndContext, useDroppable } from '@dnd-kit/core';
import type { DesignEntry } from '@minsheng/contracts';
import { Button, Dropdown } from 'antd';
import { Plus } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

import { useMessages } from '../../messages/use-messages.js';
import { Card } from './card.js';
import { useDesigner } from './designer-context.js';
import { gapAfter, type Gap } from './entries.js';
import { gapId } from './gaps.js';
import { MarksBar } from './marks-bar.js';
import { entryTypes, withNew, type EntryType } from './new-items.js';

/** Head of the form and its cards, with a place to drop between any two. */
export function Canvas() {
  const { say } = useMessages();
  const { design, isReadOnly } = useDesigner();
  return (
    <div className="canvas-cards">
      <MarksBar />
      {design.entries.length === 0 && <p className="canvas-empty">{say('design.empty')}</p>}
      <Entries entries={design.entries} group={null} />
      {!isReadOnly && (
        <NewEntry>
          <Button className="drop-zone" type="dashed" icon={<Plus size={16} />}>
            {say('design.drop-zone')}
          </Button>
        </NewEntry>
      )}
    </div>
  );
}

function Entries({ entries, group }: { entries: readonly DesignEntry[]; group: string | null }) {
  const { say } = useMessages();
  return (
    <>
      {entries.map((entry, index) => (
        <Fragment key={entry.code}>
          <DropGap gap={{ group, index }} />
          {entry.type === 'group' ? (
            <section className="group">
              <Card entry={entry} />
              <div className="inside-group">
                <Entries entries={entry.entries} group={entry.code} />
                {entry.entries.length === 0 && <p className="canvas-empty">{say('design.empty-group')}</p>}
              </div>
            </section>
          ) : (
            <Card entry={entry} />
          )}
        </Fragment>
      ))}
      <DropGap gap={{ group, index: entries.length }} />
    </>
  );
}

function DropGap({ gap }: { gap: Gap }) {
  const { active } = useDndContext();
  const { setNodeRef, isOver } = useDroppable({ id: gapId(gap), disabled: active === null });
  return (
    <div ref={setNodeRef} className={`gap ${active === null ? '' : 'ready'} ${isOver ? 'over' : ''}`} aria-hidden />
  );
}

/** 新建题目: every type, put behind the card in hand and opened. */
export function NewEntry({ children }: { children: ReactNode }) {
  const { say } = useMessages();
  const { design, selected, edit, announce } = useDesigner();
  const add = (type: EntryType) => {
    const added = withNew(design, type, gapAfter(design, selected));
    edit(() => added.design, { select: added.code, open: true });
    announce(say('bank.added', { name: say(`item-type.${type}`) }));
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        className: 'entry-types',
        items: entryTypes.map((type) => ({ key: type, label: say(`item-type.${type}`) })),
        onClick: ({ key }) => add(key as EntryType),
      }}
    >
      {children}
    </Dropdown>
  );
}
