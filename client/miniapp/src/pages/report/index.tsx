import { useEffect, useState, type ReactNode } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { textIn, type ReportView } from '@minsheng/contracts';
import { readCity } from '../../api/city.js';
import { withdrawReport, appealReport } from '../../api/reports.js';
import { chance } from '../../device/chance.js';
import { openPage } from '../../device/navigation.js';
import { useContent } from '../../loading/use-content.js';
import { ownOf, type Parcel } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { ulid } from '../../outbox/ulid.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { toneOfReport } from '../../reports/timeline.js';
import { useReport } from '../../reports/use-report.js';
import { chipWord } from '../../reports/words.js';
import { useSession } from '../../session/session-context.js';
import { momentText } from '../../time/shanghai.js';
import { useNow } from '../../time/use-now.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Skeleton } from '../../ui/skeleton.js';
import { StateChip } from '../../ui/state-chip.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import { BeforeAfter, Clocks, Timeline } from './course.js';
import { Evidence } from './evidence.js';
import { RatePanel } from './rate-panel.js';
import { WordsSheet } from './words-sheet.js';
import './index.scss';

/** 上报进度: before and after, both clocks, every step, and what the person may do now (screen 03). */
export default function ReportPage() {
  const { messages } = usePreferences();
  const { id = '' } = useRouter().params;
  const [face, askAgain] = useReport(id);
  const words = messages.report;
  if (face?.kind === 'ready')
    return (
      <Report
        report={face.value}
        stale={face.trouble ? <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} /> : null}
        onChanged={askAgain}
      />
    );
  return (
    <Page className="report" header={words.title}>
      {face === null ? (
        <EmptyState icon="user-round" title={messages.reports.signedOut}>
          <Button tone="primary" onTap={() => openPage('sign-in')}>
            {messages.snap.signIn}
          </Button>
        </EmptyState>
      ) : face.kind === 'failed' ? (
        <TroubleState trouble={face.trouble} onRetry={askAgain} />
      ) : (
        <Skeleton lines={12} lineHeight={40} />
      )}
    </Page>
  );
}

type Doing = 'withdraw' | 'appeal' | 'not-fixed' | 'give-info' | null;

interface ReportProps {
  report: ReportView;
  stale: ReactNode;
  onChanged(): void;
}

function Report({ report, stale, onChanged }: ReportProps) {
  const { language, messages } = usePreferences();
  const { session } = useSession();
  const now = useNow();
  const [doing, setDoing] = useState<Doing>(null);
  /** Of the appeal or the withdrawal, however often it has to be sent. */
  const [clientId] = useState(() => ulid(Date.now(), chance));
  const { own, sent } = useFollowing(report.id);
  useEffect(() => {
    // Something of ours has reached the city: the page shows what it made of it.
    if (sent.length > 0) onChanged();
  }, [sent.length, onChanged]);
  const [{ value: city }] = useContent('city', readCity);
  const words = messages.report;
  const last = report.timeline[report.timeline.length - 1];
  const may = new Set(report.may);
  // Rated already, on its way or there: the city's own answer comes a moment later.
  const rating = [...own, ...sent].find(({ letter }) => letter.kind === 'rate');
  const canRate = may.has('rate') && !rating;
  const footer =
    doing === 'not-fixed' || doing === 'give-info' ? null : canRate ? (
      <RatePanel reportId={report.id} canReopen={may.has('not-fixed')} onReopen={() => setDoing('not-fixed')} />
    ) : may.has('give-info') ? (
      <View className="report__bar">
        <Button tone="primary" isBlock onTap={() => setDoing('give-info')}>
          {words.infoTitle}
        </Button>
      </View>
    ) : may.has('not-fixed') ? (
      <View className="report__bar">
        <Button isBlock onTap={() => setDoing('not-fixed')}>
          <Icon name="rotate-ccw" size={17} strokeWidth={2} />
          {words.notFixed}
        </Button>
      </View>
    ) : null;

  if (doing === 'not-fixed' || doing === 'give-info')
    return <Evidence report={report} kind={doing} now={now} onDone={() => setDoing(null)} />;
  return (
    <Page
      className="report"
      header={words.title}
      footer={footer}
      overlay={
        doing === 'appeal' || doing === 'withdraw' ? (
          <WordsSheet
            kind={doing}
            report={report}
            now={now}
            onSend={async (reason) => {
              if (!session) return { kind: 'unreachable' };
              const answer =
                doing === 'appeal'
                  ? await appealReport(report.id, { clientId, reason }, session.token)
                  : await withdrawReport(report.id, { clientId }, session.token);
              if (answer.kind === 'answered') {
                setDoing(null);
                onChanged();
              }
              return answer;
            }}
            onClose={() => setDoing(null)}
          />
        ) : null
      }
    >
      {stale}
      <View className="report__number">
        <View className="grow">{words.number(report.number)}</View>
        {city?.mode === 'demo' ? <DemoTag /> : null}
      </View>
      <View className="report__head">
        <View className="report__title" {...forReader({ role: 'heading' })}>
          {textIn(report.category.name, language)}
        </View>
        {last ? (
          <StateChip tone={toneOfReport(report.state, last.kind)}>
            {chipWord({ state: report.state, lastEvent: last }, messages, language)}
          </StateChip>
        ) : null}
      </View>
      {own.map((parcel) => (
        <Following key={parcel.id} parcel={parcel} />
      ))}
      <BeforeAfter report={report} />
      <Clocks report={report} now={now} />
      {report.asked ? (
        <Card className="report__asked">
          <View className="report__asked-title">{words.infoTitle}</View>
          <View>{report.asked.question}</View>
          <View className="report__hint">{words.infoUntil(momentText(report.asked.until, language, now))}</View>
        </Card>
      ) : null}
      {report.rejection ? <Rejected report={report} now={now} onAppeal={() => setDoing('appeal')} /> : null}
      <Timeline report={report} now={now} />
      <Facts report={report} />
      {may.has('withdraw') ? (
        <Button tone="text" className="report__withdraw" isBlock onTap={() => setDoing('withdraw')}>
          {words.withdraw}
        </Button>
      ) : null}
    </Page>
  );
}

