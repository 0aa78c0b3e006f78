import { useMemo, useState } from 'react';
import { View } from '@tarojs/components';
import { textIn, type Correction, type RankedUnit, type ReleaseDocument, type UnrankedUnit } from '@minsheng/contracts';
import { readCity } from '../../api/city.js';
import { readLatestRelease } from '../../api/publication.js';
import { openPage } from '../../device/navigation.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { grouped } from '../../messages/numbers.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { groupView, type BandView, type GroupView, type UnrankedRowView } from '../../ranking/ranking-view.js';
import { periodText } from '../../time/period.js';
import { momentText, wallClock } from '../../time/shanghai.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { RankingSentence } from '../../ui/ranking-words.js';
import { forReader } from '../../ui/reader.js';
import { Segmented } from '../../ui/segmented.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import { RankRow, UnrankedRow } from './rank-row.js';
import { UnitSheet } from './unit-sheet.js';
import './index.scss';

export default function RankingPage() {
  const { messages } = usePreferences();
  const [content, askAgain] = useContent('latest-release', readLatestRelease);
  const [openUnit, setOpenUnit] = useState<string | null>(null);
  const face = faceOf(content);
  const release = face.kind === 'ready' ? face.value : null;
  const unit = release ? findUnit(release, openUnit) : undefined;
  return (
    <Page
      className="ranking"
      tab="ranking"
      header={messages.ranking.title}
      overlay={release && unit ? <UnitSheet unit={unit} release={release} onClose={() => setOpenUnit(null)} /> : null}
    >
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {release ? <NextOne /> : null}
      {release ? <Release release={release} onOpen={setOpenUnit} /> : null}
      {face.kind === 'loading' ? <Skeleton lines={10} lineHeight={46} /> : null}
      {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
      {face.kind === 'empty' ? <NothingReleased /> : null}
    </Page>
  );
}

function findUnit(release: ReleaseDocument, unitId: string | null): RankedUnit | UnrankedUnit | undefined {
  return release.groups.flatMap((group) => [...group.rows, ...group.unranked]).find((unit) => unit.unitId === unitId);
}

/** When the next results come out, in words, and whether they are those of the poll now open; null when nobody has said. */
function useNextRelease(): { moment: string; isOpenPoll: boolean } | null {
  const { language } = usePreferences();
  const [city] = useContent('city', readCity);
  const face = faceOf(city);
  if (face.kind !== 'ready') return null;
  const { openPoll = null, nextReleaseAt, now } = face.value;
  const at = openPoll?.releaseAt ?? nextReleaseAt;
  return at === null ? null : { moment: momentText(at, language, now), isOpenPoll: openPoll !== null };
}

/** What is not out yet stands above what is: nobody takes the period before for this one. */
function NextOne() {
  const { messages } = usePreferences();
  const next = useNextRelease();
  if (next === null) return null;
  return (
    <View className="ranking__next">
      <Icon name="clock" size={14} strokeWidth={2} />
      <View className="grow">
        {next.isOpenPoll ? messages.ranking.embargo(next.moment) : messages.ranking.nextEmbargo(next.moment)}
        <View className="ranking__next-hint">{messages.ranking.previousBelow}</View>
      </View>
    </View>
  );
}

function NothingReleased() {
  const { messages } = usePreferences();
  const next = useNextRelease();
  return (
    <EmptyState
      icon="chart-no-axes-column"
      title={messages.ranking.nothing}
      hint={next === null ? undefined : messages.ranking.nothingAt(next.moment)}
    />
  );
}

function Release({ release, onOpen }: { release: ReleaseDocument; onOpen(unitId: string): void }) {
  const { language, messages } = usePreferences();
  const [groupCode, setGroupCode] = useState<string | null>(null);
  const [order, setOrder] = useState<'band' | 'name'>('band');
  const chosen = release.groups.find((group) => group.code === groupCode) ?? release.groups[0];
  const group = useMemo(() => (chosen ? groupView(chosen, language) : null), [chosen, language]);
  const { month, day, time } = wallClock(release.releasedAt);
  const two = (part: number): string => String(part).padStart(2, '0');
  return (
    <>
      <View className="ranking__title">
        {release.poll.periodKey === null
          ? textIn(release.poll.title, language)
          : periodText(release.poll.periodKey, language)}
      </View>
      <View className="ranking__sealed">
        <Icon name="stamp" size={14} strokeWidth={2} className="ranking__stamp" />
        {messages.ranking.sealedAt(`${two(month)}-${two(day)} ${time}`)}
        <View className="dot-between" />
        {messages.ranking.respondents(grouped(release.poll.responses))}
        {release.isDemonstration ? <DemoTag /> : null}
      </View>
      {release.correction ? <CorrectionBanner correction={release.correction} /> : null}
      {release.groups.length > 1 ? (
        <Segmented
          label={messages.ranking.groups}
          segments={release.groups.map(({ code, name, rows, unranked }) => ({
            value: code,
            label: textIn(name, language),
            count: rows.length + unranked.length,
          }))}
          chosen={chosen?.code ?? ''}
          onChoose={setGroupCode}
        />
      ) : null}
      {group ? (
        <>
          <View className="ranking__say">
            <View className="grow">
              {group.units > 0 ? (
                <RankingSentence units={group.units} bands={group.bandCount} />
              ) : (
                <View className="ranking-sentence">{messages.ranking.noneRanked}</View>
              )}
            </View>
            {group.units > 1 ? (
              <Tappable
                className="ranking__order"
                role="switch"
                isChecked={order === 'name'}
                label={messages.ranking.byName}
                onTap={() => setOrder(order === 'name' ? 'band' : 'name')}
              >
                <Icon name={order === 'name' ? 'list' : 'chart-no-axes-column'} size={14} strokeWidth={2} />
                {order === 'name' ? messages.ranking.byScore : messages.ranking.byName}
              </Tappable>
            ) : null}
          </View>
          {group.axis ? <RankList group={group} isByName={order === 'name'} onOpen={onOpen} /> : null}
          {group.hasOnline ? (
            <View className="ranking__online">
              <View className="ranking__diamond" aria-hidden="true" />
              {messages.ranking.onlineMark}
            </View>
          ) : null}
          <Unranked
            rows={group.unranked}
            title={messages.ranking.unranked}
            hint={messages.ranking.unrankedHint}
            onOpen={onOpen}
          />
          <Unranked
            rows={group.onlineOnly}
            title={messages.ranking.onlineOnly}
            hint={messages.ranking.onlineOnlyHint}
            onOpen={onOpen}
          />
          <View className="ranking__foot">{messages.ranking.footnote}</View>
          <Tappable className="ranking__method" role="link" onTap={() => openPage('method')}>
            <Icon name="shield-check" size={16} />
            {messages.home.method}
            <Icon name="chevron-right" size={15} strokeWidth={2} />
          </Tappable>
        </>
      ) : null}
    </>
  );
}

interface RankListProps {
  group: GroupView;
  isByName: boolean;
  onOpen(unitId: string): void;
}

function RankList({ group, isByName, onOpen }: RankListProps) {
  const { messages } = usePreferences();
  const ticks = group.axis?.ticks ?? [];
  const hasChange = group.byName.some((row) => row.change !== null);
  return (
    <View className="rank-list" {...forReader({ role: 'list' })}>
      <View className="rank-list__axis" aria-hidden="true">
        <View>{hasChange ? messages.ranking.columns.rank : messages.ranking.columns.rankOnly}</View>
        <View className="rank-list__ticks">
          {ticks.map((tick) => (
            <View key={tick.value} className="rank-list__tick" style={{ left: `${tick.at}%` }}>
              {tick.value}
            </View>
          ))}
        </View>
        <View className="rank-list__right">{messages.ranking.columns.score}</View>
      </View>
      {isByName
        ? group.byName.map((row) => <RankRow key={row.unitId} row={row} ticks={ticks} isBandTold onOpen={onOpen} />)
        : group.bands.map((band) => <Band key={band.number} band={band} ticks={ticks} onOpen={onOpen} />)}
    </View>
  );
}

function Band({
  band,
  ticks,
  onOpen,
}: {
  band: BandView;
  ticks: NonNullable<GroupView['axis']>['ticks'];
  onOpen(unitId: string): void;
}) {
  const { messages } = usePreferences();
  return (
    <>
      <View className="rank-list__band">
        <View className="rank-list__band-name">{messages.ranking.band(band.number)}</View>
        {band.rows.length > 1 ? messages.ranking.bandTie(band.rows.length) : null}
      </View>
      {band.rows.map((row) => (
        <RankRow key={row.unitId} row={row} ticks={ticks} onOpen={onOpen} />
      ))}
    </>
  );
}

interface UnrankedProps {
  rows: UnrankedRowView[];
  title: string;
  hint: string;
  onOpen(unitId: string): void;
}

function Unranked({ rows, title, hint, onOpen }: UnrankedProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <View className="section-head">
        <View className="section-head__title">{title}</View>
      </View>
      <View className="ranking__unranked-hint">{hint}</View>
      <View className="rank-list" {...forReader({ role: 'list' })}>
        {rows.map((row) => (
          <UnrankedRow key={row.unitId} row={row} onOpen={onOpen} />
        ))}
      </View>
    </>
  );
}

/** Changes that fit above a list; the rest are in the files. */
const mostChanges = 6;

/** What a correction changed, old and new, with its reason. */
function CorrectionBanner({ correction: { reason, changes } }: { correction: Correction }) {
  const { language, messages } = usePreferences();
  const words = messages.ranking;
  return (
    <View className="ranking__correction" {...forReader({ role: 'status' })}>
      <View className="ranking__correction-title">{words.corrected}</View>
      {textIn(reason, language)}
      {changes.slice(0, mostChanges).map((change) => (
        <View key={`${change.unitId} ${change.field}`}>
          {words.correctionChange(
            textIn(change.name, language),
            words.correctionFields[change.field],
            change.before,
            change.after,
          )}
        </View>
      ))}
      {changes.length > mostChanges ? <View>{words.correctionMore(changes.length - mostChanges)}</View> : null}
    </View>
  );
}
