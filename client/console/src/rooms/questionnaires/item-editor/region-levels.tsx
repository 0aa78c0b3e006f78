import type { DesignItem } from '@minsheng/contracts';
import { Button } from 'antd';
import { Plus, X } from 'lucide-react';

import { useMessages } from '../../../messages/use-messages.js';
import { listOf, usersOf } from '../choices.js';
import { useDesigner } from '../designer-context.js';
import { codesOf, freeCode, freeName, replaced } from '../entries.js';
import { noWords } from '../new-items.js';
import { ListEditor } from '../options-editor.js';
import { ShortWords } from '../words.js';

type Region = Extract<DesignItem, { type: 'region' }>;

/** From the widest level to the narrowest, each with its own list; an option names the one above that it lies in. */
export function RegionLevels({ item }: { item: Region }) {
  const { say } = useMessages();
  const { design, isReadOnly, set, numbers } = useDesigner();
  return (
    <div className="levels-of-region">
      {item.levels.map((level, index) => (
        <section key={level.code}>
          <header>
            <ShortWords
              label={say('design.level', { number: index + 1 })}
              value={level.text}
              isReadOnly={isReadOnly}
              onChange={(text, language) =>
                set(
                  item,
                  { levels: item.levels.map((one) => (one === level ? { ...one, text } : one)) },
                  `levels.${index}.${language}`,
                )
              }
            />
            {!isReadOnly && item.levels.length > 1 && index === item.levels.length - 1 && (
              <Button
                size="small"
                type="text"
                aria-label={say('design.level-away')}
                icon={<X size={14} />}
                onClick={() => set(item, { levels: item.levels.slice(0, -1) })}
              />
            )}
          </header>
          <ListEditor
            list={level.list}
            parents={index === 0 ? null : (listOf(design, item.levels[index - 1]!.list)?.choices ?? [])}
            note={
              usersOf(design, level.list).length > 1
                ? say('design.shared-with', {
                    cards: usersOf(design, level.list)
                      .filter((code) => code !== item.code)
                      .map((code) => `Q${numbers.get(code) ?? code}`)
                      .join('、'),
                  })
                : null
            }
          />
        </section>
      ))}
      {!isReadOnly && item.levels.length < 4 && <AddLevel item={item} />}
    </div>
  );
}

function AddLevel({ item }: { item: Region }) {
  const { say } = useMessages();
  const { edit, design } = useDesigner();
  const add = () => {
    const code = freeCode(`${item.code}l`, codesOf(design));
    const list = freeName(code, new Set(design.lists.map((one) => one.code)));
    const parent = listOf(design, item.levels.at(-1)?.list ?? '')?.choices[0]?.code ?? '';
    edit((now) =>
      replaced(
        {
          ...now,
          lists: [...now.lists, { code: list, choices: [{ code: 'a1', text: noWords, columns: { parent } }] }],
        },
        item.code,
        { ...item, levels: [...item.levels, { code, text: noWords, list }] },
      ),
    );
  };
  return (
    <Button size="small" type="link" icon={<Plus size={14} />} onClick={add}>
      {say('design.add-level')}
    </Button>
  );
}
