import { View } from '@tarojs/components';
import { textIn, type CityView, type ReleaseDocument, type ReportListItem } from '@minsheng/contracts';
import { readCity } from '../../api/city.js';
import { readLatestRelease } from '../../api/publication.js';
import { dial } from '../../device/call.js';
import { openPage, openTab } from '../../device/navigation.js';
import { faceOf, type Face } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { ownOf } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { pollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { groupView } from '../../ranking/ranking-view.js';
import { stepUnderWay } from '../../reports/timeline.js';
import { useMyReports } from '../../reports/use-reports.js';
import { useSession } from '../../session/session-context.js';
import { dayText, momentText } from '../../time/shanghai.js';
import { timeLeft } from '../../time/time-left.js';
import { useNow } from '../../time/use-now.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { DotInterval } from '../../ui/dot-interval.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Mark } from '../../ui/mark.js';
import { Page } from '../../ui/page.js';
import { PollCard } from '../../ui/poll-card.js';
import { forReader } from '../../ui/reader.js';
import { RankingSentence, rowSpoken } from '../../ui/ranking-words.js';
import { ReportRow } from '../../ui/report-row.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import './index.scss';

export default function HomePage() {
  const { isCare, messages } = usePreferences();
  const [city, askCity] = useContent('city', readCity);
  const [release, askRelease] = useContent('latest-release', readLatestRelease);
  const cityFace = faceOf(city);
  const releaseFace = faceOf(release);
  const isPollOpen = cityFace.kind === 'ready' && pollInView(cityFace.value, cityFace.readAt) !== null;
  return (
    <Page className="home" tab="home" header={<Brand city={cityFace} />}>
      {isCare ? <BigSnap /> : null}
      <PollOrNextCard face={cityFace} onRetry={askCity} />
      <MyReports />
      <LatestCard face={releaseFace} isFirst={!isPollOpen} onRetry={askRelease} />
      {isCare ? (
        <Tappable className="home__dial card" onTap={() => dial('12345')}>
          <Icon name="phone" size={26} />
          <View className="grow">
            <View className="home__dial-verb">{messages.home.dial}</View>
            <View className="home__dial-hint">{messages.home.dialHint}</View>
          </View>
          <Icon name="chevron-right" size={22} />
        </Tappable>
      ) : (
        <HowToReadCard />
      )}
    </Page>
  );
}

/** 关怀版: one verb over the whole width. */
function BigSnap() {
  const { messages } = usePreferences();
  return (
    <Tappable className="big-snap" label={messages.snap.care} onTap={() => openPage('snap')}>
      <Icon name="camera" size={44} strokeWidth={1.6} />
      <View className="grow">
        <View className="big-snap__verb">{messages.snap.care}</View>
        <View className="big-snap__hint">{messages.snap.careHint}</View>
      </View>
    </Tappable>
  );
}

/** Reports on the home page: those that are under way, the ones that wait for the person first. */
const reportsAtHome = 2;

function MyReports() {
  const { isCare, messages } = usePreferences();
  const { session } = useSession();
  const { outbox } = useOutbox();
  const [face, askAgain] = useMyReports();
  const now = useNow();
  const words = messages.reports;
  const waiting = ownOf(outbox, session?.citizen.id ?? null).filter(
    ({ state, letter }) => letter.kind === 'report' && (state === 'queued' || state === 'failed'),
  );
  if (face === null && waiting.length === 0) return null;
  const all = face?.kind === 'ready' ? face.value : [];
  const open = all.filter(({ state, awaitsMe, lastEvent }) => awaitsMe || stepUnderWay(state, lastEvent.kind) !== null);
  const shown = [...open].sort((a, b) => Number(b.awaitsMe) - Number(a.awaitsMe)).slice(0, isCare ? 1 : reportsAtHome);
  return (
    <>
      <View className="section-head">
        <View className="section-head__title" {...forReader({ role: 'heading' })}>
          {words.title}
        </View>
        {all.length > 0 ? (
          <Tappable className="section-head__more" role="link" onTap={() => openPage('reports')}>
            {words.all(all.length)}
            <Icon name="chevron-right" size={15} strokeWidth={2} />
          </Tappable>
        ) : null}
      </View>
      {face?.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} />
      ) : null}
      {waiting.length > 0 ? (
        <Tappable className="home__waiting" role="link" onTap={() => openPage('reports')}>
          <Icon name="cloud-upload" size={18} />
          <View className="grow">
            {messages.outbox.count(waiting.length)}
            <View className="dot-between" />
            {waiting.some(({ state }) => state === 'failed') ? messages.outbox.failed : messages.outbox.waiting}
          </View>
          <Icon name="chevron-right" size={18} />
        </Tappable>
      ) : null}
      <MyReportsCard face={face} shown={shown} hasAny={all.length > 0} now={now} onRetry={askAgain} />
    </>
  );
}

