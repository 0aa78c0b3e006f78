import { useRef, useState } from 'react';
import { Textarea, View } from '@tarojs/components';
import type { ReportView } from '@minsheng/contracts';
import { mostPhotos, ownOf } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { useSession } from '../../session/session-context.js';
import { momentText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Icon } from '../../ui/icon.js';
import { KeptPicture } from '../../ui/kept-picture.js';
import { Page } from '../../ui/page.js';
import { SealButton } from '../../ui/seal-button.js';
import { Tappable } from '../../ui/tappable.js';
import { Shot } from '../snap/shot.js';

interface EvidenceProps {
  report: ReportView;
  kind: 'not-fixed' | 'give-info';
  now: string;
  onDone(): void;
}

/** A new picture and a sentence for a report that is with the city: 没解决 needs the picture, 补充 either. */
export function Evidence({ report, kind, now, onDone }: EvidenceProps) {
  const { language, messages } = usePreferences();
  const { session } = useSession();
  const { outbox, act, begin, addPhoto, send } = useOutbox();
  const [isShooting, setIsShooting] = useState(kind === 'not-fixed');
  const [text, setText] = useState('');
  const words = messages.report;
  const draft = ownOf(outbox, session?.citizen.id ?? null).find(
    ({ state, letter }) => state === 'draft' && letter.kind === kind && letter.reportId === report.id,
  );
  /** Several pictures from the album come faster than the page is drawn: they belong to one draft. */
  const made = useRef<string | null>(null);
  const photos = draft?.photos ?? [];
  const take = async (path: string, source: 'CAMERA' | 'ALBUM'): Promise<boolean> => {
    const into = draft?.id ?? made.current ?? begin({ kind, reportId: report.id, text: '' })?.id;
    if (!into) return false;
    made.current = into;
    if (!(await addPhoto(into, path, source))) return false;
    setIsShooting(false);
    return true;
  };
  const submit = (): void => {
    const of = draft ?? begin({ kind, reportId: report.id, text });
    if (!of) return;
    act({ kind: 'worded', id: of.id, text });
    act({ kind: 'submitted', id: of.id, citizenId: of.citizenId, notBefore: null });
    send();
    onDone();
  };
  const isNotFixed = kind === 'not-fixed';
  if (isShooting)
    return (
      <Shot
        line={words.notFixedTitle}
        isWarning={false}
        room={mostPhotos - photos.length}
        onTaken={take}
        onPolice={null}
        onBack={() => (isNotFixed && photos.length === 0 ? onDone() : setIsShooting(false))}
      />
    );
  const isReady = isNotFixed ? photos.length > 0 : photos.length > 0 || text.trim() !== '';
  return (
    <Page
      className="report evidence"
      header={isNotFixed ? words.notFixed : words.infoTitle}
      footer={
        <View className="report__bar">
          <SealButton isDisabled={!isReady} onTap={submit}>
            <Icon name="send" size={20} />
            {isNotFixed ? words.notFixedSend : words.infoSend}
          </SealButton>
          <Button tone="text" isBlock onTap={onDone}>
            {messages.actions.back}
          </Button>
        </View>
      }
    >
      <View className="evidence__hint">
        {isNotFixed
          ? words.notFixedHint
          : [
              report.asked?.question,
              report.asked ? words.infoUntil(momentText(report.asked.until, language, now)) : null,
            ]
              .filter(Boolean)
              .join('\n')}
      </View>
      <View className="evidence__photos">
        {photos.map((photo, index) => (
          <View key={photo.id} className="evidence__photo">
            <KeptPicture
              className="evidence__picture"
              path={photo.path}
              label={messages.snap.spokenPhoto(index + 1, photos.length)}
            />
          </View>
        ))}
        {photos.length < mostPhotos ? (
          <Tappable className="evidence__add" onTap={() => setIsShooting(true)}>
            <Icon name="camera" size={24} />
            {photos.length === 0 ? words.takePhoto : messages.snap.add}
          </Tappable>
        ) : null}
      </View>
      <Textarea
        className="words-sheet__input"
        value={text}
        maxlength={500}
        placeholder={isNotFixed ? words.notFixedWords : words.infoWords}
        aria-label={isNotFixed ? words.notFixedWords : words.infoWords}
        onInput={(event) => setText(event.detail.value)}
      />
    </Page>
  );
}
