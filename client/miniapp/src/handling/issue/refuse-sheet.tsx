import { useState } from 'react';
import { Input, Textarea, View } from '@tarojs/components';
import { textIn, type IssueView, type RefuseIssue } from '@minsheng/contracts';
import type { Answer } from '../../api/http.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { forReader } from '../../ui/reader.js';
import { Sheet } from '../../ui/sheet.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { TroubleState } from '../../ui/trouble-line.js';
import { readUnits } from '../staff.js';

interface RefuseSheetProps {
  issue: IssueView;
  onSend(body: RefuseIssue): Promise<Answer<unknown>>;
  onClose(): void;
}

/** More than this is not read through: a part of the name narrows it. */
const mostUnits = 8;

/** 转办: a refusal names whose it is (BR-21). */
export function RefuseSheet({ issue, onSend, onClose }: RefuseSheetProps) {
  const { language, messages } = usePreferences();
  const [content, askAgain] = useContent('units', readUnits);
  const [part, setPart] = useState('');
  const [successor, setSuccessor] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const face = faceOf(content);
  const words = messages.handling;
  const wanted = part.trim();
  const found =
    face.kind === 'ready'
      ? face.value
          .filter(
            ({ id, state, name }) =>
              state === 'ACTIVE' && id !== issue.lead?.unitId && textIn(name, language).includes(wanted),
          )
          .sort((one, other) => Number(other.id === successor) - Number(one.id === successor))
          .slice(0, mostUnits)
      : [];
  const send = async (): Promise<void> => {
    if (successor === null) return;
    setIsWorking(true);
    setFault('');
    const answer = await onSend({ successor, reason: reason.trim() });
    if (answer.kind === 'answered') return;
    setIsWorking(false);
    setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.unreachable);
  };
  return (
    <Sheet title={words.refuseTitle} onClose={onClose}>
      <View className="handling__lead">{words.refuseHint}</View>
      <Input
        className="handling__input"
        value={part}
        placeholder={words.find}
        aria-label={words.find}
        onInput={(event) => setPart(event.detail.value)}
      />
      {face.kind === 'loading' ? <Skeleton lines={4} lineHeight={44} /> : null}
      {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
      {face.kind === 'ready' && found.length === 0 ? <View className="handling__lead">{words.noUnit}</View> : null}
      <View className="refuse__units" {...forReader({ role: 'radiogroup', label: words.refuseTitle })}>
        {found.map(({ id, name }) => (
          <Tappable
            key={id}
            className={classNames('refuse__unit', id === successor && 'is-chosen')}
            role="radio"
            isChecked={id === successor}
            onTap={() => setSuccessor(id)}
          >
            {textIn(name, language)}
          </Tappable>
        ))}
      </View>
      <Textarea
        className="handling__words"
        value={reason}
        maxlength={500}
        placeholder={words.refuseReason}
        aria-label={words.refuseReason}
        onInput={(event) => setReason(event.detail.value)}
      />
      {fault ? (
        <View className="handling__fault" {...forReader({ role: 'alert' })}>
          {fault}
        </View>
      ) : null}
      <Button
        tone="primary"
        isBlock
        isDisabled={isWorking || successor === null || reason.trim() === ''}
        onTap={() => void send()}
      >
        {words.refuse}
      </Button>
    </Sheet>
  );
}
