import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { FakeCity } from './fake-city.js';
import { WeappHost } from './weapp-host.js';

/**
 * The phone's own device functions, bundled with Taro's WeChat runtime and run in the harness: the calls that the pages
 * do not make yet are as real as those they do.
 */
const source = path.resolve(__dirname, '../../client/miniapp/src');
const bundled = ['camera', 'files', 'location', 'network', 'photos', 'sign-in', 'storage', 'upload'];

type Given<T> = { kind: 'given'; value: T } | { kind: 'refused'; because: string };
interface Device {
  currentPoint(): Promise<Given<object>>;
  takePhotos(source: 'camera' | 'album', atMost: number): Promise<Given<{ path: string }[]>>;
  takeFromCamera(): Promise<Given<{ path: string }>>;
  keepFile(path: string, name: string): Promise<Given<string>>;
  readBytes(path: string): Promise<Given<Uint8Array>>;
  removeFile(path: string): Promise<Given<void>>;
  uploadFile(upload: object, progress?: (share: number) => void): Promise<Given<{ status: number; body: string }>>;
  wechatCode(): Promise<string | null>;
  isOnline(): Promise<boolean>;
  keep(key: string, value: unknown): boolean;
  readKept(key: string): unknown;
}

let folder: string;
let host: WeappHost;
let device: Device;

