import { Failure, wxFunction } from './call.js';

/** Room for kept files: 200 MB a user (cached and user files together). */
export const fileQuota = 200 * 1024 * 1024;

const userFolder = 'wxfile://usr';
const savedFolder = 'wxfile://store';

/** The files a mini-program sees: temporary ones, which WeChat may remove at any time, and those it keeps. */
export class PhoneFiles {
  private readonly files = new Map<string, Buffer>();
  private made = 0;
  /** Changed by a spec that wants a full phone. */
  quota = fileQuota;

  /** A file as the camera or the album hands it over. */
  addTemporary(content: Buffer, extension = 'jpg'): string {
    const path = `wxfile://tmp_${(this.made += 1)}.${extension}`;
    this.files.set(path, content);
    return path;
  }

  /** WeChat clears its temporary folder. */
  loseTemporary(): void {
    for (const path of this.files.keys()) if (path.startsWith('wxfile://tmp_')) this.files.delete(path);
  }

  read(path: string): Buffer {
    const content = this.files.get(path);
    if (!content) throw new Failure(`no such file or directory, open '${path}'`);
    return content;
  }

  write(path: string, content: Buffer): void {
    if (!path.startsWith(userFolder)) throw new Failure(`permission denied, open '${path}'`);
    this.mustFit(content.length - (this.files.get(path)?.length ?? 0));
    this.files.set(path, content);
  }

  /** Moves a temporary file to where it is kept. */
  save(temporary: string, to?: string): string {
    const content = this.read(temporary);
    this.mustFit(content.length);
    const path = to ?? `${savedFolder}_${(this.made += 1)}.${temporary.split('.').pop()}`;
    this.files.set(path, content);
    this.files.delete(temporary);
    return path;
  }

  remove(path: string): void {
    this.read(path);
    this.files.delete(path);
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  saved(): { filePath: string; size: number }[] {
    return [...this.files]
      .filter(([path]) => path.startsWith(savedFolder))
      .map(([filePath, content]) => ({ filePath, size: content.length }));
  }

  private mustFit(more: number): void {
    const kept = [...this.files].reduce(
      (sum, [path, content]) => sum + (path.startsWith('wxfile://tmp_') ? 0 : content.length),
      0,
    );
    if (kept + more > this.quota) throw new Failure('the maximum size of the file storage limit is exceeded');
  }
}

type Encoding = 'utf8' | 'utf-8' | 'base64' | 'hex' | undefined;

export function filesApi(files: PhoneFiles) {
  const encoded = (content: Buffer, encoding: Encoding): string | ArrayBuffer =>
    encoding ? content.toString(encoding) : new Uint8Array(content).buffer;
  const bytesOf = (data: string | ArrayBuffer, encoding: Encoding): Buffer =>
    typeof data === 'string' ? Buffer.from(data, encoding ?? 'utf8') : Buffer.from(new Uint8Array(data));
  const manager = {
    saveFile: wxFunction('saveFile', ({ tempFilePath, filePath }: { tempFilePath: string; filePath?: string }) => ({
      savedFilePath: files.save(tempFilePath, filePath),
    })),
    readFile: wxFunction('readFile', ({ filePath, encoding }: { filePath: string; encoding?: Encoding }) => ({
      data: encoded(files.read(filePath), encoding),
    })),
    writeFile: wxFunction(
      'writeFile',
      ({ filePath, data, encoding }: { filePath: string; data: string | ArrayBuffer; encoding?: Encoding }) =>
        files.write(filePath, bytesOf(data, encoding)),
    ),
    copyFile: wxFunction('copyFile', ({ srcPath, destPath }: { srcPath: string; destPath: string }) =>
      files.write(destPath, files.read(srcPath)),
    ),
    unlink: wxFunction('unlink', ({ filePath }: { filePath: string }) => files.remove(filePath)),
    removeSavedFile: wxFunction('removeSavedFile', ({ filePath }: { filePath: string }) => files.remove(filePath)),
    access: wxFunction('access', ({ path }: { path: string }) => void files.read(path)),
    getFileInfo: wxFunction('getFileInfo', ({ filePath }: { filePath: string }) => ({
      size: files.read(filePath).length,
    })),
    getSavedFileList: wxFunction('getSavedFileList', () => ({ fileList: files.saved() })),
  };
  return { env: { USER_DATA_PATH: userFolder }, getFileSystemManager: () => manager };
}
