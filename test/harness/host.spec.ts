import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WeappHost } from './weapp-host.js';

/** The harness itself, on a mini-program of a few lines: what it refuses is what WeChat refuses. */
const fixture = path.join(__dirname, 'fixture');

let host: WeappHost;
beforeEach(() => {
  host = new WeappHost(fixture).launch();
});
afterEach(() => host.close());

type Wx = Record<string, (options: object) => Promise<Record<string, unknown>>>;
const call = (name: string, options: object = {}): Promise<Record<string, unknown>> =>
  (host.wx as Wx)[name]?.(options) as never;
const refusal = (name: string, options: object = {}): Promise<unknown> =>
  call(name, options).then(
    () => 'done',
    (error: unknown) => error,
  );
const clean = (): void => expect(host.errors.map(String)).toEqual([]);

describe('pages', () => {
  it('are loaded once, shown, hidden under another page and unloaded when left', async () => {
    await call('switchTab', { url: '/pages/list' });
    await call('switchTab', { url: '/pages/home' });
    expect(host.page.data.seen).toEqual(['load', 'show', 'hide', 'show']);
    const first = host.page;
    await call('reLaunch', { url: '/pages/list' });
    expect((first.data.seen as string[]).at(-1)).toBe('unload');
    clean();
  });

  it('of a tab are reached by switchTab only, and others not by it', async () => {
    expect(await refusal('navigateTo', { url: '/pages/list' })).toMatchObject({
      errMsg: 'navigateTo:fail can not navigateTo a tabbar page',
    });
    expect(await refusal('switchTab', { url: '/packages/visit/visit' })).toMatchObject({
      errMsg: 'switchTab:fail can not switch to no-tabBar page',
    });
    expect(await refusal('navigateTo', { url: '/pages/nowhere' })).toMatchObject({
      errMsg: 'navigateTo:fail page "pages/nowhere" is not found',
    });
    clean();
  });

  it('are ten deep at most', async () => {
    for (let depth = 1; depth < 10; depth += 1) await call('navigateTo', { url: '/packages/visit/visit' });
    expect(host.routes).toHaveLength(10);
    expect(await refusal('navigateTo', { url: '/packages/visit/visit' })).toMatchObject({
      errMsg: expect.stringContaining('limit'),
    });
    await call('navigateBack', { delta: 9 });
    expect(host.routes).toEqual(['pages/home']);
    clean();
  });
});

describe('sub-packages', () => {
  it('are loaded when one of their pages is opened, and use the main package', async () => {
    expect(host.packages).toEqual([]);
    await call('navigateTo', { url: '/packages/visit/visit?site=S-03' });
    expect(host.packages).toEqual(['packages/visit']);
    expect(host.page.data).toMatchObject({ greeting: 'from the main package', field: 'photo', site: 'S-03' });
    clean();
  });

  it('may not require one another', async () => {
    await call('navigateTo', { url: '/packages/visit/visit' });
    expect(await refusal('navigateTo', { url: '/packages/office/office' })).toMatchObject({
      errMsg: 'navigateTo:fail page load error',
    });
    expect(host.errors[0]?.message).toContain('may not require packages/visit/photo');
  });
});

describe('setData', () => {
  it('carries JSON only: a function and an undefined are lost, a cycle is an error', () => {
    host.page.setData({ 'form.name': 'x', act: () => 1, gone: undefined });
    expect(host.page.data.form).toEqual({ name: 'x' });
    expect(host.page.data.act).toBeUndefined();
    clean();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    host.page.setData({ cycle });
    expect(host.errors).toHaveLength(1);
  });

  it('carries one megabyte at most', () => {
    host.page.setData({ long: 'x'.repeat(1024 * 1024) });
    expect(host.errors[0]?.message).toMatch(/setData of \d+ bytes/);
  });
});

