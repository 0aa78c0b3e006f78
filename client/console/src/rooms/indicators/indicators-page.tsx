import type { IndicatorState, IndicatorView } from '@minsheng/contracts';
import { App, Input, Segmented, Table } from 'antd';
import { FilePlus2 } from 'lucide-react';
import { useMemo, useState } from 'react';

import { indicatorsPath, moveIndicator, readIndicators } from '../../api/indicators.js';
import { readUnits, unitsPath } from '../../api/organisation.js';
import { useResource } from '../../api/use-resource.js';
import { useMessages } from '../../messages/use-messages.js';
import { listText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ChangeButton, Chip, type Tone } from '../../ui/parts.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { Empty, Loaded, RowsSkeleton } from '../../ui/states.js';
import { useAct } from '../../ui/use-act.js';
import { useSession } from '../identity/use-session.js';
import { emptyForm, formOf, sumOfShares, type IndicatorForm } from './indicator-form.js';
import { IndicatorDrawer } from './indicator-drawer.js';
import { actsOn, needsReason, type IndicatorAct } from './lifecycle.js';

const tones: Readonly<Record<IndicatorState, Tone>> = {
  DRAFT: 'line',
  REVIEW: 'dispatch',
  APPROVED: 'verified',
  ACTIVE: 'verified',
  SUSPENDED: 'overdue',
  RETIRED: 'plain',
};

interface Writing {
  id: string | null;
  start: IndicatorForm;
  isCodeFixed: boolean;
}

