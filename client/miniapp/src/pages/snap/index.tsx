import { useCallback, useEffect, useRef, useState } from 'react';
import { textIn, type GivenPoint } from '@minsheng/contracts';
import { readCity } from '../../api/city.js';
import { goBack } from '../../device/navigation.js';
import { currentPoint } from '../../device/location.js';
import { keep, readKept } from '../../device/storage.js';
import { useContent } from '../../loading/use-content.js';
import { blankReport, mostPhotos, ownOf, type Parcel, type ReportLetter } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { clockNow } from '../../polls/poll-window.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { likeliest } from '../../reports/draft.js';
import { useReportForm } from '../../reports/use-report-form.js';
import { useSession } from '../../session/session-context.js';
import { Confirm } from './confirm.js';
import { Done } from './done.js';
import { Notice } from './notice.js';
import { Police } from './police.js';
import { Shot } from './shot.js';
import './index.scss';

/** Raised when the text of the notice changes: then it is said again. */
const noticeVersion = 1;
const noticeKey = 'report-notice';

export default function SnapPage() {
  const [isAgreed, setIsAgreed] = useState(() => readKept<number>(noticeKey) === noticeVersion);
  if (!isAgreed) {
    return (
      <Notice
        onAgree={() => {
          // A full phone says it again at the next start and nothing worse.
          keep(noticeKey, noticeVersion);
          setIsAgreed(true);
        }}
      />
    );
  }
  return <Snapping />;
}

/** 随手拍: camera, one look, 提交. The draft is on the phone from the first picture on. */
function Snapping() {
  const { language, messages } = usePreferences();
  const words = messages.snap;
  const { session } = useSession();
  const { outbox, act, begin, addPhoto, send } = useOutbox();
  const [{ value: city, readAt }] = useContent('city', readCity);
  const own = ownOf(outbox, session?.citizen.id ?? null);
  const draft = own.find(isDraftReport) ?? null;
  const [submitted, setSubmitted] = useState<string | null>(null);
  const [isShooting, setIsShooting] = useState(() => draft === null);
  const [police, setPolice] = useState<{ number: string | null } | null>(null);
  const [fix, setFix] = useState<GivenPoint | null>(null);
  const [isLocating, setIsLocating] = useState(false);
  const letter = draft ? (draft.letter as ReportLetter) : null;
  const view = useReportForm(letter ? letter.point : fix);
  const now = city && readAt ? clockNow(city.now, readAt, Date.now()) : new Date().toISOString();
  const latest = useRef({ draft });
  latest.current = { draft };

  const locate = useCallback(
    async (isAsked: boolean): Promise<void> => {
      setIsLocating(true);
      const found = await currentPoint();
      setIsLocating(false);
      if (found.kind !== 'given') return;
      setFix(found.value);
      const { draft: current } = latest.current;
      // What the person set by hand, and where an older draft was made, stands until they ask.
      if (current && isAsked) act({ kind: 'changed', id: current.id, change: { point: found.value } });
    },
    [act],
  );
  const hadDraft = useRef(draft !== null);
  useEffect(() => {
    // An older draft was made elsewhere, perhaps: only a new one takes where the phone is now.
    if (!hadDraft.current) void locate(false);
  }, [locate]);
  const needsPoint = letter !== null && letter.point === null;
  useEffect(() => {
    // The position may come after the picture.
    if (fix && draft && needsPoint && !hadDraft.current) act({ kind: 'changed', id: draft.id, change: { point: fix } });
  }, [fix, draft, needsPoint, act]);

  const { form } = view;
  const first = form ? likeliest(form) : null;
  const needsCategory = letter !== null && letter.category === null;
  useEffect(() => {
    if (draft && needsCategory && first !== null) act({ kind: 'changed', id: draft.id, change: { category: first } });
  }, [draft, needsCategory, first, act]);

  const made = useRef<string | null>(null);
  const take = async (path: string, source: 'CAMERA' | 'ALBUM'): Promise<boolean> => {
    // Several pictures from the album come faster than the page is drawn: they belong to one draft.
    const known = latest.current.draft?.id ?? made.current;
    const into = known ?? begin({ ...blankReport(fix), category: first })?.id;
    if (!into) return false;
    made.current = into;
    const isKept = await addPhoto(into, path, source);
    if (isKept) setIsShooting(false);
    else if (!known) act({ kind: 'dropped', id: into });
    return isKept;
  };
  const submit = (): void => {
    if (!draft) return;
    const { waitUntil } = view;
    // The city's clock is not the phone's: the wait is what lies between, counted from now.
    const wait = waitUntil === null ? 0 : Date.parse(waitUntil) - Date.parse(now);
    const notBefore = wait > 0 ? new Date(Date.now() + wait).toISOString() : null;
    if (!act({ kind: 'submitted', id: draft.id, citizenId: session?.citizen.id ?? null, notBefore })) return;
    made.current = null;
    setSubmitted(draft.id);
    send();
  };
  const discard = (): void => {
    if (draft) act({ kind: 'dropped', id: draft.id });
    made.current = null;
    hadDraft.current = false;
    setIsShooting(true);
    void locate(false);
  };

  if (police) return <Police form={form} number={police.number} onBack={() => setPolice(null)} />;
  const sent = outbox.parcels.find(({ id }) => id === submitted);
  if (sent && sent.state !== 'draft') {
    return (
      <Done
        parcel={sent}
        acceptWorkingDays={form?.acceptWorkingDays ?? 1}
        templateId={city?.messageTemplateIds?.REPORT_RESULT}
        now={now}
        onAgain={() => {
          setSubmitted(null);
          discard();
        }}
        onMend={() => {
          act({ kind: 'reopened', id: sent.id });
          setSubmitted(null);
        }}
      />
    );
  }
  if (isShooting || !draft || !letter || draft.photos.length === 0) {
    const isOutside = view.here?.isInside === false;
    const area = view.here?.area ? textIn(view.here.area, language) : null;
    return (
      <Shot
        line={isOutside ? words.outside : (area ?? (isLocating ? words.locating : fix ? words.here : words.noPlace))}
        isWarning={isOutside}
        room={mostPhotos - (draft?.photos.length ?? 0)}
        onTaken={take}
        onPolice={() => setPolice({ number: null })}
        onBack={() => (draft && draft.photos.length > 0 ? setIsShooting(false) : goBack('home'))}
      />
    );
  }
  return (
    <Confirm
      draft={draft}
      letter={letter}
      view={view}
      now={now}
      isDemonstration={city?.mode === 'demo'}
      isLocating={isLocating}
      onLocate={() => void locate(true)}
      onAdd={() => setIsShooting(true)}
      onPolice={(number) => setPolice({ number })}
      onDiscard={discard}
      onSubmit={submit}
    />
  );
}

const isDraftReport = ({ state, letter }: Parcel): boolean => state === 'draft' && letter.kind === 'report';