describe('storage', () => {
  it('keeps a copy, not the object itself', () => {
    const rows = [1, 2];
    host.phone.storage.write('rows', rows);
    rows.push(3);
    expect(host.phone.storage.read('rows')).toEqual([1, 2]);
  });

  it('takes 1 MB a key and 10 MB in all', async () => {
    const long = 'x'.repeat(1024 * 1024 - 2);
    expect(await refusal('setStorage', { key: 'too-long', data: `${long}xxx` })).toMatchObject({
      errMsg: 'setStorage:fail entry size limit reached',
    });
    for (let index = 0; index < 10; index += 1) await call('setStorage', { key: `k${index}`, data: long });
    expect(await refusal('setStorage', { key: 'one-more', data: 'x' })).toMatchObject({
      errMsg: expect.stringContaining('10Mb'),
    });
    await call('setStorage', { key: 'k0', data: 'x' });
    await call('setStorage', { key: 'one-more', data: 'x' });
  });

  it('and files outlive the app on the same phone', () => {
    const { storage, files } = host.phone;
    storage.write('draft', { text: '路灯不亮' });
    host.close();
    host = new WeappHost(fixture, { storage, files }).launch();
    expect((host.wx as { getStorageSync: (key: string) => unknown }).getStorageSync('draft')).toEqual({
      text: '路灯不亮',
    });
  });
});

describe('permissions', () => {
  it('are asked for once: a refusal stays until the person changes the setting', async () => {
    host.phone.permissions.willAnswer('scope.userLocation', false);
    expect(await refusal('getLocation')).toMatchObject({ errMsg: 'getLocation:fail auth deny' });
    host.phone.permissions.change('scope.userLocation', true);
    expect(await call('getLocation', { type: 'gcj02' })).toMatchObject({ errMsg: 'getLocation:ok' });
  });

  it('let an undeclared location interface fail whatever the person says', async () => {
    expect(await refusal('getFuzzyLocation')).toMatchObject({
      errMsg: expect.stringContaining('requiredPrivateInfos'),
    });
  });

  it('stand behind the privacy terms', async () => {
    host.phone.permissions.agreesToPrivacy = false;
    expect(await call('getPrivacySetting')).toMatchObject({ needAuthorization: true });
    expect(await refusal('requirePrivacyAuthorize')).toMatchObject({ errno: 104 });
    expect(await refusal('getLocation')).toMatchObject({ errno: 104 });
  });

  it('tell the two datums apart', async () => {
    const wgs = (await call('getLocation')) as { longitude: number };
    const gcj = (await call('getLocation', { type: 'gcj02' })) as { longitude: number };
    expect(gcj.longitude - wgs.longitude).toBeGreaterThan(0.001);
  });
});

describe('files', () => {
  const manager = (name: string, options: object): Promise<Record<string, unknown>> =>
    (host.wx.getFileSystemManager as () => Wx)()[name]?.(options) as Promise<Record<string, unknown>>;

  it('are kept by saveFile, read back and removed; temporary ones may vanish', async () => {
    const kept = host.phone.files.addTemporary(Buffer.from('kept'));
    const lost = host.phone.files.addTemporary(Buffer.from('lost'));
    const { savedFilePath } = await manager('saveFile', { tempFilePath: kept });
    host.phone.files.loseTemporary();
    expect(await manager('readFile', { filePath: savedFilePath, encoding: 'utf8' })).toMatchObject({ data: 'kept' });
    await expect(manager('readFile', { filePath: lost })).rejects.toMatchObject({
      errMsg: expect.stringContaining('no such file'),
    });
    await manager('unlink', { filePath: savedFilePath });
    expect(host.phone.files.saved()).toEqual([]);
  });

  it('fill the quota', async () => {
    host.phone.files.quota = 3;
    const photo = host.phone.files.addTemporary(Buffer.from('four'));
    await expect(manager('saveFile', { tempFilePath: photo })).rejects.toMatchObject({
      errMsg: expect.stringContaining('storage limit'),
    });
    expect(host.phone.files.has(photo)).toBe(true);
  });
});

