import type { PhotoView } from '@minsheng/contracts';
import { Button, Image } from 'antd';
import { ImageOff, ImagePlus, LoaderCircle, RotateCw, Trash2, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useReducer, useRef, type ReactNode } from 'react';

import { RequestFailed, type Failure } from '../api/failure.js';
import { photoFault, photoLimits, pictureOf, uploadPhoto, type PhotoFault, type Picture } from '../api/photos.js';
import { useOnline } from '../api/use-online.js';
import { useMessages } from '../messages/use-messages.js';
import { useClockAhead } from '../rooms/platform/use-business-now.js';
import { evidenceOf, photosAfter, type PhotosEvent, type PickedPhoto } from './picked-photos.js';
import { useFailureText } from './states.js';

/** The pictures of a matter: the first one large, the others below; each opens in full. */
export function PhotoHero({ photos, caption }: { photos: readonly PhotoView[]; caption: string | null }) {
  const { say } = useMessages();
  const [first, ...others] = photos;
  if (first === undefined) {
    return (
      <div className="hero none">
        <ImageOff size={22} aria-hidden />
        {say('photo.none')}
      </div>
    );
  }
  return (
    <Image.PreviewGroup items={photos.map(({ address }) => address)}>
      <div className="hero">
        <Image src={first.address} alt={say('photo.nth', { number: 1, of: photos.length })} />
        {caption !== null && <span>{caption}</span>}
      </div>
      {others.length > 0 && (
        <div className="thumbs">
          {others.map(({ id, thumbnail }, index) => (
            <Image
              key={id}
              src={thumbnail}
              alt={say('photo.nth', { number: index + 2, of: photos.length })}
              width={56}
              height={56}
            />
          ))}
        </div>
      )}
    </Image.PreviewGroup>
  );
}

/** Before and after side by side, each opening in full: what a verifier compares. */
export function PhotoPair({
  before,
  after,
  beforeCaption,
  afterCaption,
}: {
  before: readonly PhotoView[];
  after: readonly PhotoView[];
  beforeCaption: string;
  afterCaption: string;
}) {
  const sides = [
    { photos: before, caption: beforeCaption },
    { photos: after, caption: afterCaption },
  ];
  return (
    <div className="pair">
      {sides.map(({ photos, caption }) => (
        <div key={caption}>
          <PhotoHero photos={photos} caption={caption} />
        </div>
      ))}
    </div>
  );
}

/** Small pictures in a row; each opens in full. */
export function PhotoRow({ photos, label }: { photos: readonly PhotoView[]; label: string }) {
  if (photos.length === 0) return null;
  return (
    <Image.PreviewGroup items={photos.map(({ address }) => address)}>
      <div className="thumbs" role="group" aria-label={label}>
        {photos.map(({ id, thumbnail }, index) => (
          <Image key={id} src={thumbnail} alt={`${label} ${index + 1}`} width={56} height={56} />
        ))}
      </div>
    </Image.PreviewGroup>
  );
}

/** The picture of a list row, or the sign that there is none. */
export function Thumbnail({ address }: { address: string | null }) {
  return address === null ? (
    <span className="thumbnail none">
      <ImageOff size={18} aria-hidden />
    </span>
  ) : (
    <img className="thumbnail" src={address} alt="" loading="lazy" decoding="async" />
  );
}

/** Chooses pictures and sends each at once; `onChange` hears which are kept and how many are still on their way. */
export function PhotoPicker({
  label,
  hint,
  fault,
  onChange,
}: {
  label: string;
  hint?: ReactNode;
  fault: string | null;
  onChange: (evidence: { photos: string[]; uploading: number }) => void;
}) {
  const { say } = useMessages();
  const isOnline = useOnline();
  const failureText = useFailureText();
  const ahead = useClockAhead();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [photos, tell] = useReducer(
    (known: readonly PickedPhoto<Failure>[], event: PhotosEvent<Failure>) => photosAfter(known, event),
    [],
  );
  const pictures = useRef(new Map<string, { picture: Picture; shown: string }>());
  const evidence = evidenceOf(photos);
  const { photos: ids, uploading } = evidence;
  useEffect(() => onChange({ photos: ids, uploading }), [ids.join(), uploading]);
  useEffect(() => {
    const shown = pictures.current;
    return () => shown.forEach(({ shown: address }) => URL.revokeObjectURL(address));
  }, []);

  const send = async (key: string) => {
    const held = pictures.current.get(key);
    if (held === undefined) return;
    tell({ kind: 'sending', key });
    try {
      const receipt = await uploadPhoto(held.picture, ahead);
      tell({ kind: 'kept', key, id: receipt.id });
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      tell({ kind: 'failed', key, failure: error.failure });
    }
  };
  const choose = (files: FileList | null) => {
    for (const file of [...(files ?? [])].slice(0, photoLimits.most - photos.length)) {
      const picture = pictureOf(file);
      const refused: PhotoFault | null = photoFault(file);
      pictures.current.set(picture.clientId, { picture, shown: URL.createObjectURL(file) });
      tell({ kind: 'chosen', key: picture.clientId, refused });
      if (refused === null) void send(picture.clientId);
    }
    if (input.current !== null) input.current.value = '';
  };
  const said = ({ state }: PickedPhoto<Failure>): string | null =>
    state.step === 'refused'
      ? say(`photo.fault-${state.fault}`)
      : state.step === 'failed'
        ? failureText(state.failure)
        : null;

  return (
    <div className="field picker">
      <label htmlFor={id}>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </label>
      <ul className="picked">
        {photos.map((photo, index) => (
          <li key={photo.key} className={said(photo) === null ? '' : 'faulty'}>
            <img src={pictures.current.get(photo.key)?.shown} alt={say('photo.chosen', { number: index + 1 })} />
            {photo.state.step === 'sending' && (
              <span role="status" aria-label={say('photo.sending')} className="on-its-way">
                <LoaderCircle size={18} aria-hidden />
              </span>
            )}
            {photo.state.step === 'failed' && (
              <Button
                size="small"
                icon={<RotateCw size={13} />}
                aria-label={say('photo.again', { number: index + 1 })}
                onClick={() => void send(photo.key)}
              />
            )}
            <Button
              size="small"
              icon={<Trash2 size={13} />}
              aria-label={say('photo.remove', { number: index + 1 })}
              onClick={() => tell({ kind: 'removed', key: photo.key })}
            />
          </li>
        ))}
        {photos.length < photoLimits.most && (
          <li className="add">
            <button type="button" disabled={!isOnline} onClick={() => input.current?.click()}>
              <ImagePlus size={20} aria-hidden />
              {say('photo.add')}
            </button>
          </li>
        )}
      </ul>
      <input
        ref={input}
        id={id}
        className="for-readers"
        type="file"
        multiple
        accept={photoLimits.types.join()}
        tabIndex={-1}
        onChange={(event) => choose(event.target.files)}
      />
      <div className="fault" role="alert">
        {photos.map((photo, index) => {
          const words = said(photo);
          return words === null ? null : (
            <p key={photo.key}>
              <TriangleAlert size={13} aria-hidden /> {say('photo.said', { number: index + 1, words })}
            </p>
          );
        })}
        {fault !== null && (
          <p>
            <TriangleAlert size={13} aria-hidden /> {fault}
          </p>
        )}
      </div>
    </div>
  );
}
