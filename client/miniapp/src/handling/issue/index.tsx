import { useCallback, useState, type ReactNode } from 'react';
import { Image, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { issueStates, textIn, type IssueView, type PhotoView } from '@minsheng/contracts';
import type { Answer } from '../../api/http.js';
import { photoAddress } from '../../api/photos.js';
import { openHandling } from '../../device/navigation.js';
import { previewPhotos } from '../../device/photos.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { shortMoment } from '../../time/shanghai.js';
import { useNow } from '../../time/use-now.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import { dueWords } from '../due-words.js';
import { readIssue, refuseIssue, signIssue } from '../staff.js';
import { RefuseSheet } from './refuse-sheet.js';
import { ReplyForm } from './reply-form.js';
import '../handling.scss';

/** One issue: what is asked, until when, and the three things a unit does with it. */
export default function IssuePage() {
  const { messages } = usePreferences();
  const { id = '' } = useRouter().params;
  const read = useCallback(() => readIssue(id), [id]);
  const [content, askAgain] = useContent('issue', read);
  const face = faceOf(content.value?.id === id ? content : { ...content, value: undefined, readAt: null });
  const words = messages.handling;
  if (face.kind === 'ready')
    return (
      <Issue
        issue={face.value}
        stale={face.trouble ? <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} /> : null}
        onChanged={askAgain}
      />
    );
  const isSignedOut = face.kind === 'failed' && face.trouble.kind === 'refused' && face.trouble.problem.status === 401;
  return (
    <Page className="handling" header={words.issue}>
      {isSignedOut ? (
        <EmptyState icon="building-complex" title={words.notSignedIn}>
          <Button tone="primary" onTap={() => openHandling('sign-in')}>
            {words.signIn}
          </Button>
        </EmptyState>
      ) : face.kind === 'failed' ? (
        <TroubleState trouble={face.trouble} onRetry={askAgain} />
      ) : (
        <Skeleton lines={12} lineHeight={40} />
      )}
    </Page>
  );
}

interface IssueProps {
  issue: IssueView;
  stale: ReactNode;
  onChanged(): void;
}

function Issue({ issue, stale, onChanged }: IssueProps) {
  const { language, messages } = usePreferences();
  const now = useNow();
  const [doing, setDoing] = useState<'refuse' | 'rectify' | null>(null);
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.handling;
  const may = new Set(issue.may);
  const settle = (answer: Answer<unknown>): void => {
    setIsWorking(false);
    if (answer.kind === 'answered') {
      setDoing(null);
      onChanged();
    } else setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.unreachable);
  };
  const sign = async (): Promise<void> => {
    setIsWorking(true);
    setFault('');
    settle(await signIssue(issue.id));
  };
  if (doing === 'rectify') {
    return (
      <ReplyForm
        issue={issue}
        onBack={() => setDoing(null)}
        onSent={() => {
          setDoing(null);
          onChanged();
        }}
      />
    );
  }
  const place = [issue.area ? textIn(issue.area, language) : null, issue.placeText].filter(Boolean).join(' ');
  return (
    <Page
      className="handling"
      header={words.issue}
      footer={
        may.has('sign') || may.has('refuse') || may.has('rectify') ? (
          <View className="handling__bar">
            {may.has('refuse') ? (
              <Button className="grow" onTap={() => setDoing('refuse')}>
                {words.notOurs}
              </Button>
            ) : null}
            {may.has('sign') ? (
              <Button className="grow" tone="primary" isDisabled={isWorking} onTap={() => void sign()}>
                {words.sign}
              </Button>
            ) : null}
            {may.has('rectify') ? (
              <Button className="grow" tone="primary" onTap={() => setDoing('rectify')}>
                <Icon name="camera" size={20} />
                {words.reply}
              </Button>
            ) : null}
          </View>
        ) : null
      }
      overlay={
        doing === 'refuse' ? (
          <RefuseSheet
            issue={issue}
            onSend={async (body) => {
              const answer = await refuseIssue(issue.id, body);
              if (answer.kind === 'answered') settle(answer);
              return answer;
            }}
            onClose={() => setDoing(null)}
          />
        ) : null
      }
    >
      {stale}
      <View className="issue__number">{issue.number}</View>
      <View className="issue__head">
        <View className="issue__title" {...forReader({ role: 'heading' })}>
          {textIn(issue.category.name, language)}
        </View>
        <View className="chip">{textIn(issueStates[issue.state], language)}</View>
      </View>
      <View className={issue.due === 'overdue' ? 'duty__due duty__due--late' : 'duty__due'}>
        {dueWords(issue, now, messages)}
      </View>
      {fault ? (
        <View className="handling__fault" {...forReader({ role: 'alert' })}>
          {fault}
        </View>
      ) : null}
      <Photos title={words.before} photos={issue.before} />
      <Photos title={words.after} photos={issue.after} />
      <Card className="issue__card">
        {place ? <Fact name={words.place} value={place} /> : null}
        {issue.text ? <Fact name={words.words} value={issue.text} /> : null}
        <Fact
          name={words.grade}
          value={`${textIn(issue.gradeName, language)}，${words.workingDays(issue.limitWorkingDays)}`}
        />
        <Fact
          name={words.why}
          value={[
            textIn(issue.proposal.rule, language),
            words.reports(issue.reports),
            issue.returns > 0 ? words.returns(issue.returns) : null,
          ]
            .filter(Boolean)
            .join(messages.listSeparator)}
        />
      </Card>
      {issue.fixes ? (
        <Card className="issue__card">
          <View className="issue__card-title">{words.fixes.title}</View>
          <Fact name={words.fixes.person} value={issue.fixes.person} />
          <Fact name={words.fixes.task} value={issue.fixes.task} />
          <Fact name={words.fixes.time} value={issue.dueAt ? shortMoment(issue.dueAt) : words.noDue} />
          <Fact name={words.fixes.responsibility} value={issue.fixes.responsibility} />
          <Fact name={words.fixes.rewardPenalty} value={issue.fixes.rewardPenalty} />
        </Card>
      ) : null}
      <Card className="issue__card">
        <View className="issue__card-title">{words.course}</View>
        {issue.timeline.map(({ at, action, by, note }, index) => (
          <View key={index} className="issue__event">
            <View className="issue__event-at">{shortMoment(at)}</View>
            <View className="grow">
              {[words.actions[action] ?? action, by ? textIn(by, language) : null].filter(Boolean).join(' · ')}
              {note ? <View className="issue__event-note">{note}</View> : null}
            </View>
          </View>
        ))}
      </Card>
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <View className="issue__fact">
      <View className="issue__fact-name">{name}</View>
      <View className="grow">{value}</View>
    </View>
  );
}

function Photos({ title, photos }: { title: string; photos: PhotoView[] }) {
  const { messages } = usePreferences();
  if (photos.length === 0) return null;
  const addresses = photos.map(({ address }) => photoAddress(address));
  return (
    <>
      <View className="issue__photos-title">{title}</View>
      <View className="issue__photos">
        {photos.map(({ id, address }, index) => (
          <Tappable
            key={id}
            className="issue__photo"
            role="img"
            label={`${title}${messages.listSeparator}${messages.snap.spokenPhoto(index + 1, photos.length)}`}
            onTap={() => previewPhotos(addresses, photoAddress(address))}
          >
            <Image className="issue__picture" src={photoAddress(address)} mode="aspectFill" />
          </Tappable>
        ))}
      </View>
    </>
  );
}