/** What of this report is still on the phone, and what has gone since the page opened. */
function useFollowing(reportId: string): { own: Parcel[]; sent: Parcel[] } {
  const { outbox } = useOutbox();
  const { session } = useSession();
  const [known] = useState(() => new Set(outbox.parcels.filter(({ state }) => state === 'sent').map(({ id }) => id)));
  const of = ownOf(outbox, session?.citizen.id ?? null).filter(
    ({ letter }) => letter.kind !== 'report' && letter.reportId === reportId,
  );
  return {
    own: of.filter(({ state }) => state === 'queued' || state === 'failed'),
    sent: of.filter(({ state, id }) => state === 'sent' && !known.has(id)),
  };
}

function Following({ parcel }: { parcel: Parcel }) {
  const { language, messages } = usePreferences();
  const { act, send } = useOutbox();
  const words = messages.report;
  const { trouble, letter, state } = parcel;
  if (state === 'failed')
    return (
      <Card className="report__following">
        <View className="grow" {...forReader({ role: 'alert' })}>
          {trouble?.kind === 'refused' ? textIn(trouble.sentences, language) : messages.outbox.failed}
        </View>
        <Button tone="text" onTap={() => act({ kind: 'dropped', id: parcel.id })}>
          {messages.outbox.drop}
        </Button>
      </Card>
    );
  return (
    <Card className="report__following">
      <View className="grow" {...forReader({ role: 'status', isLive: true })}>
        {trouble === null ? messages.outbox.sending : letter.kind === 'rate' ? words.rateQueued : words.queued}
      </View>
      {trouble ? (
        <Button tone="text" onTap={send}>
          {messages.outbox.retry}
        </Button>
      ) : null}
    </Card>
  );
}

function Rejected({ report, now, onAppeal }: { report: ReportView; now: string; onAppeal(): void }) {
  const { language, messages } = usePreferences();
  const words = messages.report;
  const { rejection } = report;
  if (!rejection) return null;
  return (
    <Card className="report__asked">
      <View className="report__asked-title">{words.rejectedTitle}</View>
      <View>{rejection.note}</View>
      <View className="report__hint">
        {words.whereInstead} {textIn(rejection.whereInstead, language)}
      </View>
      {report.may.includes('appeal') ? (
        <>
          <Button className="report__appeal" isBlock onTap={onAppeal}>
            {words.appeal}
          </Button>
          {rejection.appealUntil ? (
            <View className="report__hint">{words.appealHint(momentText(rejection.appealUntil, language, now))}</View>
          ) : null}
        </>
      ) : null}
    </Card>
  );
}

function Facts({ report }: { report: ReportView }) {
  const { language, messages } = usePreferences();
  const words = messages.report;
  const place = [report.area ? textIn(report.area, language) : null, report.placeText].filter(Boolean).join(' ');
  if (place === '' && !report.text) return null;
  return (
    <Card className="report__facts">
      {place ? (
        <View>
          <View className="report__fact-name">{words.placeHead}</View>
          {place}
        </View>
      ) : null}
      {report.text ? (
        <View>
          <View className="report__fact-name">{words.wordsHead}</View>
          {report.text}
        </View>
      ) : null}
    </Card>
  );
}
