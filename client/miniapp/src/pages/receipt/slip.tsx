import { useState } from 'react';
import { View } from '@tarojs/components';
import { copyText } from '../../device/clipboard.js';
import { replacePage } from '../../device/navigation.js';
import type { KeptReceipt } from '../../polls/paper.js';
import { canRun } from '../../polls/asking.js';
import { keptPlan, useMyPaper, useQuestionnaire, type PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { periodText } from '../../time/period.js';
import { dayText, wallClock } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Stamp } from '../../ui/stamp.js';

/** The receipt as a slip of paper, stamped: the server has the answers. */
export function Slip({ receipt, view }: { receipt: KeptReceipt; view: PollInView | null }) {
  const { language, messages } = usePreferences();
  const [said, setSaid] = useState('');
  const words = messages.receipt;
  const { month, day } = wallClock(receipt.submittedAt);
  const period = view?.poll.id === receipt.pollId ? view.poll.periodKey : keptPlan(receipt.planHash)?.periodKey;
  const copy = async (): Promise<void> => {
    setSaid((await copyText(receipt.receipt)) ? messages.actions.copied : messages.actions.notCopied);
  };
  return (
    <View className="slip">
      <View className="slip__top">
        <View className="grow">
          <View className="slip__title" {...forReader({ role: 'heading' })}>
            {words.received}
          </View>
          <View className="slip__hint">{words.receivedHint}</View>
        </View>
        <Stamp
          word="已收"
          line={`${month}月${day}日`}
          label={words.stamp(dayText(receipt.submittedAt, language, receipt.submittedAt))}
        />
      </View>
      <View className="slip__code-name">{words.code}</View>
      <View className="slip__code">{receipt.receipt}</View>
      <View className="slip__facts">
        {period ? <Fact name={words.period} value={periodText(period, language)} /> : null}
        {receipt.seconds === null ? null : (
          <Fact name={words.duration} value={words.took(Math.floor(receipt.seconds / 60), receipt.seconds % 60)} />
        )}
        {receipt.revision > 0 ? <Fact name={words.revision} value={words.revisions(receipt.revision)} /> : null}
      </View>
      <View className="slip__buttons">
        <Button className="slip__button" onTap={() => void copy()}>
          <Icon name="copy" size={17} />
          {said || words.copyCode}
        </Button>
        {view?.standing === 'open' && view.poll.id === receipt.pollId ? (
          <EditButton key={view.poll.planHash} view={view} />
        ) : null}
      </View>
    </View>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <View className="slip__fact">
      <View className="slip__fact-name">{name}</View>
      {value}
    </View>
  );
}

/** Back to the first question with the answers that stand. */
function EditButton({ view }: { view: PollInView }) {
  const { messages } = usePreferences();
  const { receipt, begin } = useMyPaper(view.poll);
  const [face] = useQuestionnaire(view.poll);
  if (!receipt || face.kind !== 'ready' || !canRun(face.value)) return null;
  const edit = (): void => {
    if (begin(face.value, view.now, receipt)) replacePage('answer');
  };
  return (
    <Button className="slip__button" onTap={edit}>
      <Icon name="square-pen" size={17} />
      {messages.receipt.edit}
    </Button>
  );
}
