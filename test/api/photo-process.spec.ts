import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PhotoExaminer } from '../../server/src/files/photo-examiner.js';
import { PhotoFolder } from '../../server/src/files/photo-folder.js';
import { Problem } from '../../server/src/platform/index.js';
import { jpeg } from '../support/pictures.js';
import { photoProgramForSpecs } from '../support/writer-program.js';

let scratch: string;
let folder: PhotoFolder;
const opened: PhotoExaminer[] = [];

beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'minsheng-photos-'));
  folder = new PhotoFolder(scratch, Buffer.alloc(32, 7));
});
afterEach(async () => {
  for (const examiner of opened.splice(0)) await examiner.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const examinerWith = (options: ConstructorParameters<typeof PhotoExaminer>[0]): PhotoExaminer => {
  const examiner = new PhotoExaminer(options);
  opened.push(examiner);
  return examiner;
};
/** A program in the place of the photo process; `fails` says in what way it does. */
const programThat = (fails: string): string => {
  const file = path.join(scratch, `program-${opened.length}.mjs`);
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from 'node:fs';
     const facts = { width: 1, height: 1, perceptualHash: '0'.repeat(16), exifTakenAt: null, exifPoint: null };
     process.on('disconnect', () => process.exit());
     process.on('message', (draft) => { ${fails} });`,
  );
  return file;
};
const draft = async (bytes: Buffer | string = 'bytes') => {
  const made = await folder.draft(PhotoFolder.newName());
  writeFileSync(made.original, bytes);
  return made;
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('the photo process', () => {
  it('looks at one picture after the other and starts again after a rest', async () => {
    const examiner = examinerWith({ program: photoProgramForSpecs(), idleSeconds: 0 });
    const drafts = await Promise.all([1, 2, 3].map(async (seed) => draft(await jpeg(320, 240, seed))));
    const facts = await Promise.all(drafts.map((one) => examiner.examine(one)));
    expect(facts.map(({ width, height }) => [width, height])).toEqual([1, 2, 3].map(() => [320, 240]));
    expect(drafts.every(({ large, small }) => existsSync(large) && existsSync(small))).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await examiner.examine(await draft(await jpeg()))).toMatchObject({ width: 640 });
  });

  it('that dies under a picture is started again, and the picture is tried once more', async () => {
    const mark = path.join(scratch, 'died');
    const program = programThat(
      `if (!existsSync('${mark}')) { writeFileSync('${mark}', ''); process.kill(process.pid, 'SIGKILL'); } else process.send(facts);`,
    );
    expect(await codeOf(examinerWith({ program }).examine(await draft()))).toBe('taken');
  });

  it('a picture that kills it twice is refused, and the next one is looked at', async () => {
    const program = programThat(
      `if (existsSync(draft.original + '.evil')) process.kill(process.pid, 'SIGKILL'); else process.send(facts);`,
    );
    const examiner = examinerWith({ program });
    const evil = await draft();
    writeFileSync(`${evil.original}.evil`, '');
    expect(await Promise.all([codeOf(examiner.examine(evil)), codeOf(examiner.examine(await draft()))])).toEqual([
      'files.unexaminable',
      'taken',
    ]);
  });

  it('a picture that takes too long is refused', async () => {
    const examiner = examinerWith({ program: programThat(`setInterval(() => undefined, 1000);`), jobSeconds: 0.2 });
    expect(await codeOf(examiner.examine(await draft()))).toBe('files.unexaminable');
  });

  it('takes no more than its queue holds: the rest is told to come again', async () => {
    const examiner = examinerWith({ program: programThat(`setTimeout(() => process.send(facts), 20);`), limit: 3 });
    const drafts = await Promise.all(Array.from({ length: 5 }, () => draft()));
    const answers = await Promise.all(drafts.map((one) => codeOf(examiner.examine(one))));
    expect(answers).toEqual(['taken', 'taken', 'taken', 'platform.busy', 'platform.busy']);
    expect(await codeOf(examiner.examine(await draft()))).toBe('taken');
  });

  it('when the server stops, what waits is told to come again', async () => {
    const examiner = examinerWith({ program: programThat(`setTimeout(() => process.send(facts), 20);`) });
    const answers = Promise.all([codeOf(examiner.examine(await draft())), codeOf(examiner.examine(await draft()))]);
    await examiner.stop();
    expect(await answers).toEqual(['taken', 'platform.stopping']);
    expect(await codeOf(examiner.examine(await draft()))).toBe('platform.stopping');
  });

  it('has nothing of the server’s surroundings: no address of a database, no secret', async () => {
    process.env.DATABASE_URL_OF_SPEC = 'postgres://secret';
    const seen = path.join(scratch, 'seen');
    const program = programThat(`writeFileSync('${seen}', JSON.stringify(process.env)); process.send(facts);`);
    await examinerWith({ program }).examine(await draft());
    delete process.env.DATABASE_URL_OF_SPEC;
    const names = Object.keys(JSON.parse(readFileSync(seen, 'utf8')) as object);
    expect(
      names.filter(
        (name) =>
          !['NODE_ENV', 'MALLOC_ARENA_MAX', 'NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE'].includes(name),
      ),
    ).toEqual([]);
  });
});
