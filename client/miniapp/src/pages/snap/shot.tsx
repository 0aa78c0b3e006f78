import { useRef, useState } from 'react';
import { View } from '@tarojs/components';
import { goBack } from '../../device/navigation.js';
import { takePhotos } from '../../device/photos.js';
import { windowEdges } from '../../device/system.js';
import { usePaintedWindow, usePreferences } from '../../preferences/preferences-context.js';
import { rootClasses } from '../../preferences/preferences.js';
import { Button } from '../../ui/button.js';
import { classNames } from '../../ui/class-names.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Icon } from '../../ui/icon.js';
import { forReader } from '../../ui/reader.js';
import { Tappable } from '../../ui/tappable.js';
import { Viewfinder, type Shutter } from '../../ui/viewfinder.js';

interface ShotProps {
  /** One line over the picture: where we are, or why here is not ours. */
  line: string;
  isWarning: boolean;
  /** How many more pictures there is room for. */
  room: number;
  /** Takes the picture over; false: the phone has no room. */
  onTaken(path: string, source: 'CAMERA' | 'ALBUM'): Promise<boolean>;
  onPolice: (() => void) | null;
  /** Proof has to be taken on the spot: no picture of another day. */
  isCameraOnly?: boolean;
  onBack?(): void;
}

/** The camera in the page: one tap is a picture. */
export function Shot(props: ShotProps) {
  const { line, isWarning, room, onTaken, onPolice, isCameraOnly = false, onBack = () => goBack('home') } = props;
  const preferences = usePreferences();
  usePaintedWindow();
  const { messages } = preferences;
  const words = messages.snap;
  const edges = windowEdges();
  const shutter = useRef<Shutter>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  const [isWorking, setIsWorking] = useState(false);
  const [fault, setFault] = useState('');

  const keep = async (paths: string[], source: 'CAMERA' | 'ALBUM'): Promise<void> => {
    for (const path of paths) if (!(await onTaken(path, source))) return setFault(words.noRoom);
  };
  const press = async (): Promise<void> => {
    if (isWorking) return;
    setIsWorking(true);
    setFault('');
    const taken = await shutter.current?.take();
    if (taken?.kind === 'given') await keep([taken.value.path], 'CAMERA');
    else if (taken?.because === 'denied' || taken?.because === 'privacy') setIsRefused(true);
    else setFault(words.notTaken);
    setIsWorking(false);
  };
  const choose = async (source: 'camera' | 'album'): Promise<void> => {
    setFault('');
    const taken = await takePhotos(source, source === 'album' ? room : 1);
    if (taken.kind === 'given')
      await keep(
        taken.value.map(({ path }) => path),
        source === 'album' ? 'ALBUM' : 'CAMERA',
      );
    else if (taken.because !== 'cancelled') setFault(words.notTaken);
  };

  return (
    <View className={classNames('shot', rootClasses(preferences))}>
      {isRefused ? (
        <View className="shot__off">
          <EmptyState icon="camera" title={words.cameraOff} hint={words.cameraOffHint}>
            <Button tone="primary" isBlock onTap={() => void choose('camera')}>
              {words.systemCamera}
            </Button>
          </EmptyState>
        </View>
      ) : (
        <Viewfinder
          ref={shutter}
          className="shot__finder"
          label={words.camera}
          onOpen={() => setIsOpen(true)}
          onRefused={() => setIsRefused(true)}
        />
      )}
      <View className="shot__top" style={{ paddingTop: `${edges.statusBar}px`, paddingRight: `${edges.capsule}px` }}>
        <Tappable className="shot__round" label={messages.actions.back} onTap={onBack}>
          <Icon name="chevron-left" size={24} />
        </Tappable>
        <View className="shot__title" {...forReader({ role: 'heading' })}>
          {words.title}
        </View>
      </View>
      <View className="shot__bottom" style={{ paddingBottom: `${Math.max(edges.bottom, 16)}px` }}>
        {fault ? (
          <View className="shot__line shot__line--warning" {...forReader({ role: 'alert' })}>
            {fault}
          </View>
        ) : (
          <View
            className={classNames('shot__line', isWarning && 'shot__line--warning')}
            {...forReader({ isLive: true })}
          >
            {isOpen || isRefused ? line : words.cameraOpening}
          </View>
        )}
        <View className="shot__row">
          {isCameraOnly ? (
            <View className="shot__side" />
          ) : (
            <Tappable className="shot__side" onTap={() => void choose('album')}>
              <Icon name="image" size={24} />
              <View className="shot__side-name">{words.album}</View>
            </Tappable>
          )}
          <Tappable
            className="shot__shutter"
            label={words.shutter}
            isDisabled={isWorking || isRefused}
            onTap={() => void press()}
          >
            <View className="shot__shutter-core" />
          </Tappable>
          <View className="shot__side" />
        </View>
        {onPolice ? (
          <Tappable className="shot__police" onTap={onPolice}>
            <Icon name="phone" size={15} strokeWidth={2} />
            {words.lifeAtRisk}
          </Tappable>
        ) : null}
      </View>
    </View>
  );
}