describe('requests', () => {
  let server: Server;
  let origin: string;
  const bodies: { type: string; text: string }[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      bodies.push({ type: request.headers['content-type'] ?? '', text: Buffer.concat(chunks).toString() });
      response.writeHead(request.url === '/refused' ? 409 : 200, { 'content-type': 'application/json' });
      response.end('{"id":7}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const request = (name: string, options: object): Promise<Record<string, unknown>> =>
    new Promise((resolve) => {
      (host.wx[name] as (options: object) => unknown)({ ...options, success: resolve, fail: resolve });
    });

  it('succeed whatever the status: the app has to look', async () => {
    expect(await request('request', { url: `${origin}/refused` })).toMatchObject({
      errMsg: 'request:ok',
      statusCode: 409,
      data: { id: 7 },
    });
  });

  it('fail without network, and on purpose as often as asked', async () => {
    host.phone.network.failNext('/lift', 'timeout', 2);
    expect(await request('request', { url: `${origin}/lift` })).toMatchObject({ errMsg: 'request:fail timeout' });
    expect(await request('request', { url: `${origin}/lift` })).toMatchObject({ errMsg: 'request:fail timeout' });
    expect(await request('request', { url: `${origin}/lift` })).toMatchObject({ statusCode: 200 });
    const heard: boolean[] = [];
    (host.wx.onNetworkStatusChange as (listener: (change: { isConnected: boolean }) => void) => void)(
      ({ isConnected }) => heard.push(isConnected),
    );
    host.phone.network.become('none');
    expect(await request('request', { url: `${origin}/` })).toMatchObject({ errno: 600001 });
    expect(heard).toEqual([false]);
  });

  it('upload a file as multipart with its fields, and hand the answer over as text', async () => {
    bodies.length = 0;
    const photo = host.phone.files.addTemporary(Buffer.from('jpeg-bytes'));
    const answer = await request('uploadFile', {
      url: `${origin}/photos`,
      filePath: photo,
      name: 'photo',
      formData: { sha256: 'abc' },
    });
    expect(answer).toMatchObject({ statusCode: 200, data: '{"id":7}' });
    expect(bodies[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(bodies[0]?.text).toContain('name="sha256"\r\n\r\nabc');
    expect(bodies[0]?.text).toMatch(/name="photo"; filename="tmp_\d+\.jpg"[^]*jpeg-bytes/);
    expect(
      await request('uploadFile', { url: `${origin}/photos`, filePath: 'wxfile://gone.jpg', name: 'photo' }),
    ).toMatchObject({
      errMsg: expect.stringContaining('no such file'),
    });
  });
});

describe('the person', () => {
  it('answers dialogs, takes pictures or closes the camera, and accepts or rejects messages', async () => {
    host.phone.screen.willAnswer(false);
    expect(await call('showModal', { title: '删除？' })).toMatchObject({ confirm: false });
    expect(await call('showModal', { title: '删除？' })).toMatchObject({ confirm: true });
    host.phone.senses.willTake(Buffer.from('one'), Buffer.from('two'));
    expect((await call('chooseMedia', { count: 1 })).tempFiles).toHaveLength(1);
    host.phone.senses.willCancel();
    expect(await refusal('chooseImage')).toMatchObject({ errMsg: 'chooseImage:fail cancel' });
    host.phone.account.acceptsMessages = false;
    expect(await call('requestSubscribeMessage', { tmplIds: ['T1'] })).toMatchObject({ T1: 'reject' });
  });

  it('has a WeChat session that ends, and a login code for every login', async () => {
    host.phone.account.isSessionAlive = false;
    expect(await refusal('checkSession')).toMatchObject({ errMsg: expect.stringContaining('relogin') });
    host.phone.account.willGive(null);
    expect(await refusal('login')).toMatchObject({ errMsg: 'login:fail system error' });
    const codes = [(await call('login')).code, (await call('login')).code];
    expect(new Set(codes).size).toBe(2);
  });
});