interface MyReportsCardProps {
  face: Face<ReportListItem[]> | null;
  shown: ReportListItem[];
  hasAny: boolean;
  now: string;
  onRetry(): void;
}

function MyReportsCard({ face, shown, hasAny, now, onRetry }: MyReportsCardProps) {
  const { messages } = usePreferences();
  if (face === null) return null;
  return (
    <Card className="home__reports">
      {face.kind === 'loading' ? <Skeleton lines={2} lineHeight={32} /> : null}
      {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={onRetry} /> : null}
      {shown.map((report) => (
        <ReportRow key={report.id} report={report} now={now} />
      ))}
      {face.kind === 'ready' && shown.length === 0 ? (
        <View className="home__no-reports">{hasAny ? messages.reports.noneOpen : messages.reports.none}</View>
      ) : null}
    </Card>
  );
}

function Brand({ city }: { city: Face<CityView> }) {
  const { language, isCare, messages } = usePreferences();
  const view = city.kind === 'ready' ? city.value : null;
  return (
    <View className="brand">
      <Mark height={isCare ? 34 : 31} label={messages.product} />
      <View className="brand__name" {...forReader({ role: 'heading' })}>
        {messages.product}
      </View>
      {view && !isCare ? (
        <View className="brand__city">
          <Icon name="map-pin" size={14} strokeWidth={2} />
          {textIn(view.city, language)}
        </View>
      ) : null}
      {view?.mode === 'demo' ? <DemoTag /> : null}
    </View>
  );
}

/** The open poll, or when the next results come out. */
function PollOrNextCard({ face, onRetry }: { face: Face<CityView>; onRetry(): void }) {
  const { messages } = usePreferences();
  if (face.kind === 'failed')
    return (
      <Card>
        <TroubleState trouble={face.trouble} onRetry={onRetry} />
      </Card>
    );
  const inView = face.kind === 'ready' ? pollInView(face.value, face.readAt) : null;
  return (
    <>
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={onRetry} />
      ) : null}
      {inView ? (
        <PollCard view={inView} />
      ) : (
        <Card className="next">
          <View className="eyebrow">
            {messages.home.pollEyebrow}
            {face.kind === 'ready' ? (
              <>
                <View className="dot-between" />
                {messages.home.noPollNow}
              </>
            ) : null}
          </View>
          {face.kind === 'ready' ? <NextRelease city={face.value} /> : <Skeleton lines={3} lineHeight={28} />}
        </Card>
      )}
    </>
  );
}

function NextRelease({ city: { now, nextReleaseAt } }: { city: CityView }) {
  const { language, messages } = usePreferences();
  if (nextReleaseAt === null)
    return (
      <>
        <View className="next__title">{messages.home.nextReleaseUnknown}</View>
        <View className="next__hint">{messages.home.nextReleaseUnknownHint}</View>
      </>
    );
  const left = timeLeft(now, nextReleaseAt, language);
  return (
    <>
      <View className="next__title">{messages.home.nextRelease(dayText(nextReleaseAt, language, now))}</View>
      <View className="next__when">
        <Icon name="clock" size={15} strokeWidth={2} />
        <View className="grow">{messages.home.nextReleaseAt(momentText(nextReleaseAt, language, now))}</View>
        {left ? <View className="next__left">{left}</View> : null}
      </View>
    </>
  );
}

interface LatestCardProps {
  face: Face<ReleaseDocument>;
  /** Whether nothing more pressing stands on the page: a page has one primary button. */
  isFirst: boolean;
  onRetry(): void;
}

