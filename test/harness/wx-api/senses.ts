import { Failure, wxFunction } from './call.js';
import type { PhoneFiles } from './files.js';
import type { Permissions } from './permissions.js';

/** What the person does with the camera and the album, and where the phone is. */
export class Senses {
  /** Degrees in WGS-84 and metres; null when there is no fix to be had. */
  place: { longitude: number; latitude: number; accuracy: number } | null = {
    longitude: 113.6,
    latitude: 33.44,
    accuracy: 20,
  };
  /** The shift of GCJ-02 at this place, in degrees: enough to tell the two datums apart in a spec. */
  readonly gcjShift = { longitude: 0.0062, latitude: -0.0011 };
  private readonly pictures: (Buffer[] | 'cancel')[] = [];

  /** The next time a picture is asked for, the person hands over these. */
  willTake(...pictures: Buffer[]): void {
    this.pictures.push(pictures);
  }

  /** The next time a picture is asked for, the person closes the camera. */
  willCancel(): void {
    this.pictures.push('cancel');
  }

  /** @throws Failure */
  taken(atMost: number): Buffer[] {
    const next = this.pictures.shift() ?? 'cancel';
    if (next === 'cancel') throw new Failure('cancel');
    return next.slice(0, atMost);
  }
}

interface MediaOptions {
  count?: number;
  sourceType?: string[];
}

export function sensesApi(senses: Senses, permissions: Permissions, files: PhoneFiles) {
  const pictures = (api: string, { count = 9, sourceType = ['album', 'camera'] }: MediaOptions) => {
    permissions.passPrivacy(api);
    if (!sourceType.includes('album')) permissions.ask('scope.camera');
    return senses.taken(count).map((content) => ({ path: files.addTemporary(content), size: content.length }));
  };
  const place = (api: string) => {
    permissions.passPrivacy(api);
    permissions.ask(api === 'getFuzzyLocation' ? 'scope.userFuzzyLocation' : 'scope.userLocation');
    if (!senses.place) throw new Failure('system permission denied');
    return senses.place;
  };
  return {
    chooseMedia: wxFunction('chooseMedia', (options: MediaOptions) => ({
      type: 'image',
      tempFiles: pictures('chooseMedia', options).map(({ path, size }) => ({
        tempFilePath: path,
        size,
        fileType: 'image',
      })),
    })),
    chooseImage: wxFunction('chooseImage', (options: MediaOptions) => {
      const taken = pictures('chooseImage', options);
      return { tempFilePaths: taken.map(({ path }) => path), tempFiles: taken };
    }),
    compressImage: wxFunction('compressImage', ({ src }: { src: string }) => ({
      tempFilePath: files.addTemporary(files.read(src)),
    })),
    /** The `<camera>` of the page: its shutter needs no dialog, its first use the permission. */
    createCameraContext: () => ({
      takePhoto: wxFunction('takePhoto', () => {
        const [picture] = pictures('camera', { count: 1, sourceType: ['camera'] });
        if (!picture) throw new Failure('camera is not ready');
        return { tempImagePath: picture.path, width: '1920', height: '1080' };
      }),
      startRecord: () => undefined,
      stopRecord: () => undefined,
      onCameraFrame: () => undefined,
    }),
    getLocation: wxFunction('getLocation', ({ type = 'wgs84' }: { type?: string }) => {
      const { longitude, latitude, accuracy } = place('getLocation');
      const shift = type === 'gcj02' ? senses.gcjShift : { longitude: 0, latitude: 0 };
      return {
        longitude: longitude + shift.longitude,
        latitude: latitude + shift.latitude,
        accuracy,
        speed: -1,
        altitude: 0,
      };
    }),
    getFuzzyLocation: wxFunction('getFuzzyLocation', () => {
      const { longitude, latitude } = place('getFuzzyLocation');
      return { longitude: Math.round(longitude * 100) / 100, latitude: Math.round(latitude * 100) / 100 };
    }),
  };
}
