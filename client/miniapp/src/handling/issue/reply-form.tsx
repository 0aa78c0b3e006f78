import { useReducer, useRef, useState } from 'react';
import { Textarea, View } from '@tarojs/components';
import { textIn, type IssueView, type RectifyIssue } from '@minsheng/contracts';
import type { Answer } from '../../api/http.js';
import { chance } from '../../device/chance.js';
import { keepFile, readBytes, removeFile } from '../../device/files.js';
import { currentPoint } from '../../device/location.js';
import { forget, keep, readKept } from '../../device/storage.js';
import { sha256 } from '../../outbox/sha256.js';
import { ulid } from '../../outbox/ulid.js';
import { Shot } from '../../pages/snap/shot.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { cityNow } from '../../time/city-clock.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { KeptPicture } from '../../ui/kept-picture.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';
import { isReplyReady, mostReplyPhotos, replyAfter, replyFrom, type Reply, type ReplyEvent } from '../reply.js';
import { rectifyIssue, sendStaffPhoto } from '../staff.js';

const key = 'handling-reply';
const measures = ['cleared', 'repaired', 'movedOn', 'removed'] as const;

interface ReplyFormProps {
  issue: IssueView;
  onBack(): void;
  onSent(): void;
}

/** 回复处置情况: camera only, at the place; the pictures go first, then the reply that names them. */
export function ReplyForm({ issue, onBack, onSent }: ReplyFormProps) {
  const { language, messages } = usePreferences();
  const latest = useRef<Reply>(replyFrom(readKept(key), issue.id));
  const [reply, act] = useReducer((current: Reply, event: ReplyEvent) => replyAfter(current, event), latest.current);
  const [isShooting, setIsShooting] = useState(latest.current.photos.length === 0);
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');
  const words = messages.handling;
  const change = (event: ReplyEvent): void => {
    latest.current = replyAfter(latest.current, event);
    keep(key, latest.current);
    act(event);
  };
  const take = async (path: string): Promise<boolean> => {
    const id = ulid(Date.now(), chance);
    const kept = await keepFile(path, id);
    if (kept.kind !== 'given') return false;
    change({ kind: 'photoAdded', photo: { id, path: kept.value, takenAt: cityNow(), photoId: null } });
    setIsShooting(false);
    return true;
  };

  const sendPhotos = async (): Promise<Answer<unknown>> => {
    for (const { id, path, takenAt, photoId } of latest.current.photos) {
      if (photoId !== null) continue;
      const bytes = await readBytes(path);
      if (bytes.kind !== 'given') {
        change({ kind: 'photoRemoved', id });
        continue;
      }
      const fields = { clientId: id, sha256: sha256(bytes.value), source: 'CAMERA' as const, takenAt };
      const answer = await sendStaffPhoto(path, fields);
      if (answer.kind !== 'answered') return answer;
      change({ kind: 'photoSent', id, photoId: answer.body.id });
    }
    return { kind: 'answered', body: null };
  };

  const submit = async (): Promise<void> => {
    setIsWorking(true);
    setFault('');
    const said = await send();
    setIsWorking(false);
    if (said !== null) return setFault(said);
    for (const { path } of latest.current.photos) void removeFile(path);
    forget(key);
    onSent();
  };

  /** @returns what went wrong; null: nothing. */
  const send = async (): Promise<string | null> => {
    const place = await currentPoint();
    if (place.kind !== 'given' && issue.point !== null) return words.noPlace;
    const sent = await sendPhotos();
    if (sent.kind !== 'answered') return wordsFor(sent);
    const body: RectifyIssue = {
      text: latest.current.text.trim(),
      photos: latest.current.photos.flatMap(({ photoId }) => (photoId === null ? [] : [photoId])),
      point: place.kind === 'given' ? pointOf(place.value) : null,
    };
    const answer = await rectifyIssue(issue.id, body);
    if (answer.kind === 'answered') return null;
    if (answer.kind === 'refused' && answer.problem.code === 'files.unknown-photo') change({ kind: 'photosLost' });
    return wordsFor(answer);
  };
  const wordsFor = (answer: Answer<unknown>): string =>
    answer.kind === 'refused' ? textIn(answer.problem.sentences, language) : words.fault;

  if (isShooting)
    return (
      <Shot
        line={words.replyTitle}
        isWarning={false}
        isCameraOnly
        room={mostReplyPhotos - reply.photos.length}
        onTaken={take}
        onPolice={null}
        onBack={() => (reply.photos.length === 0 ? onBack() : setIsShooting(false))}
      />
    );
  return (
    <Page
      className="handling"
      header={words.reply}
      footer={
        <View className="handling__bar">
          <Button className="grow" onTap={onBack}>
            {messages.actions.back}
          </Button>
          <Button
            className="grow"
            tone="primary"
            isDisabled={isWorking || !isReplyReady(reply)}
            onTap={() => void submit()}
          >
            {isWorking ? words.sending : words.send}
          </Button>
        </View>
      }
    >
      <View className="handling__lead">{words.replyHint}</View>
      {fault ? (
        <View className="handling__fault" {...forReader({ role: 'alert' })}>
          {fault}
        </View>
      ) : null}
      <View className="reply__photos">
        {reply.photos.map(({ id, path }, index) => (
          <View key={id} className="reply__photo">
            <KeptPicture
              className="reply__picture"
              path={path}
              label={messages.snap.spokenPhoto(index + 1, reply.photos.length)}
            />
            <Tappable
              className="reply__remove"
              label={messages.snap.removePhoto(index + 1)}
              onTap={() => {
                change({ kind: 'photoRemoved', id });
                void removeFile(path);
              }}
            >
              <Icon name="x" size={16} strokeWidth={2.4} />
            </Tappable>
          </View>
        ))}
        {reply.photos.length < mostReplyPhotos ? (
          <Tappable className="reply__add" onTap={() => setIsShooting(true)}>
            <Icon name="camera" size={24} />
            {messages.snap.add}
          </Tappable>
        ) : null}
      </View>
      <View className="reply__measures" {...forReader({ role: 'radiogroup', label: words.measure })}>
        {measures.map((measure) => (
          <Tappable
            key={measure}
            className={reply.text === words.measures[measure] ? 'reply__measure is-chosen' : 'reply__measure'}
            role="radio"
            isChecked={reply.text === words.measures[measure]}
            onTap={() => change({ kind: 'worded', text: words.measures[measure] })}
          >
            {words.measures[measure]}
          </Tappable>
        ))}
      </View>
      <Textarea
        className="handling__words"
        value={reply.text}
        maxlength={500}
        placeholder={words.measure}
        aria-label={words.measure}
        onInput={(event) => change({ kind: 'worded', text: event.detail.value })}
      />
    </Page>
  );
}

function pointOf({
  lng,
  lat,
  datum,
  accuracyMetres,
}: NonNullable<RectifyIssue['point']>): NonNullable<RectifyIssue['point']> {
  return { lng, lat, datum, accuracyMetres };
}
