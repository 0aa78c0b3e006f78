import { useState } from 'react';
import { View } from '@tarojs/components';
import { canRun, evaluationOf } from '../../polls/asking.js';
import { answersGiven, type AnswerGiven } from '../../polls/my-answers.js';
import type { KeptReceipt } from '../../polls/paper.js';
import { useQuestionnaire, type PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { dateText } from '../../time/shanghai.js';
import { Card } from '../../ui/card.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';

interface MyAnswersCardProps {
  receipt: KeptReceipt;
  view: PollInView;
}

/** 看我的回答: only on this phone and to whoever is signed in; closed until asked for. */
export function MyAnswersCard({ receipt, view }: MyAnswersCardProps) {
  const { language, messages } = usePreferences();
  const [isOpen, setIsOpen] = useState(false);
  const [face] = useQuestionnaire(view.poll);
  if (face.kind !== 'ready' || !canRun(face.value)) return null;
  const words = messages.receipt;
  const circumstances = receipt.circumstances ?? { seed: 1, startedAt: receipt.submittedAt };
  const given = isOpen ? answersGiven(evaluationOf(face.value, { ...receipt, circumstances }), language) : [];
  return (
    <Card className="my-answers">
      <Tappable className="my-answers__open" onTap={() => setIsOpen(!isOpen)}>
        <Icon name="list" size={18} />
        <View className="grow">{isOpen ? words.answersClose : words.answers}</View>
        <Icon name={isOpen ? 'arrow-up' : 'chevron-down'} size={18} />
      </Tappable>
      {isOpen ? (
        <View {...forReader({ role: 'list' })}>
          {given.map((one) => (
            <Given key={one.code} given={one} now={view.now} />
          ))}
        </View>
      ) : null}
    </Card>
  );
}

function Given({ given: { kind, heading, question, answer }, now }: { given: AnswerGiven; now: string }) {
  const { language, messages } = usePreferences();
  const said = kind === 'consent' ? messages.answer.agree : kind === 'date' ? dateText(answer, language, now) : answer;
  return (
    <View className="my-answers__one" {...forReader({ role: 'listitem' })}>
      <View className="my-answers__question">{heading === null ? question : `${heading} ${question}`}</View>
      <View className="my-answers__answer">{said}</View>
    </View>
  );
}
