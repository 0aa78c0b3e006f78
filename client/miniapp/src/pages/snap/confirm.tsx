import { useState } from 'react';
import { Input, View } from '@tarojs/components';
import { textIn, type GivenPoint, type ShownPoint } from '@minsheng/contracts';
import { photoAddress } from '../../api/photos.js';
import { dial } from '../../device/call.js';
import { openPage } from '../../device/navigation.js';
import type { Parcel, ReportLetter } from '../../outbox/outbox.js';
import { mostPhotos } from '../../outbox/outbox.js';
import { useOutbox } from '../../outbox/outbox-context.js';
import { usePreferences } from '../../preferences/preferences-context.js';
import { lacksOf, needsPlace } from '../../reports/draft.js';
import { stretchOf } from '../../reports/clocks.js';
import { useTerritory, type FormInView } from '../../reports/use-report-form.js';
import { momentText } from '../../time/shanghai.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { classNames } from '../../ui/class-names.js';
import { DemoTag } from '../../ui/demo-tag.js';
import { Icon } from '../../ui/icon.js';
import { KeptPicture } from '../../ui/kept-picture.js';
import { Page } from '../../ui/page.js';
import { forReader } from '../../ui/reader.js';
import { SealButton } from '../../ui/seal-button.js';
import { Tappable } from '../../ui/tappable.js';
import { Toggle } from '../../ui/toggle.js';
import { AllCategories, Categories } from './categories.js';
import { PlaceMap } from './place-map.js';

interface ConfirmProps {
  draft: Parcel;
  letter: ReportLetter;
  view: FormInView;
  /** The business clock. */
  now: string;
  isDemonstration: boolean;
  isLocating: boolean;
  onLocate(): void;
  onAdd(): void;
  onPolice(number: string): void;
  onDiscard(): void;
  onSubmit(): void;
}

/** Everything filled in before the person looks; one button is left (screen 02). */
export function Confirm(props: ConfirmProps) {
  const { draft, letter, view, now, isDemonstration, onAdd, onPolice, onDiscard, onSubmit } = props;
  const { language, messages } = usePreferences();
  const { act } = useOutbox();
  const [isAll, setIsAll] = useState(false);
  const [isNotKept, setIsNotKept] = useState(false);
  const words = messages.snap;
  const { form, here } = view;
  const change = (to: Partial<ReportLetter>): void => setIsNotKept(!act({ kind: 'changed', id: draft.id, change: to }));
  const lacks = lacksOf(draft, letter, here?.isInside ?? null);
  const [lack] = lacks;
  return (
    <Page
      className="snap"
      header={
        <View className="heading-row" {...forReader({ role: 'heading' })}>
          {words.title}
          {isDemonstration ? <DemoTag /> : null}
        </View>
      }
      footer={
        <View className="snap__bar">
          <View className="snap__ready" {...forReader({ isLive: true })}>
            <Ready name={words.ready.photo} isReady={draft.photos.length > 0} />
            <Ready name={words.ready.place} isReady={!lacks.includes('place') && !lacks.includes('inside')} />
            <Ready name={words.ready.category} isReady={letter.category !== null} />
            <View className="snap__ready-rest">{lack ? words.lacks[lack] : words.onlySubmit}</View>
          </View>
          <SealButton isDisabled={lack !== undefined} onTap={onSubmit}>
            <Icon name="send" size={20} />
            {words.submit}
          </SealButton>
        </View>
      }
      overlay={
        isAll && form ? (
          <AllCategories
            form={form}
            chosen={letter.category}
            onChoose={(category) => change({ category })}
            onPolice={onPolice}
            onClose={() => setIsAll(false)}
          />
        ) : null
      }
    >
      <Pictures draft={draft} onAdd={onAdd} />
      {isNotKept ? (
        <View className="snap__alert" {...forReader({ role: 'alert' })}>
          {words.noRoom}
        </View>
      ) : null}
      <Draft draft={draft} now={now} onDiscard={onDiscard} />
      {here?.isInside === false ? <Outside /> : null}
      <Nearby view={view} letter={letter} now={now} onChange={change} />
      <Place {...props} onChange={change} />
      {form ? (
        <Categories
          form={form}
          chosen={letter.category}
          onChoose={(category) => change({ category, joins: null })}
          onMore={() => setIsAll(true)}
        />
      ) : (
        <Card className="snap__wait">
          <View className="grow">{view.needsSignIn ? words.signInForCategories : words.noCategories}</View>
          {view.needsSignIn ? (
            <Button tone="primary" onTap={() => openPage('sign-in')}>
              {words.signIn}
            </Button>
          ) : null}
        </Card>
      )}
      {view.waitUntil !== null && view.waitUntil > now ? (
        <View className="snap__hint">{words.waitUntil(momentText(view.waitUntil, language, now))}</View>
      ) : null}
      <Card className="snap__options">
        <View className="snap__option">
          <Icon name="square-pen" size={18} />
          <Input
            className="snap__input"
            value={letter.text}
            maxlength={200}
            placeholder={words.words}
            aria-label={words.words}
            onInput={(event) => change({ text: event.detail.value })}
          />
        </View>
        {letter.text ? <View className="snap__hint">{words.wordsHint}</View> : null}
        <Toggle
          className="snap__option"
          isOn={letter.isAnonymous}
          label={words.anonymous}
          onTurn={(isAnonymous) => change({ isAnonymous })}
        >
          <Icon name="user-round-x" size={18} />
          <View className="grow">
            <View className="snap__option-name">{words.anonymous}</View>
            <View className="snap__option-hint">{letter.isAnonymous ? words.anonymousHint : words.named}</View>
          </View>
        </Toggle>
      </Card>
    </Page>
  );
}

