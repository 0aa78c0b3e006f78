import type { MissingCode } from '@minsheng/contracts';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { levelChanged, scaleOf, usersOf } from '../choices.js';
import { useDesigner } from '../designer-context.js';
import { ScaleGlyph } from '../scale-glyph.js';
import { ShortWords } from '../words.js';

/** Levels with their scores, and beside them, dashed, what counts for nothing. */
export function ScaleStrip({ scale: code, offers }: { scale: string; offers: readonly MissingCode[] }) {
  const { say, text } = useMessages();
  const { design, isReadOnly, edit } = useDesigner();
  const [isEditing, setEditing] = useState(false);
  const scale = scaleOf(design, code);
  if (scale === null) return null;
  const { levels } = scale;
  const others = usersOf(design, code).length - 1;
  const missing = design.missing.filter((one) => offers.includes(one.code) && one.code !== 'refused');
  return (
    <>
      <ul
        className="scale-strip"
        style={{ gridTemplateColumns: `repeat(${levels.length + missing.length}, minmax(0, 1fr))` }}
      >
        {levels.map((level, at) => (
          <li key={level.code}>
            <ScaleGlyph at={at} of={levels.length} />
            {isEditing ? (
              <>
                <ShortWords
                  label={say('design.level-name')}
                  value={level.name}
                  isReadOnly={isReadOnly}
                  onChange={(name, language) =>
                    edit((now) => levelChanged(now, code, level.code, { name }), {
                      field: `scale.${code}.${level.code}.${language}`,
                    })
                  }
                />
                <Input
                  size="small"
                  inputMode="numeric"
                  aria-label={say('design.score-of', { level: text(level.name) })}
                  value={level.score}
                  onChange={(event) => {
                    const score = Number(event.target.value);
                    if (!Number.isInteger(score)) return;
                    edit((now) => levelChanged(now, code, level.code, { score }), {
                      field: `scale.${code}.${level.code}.score`,
                    });
                  }}
                />
              </>
            ) : (
              <>
                <b>{text(level.name)}</b>
                <small>{say('plan.points', { score: level.score })}</small>
              </>
            )}
          </li>
        ))}
        {missing.map((one) => (
          <li key={one.code} className="apart">
            <b>{text(one.name)}</b>
            <small>{say('plan.no-points')}</small>
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <div className="under-options">
          <Button size="small" type="link" onClick={() => setEditing(!isEditing)}>
            {isEditing ? say('design.scale-done') : say('design.change-scale')}
          </Button>
          {isEditing && <small className="attention">{say('design.scale-warning', { count: others })}</small>}
        </div>
      )}
    </>
  );
}
