import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import type { PollPlan } from '@minsheng/contracts';
import type { IconName } from '@minsheng/design';
import { howItCounts } from '../../polls/how-it-counts.js';
import type { KeptReceipt } from '../../polls/paper.js';
import { keptPlan, usePlan, type PollInView } from '../../polls/use-poll.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { momentText } from '../../time/shanghai.js';
import { Card } from '../../ui/card.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Skeleton } from '../../ui/skeleton.js';

interface HowItCountsCardProps {
  receipt: KeptReceipt;
  view: PollInView | null;
}

/** 你的回答会怎么算: four steps in words of the plan and of the person's own answers. */
export function HowItCountsCard({ receipt, view }: HowItCountsCardProps) {
  if (view && view.poll.planHash === receipt.planHash) {
    return <FromPoll key={receipt.planHash} view={view} receipt={receipt} />;
  }
  const plan = keptPlan(receipt.planHash);
  return plan ? <Steps plan={plan} receipt={receipt} /> : null;
}

function FromPoll({ view, receipt }: { view: PollInView; receipt: KeptReceipt }) {
  const [face] = usePlan(view.poll);
  if (face.kind === 'ready') return <Steps plan={face.value} receipt={receipt} />;
  return face.kind === 'loading' ? (
    <Card className="how-counts">
      <Skeleton lines={8} lineHeight={26} />
    </Card>
  ) : null;
}

function Steps({ plan, receipt }: { plan: PollPlan; receipt: KeptReceipt }) {
  const { language, messages } = usePreferences();
  const words = messages.receipt;
  const { use, group, worksFor, releaseAt } = howItCounts(plan, receipt.answers, language);
  return (
    <Card className="how-counts">
      <View className="how-counts__title" {...forReader({ role: 'heading' })}>
        {words.how}
        {plan.isDemonstration ? <DemoTag /> : null}
      </View>
      <View {...forReader({ role: 'list' })}>
        <Step icon="copy-check" title={words.unique}>
          {words.uniqueText}
        </Step>
        <Step icon="git-compare" title={words.sample}>
          {words.sampleTexts[use]}
        </Step>
        <Step icon="scale" title={words.weighting}>
          {group.length > 0 ? (
            <>
              {words.yourGroup} <View className="how-counts__group">{group.join(' · ')}</View>{' '}
            </>
          ) : null}
          {words.weightingText}
          {worksFor ? <View className="how-counts__note">{words.worksFor(worksFor)}</View> : null}
        </Step>
        <Step icon="calendar-range" title={words.release}>
          {words.releaseText(momentText(releaseAt, language, receipt.submittedAt))}
        </Step>
      </View>
    </Card>
  );
}

function Step({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <View className="how-counts__step" {...forReader({ role: 'listitem' })}>
      <View className="how-counts__icon">
        <Icon name={icon} size={16} strokeWidth={2} />
      </View>
      <View className="grow">
        <View className="how-counts__name">{title}</View>
        <View className="how-counts__text">{children}</View>
      </View>
    </View>
  );
}