function Ready({ name, isReady }: { name: string; isReady: boolean }) {
  return (
    <View className={classNames('snap__ready-one', isReady && 'is-ready')}>
      {isReady ? <Icon name="check" size={13} strokeWidth={2.6} /> : null}
      {name}
    </View>
  );
}

function Pictures({ draft: { id, photos }, onAdd }: { draft: Parcel; onAdd(): void }) {
  const { messages } = usePreferences();
  const { act } = useOutbox();
  const [at, setAt] = useState(photos.length - 1);
  const words = messages.snap;
  const shown = photos[Math.min(Math.max(at, 0), photos.length - 1)];
  const number = shown ? photos.indexOf(shown) + 1 : 0;
  return (
    <>
      <View className="pictures">
        {shown ? (
          <KeptPicture
            key={shown.id}
            className="pictures__picture"
            path={shown.path}
            label={words.spokenPhoto(number, photos.length)}
          />
        ) : null}
        <View className="pictures__sealed">
          <Icon name="lock" size={13} strokeWidth={2} />
          {words.sealed}
        </View>
        {photos.length < mostPhotos ? (
          <Tappable className="pictures__add" onTap={onAdd}>
            <Icon name="plus" size={15} strokeWidth={2} />
            {words.add}
            <View className="pictures__count">{words.counted(photos.length, mostPhotos)}</View>
          </Tappable>
        ) : null}
      </View>
      {photos.length > 1 ? (
        <View className="pictures__strip">
          {photos.map((photo, index) => (
            <View key={photo.id} className="pictures__thumb-box">
              <Tappable
                className={classNames('pictures__thumb', photo === shown && 'is-chosen')}
                label={words.spokenPhoto(index + 1, photos.length)}
                onTap={() => setAt(index)}
              >
                <KeptPicture className="pictures__thumb-picture" path={photo.path} label="" />
              </Tappable>
              <Tappable
                className="pictures__remove"
                label={words.removePhoto(index + 1)}
                onTap={() => act({ kind: 'photoRemoved', id, photo: photo.id })}
              >
                <Icon name="x" size={14} strokeWidth={2.4} />
              </Tappable>
            </View>
          ))}
        </View>
      ) : null}
    </>
  );
}

/** A draft older than this was not made just now: it says from when it is. */
const freshFor = 10 * 60_000;

function Draft({ draft, now, onDiscard }: { draft: Parcel; now: string; onDiscard(): void }) {
  const { language, messages } = usePreferences();
  const words = messages.snap;
  const { trouble } = draft;
  if (trouble?.kind === 'refused') {
    return (
      <View className="snap__alert" {...forReader({ role: 'alert' })}>
        {textIn(trouble.sentences, language)}
      </View>
    );
  }
  if (Date.parse(now) - Date.parse(draft.bornAt) < freshFor) return null;
  return (
    <View className="snap__draft">
      <View className="grow">{words.kept(momentText(draft.bornAt, language, now))}</View>
      <Tappable className="snap__discard" onTap={onDiscard}>
        <Icon name="trash-2" size={15} strokeWidth={2} />
        {words.discard}
      </Tappable>
    </View>
  );
}

