import { Image, View } from '@tarojs/components';
import { textIn, type PhotoView, type ReportView } from '@minsheng/contracts';
import type { IconName } from '@minsheng/design';
import { photoAddress } from '../../api/photos.js';
import { previewPhotos } from '../../device/photos.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { faceOfClock, standingAt, stretchOf, type Stretch } from '../../reports/clocks.js';
import { nodesOf, type StepMark, type TimelineNode } from '../../reports/timeline.js';
import type { Messages } from '../../messages/index.js';
import { momentText, shortMoment } from '../../time/shanghai.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

/** The first picture of each side; the rest open with it. */
export function BeforeAfter({ report }: { report: ReportView }) {
  const { messages } = usePreferences();
  const words = messages.report;
  const { before, after, timeline } = report;
  if (before.length === 0) return null;
  const checkedAt = timeline.filter(({ kind }) => kind === 'closed').pop()?.at;
  return (
    <View className="before-after">
      <Side photos={before} label={words.spokenBefore} caption={words.before(shortMoment(report.submittedAt))} />
      {after.length > 0 && checkedAt ? (
        <Side photos={after} isLast label={words.spokenAfter} caption={words.after(shortMoment(checkedAt))} />
      ) : (
        <View className="before-after__pending">{words.afterPending}</View>
      )}
    </View>
  );
}

interface SideProps {
  photos: PhotoView[];
  label: string;
  caption: string;
  /** The newest picture stands for the side: the verifier's comes after the unit's. */
  isLast?: boolean;
}

function Side({ photos, label, caption, isLast = false }: SideProps) {
  const shown = photos[isLast ? photos.length - 1 : 0];
  if (!shown) return null;
  const addresses = photos.map(({ address }) => photoAddress(address));
  return (
    <Tappable
      className="before-after__side"
      role="img"
      label={`${label} ${caption}`}
      onTap={() => previewPhotos(addresses, photoAddress(shown.address))}
    >
      <Image className="before-after__picture" src={photoAddress(shown.address)} mode="aspectFill" />
      <View className="before-after__caption">{caption}</View>
    </Tappable>
  );
}

/** A stretch in words: 3 时 31 分. */
function inWords(stretch: Stretch, { units }: Messages['report']): string {
  return faceOfClock(stretch)
    .map(({ figure, unit }) => `${figure} ${units[unit]}`)
    .join(' ');
}

/** The citizen's clock comes first: it never stops. */
export function Clocks({ report, now }: { report: ReportView; now: string }) {
  const { messages } = usePreferences();
  const words = messages.report;
  const { citizenClock, unitClock } = report;
  const standing = unitClock ? standingAt(unitClock.dueAt, unitClock.endedAt, now) : null;
  return (
    <Card className="clocks">
      <View className="clocks__clock">
        <View className="clocks__name">
          <Icon name="user-round" size={13} strokeWidth={2} />
          {words.citizenClock}
        </View>
        <Face stretch={stretchOf(citizenClock.startedAt, citizenClock.endedAt ?? now)} />
        <View className="clocks__hint">{words.citizenClockHint}</View>
      </View>
      <View className="clocks__clock">
        <View className="clocks__name">
          <Icon name="building-complex" size={13} strokeWidth={2} />
          {words.unitClock}
        </View>
        {unitClock && standing ? (
          <>
            <Face stretch={stretchOf(unitClock.startedAt, unitClock.endedAt ?? now)} />
            <View className={standing.kind === 'over' || standing.kind === 'missed' ? 'clocks__late' : 'clocks__hint'}>
              {words.due(shortMoment(unitClock.dueAt))}
              <View className="dot-between" />
              {standing.kind === 'kept' ? words.kept : words[standing.kind](inWords(standing.by, words))}
            </View>
          </>
        ) : (
          <>
            <View className="clocks__face clocks__face--none">–</View>
            <View className="clocks__hint">{words.unitClockNone}</View>
          </>
        )}
      </View>
    </Card>
  );
}

function Face({ stretch }: { stretch: Stretch }) {
  const { messages } = usePreferences();
  return (
    <View className="clocks__face">
      {faceOfClock(stretch).map(({ figure, unit }) => (
        <View key={unit} className="clocks__part">
          {figure}
          <View className="clocks__unit">{messages.report.units[unit]}</View>
        </View>
      ))}
    </View>
  );
}

const icons: Readonly<Record<StepMark, IconName | null>> = {
  done: 'check',
  claim: 'check',
  back: 'rotate-ccw',
  now: 'ellipsis',
  next: null,
  stopped: 'x',
};

/** What the unit says is hollow, what was checked is solid, what is under way is ringed in seal. */
export function Timeline({ report, now }: { report: ReportView; now: string }) {
  const nodes = nodesOf(report);
  return (
    <Card className="timeline">
      <View {...forReader({ role: 'list' })}>
        {nodes.map((node, index) => (
          <Node key={index} node={node} report={report} now={now} />
        ))}
      </View>
    </Card>
  );
}

function Node({ node, report, now }: { node: TimelineNode; report: ReportView; now: string }) {
  const { language, messages } = usePreferences();
  const words = messages.report;
  const { step, mark, event, signedAt } = node;
  const icon = icons[mark];
  const stepName = words.steps[step];
  const said =
    event !== null
      ? words.events[event.kind]
      : mark === 'now'
        ? report.state === 'NEED_INFO' && step === 'accept'
          ? words.needInfo
          : words.underWay[step]
        : '';
  const until = mark === 'now' ? untilOf(node, report) : null;
  // The unit named is the one that has the matter: beside a check it would look as if it had checked itself.
  const isCheck = step === 'check';
  const lines = event
    ? [
        event.unit && !isCheck ? textIn(event.unit, language) : null,
        isCheck ? words.checkedByOthers : null,
        event.note ? textIn(event.note, language) : null,
        signedAt ? words.signedAt(shortMoment(signedAt)) : null,
      ].filter((line): line is string => line !== null && line !== '')
    : [];
  return (
    <View className={`timeline__node timeline__node--${mark}`} {...forReader({ role: 'listitem' })}>
      <View className={`timeline__mark timeline__mark--${mark}`} aria-hidden="true">
        {icon ? <Icon name={icon} size={13} strokeWidth={3} /> : null}
      </View>
      <View className="grow">
        <View className="timeline__head">
          <View className="grow">
            {stepName}
            {said ? (
              <>
                <View className="dot-between" />
                {said}
              </>
            ) : null}
          </View>
          <View className="timeline__at">
            {event ? shortMoment(event.at) : until ? words.until(momentText(until, language, now)) : ''}
          </View>
        </View>
        {lines.map((line, index) => (
          <View key={index} className="timeline__line">
            {line}
          </View>
        ))}
      </View>
    </View>
  );
}

/** Until when the step under way should be done. */
function untilOf({ step }: TimelineNode, { acceptBy, unitClock, answerUntil, asked }: ReportView): string | null {
  switch (step) {
    case 'accept':
      return asked?.until ?? acceptBy;
    case 'handle':
      return unitClock?.dueAt ?? null;
    case 'ask':
      return answerUntil;
    default:
      return null;
  }
}