function LatestCard({ face, isFirst, onRetry }: LatestCardProps) {
  const { isCare, messages } = usePreferences();
  return (
    <>
      {isCare ? null : (
        <View className="section-head">
          <View className="section-head__title" {...forReader({ role: 'heading' })}>
            {messages.home.latest}
          </View>
        </View>
      )}
      {face.kind === 'ready' && face.trouble ? (
        <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={onRetry} />
      ) : null}
      <Card className="latest">
        {face.kind === 'ready' ? <Latest release={face.value} isFirst={isFirst} /> : null}
        {face.kind === 'loading' ? <Skeleton lines={6} lineHeight={38} /> : null}
        {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={onRetry} /> : null}
        {face.kind === 'empty' ? (
          <EmptyState
            icon="chart-no-axes-column"
            title={messages.home.nothingReleased}
            hint={messages.home.nothingReleasedHint}
          />
        ) : null}
      </Card>
    </>
  );
}

/** Rows on the home page: enough to see bands and intervals, few enough for the thumb. */
const rowsAtHome = 5;

function Latest({ release, isFirst }: { release: ReleaseDocument; isFirst: boolean }) {
  const { language, isCare, messages } = usePreferences();
  const first = release.groups.find((group) => group.rows.length > 0);
  if (!first) return <EmptyState icon="chart-no-axes-column" title={messages.ranking.noneRanked} />;
  const group = groupView(first, language);
  // The axis is cut to the rows that stand here, so that their intervals can be told apart on a narrow card.
  const shown = groupView({ ...first, rows: first.rows.slice(0, rowsAtHome) }, language);
  const ticks = shown.axis?.ticks ?? [];
  const rows = shown.bands.flatMap((band) => band.rows);
  return (
    <>
      <View className="latest__title">
        <View className="grow">{textIn(release.poll.title, language)}</View>
        {release.isDemonstration ? <DemoTag /> : null}
      </View>
      <View className="latest__sentence">
        {release.groups.length > 1 ? <View className="latest__group">{group.name}</View> : null}
        <RankingSentence units={group.units} bands={group.bandCount} />
      </View>
      {isCare ? null : (
        <View {...forReader({ role: 'list' })}>
          {rows.map((row) => (
            <View
              key={row.unitId}
              className="latest__row"
              {...forReader({ role: 'listitem', label: rowSpoken(row, messages) })}
            >
              <View>
                <View className="latest__name">{row.name}</View>
                <View className="latest__band">{messages.ranking.band(row.band)}</View>
              </View>
              <DotInterval at={row.at} ticks={ticks} />
              <View className="latest__score">
                {row.score}
                <View className="latest__width">{messages.ranking.plusMinus(row.halfWidth)}</View>
              </View>
            </View>
          ))}
        </View>
      )}
      <Button
        className="latest__open"
        tone={isCare && isFirst ? 'primary' : 'quiet'}
        isBlock
        onTap={() => openTab('ranking')}
      >
        {messages.home.seeRanking}
        {!isCare && group.units > rows.length ? (
          <View className="latest__more">{messages.home.moreUnits(group.units - rows.length)}</View>
        ) : null}
      </Button>
    </>
  );
}

function HowToReadCard() {
  const { messages } = usePreferences();
  const { dotMeaning, lineMeaning, bandMeaning } = messages.home;
  return (
    <>
      <View className="section-head">
        <View className="section-head__title" {...forReader({ role: 'heading' })}>
          {messages.home.howToRead}
        </View>
        <Tappable className="section-head__more" role="link" onTap={() => openPage('method')}>
          {messages.home.method}
          <Icon name="chevron-right" size={15} strokeWidth={2} />
        </Tappable>
      </View>
      <Card className="how">
        <View className="how__line">
          <View className="how__drawing">
            <DotInterval at={{ dot: 50, from: 50, to: 50 }} ticks={[]} />
          </View>
          {dotMeaning}
        </View>
        <View className="how__line">
          <View className="how__drawing">
            <DotInterval at={{ dot: 50, from: 12, to: 88 }} ticks={[]} />
          </View>
          {lineMeaning}
        </View>
        <View className="how__line">
          <View className="how__drawing how__drawing--band">
            <Icon name="equal" size={18} strokeWidth={2} />
          </View>
          {bandMeaning}
        </View>
      </Card>
    </>
  );
}
