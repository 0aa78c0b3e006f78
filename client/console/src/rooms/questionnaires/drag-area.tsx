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
import { useState, type ReactNode } from 'react';

import { useDesigner } from './designer-context.js';
import { moved } from './entries.js';
import { gapAt, gapOfId } from './gaps.js';
import { withIndicator, withRespondent } from './new-items.js';

/** Where cards and rows of the bank are dragged, and what comes of dropping one. */
export function DragArea({ children }: { children: ReactNode }) {
  const { design, bank, edit } = useDesigner();
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDragged(null);
    const gap = over === null ? null : gapOfId(String(over.id));
    if (gap === null) return;
    const [kind, code = ''] = String(active.id).split(/:(.*)/s);
    if (kind === 'card') edit((before) => moved(before, code, gap), { select: code });
    const indicator = kind === 'indicator' ? bank?.indicators.find((one) => one.code === code) : undefined;
    if (indicator !== undefined) {
      edit((before) => withIndicator(before, indicator, gap).design, {
        select: withIndicator(design, indicator, gap).code,
      });
    }
    const entry = kind === 'respondent' ? bank?.respondent.find((one) => one.code === code) : undefined;
    if (entry !== undefined) {
      edit((before) => withRespondent(before, [entry], gap).design, {
        select: withRespondent(design, [entry], gap).code,
      });
    }
  };
  return (
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
      {children}
      <DragOverlay dropAnimation={null}>
        {dragged === null ? null : <div className="drag-overlay">{dragged}</div>}
      </DragOverlay>
    </DndContext>
  );
}

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

/** The page says itself what was moved; the library would say it in English. */
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};
