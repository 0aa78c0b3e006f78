import { View } from '@tarojs/components';
import { textIn, type ReportListItem } from '@minsheng/contracts';
import { photoAddress } from '../api/photos.js';
import { openPage } from '../device/navigation.js';
import type { Parcel } from '../outbox/outbox.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { barOf, stepUnderWay, toneOfReport } from '../reports/timeline.js';
import { chipWord } from '../reports/words.js';
import { momentText, shortMoment } from '../time/shanghai.js';
import { Icon } from './icon.js';
import { KeptPicture } from './kept-picture.js';
import { StateChip } from './state-chip.js';
import { StepBar } from './step-bar.js';
import { Tappable } from './tappable.js';

/** A report of one's own: photo, what it is, where it stands, and what is due. */
export function ReportRow({ report, now }: { report: ReportListItem; now: string }) {
  const { language, isCare, messages } = usePreferences();
  const { state, lastEvent, category, placeText, area } = report;
  const place = [area ? textIn(area, language) : null, placeText].filter(Boolean).join(' ');
  const isWaiting = stepUnderWay(state, lastEvent.kind) === 'accept' && state !== 'NEED_INFO';
  return (
    <Tappable className="report-row" role="link" onTap={() => openPage('report', report.id)}>
      <View
        className="report-row__picture"
        style={report.thumbnail ? { backgroundImage: `url("${photoAddress(report.thumbnail)}")` } : {}}
        aria-hidden="true"
      />
      <View className="grow">
        <View className="report-row__head">
          <View className="report-row__title">{textIn(category.name, language)}</View>
          <StateChip tone={toneOfReport(state, lastEvent.kind)}>{chipWord(report, messages, language)}</StateChip>
        </View>
        {isCare ? null : <StepBar {...barOf(state, lastEvent.kind)} />}
        <View className="report-row__facts">
          <View className="report-row__place">{place}</View>
          <View className="report-row__when">
            {report.awaitsMe ? (
              <View className="report-row__mine">{messages.reports.waitsForMe}</View>
            ) : isWaiting ? (
              messages.report.until(momentText(report.acceptBy, language, now))
            ) : (
              shortMoment(lastEvent.at)
            )}
          </View>
        </View>
      </View>
    </Tappable>
  );
}

/** What is still on the phone: a draft, on its way, or refused. */
export function ParcelRow({ parcel, name, onTap }: { parcel: Parcel; name: string; onTap(): void }) {
  const { messages } = usePreferences();
  const words = messages.outbox;
  const [photo] = parcel.photos;
  const hint =
    parcel.state === 'failed' ? words.failed : parcel.state === 'queued' ? words.waiting : shortMoment(parcel.bornAt);
  return (
    <Tappable className="report-row" onTap={onTap}>
      <View className="report-row__picture">
        {photo ? <KeptPicture className="report-row__kept" path={photo.path} label="" /> : null}
      </View>
      <View className="grow">
        <View className="report-row__head">
          <View className="report-row__title">{name}</View>
          <View className={`report-row__local report-row__local--${parcel.state}`}>
            <Icon name={parcel.state === 'draft' ? 'square-pen' : 'cloud-upload'} size={13} strokeWidth={2} />
            {words.states[parcel.state]}
          </View>
        </View>
        <View className="report-row__facts">{hint}</View>
      </View>
    </Tappable>
  );
}
