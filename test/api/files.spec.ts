import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import sharp from 'sharp';
import type { PhotoReceipt, PhotoView, ProblemBody } from '@minsheng/contracts';
import { keepDemonstrationPhoto } from '../../server/src/demonstration-photos.js';
import { PhotoFolder, bitsApart, photoFacts, photoViews, takePhotos } from '../../server/src/files/index.js';
import { sweepFolder } from '../../server/src/files/forget-photos.js';
import { photoAddress } from '../../server/src/files/photo-address.js';
import { type Caller, Problem, newId, rows, systemCaller } from '../../server/src/platform/index.js';
import { PreparedBytes } from '../../server/src/platform/http/prepared-bytes.js';
import { timetable } from '../../server/src/timetable.js';
import { codeOf } from '../support/answers.js';
import { type Form, bombPng, formOf, jpeg, jpegWithCameraFacts, photoForm } from '../support/pictures.js';
import { type World, startWorld } from '../world/world.js';

let world: World;
let citizen: Awaited<ReturnType<World['asCitizen']>>;
let other: Awaited<ReturnType<World['asCitizen']>>;
let officer: World['ask'];
let folder: PhotoFolder;

beforeAll(async () => {
  world = await startWorld();
  citizen = await world.asCitizen('13800000001');
  other = await world.asCitizen('13800000002');
  officer = await world.as('chenggu');
  folder = new PhotoFolder(world.city.config.dataFolder, world.city.keys.photos);
});
afterAll(() => world.stop());

const send = (who: World['ask'], { payload, headers }: Form) =>
  who('POST', '/api/photos', undefined, { payload, headers });
const read = <Result>(fn: Parameters<World['city']['works']['read']>[1]) =>
  world.city.works.read(systemCaller('spec'), fn) as Promise<Result>;

async function kept(who: World['ask'] = citizen, bytes?: Buffer): Promise<PhotoReceipt> {
  const answer = await send(who, photoForm(bytes ?? (await jpeg())));
  expect(answer.statusCode).toBe(201);
  return answer.json<PhotoReceipt>();
}
const rowOf = async (id: string) =>
  (await read<Record<string, string>[]>((work) => rows(work, 'SELECT * FROM photo WHERE id = $1', [id])))[0]!;
const viewOf = async (id: string): Promise<PhotoView> =>
  (await read<PhotoView[]>((work) => photoViews(work, [id], world.city.keys)))[0]!;
const callerOf = async (id: string): Promise<Caller> => ({
  kind: 'citizen',
  id: (await rowOf(id)).uploaded_by!,
  label: 'citizen',
  reach: new Map(),
});
/** Files below the data folder's pictures. */
const pictureFiles = (): string[] => {
  const root = path.join(world.city.config.dataFolder, 'photos');
  if (!existsSync(root)) return [];
  // What arrives is moved on while this looks.
  return (readdirSync(root, { recursive: true }) as string[]).filter((file) =>
    statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile(),
  );
};
const sealedFileOf = async (id: string): Promise<string> => {
  const { file_name: name } = await rowOf(id);
  return path.join(world.city.config.dataFolder, 'photos/sealed', name!.slice(0, 2), `${name}.sealed`);
};

