import { useState } from 'react';
import { View } from '@tarojs/components';
import { issueStates, textIn, type IssueRow, type UnitDuty } from '@minsheng/contracts';
import { photoAddress } from '../../api/photos.js';
import { openHandling } from '../../device/navigation.js';
import { faceOf } from '../../loading/content.js';
import { useContent } from '../../loading/use-content.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Tappable } from '../../ui/tappable.js';
import { StaleLine, TroubleState } from '../../ui/trouble-line.js';
import { dueWords } from '../due-words.js';
import { readDuty, signIssue, signOutAsStaff } from '../staff.js';
import '../handling.scss';

/** 今天要办: one list, sorted by what is due, signed for in one tap. */
export default function DutyPage() {
  const { language, messages } = usePreferences();
  const [content, askAgain] = useContent('duty', readDuty);
  const face = faceOf(content);
  const words = messages.handling;
  const refused = content.trouble?.kind === 'refused' ? content.trouble.problem.status : null;
  if (refused === 401 || refused === 403) {
    return (
      <Page className="handling" header={words.title}>
        <EmptyState icon="building-complex" title={refused === 401 ? words.notSignedIn : words.noRight}>
          <Button tone="primary" onTap={() => openHandling('sign-in')}>
            {words.signIn}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page className="handling" header={words.title}>
      {face.kind === 'loading' ? <Skeleton lines={10} lineHeight={44} /> : null}
      {face.kind === 'failed' ? <TroubleState trouble={face.trouble} onRetry={askAgain} /> : null}
      {face.kind === 'ready' ? (
        <>
          {face.trouble ? <StaleLine trouble={face.trouble} readAt={face.readAt} onRetry={askAgain} /> : null}
          <View className="duty__unit">{textIn(face.value.unit.name, language)}</View>
          <View className="duty__facts">
            {[
              words.onTime(face.value.onTime.closedInTime, face.value.onTime.due),
              face.value.returned > 0 ? words.returned(face.value.returned) : null,
              face.value.unread > 0 ? words.unread(face.value.unread) : null,
            ]
              .filter(Boolean)
              .join(messages.listSeparator)}
          </View>
          <Groups duty={face.value} onChanged={askAgain} />
          <Button
            tone="text"
            isBlock
            onTap={() => {
              void signOutAsStaff().then(askAgain);
            }}
          >
            {words.signOut}
          </Button>
        </>
      ) : null}
    </Page>
  );
}

const groups = ['overdue', 'toSign', 'dueToday', 'handling'] as const;

function Groups({ duty, onChanged }: { duty: UnitDuty; onChanged(): void }) {
  const { messages } = usePreferences();
  const words = messages.handling;
  if (groups.every((group) => duty[group].length === 0))
    return <EmptyState icon="circle-check" title={words.none} hint={words.noneHint} />;
  const seen = new Set<string>();
  return (
    <>
      {groups.map((group) => {
        // What is overdue and due is listed once, where it presses most.
        const rows = duty[group].filter(({ id }) => !seen.has(id));
        for (const { id } of rows) seen.add(id);
        return rows.length === 0 ? null : (
          <View key={group}>
            <View className="section-head">
              <View className="section-head__title" {...forReader({ role: 'heading' })}>
                {`${words.groups[group]} ${rows.length}`}
              </View>
            </View>
            <Card className="duty__rows">
              {rows.map((row) => (
                <Row key={row.id} row={row} now={duty.now} onChanged={onChanged} />
              ))}
            </Card>
          </View>
        );
      })}
    </>
  );
}

function Row({ row, now, onChanged }: { row: IssueRow; now: string; onChanged(): void }) {
  const { language, messages } = usePreferences();
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.handling;
  const sign = async (): Promise<void> => {
    setIsWorking(true);
    setFault('');
    const answer = await signIssue(row.id);
    setIsWorking(false);
    if (answer.kind === 'answered') onChanged();
    else setFault(answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.unreachable);
  };
  const place = [row.area ? textIn(row.area, language) : null, row.placeText].filter(Boolean).join(' ');
  const isLate = row.due === 'overdue';
  return (
    <View className="duty__row">
      <Tappable className="duty__open" role="link" onTap={() => openHandling('issue', row.id)}>
        <View
          className="report-row__picture"
          style={row.thumbnail ? { backgroundImage: `url("${photoAddress(row.thumbnail)}")` } : {}}
          aria-hidden="true"
        />
        <View className="grow">
          <View className="duty__title">
            {textIn(row.category.name, language)}
            {row.role === 'SUPPORT' ? <View className="chip">{words.support}</View> : null}
            {row.isReopened ? <View className="chip duty__late-chip">{words.reopened}</View> : null}
          </View>
          <View className="duty__place">{place || row.number}</View>
          <View className={isLate ? 'duty__due duty__due--late' : 'duty__due'}>
            {dueWords(row, now, messages)}
            <View className="dot-between" />
            {textIn(issueStates[row.state], language)}
          </View>
        </View>
      </Tappable>
      {row.state === 'ASSIGNED' && row.role !== 'SUPPORT' ? (
        <Button tone="primary" isDisabled={isWorking} onTap={() => void sign()}>
          {words.sign}
        </Button>
      ) : null}
      {fault ? (
        <View className="handling__fault" {...forReader({ role: 'alert' })}>
          {fault}
        </View>
      ) : null}
    </View>
  );
}