function Outside() {
  const { messages } = usePreferences();
  const words = messages.snap;
  return (
    <Card className="snap__outside">
      <View className="grow" {...forReader({ role: 'alert' })}>
        <View className="snap__outside-title">{words.outside}</View>
        {words.outsideHint}
      </View>
      <Button onTap={() => dial('12345')}>{words.dial12345}</Button>
    </Card>
  );
}

interface NearbyProps {
  view: FormInView;
  letter: ReportLetter;
  now: string;
  onChange(change: Partial<ReportLetter>): void;
}

/** One line above the map: somebody was here before; following is a report of one's own that shares the clock. */
function Nearby({ view: { here }, letter, now, onChange }: NearbyProps) {
  const { messages } = usePreferences();
  const words = messages.snap;
  const near =
    here?.nearby.find(({ reportId }) => reportId === letter.joins) ??
    here?.nearby.find(({ category }) => category === letter.category) ??
    here?.nearby[0];
  if (!near) return null;
  const { days, hours, minutes } = stretchOf(near.reportedAt, now);
  const ago = days > 0 ? words.ago.days(days) : hours > 0 ? words.ago.hours(hours) : words.ago.minutes(minutes);
  const isJoined = letter.joins === near.reportId;
  return (
    <View className="nearby">
      {near.thumbnail ? (
        <View
          className="nearby__picture"
          style={{ backgroundImage: `url("${photoAddress(near.thumbnail)}")` }}
          aria-hidden="true"
        />
      ) : null}
      <View className="grow">
        <View className="nearby__title">{words.nearby(Math.max(1, Math.round(near.metres)))}</View>
        <View className="nearby__facts">{words.nearbyFacts(ago, near.reporters)}</View>
      </View>
      <Tappable
        className={classNames('nearby__join', isJoined && 'is-chosen')}
        role="switch"
        isChecked={isJoined}
        onTap={() => onChange(isJoined ? { joins: null } : { joins: near.reportId, category: near.category })}
      >
        {isJoined ? <Icon name="check" size={16} strokeWidth={2.4} /> : null}
        {isJoined ? words.joined : words.join}
      </Tappable>
    </View>
  );
}

function Place(props: ConfirmProps & { onChange(change: Partial<ReportLetter>): void }) {
  const { letter, view, isLocating, onLocate, onChange } = props;
  const { language, messages } = usePreferences();
  const territory = useTerritory();
  const words = messages.snap;
  const { point } = letter;
  const shown = shownOf(point, view);
  const isOutside = view.here?.isInside === false;
  const isNeeded = needsPlace(point) || isOutside;
  const area = view.here?.area ? textIn(view.here.area, language) : null;
  const move = ({ lng, lat }: ShownPoint): void =>
    onChange({ point: { lng, lat, datum: 'GCJ02', accuracyMetres: null, source: 'MAP_PICK' } });
  const rough = point?.accuracyMetres ?? null;
  return (
    <Card className="place">
      {shown ? (
        <PlaceMap territory={territory} point={shown} accuracyMetres={point?.accuracyMetres ?? null} onMove={move} />
      ) : null}
      <View className="place__row">
        <Tappable className="place__locate" label={words.relocate} isDisabled={isLocating} onTap={onLocate}>
          <Icon name={point ? 'locate-fixed' : 'map-pin-off'} size={20} />
        </Tappable>
        <View className="grow">
          {isNeeded ? (
            <View className="place__needed">
              {isLocating
                ? words.locating
                : isOutside
                  ? words.outside
                  : rough === null
                    ? words.noPlace
                    : words.roughPlace(Math.round(rough))}
            </View>
          ) : (
            <View className="place__title">
              {[area, point?.source === 'MAP_PICK' ? words.moved : words.here].filter(Boolean).join(' · ')}
            </View>
          )}
          <View className="place__facts">
            {[rough === null ? null : words.accuracy(Math.max(1, Math.round(rough))), words.blurred]
              .filter(Boolean)
              .join(' · ')}
          </View>
        </View>
      </View>
      {isNeeded ? (
        <Input
          className="place__input"
          value={letter.placeText}
          maxlength={80}
          placeholder={words.place}
          aria-label={words.place}
          onInput={(event) => onChange({ placeText: event.detail.value })}
        />
      ) : null}
    </Card>
  );
}

/** Where the pin stands on the city's map, whose datum is GCJ-02: another datum is placed by the city. */
function shownOf(point: GivenPoint | null, { here }: FormInView): ShownPoint | null {
  if (!point) return null;
  if (point.datum === 'GCJ02') return { lng: point.lng, lat: point.lat };
  return here?.at ?? null;
}
