import type { QuestionnaireDesign } from '@minsheng/contracts';
import { compareDesigns, type Change } from '@minsheng/questionnaire/compile';
import { Button, Drawer } from 'antd';
import { Unlink2 } from 'lucide-react';
import { useMemo } from 'react';

import { readVersion, versionPath } from '../../api/questionnaires.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { Chip } from '../../ui/parts.js';
import { Empty, Loaded } from '../../ui/states.js';
import { cardOfQuestion } from './walk.js';

/** 与上期对比: what changed since a published version, item by item, the breaks of series in sight. */
export function CompareDrawer({
  id,
  version,
  design,
  numbers,
  isOpen,
  onClose,
  onGo,
}: {
  id: string;
  /** The version compared with. */
  version: number;
  design: QuestionnaireDesign;
  numbers: ReadonlyMap<string, string>;
  isOpen: boolean;
  onClose: () => void;
  onGo: (card: string) => void;
}) {
  const { say } = useMessages();
  const asked = useResource(isOpen ? versionPath(id, version) : null, (signal) => readVersion(id, version, signal));
  return (
    <Drawer
      size={640}
      open={isOpen}
      onClose={onClose}
      title={say('compare.title', { version })}
      className="questionnaire-drawer"
      destroyOnHidden
    >
      <Loaded asked={asked}>
        {(before) => (
          <Changes
            before={before.design}
            after={design}
            numbers={numbers}
            onGo={(item) => {
              const card = cardOfQuestion(design, item) ?? item;
              onClose();
              onGo(card);
            }}
          />
        )}
      </Loaded>
    </Drawer>
  );
}

function Changes({
  before,
  after,
  numbers,
  onGo,
}: {
  before: QuestionnaireDesign;
  after: QuestionnaireDesign;
  numbers: ReadonlyMap<string, string>;
  onGo: (item: string) => void;
}) {
  const { say } = useMessages();
  const byItem = useMemo(() => {
    const groups = new Map<string | null, Change[]>();
    for (const change of compareDesigns(before, after)) {
      groups.set(change.item, [...(groups.get(change.item) ?? []), change]);
    }
    return [...groups];
  }, [before, after]);
  if (byItem.length === 0) return <Empty>{say('compare.nothing')}</Empty>;
  const breaks = byItem.flatMap(([, changes]) => changes).filter(({ isSeriesBreak }) => isSeriesBreak).length;
  return (
    <>
      <p className={breaks > 0 ? 'attention' : 'muted'}>
        {breaks > 0 ? say('compare.breaks', { count: breaks }) : say('compare.no-breaks')}
      </p>
      <ul className="changes">
        {byItem.map(([item, changes]) => (
          <li key={item ?? ''} className={changes.some(({ isSeriesBreak }) => isSeriesBreak) ? 'broken' : ''}>
            <header>
              {item === null ? (
                <b>{say('compare.whole')}</b>
              ) : changes.some(({ kind }) => kind === 'removed') ? (
                <b>{item}</b>
              ) : (
                <Button type="link" size="small" onClick={() => onGo(item)}>
                  {numbers.has(item) ? `Q${numbers.get(item)}` : item}
                </Button>
              )}
              {changes.map((change, index) => (
                <Chip key={index} tone={change.isSeriesBreak ? 'overdue' : 'plain'}>
                  {say(`change.${change.kind}`)}
                </Chip>
              ))}
              {changes.some(({ isSeriesBreak }) => isSeriesBreak) && (
                <span className="series-broken">
                  <Unlink2 size={14} aria-hidden />
                  {say('compare.breaks-series')}
                </span>
              )}
            </header>
            {changes.map(
              (change, index) =>
                (change.before !== null || change.after !== null) && (
                  <dl key={index}>
                    {change.before !== null && change.before !== '' && (
                      <>
                        <dt>{say('compare.before')}</dt>
                        <dd className="before">{change.before}</dd>
                      </>
                    )}
                    {change.after !== null && change.after !== '' && (
                      <>
                        <dt>{say('compare.after')}</dt>
                        <dd>{change.after}</dd>
                      </>
                    )}
                  </dl>
                ),
            )}
            {changes.some(({ indicator }) => indicator !== null) && (
              <p className="attention caption">
                {say('compare.version-should-rise', {
                  indicator: changes.find(({ indicator }) => indicator !== null)?.indicator ?? '',
                })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
