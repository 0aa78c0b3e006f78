import Taro from '@tarojs/taro';
import { lend } from './lent-blobs.js';
import { fromDevice, type FromDevice } from './refusal.js';
import type { Photo } from './photos.js';

/** Longest side of a picture taken in a browser, px: enough for a plate or a house number, a third of a megabyte. */
const longestSide = 1920;

/** Takes the picture that the page's `<camera>` shows: no dialog, no second tap. WeChat only. */
export function takeFromCamera(): Promise<FromDevice<Photo>> {
  return fromDevice(
    () =>
      new Promise<Photo>((resolve, reject) => {
        Taro.createCameraContext().takePhoto({
          quality: 'high',
          success: ({ tempImagePath }) => resolve({ path: tempImagePath }),
          fail: reject,
        });
      }),
  );
}

/** The camera at the back as a stream for a video element. Browsers only, and only over https or on this machine. */
export function openStream(): Promise<FromDevice<MediaStream>> {
  return fromDevice(async () => {
    // Missing on pages without https, whatever the types say.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) throw new Error('no camera for this page');
    return devices.getUserMedia({
      audio: false,
      video: { facingMode: 'environment', width: { ideal: longestSide }, height: { ideal: 1080 } },
    });
  });
}

/** The picture that the video shows now, as JPEG. */
export function takeFromVideo(video: HTMLVideoElement): Promise<FromDevice<Photo>> {
  return fromDevice(async () => {
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0) throw new Error('the camera shows nothing yet');
    const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.86));
    if (!blob) throw new Error('no picture came of it');
    return { path: lend(blob) };
  });
}