describe('POST /api/photos', () => {
  it('keeps a picture of a citizen and of staff, and tells its size', async () => {
    expect(await kept(citizen)).toMatchObject({ width: 640, height: 480 });
    expect(await kept(officer, await jpeg(4000, 3000))).toMatchObject({ width: 1600, height: 1200 });
  });

  it('takes PNG and WebP as well', async () => {
    for (const format of ['png', 'webp'] as const) {
      await kept(
        citizen,
        await sharp(await jpeg())
          .toFormat(format)
          .toBuffer(),
      );
    }
  });

  it('nobody without a session sends any', async () => {
    expect((await send(world.ask, photoForm(await jpeg()))).statusCode).toBe(401);
  });

  it('shows the picture upright and without a word of what the camera wrote', async () => {
    const marker = `MARK${randomBytes(8).toString('hex')}`;
    const sent = await jpegWithCameraFacts(marker);
    expect(sent.includes(marker)).toBe(true);
    const { id, width, height } = await kept(citizen, sent);
    expect([width, height]).toEqual([480, 640]);
    const view = await viewOf(id);
    for (const address of [view.address, view.thumbnail]) {
      const shown = await world.ask('GET', address);
      expect(shown.statusCode).toBe(200);
      const metadata = await sharp(shown.rawPayload).metadata();
      expect(metadata).toMatchObject({ format: 'jpeg' });
      expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc, metadata.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      expect(shown.rawPayload.includes(marker)).toBe(false);
    }
    expect((await sharp((await world.ask('GET', view.thumbnail)).rawPayload).metadata()).height).toBe(320);
  });

  it('keeps the camera’s time and position (WGS 84) for those who look into fraud, and the original sealed', async () => {
    const marker = `MARK${randomBytes(8).toString('hex')}`;
    const sent = await jpegWithCameraFacts(marker);
    const { id } = await kept(citizen, sent);
    const [facts] = await read<Awaited<ReturnType<typeof photoFacts>>>((work) => photoFacts(work, [id]));
    expect(facts).toMatchObject({
      source: 'CAMERA',
      exifTakenAt: new Date('2026-10-21T09:30:05.000Z'),
      exifPoint: { lng: 118.7969, lat: 32.0603 },
    });
    const onDisk = readFileSync(await sealedFileOf(id));
    expect(onDisk.includes(marker)).toBe(false);
    expect(onDisk.includes(sent.subarray(1000, 1064))).toBe(false);
    const { file_name: name } = await rowOf(id);
    expect((await folder.openOriginal(name!)).equals(sent)).toBe(true);
    await expect(
      new PhotoFolder(world.city.config.dataFolder, Buffer.alloc(32, 1)).openOriginal(name!),
    ).rejects.toThrow();
  });

  it('one client id sent ten times at once makes one picture, and later again gets the first answer', async () => {
    const before = pictureFiles().length;
    const form = photoForm(await jpeg(640, 480, 3));
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(citizen, form)));
    expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.json<PhotoReceipt>().id)).size).toBe(1);
    expect((await send(citizen, form)).json()).toEqual(answers[0]!.json());
    expect(pictureFiles().length).toBe(before + 3);
  });

  it('the same client id of another person is another picture', async () => {
    const form = photoForm(await jpeg());
    const [mine, theirs] = [await send(citizen, form), await send(other, form)];
    expect(mine.json<PhotoReceipt>().id).not.toBe(theirs.json<PhotoReceipt>().id);
  });

  it('the same scene has nearly the same perceptual hash, another scene another', async () => {
    const scene = await jpeg(1200, 900, 1);
    const smaller = await sharp(scene).resize(500).jpeg({ quality: 40 }).toBuffer();
    const elsewhere = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#ffffff' } })
      .composite([
        { input: await sharp(scene).resize(300, 900, { fit: 'fill' }).rotate(180).toBuffer(), left: 300, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    const ids = [await kept(citizen, scene), await kept(citizen, smaller), await kept(citizen, elsewhere)].map(
      ({ id }) => id,
    );
    const [a, b, c] = (await read<Awaited<ReturnType<typeof photoFacts>>>((work) => photoFacts(work, ids))).map(
      ({ perceptualHash }) => perceptualHash,
    );
    expect(bitsApart(a!, b!)).toBeLessThanOrEqual(6);
    expect(bitsApart(a!, c!)).toBeGreaterThan(12);
  });

  const refusals: [string, () => Promise<Form>, number, string][] = [
    [
      'an SVG',
      async () => photoForm(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
      415,
      'files.not-a-picture',
    ],
    [
      'a HEIC',
      async () =>
        photoForm(Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000mif1heic'), Buffer.alloc(64)])),
      415,
      'files.heic',
    ],
    [
      'an SVG behind a JPEG’s first bytes',
      async () =>
        photoForm(
          Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]),
        ),
      422,
      'files.damaged',
    ],
    [
      'a GIF',
      async () =>
        photoForm(
          await sharp(await jpeg(64, 64))
            .gif()
            .toBuffer(),
        ),
      415,
      'files.not-a-picture',
    ],
    ...['<script>fetch("https://evil.example")</script>', '<?php system($_GET[0]); ?>', '%PDF-1.7'].map(
      (tail) =>
        [
          `a JPEG that is also ${tail.slice(0, 8)}`,
          async () => photoForm(Buffer.concat([await jpeg(), Buffer.from(tail)])),
          422,
          'files.more-than-a-picture',
        ] as [string, () => Promise<Form>, number, string],
    ),
    ['a truncated JPEG', async () => photoForm((await jpeg(1600, 1200)).subarray(0, 9000)), 422, 'files.damaged'],
    [
      'a PNG that declares 30,000 × 30,000 pixels',
      async () => photoForm(bombPng(30_000, 30_000)),
      422,
      'files.too-many-pixels',
    ],
    [
      'more than 10 MB',
      async () => photoForm(Buffer.concat([await jpeg(), randomBytes(10_000_000)])),
      413,
      'files.too-large',
    ],
    [
      'bytes that changed on their way',
      async () => photoForm(await jpeg(), { sha256: '0'.repeat(64) }),
      422,
      'files.broken-upload',
    ],
    ['no client id', async () => photoForm(await jpeg(), { clientId: 'mine' }), 400, 'files.invalid-fields'],
    ['an unknown source', async () => photoForm(await jpeg(), { source: 'DRONE' }), 400, 'files.invalid-fields'],
    [
      'a form without a picture',
      async () => formOf({ clientId: newId() }, 'file', await jpeg()),
      400,
      'files.invalid-fields',
    ],
  ];
  it.each(refusals)('%s is refused in Chinese, and nothing is left behind', async (_what, form, status, code) => {
    const before = await world.footprint();
    const answer = await send(citizen, await form());
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, code]);
    expect(answer.json<ProblemBody>().sentences.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(await world.footprint()).toEqual(before);
  });

  it('what a phone writes behind a JPEG is kept with the sealed original only', async () => {
    const notes = 'MotionPhoto_Data of a phone';
    const { id } = await kept(citizen, Buffer.concat([await jpeg(), Buffer.from(notes)]));
    const { address, thumbnail } = await viewOf(id);
    for (const url of [address, thumbnail]) {
      const shown = await world.ask('GET', url);
      expect(shown.rawPayload.includes(notes)).toBe(false);
      // Ends where a JPEG ends.
      expect(shown.rawPayload.subarray(-2).toString('hex')).toBe('ffd9');
    }
  });

  it('an upload cut at 90 % leaves no file and no row, and the next one works', async () => {
    const before = await world.footprint();
    const { payload, headers } = photoForm(await jpeg(2400, 1800));
    const socket = connect(Number(new URL(world.base).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const head = [
      'POST /api/photos HTTP/1.1',
      'host: 127.0.0.1',
      `authorization: Bearer ${citizen.token}`,
      `content-type: ${headers['content-type']}`,
      `content-length: ${payload.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await new Promise((resolve) => socket.write(payload.subarray(0, Math.floor(payload.length * 0.9)), resolve));
    // The server has begun to write …
    await eventually(() => pictureFiles().some((file) => file.startsWith('incoming')));
    socket.destroy();
    // … and has cleared away.
    await eventually(() => !pictureFiles().some((file) => file.startsWith('incoming')));
    expect(await world.footprint()).toEqual(before);
    await kept();
  });

  it('a slow upload holds no connection to the database: others are served meanwhile', async () => {
    const { payload, headers } = photoForm(await jpeg());
    const sockets = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const socket = connect(Number(new URL(world.base).port), '127.0.0.1');
        await new Promise((resolve) => socket.once('connect', resolve));
        socket.write(
          `POST /api/photos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${citizen.token}\r\ncontent-type: ${headers['content-type']}\r\ncontent-length: ${payload.length}\r\n\r\n`,
        );
        socket.write(payload.subarray(0, Math.floor(payload.length / 2)));
        return socket;
      }),
    );
    await eventually(() => pictureFiles().filter((file) => file.endsWith('.original')).length === 12);
    await kept(other);
    for (const socket of sockets) socket.destroy();
    await eventually(() => !pictureFiles().some((file) => file.startsWith('incoming')));
  });

  it('a person with 36 pictures that belong to nothing submits first', async () => {
    const eager = await world.asCitizen('13800000003');
    const { id } = await kept(eager);
    const { uploaded_by: person } = await rowOf(id);
    await world.city.works.write(systemCaller('spec'), async (work) => {
      for (let copy = 0; copy < 35; copy++) {
        await rows(
          work,
          `INSERT INTO photo (id, client_id, uploaded_by, uploaded_at, sha256, source, taken_at, width, height, file_name, perceptual_hash)
           VALUES ($1, $2, $3, $4, $5, 'CAMERA', $4, 1, 1, $6, $7)`,
          [
            newId(),
            newId(),
            person,
            work.now.toISOString(),
            'a'.repeat(64),
            randomBytes(16).toString('hex'),
            '0'.repeat(16),
          ],
        );
      }
    });
    const answer = await send(eager, photoForm(await jpeg()));
    expect([answer.statusCode, codeOf(answer)]).toEqual([429, 'files.too-many-waiting']);
  });
});

describe('GET /api/photos/:id', () => {
  it('answers a signed address with a picture that no browser takes for anything else', async () => {
    const { id } = await kept();
    const { address } = await viewOf(id);
    const shown = await world.ask('GET', address);
    expect(shown.statusCode).toBe(200);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `default-src 'none'; sandbox`,
      'content-disposition': `attachment; filename="${id}.jpg"`,
    });
    expect(String(shown.headers['cache-control'])).toMatch(/^private, max-age=\d{2,3}, immutable$/);
  });

  it('an address that has ended, a forged one, another size’s and another picture’s are one answer: not found', async () => {
    const [{ id }, { id: foreign }] = [await kept(), await kept(other)];
    const { address } = await viewOf(id);
    const ended = photoAddress(world.city.keys.photos, id, 'large', new Date(Date.now() - 601_000));
    const addresses = [
      ended,
      `/api/photos/${id}`,
      address.replace(/until=(\d+)/, (_all, until) => `until=${Number(until) + 600}`),
      address.replace(`/${id}?`, `/${id}/small?`),
      address.replace(id, foreign),
      address.replace(id, newId()),
    ];
    const answers = await Promise.all(addresses.map((url) => world.ask('GET', url)));
    expect(answers.map((answer) => answer.statusCode)).toEqual(addresses.map(() => 404));
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer.json<object>(), instance: '' }))).size).toBe(1);
  });

  it('no address lasts longer than ten minutes, and a list drawn again within five has the same', () => {
    const at = new Date('2026-10-22T02:04:59.000Z');
    const untilOf = (now: Date) =>
      Number(/until=(\d+)/.exec(photoAddress(Buffer.alloc(32), 'X', 'small', now))![1]) * 1000 - now.getTime();
    expect(untilOf(at)).toBe(301_000);
    expect(untilOf(new Date('2026-10-22T02:00:00.000Z'))).toBe(600_000);
    expect(photoAddress(Buffer.alloc(32), 'X', 'large', at)).toBe(
      photoAddress(Buffer.alloc(32), 'X', 'large', new Date('2026-10-22T02:01:00.000Z')),
    );
  });
});

describe('the demonstration’s pictures', () => {
  it('are shown like any other, and their hash is the one the photo process finds', async () => {
    const system = systemCaller('demonstration');
    const id = await keepDemonstrationPhoto(world.city, system, 'litter-before', new Date('2026-10-20T01:00:00.000Z'));
    const shown = await world.ask('GET', (await viewOf(id)).address);
    expect(await sharp(shown.rawPayload).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 900 });
    const { id: sent } = await kept(citizen, shown.rawPayload);
    const [a, b] = await read<Awaited<ReturnType<typeof photoFacts>>>((work) => photoFacts(work, [id, sent]));
    expect(bitsApart(a!.perceptualHash, b!.perceptualHash)).toBeLessThanOrEqual(2);
  });
});

describe('pictures as evidence', () => {
  const take = (caller: Caller, ids: string[], subject: string) =>
    world.city.works.write(caller, (work) => takePhotos(work, ids, subject));
  const refusalOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => (error instanceof Problem ? error.code : error),
    );

  it('belong to what took them, once and for good; said twice it is done once', async () => {
    const { id } = await kept();
    const caller = await callerOf(id);
    await take(caller, [id], 'report:one');
    await take(caller, [id], 'report:one');
    expect((await rowOf(id)).subject).toBe('report:one');
    expect(await refusalOf(take(caller, [id], 'report:two'))).toBe('files.unknown-photo');
    await expect(
      world.city.works.write(systemCaller('spec'), (work) =>
        rows(work, `UPDATE photo SET subject = 'report:two' WHERE id = $1`, [id]),
      ),
    ).rejects.toThrow('evidence stays what it is evidence of');
  });

  it('of another person, unknown ones and odd ids are refused alike, and none of the others is taken', async () => {
    const [{ id: mine }, { id: theirs }] = [await kept(), await kept(other)];
    const caller = await callerOf(mine);
    for (const odd of [theirs, newId(), "' OR 1=1 --"]) {
      expect(await refusalOf(take(caller, [mine, odd], 'report:three'))).toBe('files.unknown-photo');
    }
    expect((await rowOf(mine)).subject).toBeNull();
  });

  it('the ledger keeps the hash of what was sent, and no name of a person or camera', async () => {
    const { id } = await kept();
    await take(await callerOf(id), [id], 'report:four');
    const [entry] = await read<{ payload: string }[]>((work) =>
      rows(work, `SELECT payload FROM ledger_entry WHERE subject = 'report:four'`),
    );
    expect(JSON.parse(entry!.payload)).toEqual({ photos: [{ id, sha256: (await rowOf(id)).sha256 }] });
  });

  it('those that nobody took within a day are removed, rows and files; those taken stay', async () => {
    const [{ id: left }, { id: taken }] = [await kept(other), await kept()];
    await take(await callerOf(taken), [taken], 'report:five');
    const name = (await rowOf(left)).file_name!;
    await runTimetable(25);
    expect(await rowOf(left)).toBeUndefined();
    expect(pictureFiles().filter((file) => file.includes(name))).toEqual([]);
    expect(pictureFiles().filter((file) => file.includes('sealed') || file.includes('shown')).length % 3).toBe(0);
    const { address } = await viewOf(taken);
    expect((await world.ask('GET', address)).statusCode).toBe(200);
  });

  it('files that no row knows and what a stop left half-way are swept; what is known stays', async () => {
    const { id } = await kept();
    const stray = PhotoFolder.newName();
    const draft = await folder.draft(stray);
    const half = await folder.draft(PhotoFolder.newName());
    for (const file of [...Object.values(draft), half.original]) writeFileSync(file as string, 'bytes');
    await folder.place(stray, draft);
    const root = path.join(world.city.config.dataFolder, 'photos');
    const longAgo = new Date('2020-01-01T00:00:00.000Z');
    for (const file of pictureFiles()) utimesSync(path.join(root, file), longAgo, longAgo);
    await sweepFolder(world.city.works, folder, new Date('2021-01-01T00:00:00.000Z'));
    expect(pictureFiles().filter((file) => file.includes(stray) || file.startsWith('incoming'))).toEqual([]);
    expect((await world.ask('GET', (await viewOf(id)).address)).statusCode).toBe(200);
  });

  it('originals are removed after 24 months; what is shown stays', async () => {
    const { id } = await kept();
    await take(await callerOf(id), [id], 'report:six');
    const sealed = await sealedFileOf(id);
    await runTimetable(23 * 31 * 24);
    expect(existsSync(sealed)).toBe(true);
    await runTimetable(25 * 31 * 24);
    expect(existsSync(sealed)).toBe(false);
    expect((await rowOf(id)).original_removed_at).toMatch(/^\d{4}-/);
    expect((await world.ask('GET', (await viewOf(id)).address)).statusCode).toBe(200);
  });
});

/** The timetable's lines about files, so many hours from now. */
async function runTimetable(hours: number): Promise<void> {
  const { city } = world;
  const at = new Date(city.clock.now().getTime() + hours * 3_600_000);
  const lines = timetable(city, new PreparedBytes()).filter(({ name }) => name.startsWith('files-'));
  const faults: unknown[] = [];
  for (const line of lines)
    await line.run(city.works, systemCaller('timetable'), at).catch((error) => faults.push(error));
  expect(faults).toEqual([]);
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isSo(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isSo()).toBe(true);
}