/** Switches of Taro's runtime that its own build sets. */
const taroSwitches = [
  'ADJACENT_HTML',
  'CLONE_NODE',
  'CONTAINS',
  'INNER_HTML',
  'MUTATION_OBSERVER',
  'SIZE_APIS',
  'TEMPLATE_CONTENT',
];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'minsheng-device-'));
  const { outputFiles } = buildSync({
    stdin: {
      contents: [
        "import '@tarojs/plugin-platform-weapp/dist/runtime';",
        ...bundled.map((name, index) => `import * as part${index} from './device/${name}.ts';`),
        `App({ device: Object.assign({}, ${bundled.map((_, index) => `part${index}`).join(', ')}) });`,
      ].join('\n'),
      resolveDir: source,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'es2020',
    logLevel: 'silent',
    define: {
      'process.env': '{}',
      'process.env.TARO_ENV': '"weapp"',
      'process.env.TARO_PLATFORM': '"mini"',
      'process.env.FRAMEWORK': '"react"',
      'process.env.NODE_ENV': '"production"',
      ...Object.fromEntries(taroSwitches.map((name) => [`ENABLE_${name}`, 'false'])),
    },
  });
  writeFileSync(path.join(folder, 'app.js'), outputFiles[0]?.text ?? '');
  writeFileSync(path.join(folder, 'page.js'), 'Page({});');
  writeFileSync(
    path.join(folder, 'app.json'),
    JSON.stringify({ pages: ['page'], requiredPrivateInfos: ['getLocation'] }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  host = new WeappHost(folder).launch();
  device = host.instance.device as Device;
});
afterEach(() => {
  host.close();
  expect(host.errors.map(String)).toEqual([]);
});

const photo = Buffer.from('a photo of a broken lamp');

describe('location', () => {
  it('is given with its datum, GCJ-02 in WeChat', async () => {
    const { place, gcjShift } = host.phone.senses;
    expect(await device.currentPoint()).toEqual({
      kind: 'given',
      value: {
        lng: (place?.longitude ?? 0) + gcjShift.longitude,
        lat: (place?.latitude ?? 0) + gcjShift.latitude,
        datum: 'GCJ02',
        accuracyMetres: 20,
        source: 'DEVICE',
      },
    });
  });

  it.each([
    ['denied', () => host.phone.permissions.willAnswer('scope.userLocation', false)],
    ['privacy', () => (host.phone.permissions.agreesToPrivacy = false)],
    ['privacy', () => host.phone.permissions.undeclared.add('getLocation')],
  ])('not given is told as %s', async (because, prepare) => {
    prepare();
    expect(await device.currentPoint()).toEqual({ kind: 'refused', because });
  });
});

describe('photos', () => {
  it('come with their paths, as many as allowed', async () => {
    host.phone.senses.willTake(photo, photo, photo);
    const taken = await device.takePhotos('album', 2);
    expect(taken.kind === 'given' && taken.value.every(({ path }) => host.phone.files.has(path))).toBe(true);
    expect(taken.kind === 'given' && taken.value).toHaveLength(2);
  });

  it('come from the camera in the page with one press, unless the person has said no to it', async () => {
    host.phone.senses.willTake(photo);
    const taken = await device.takeFromCamera();
    expect(taken.kind === 'given' && host.phone.files.read(taken.value.path)).toEqual(photo);
    host.phone.permissions.willAnswer('scope.camera', false);
    expect(await device.takeFromCamera()).toEqual({ kind: 'refused', because: 'denied' });
  });

  it('closed without a photo is a cancel, not an error', async () => {
    host.phone.senses.willCancel();
    expect(await device.takePhotos('camera', 1)).toEqual({ kind: 'refused', because: 'cancelled' });
  });

  it('survive the loss of temporary files once kept, and can be removed', async () => {
    host.phone.senses.willTake(photo);
    const taken = await device.takePhotos('camera', 1);
    const path = taken.kind === 'given' ? (taken.value[0]?.path ?? '') : '';
    const kept = await device.keepFile(path, 'PHOTO1');
    host.phone.files.loseTemporary();
    if (kept.kind !== 'given') throw new Error('not kept');
    expect(kept.value).toBe('wxfile://usr/PHOTO1.jpg');
    const bytes = await device.readBytes(kept.value);
    expect(bytes.kind === 'given' && Buffer.from(bytes.value)).toEqual(photo);
    await device.removeFile(kept.value);
    expect(host.phone.files.has(kept.value)).toBe(false);
  });

  it('that find the phone full are refused', async () => {
    host.phone.files.quota = 1;
    expect(await device.keepFile(host.phone.files.addTemporary(photo), 'PHOTO1')).toEqual({
      kind: 'refused',
      because: 'unavailable',
    });
  });
});

describe('upload', () => {
  let city: FakeCity;
  beforeAll(async () => {
    city = await FakeCity.open();
  });
  afterAll(() => city.close());

  it('sends the file with its fields and headers, tells the progress, and hands back the status', async () => {
    city.answers('POST /api/uploads', () => ({ status: 201, body: { id: 'u1' } }));
    const shares: number[] = [];
    const answer = await device.uploadFile(
      {
        url: `${city.origin}/api/uploads`,
        path: host.phone.files.addTemporary(photo),
        field: 'photo',
        headers: { authorization: 'Bearer t' },
        fields: { sha256: 'abc' },
      },
      (share) => shares.push(share),
    );
    expect(answer).toEqual({ kind: 'given', value: { status: 201, body: '{"id":"u1"}' } });
    expect(shares.at(-1)).toBe(1);
    const seen = city.seen.at(-1);
    expect(seen?.headers.authorization).toBe('Bearer t');
    expect(seen?.body).toContain(photo.toString());
  });

  it('without network is refused', async () => {
    host.phone.network.become('none');
    const upload = {
      url: `${city.origin}/api/uploads`,
      path: host.phone.files.addTemporary(photo),
      field: 'photo',
      headers: {},
      fields: {},
    };
    expect(await device.uploadFile(upload)).toEqual({ kind: 'refused', because: 'unavailable' });
  });
});

describe('the rest', () => {
  it('storage says when the phone has no room', () => {
    expect(device.keep('draft', { text: '路灯不亮' })).toBe(true);
    expect(device.readKept('draft')).toEqual({ text: '路灯不亮' });
    expect(device.readKept('nothing')).toBeNull();
    expect(device.keep('long', 'x'.repeat(1024 * 1024))).toBe(false);
  });

  it('a login code that WeChat does not give is null', async () => {
    host.phone.account.willGive('abc', null);
    expect(await device.wechatCode()).toBe('abc');
    expect(await device.wechatCode()).toBeNull();
  });

  it('the network is known', async () => {
    expect(await device.isOnline()).toBe(true);
    host.phone.network.become('none');
    expect(await device.isOnline()).toBe(false);
  });
});
