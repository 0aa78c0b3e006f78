import { useState } from 'react';
import { Textarea, View } from '@tarojs/components';
import { textIn, type ReportView } from '@minsheng/contracts';
import type { Answer } from '../../api/http.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { momentText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { forReader } from '../../ui/reader.js';
import { Sheet } from '../../ui/sheet.js';

interface WordsSheetProps {
  kind: 'appeal' | 'withdraw';
  report: ReportView;
  now: string;
  onSend(reason: string): Promise<Answer<unknown>>;
  onClose(): void;
}

/** 申请复核 with a reason; 撤回 with a second look. */
export function WordsSheet({ kind, report, now, onSend, onClose }: WordsSheetProps) {
  const { language, messages } = usePreferences();
  const [reason, setReason] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.report;
  const isAppeal = kind === 'appeal';
  const until = report.rejection?.appealUntil;
  const send = async (): Promise<void> => {
    setIsWorking(true);
    setFault('');
    const answer = await onSend(reason.trim());
    if (answer.kind === 'answered') return;
    setIsWorking(false);
    setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.fault);
  };
  return (
    <Sheet title={isAppeal ? words.appeal : words.withdraw} onClose={onClose}>
      <View className="words-sheet__hint">
        {isAppeal ? (until ? words.appealHint(momentText(until, language, now)) : '') : words.withdrawHint}
      </View>
      {isAppeal ? (
        <Textarea
          className="words-sheet__input"
          value={reason}
          maxlength={500}
          placeholder={words.appealWords}
          aria-label={words.appealWords}
          onInput={(event) => setReason(event.detail.value)}
        />
      ) : null}
      {fault ? (
        <View className="words-sheet__fault" {...forReader({ role: 'alert' })}>
          {fault}
        </View>
      ) : null}
      <Button
        tone="primary"
        isBlock
        isDisabled={isWorking || (isAppeal && reason.trim() === '')}
        onTap={() => void send()}
      >
        {isAppeal ? words.appealSend : words.withdrawSure}
      </Button>
      {isAppeal ? null : (
        <Button tone="text" isBlock onTap={onClose}>
          {words.keep}
        </Button>
      )}
    </Sheet>
  );
}
