import type { FieldworkView } from '@minsheng/contracts';
import { Button } from 'antd';
import { useState } from 'react';

import { useMessages } from '../../../messages/use-messages.js';
import { countText } from '../../../ui/format.js';
import { Panel } from '../../../ui/parts.js';
import { Empty } from '../../../ui/states.js';
import { useWidth } from '../../../ui/use-width.js';
import { sitesByNeed } from './sites.js';

const shown = 10;
const barHeight = 12;
/** px beside the bar that names, area, kind and counts need. */
const besideBar = 390;
const besideBarNarrow = 310;

/** Where interviewers stand: who is furthest behind first, with what is due today. */
export function SiteTable({ view }: { view: FieldworkView }) {
  const { say, text } = useMessages();
  const [isWhole, setWhole] = useState(false);
  const sites = sitesByNeed(view);
  const behind = sites.filter(({ isBehind }) => isBehind).length;
  const [frame, width] = useWidth<HTMLDivElement>();
  /** Too narrow for every column: the kind is what can be done without. */
  const isNarrow = width > 0 && width < 540;
  const barWidth = Math.min(300, Math.max(90, width - (isNarrow ? besideBarNarrow : besideBar)));
  const listed = isWhole ? sites : sites.slice(0, shown);
  return (
    <Panel
      title={say('sites.title')}
      note={say('sites.order')}
      tools={<small className={behind > 0 ? 'attention' : 'muted'}>{say('sites.behind', { count: behind })}</small>}
    >
      {sites.length === 0 ? (
        <Empty>{say('sites.none')}</Empty>
      ) : (
        <div ref={frame}>
          <table className="plain-table compact-rows sites">
            <thead>
              <tr>
                <th>{say('sites.site')}</th>
                <th>{say('sites.area')}</th>
                {!isNarrow && <th>{say('sites.kind')}</th>}
                <th>{say('sites.progress')}</th>
                <th className="right">{say('sites.count')}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((site) => {
                const scale = barWidth / Math.max(1, site.target, site.received);
                return (
                  <tr key={site.code} className={site.isBehind ? 'behind' : ''}>
                    <td className="strong">{text(site.name)}</td>
                    <td className="muted">{text(site.areaName)}</td>
                    {!isNarrow && <td className="muted">{say(`site.${site.kind}`)}</td>}
                    <td>
                      <svg width={barWidth} height={barHeight} aria-hidden>
                        <rect width={site.target * scale} height={8} y={2} rx={1.5} fill="var(--sunken)" />
                        <rect
                          width={site.received * scale}
                          height={8}
                          y={2}
                          rx={1.5}
                          fill={site.isBehind ? 'var(--st-overdue)' : 'var(--q4)'}
                        />
                        <line
                          x1={Math.max(1, site.due * scale)}
                          x2={Math.max(1, site.due * scale)}
                          y1={0}
                          y2={barHeight}
                          stroke="var(--ink)"
                          strokeWidth={1.5}
                        />
                      </svg>
                      {site.isBehind && <span className="for-readers">{say('sites.is-behind')}</span>}
                    </td>
                    <td className="right">
                      {countText(site.received)}
                      <span className="muted"> / {countText(site.target)}</span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <p className="muted sites-foot">
            {say('sites.no-refusals')}
            {sites.length > shown && (
              <Button type="link" size="small" onClick={() => setWhole(!isWhole)}>
                {isWhole ? say('sites.fewer') : say('sites.all', { count: sites.length })}
              </Button>
            )}
          </p>
        </div>
      )}
    </Panel>
  );
}
