import { View } from '@tarojs/components';
import { textIn } from '@minsheng/contracts';
import { openPage } from '../device/navigation.js';
import type { Paper } from '../polls/paper.js';
import { windowDays } from '../polls/poll-window.js';
import { useMyPaper, type PollInView } from '../polls/use-poll.js';
import { usePreferences } from '../preferences/preferences-context.js';
import { periodText } from '../time/period.js';
import { dayRangeText, momentText } from '../time/shanghai.js';
import { Button } from './button.js';
import { Card } from './card.js';
import { DemoTag } from './demo-tag.js';
import { Icon } from './icon.js';
import { forReader } from './reader.js';

/** The open poll in one card (问卷卡): what is asked, how long, until when, and the one thing to do now. */
export function PollCard({ view }: { view: PollInView }) {
  const { language, isCare, messages } = usePreferences();
  const { poll, standing, now } = view;
  const mine = useMyPaper(poll);
  const words = messages.poll;
  const next = nextStep(mine, standing);
  return (
    <Card className="poll-card">
      <View className="eyebrow">
        {messages.home.pollEyebrow}
        <View className="grow">{periodText(poll.periodKey, language)}</View>
        {poll.isDemonstration ? <DemoTag /> : null}
      </View>
      <View className="poll-card__title" {...forReader({ role: 'heading' })}>
        {textIn(poll.title, language)}
      </View>
      <View className="poll-card__facts">
        <View className="poll-card__fact">
          <Icon name="clock" size={15} strokeWidth={2} />
          {words.minutes(poll.minutes)}
        </View>
        <View className="poll-card__fact">
          <Icon name="list" size={15} strokeWidth={2} />
          {words.questions(poll.questions)}
        </View>
        <View className="poll-card__fact">
          <Icon name="shield-check" size={15} strokeWidth={2} />
          {words.anonymous}
        </View>
      </View>
      {isCare ? null : <Days view={view} />}
      <View className="poll-card__foot">
        <View className="grow">
          <When view={view} />
          {next.said ? (
            <View className="poll-card__said" {...forReader({ role: 'status' })}>
              {words[next.said]}
            </View>
          ) : null}
        </View>
        {next.button ? (
          <Button tone={next.button === 'seeReceipt' ? 'quiet' : 'primary'} onTap={() => openPage(next.page)}>
            {words[next.button]}
          </Button>
        ) : null}
      </View>
      {standing === 'before' ? (
        <View className="poll-card__hint">{words.opensHint(momentText(poll.opensAt, language, now))}</View>
      ) : null}
    </Card>
  );
}

interface NextStep {
  said: 'received' | 'waiting' | 'decide' | 'paused' | null;
  button: 'start' | 'resume' | 'seeReceipt' | null;
  page: 'poll' | 'receipt';
}

/** What stands in the way comes first: a sheet on its way, a draft, a receipt. */
function nextStep({ draft, queued, receipt }: Paper, standing: PollInView['standing']): NextStep {
  if (queued) {
    const said = queued.trouble === null || queued.trouble.kind === 'waiting' ? 'waiting' : 'decide';
    return { said, button: 'seeReceipt', page: 'receipt' };
  }
  if (receipt && !draft) return { said: 'received', button: 'seeReceipt', page: 'receipt' };
  if (standing === 'paused') return { said: 'paused', button: null, page: 'poll' };
  if (standing === 'before') return { said: null, button: null, page: 'poll' };
  return { said: null, button: draft ? 'resume' : 'start', page: 'poll' };
}

/** More days than this are not told apart on a card. */
const mostTicks = 31;

function Days({ view: { poll, now } }: { view: PollInView }) {
  const { language, messages } = usePreferences();
  const { days, daysLeft, first, last } = windowDays(poll, now);
  if (days.length > mostTicks) return null;
  const words = messages.poll;
  const left = daysLeft === null ? words.opensHint(momentText(poll.opensAt, language, now)) : words.daysLeft(daysLeft);
  const range = dayRangeText(first, last, language, now);
  return (
    <View className="poll-card__days" {...forReader({ role: 'img', label: words.spokenDays(range, left) })}>
      {days.map((day, index) => (
        <View key={index} className={`poll-card__day poll-card__day--${day}`} />
      ))}
    </View>
  );
}

function When({ view: { poll, standing, now } }: { view: PollInView }) {
  const { language, messages } = usePreferences();
  const words = messages.poll;
  const { daysLeft, first, last } = windowDays(poll, now);
  const range = dayRangeText(first, last, language, now);
  if (standing === 'before') return <View className="poll-card__when">{words.opensOn(range)}</View>;
  return (
    <View className="poll-card__when">
      {range}
      {daysLeft === null ? null : (
        <>
          <View className="dot-between" />
          <View className="poll-card__left">{words.daysLeft(daysLeft)}</View>
        </>
      )}
    </View>
  );
}