/** What is judged: every indicator with its wording, whom it is counted for, and two persons behind it. */
export function IndicatorsPage() {
  const { say, text, language } = useMessages();
  const { may } = useSession();
  const { modal } = App.useApp();
  const asked = useResource(indicatorsPath, readIndicators);
  const units = useResource(may('organisation.read') ? unitsPath : null, readUnits);
  const { attempt } = useAct();
  const [shown, setShown] = useState<'standing' | 'open' | 'all'>('all');
  const [wanted, setWanted] = useState('');
  const [writing, setWriting] = useState<Writing | null>(null);
  const [reasoned, setReasoned] = useState<{ act: 'return' | 'suspend' | 'retire'; indicator: IndicatorView } | null>(
    null,
  );
  const names = useMemo(() => new Map((units.value ?? []).map(({ code, name }) => [code, name])), [units.value]);
  const nameOf = (unit: string) => text(names.get(unit) ?? { zh: unit, en: unit });

  const move = (indicator: IndicatorView, act: 'submit' | 'approve' | 'resume') =>
    attempt(async () => {
      await moveIndicator(indicator.id, act);
      asked.askAgain();
      return say(`indicator.${act}-done`, { name: text(indicator.name) });
    });
  const start = (indicator: IndicatorView, act: IndicatorAct) => {
    if (needsReason(act)) setReasoned({ act, indicator });
    else if (act === 'edit') setWriting({ id: indicator.id, start: formOf(indicator), isCodeFixed: true });
    else if (act === 'revise') setWriting({ id: null, start: formOf(indicator), isCodeFixed: true });
    else if (act === 'approve' || act === 'submit') {
      modal.confirm({
        title: say(`indicator.${act}`),
        content: say(`indicator.${act}-means`, { name: text(indicator.name) }),
        okText: say(`indicator.${act}`),
        cancelText: say('act.cancel'),
        onOk: async () => {
          await move(indicator, act);
        },
      });
    } else void move(indicator, act);
  };

  return (
    <Page
      trail={[{ label: say('rail.polls') }]}
      title={say('indicators.title')}
      meta={asked.value === null ? [] : [say('indicators.count', { count: asked.value.length })]}
      actions={
        may('indicators.propose') && (
          <ChangeButton
            type="primary"
            icon={<FilePlus2 size={15} />}
            onClick={() => setWriting({ id: null, start: emptyForm, isCodeFixed: false })}
          >
            {say('indicator.new-title')}
          </ChangeButton>
        )
      }
    >
      <div className="body">
        <section className="panel">
          <header style={{ gap: 10, padding: '10px 14px' }}>
            <Segmented
              aria-label={say('indicator.state')}
              value={shown}
              onChange={setShown}
              options={(['all', 'standing', 'open'] as const).map((value) => ({
                value,
                label: say(`indicators.show-${value}`),
              }))}
            />
            <span className="space" />
            <Input.Search
              allowClear
              aria-label={say('indicators.search')}
              placeholder={say('indicators.search')}
              style={{ width: 240 }}
              onChange={(event) => setWanted(event.target.value)}
            />
          </header>
          <Loaded
            asked={asked}
            skeleton={<RowsSkeleton rows={12} />}
            isEmpty={(indicators) => indicators.length === 0}
            empty={<Empty hint={say('indicators.none-hint')}>{say('indicators.none')}</Empty>}
          >
            {(indicators) => (
              <Table<IndicatorView>
                size="small"
                rowKey="id"
                className="indicators-table"
                pagination={{
                  pageSize: 20,
                  hideOnSinglePage: true,
                  showSizeChanger: false,
                  placement: ['bottomCenter'],
                }}
                dataSource={indicators.filter(
                  (indicator) =>
                    belongs(indicator.state, shown) &&
                    [indicator.code, indicator.name.zh, indicator.name.en, indicator.wording.zh]
                      .join(' ')
                      .toLowerCase()
                      .includes(wanted.trim().toLowerCase()),
                )}
                locale={{ emptyText: <Empty>{say('indicators.nothing-fits')}</Empty> }}
                columns={[
                  {
                    title: say('indicator.code'),
                    render: (_, { code, version }) => (
                      <code>
                        {code}
                        {version > 1 && ` v${version}`}
                      </code>
                    ),
                  },
                  {
                    title: say('indicator.name'),
                    render: (_, { name, wording, anchorTask }) => (
                      <>
                        <p className="strong">{text(name)}</p>
                        <small className="muted">{text(wording)}</small>
                        {anchorTask !== null && (
                          <small className="muted"> · {say('indicator.hangs-on', { task: anchorTask })}</small>
                        )}
                      </>
                    ),
                  },
                  { title: say('indicator.term'), render: (_, { term }) => say(`term.${term}`) },
                  {
                    title: say('indicator.attribution'),
                    render: (_, { attribution }) => say(`attribution.${attribution}`),
                  },
                  { title: say('indicator.weight'), align: 'right', render: (_, { weight }) => weight },
                  {
                    title: say('indicator.shares'),
                    render: (_, { shares }) =>
                      shares.length === 0 ? (
                        <span className="muted">—</span>
                      ) : (
                        <>
                          <p>
                            {listText(
                              shares.map(({ unit, share }) => `${nameOf(unit)} ${share}`),
                              language,
                            )}
                          </p>
                          <small className={sumOfShares(shares) === '1.0000' ? 'muted' : 'attention'}>
                            {say('indicator.sum', { sum: sumOfShares(shares) ?? '—' })}
                          </small>
                        </>
                      ),
                  },
                  {
                    title: say('indicator.state'),
                    render: (_, { state, proposedBy, approvedBy }) => (
                      <>
                        <Chip tone={tones[state]}>{say(`indicator-state.${state}`)}</Chip>
                        <br />
                        <small className="muted">
                          {[
                            proposedBy !== null && say('indicator.proposed-by', { who: proposedBy }),
                            approvedBy !== null && say('indicator.approved-by', { who: approvedBy }),
                          ]
                            .filter((part) => part !== false)
                            .join(' · ')}
                        </small>
                      </>
                    ),
                  },
                  {
                    title: <span className="for-readers">{say('indicator.acts')}</span>,
                    align: 'right',
                    render: (_, indicator) => (
                      <span className="row-acts">
                        {actsOn(indicator, may).map((act) => (
                          <ChangeButton
                            key={act}
                            size="small"
                            type={act === 'submit' || act === 'approve' ? 'primary' : 'default'}
                            danger={act === 'retire'}
                            aria-label={`${say(`indicator.${act}`)}: ${text(indicator.name)}`}
                            onClick={() => start(indicator, act)}
                          >
                            {say(`indicator.${act}`)}
                          </ChangeButton>
                        ))}
                      </span>
                    ),
                  },
                ]}
              />
            )}
          </Loaded>
        </section>
      </div>
      {writing !== null && (
        <IndicatorDrawer
          {...writing}
          onSaved={() => {
            setWriting(null);
            asked.askAgain();
          }}
          onClose={() => setWriting(null)}
        />
      )}
      {reasoned !== null && (
        <ReasonDialog
          title={say(`indicator.${reasoned.act}`)}
          means={say(`indicator.${reasoned.act}-means`, { name: text(reasoned.indicator.name) })}
          act={say(`indicator.${reasoned.act}`)}
          isDangerous={reasoned.act === 'retire'}
          onGiven={async ({ reason }) => {
            await moveIndicator(reasoned.indicator.id, reasoned.act, reason);
            asked.askAgain();
            return say(`indicator.${reasoned.act}-done`, { name: text(reasoned.indicator.name) });
          }}
          onClose={() => setReasoned(null)}
        />
      )}
    </Page>
  );
}

function belongs(state: IndicatorState, shown: 'standing' | 'open' | 'all'): boolean {
  if (shown === 'all') return true;
  const isOpen = state === 'DRAFT' || state === 'REVIEW';
  return shown === 'open' ? isOpen : !isOpen && state !== 'RETIRED';
}
