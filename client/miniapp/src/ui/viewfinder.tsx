import { forwardRef, useEffect, useImperativeHandle, useRef, useState, type ForwardedRef } from 'react';
import { Camera } from '@tarojs/components';
import { openStream, takeFromCamera, takeFromVideo } from '../device/camera.js';
import type { Photo } from '../device/photos.js';
import type { DeviceRefusal, FromDevice } from '../device/refusal.js';
import { isWeChat } from '../device/target.js';

export interface Shutter {
  take(): Promise<FromDevice<Photo>>;
}

interface ViewfinderProps {
  className?: string;
  label: string;
  onOpen(): void;
  /** The camera may not or cannot be used. */
  onRefused(because: DeviceRefusal): void;
}

/** What the camera sees, inside the page: the shutter is one tap, without the system's own “use this picture”. */
export const Viewfinder = forwardRef<Shutter, ViewfinderProps>(function Viewfinder(props, ref) {
  return isWeChat ? <WeChatViewfinder {...props} shutter={ref} /> : <BrowserViewfinder {...props} shutter={ref} />;
});

type WithShutter = ViewfinderProps & { shutter: ForwardedRef<Shutter> };

function WeChatViewfinder({ className, onOpen, onRefused, shutter }: WithShutter) {
  useImperativeHandle(shutter, () => ({ take: takeFromCamera }), []);
  return (
    <Camera
      className={className}
      devicePosition="back"
      flash="off"
      onInitDone={onOpen}
      onError={() => onRefused('denied')}
    />
  );
}

function BrowserViewfinder({ className, label, onOpen, onRefused, shutter }: WithShutter) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onOpen, onRefused });
  told.current = { onOpen, onRefused };
  const [isShowing, setIsShowing] = useState(false);
  useImperativeHandle(
    shutter,
    () => ({
      take: () =>
        video.current
          ? takeFromVideo(video.current)
          : Promise.resolve({ kind: 'refused', because: 'unavailable' } as const),
    }),
    [],
  );
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    void openStream().then((opened) => {
      if (opened.kind === 'refused') return isGone ? undefined : told.current.onRefused(opened.because);
      stream = opened.value;
      if (isGone || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      // Refused only when the page is left at the same moment.
      video.current.play().catch(() => undefined);
    });
    return () => {
      isGone = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <video
      ref={video}
      className={className}
      muted
      playsInline
      aria-label={label}
      style={{ visibility: isShowing ? 'visible' : 'hidden' }}
      onLoadedData={() => {
        setIsShowing(true);
        told.current.onOpen();
      }}
    />
  );
}
