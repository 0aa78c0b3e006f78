import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { writeFontConfig } from './fonts.js';

const test = path.resolve(import.meta.dirname, '..');
const cache = path.resolve(test, '../.cache/browser');
const shots = path.join(test, '.shots');
const takesShots = process.env['TEST_SHOTS'] !== undefined;

/** The npm package's own list asks for one process and no web security: a second context crashes, and CORS goes unseen. */
const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

interface Installed {
  readonly executablePath: string;
  readonly libraries: string | null;
}

/**
 * Where Chromium is: `CHROME_PATH`, or the build inside the npm package, unpacked once into the checkout's cache with the
 * system libraries a bare machine lacks. (The package unpacks into the temporary folder of the system and takes whatever
 * lies there under its name; here it gets a folder of its own, moved into place when complete.)
 */
async function install(): Promise<Installed> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) return { executablePath: chosen, libraries: null };
  const home = path.join(cache, 'chromium-143');
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const unpacking = mkdtempSync(path.join(cache, 'unpacking-'));
    const script = path.join(import.meta.dirname, 'unpack-chromium.mjs');
    await promisify(execFile)(process.execPath, [script], { env: { ...process.env, TMPDIR: unpacking } });
    try {
      renameSync(unpacking, home);
    } catch (error) {
      rmSync(unpacking, { recursive: true, force: true });
      if (!existsSync(home)) throw error; // else another run was first
    }
  }
  return { executablePath: path.join(home, 'chromium'), libraries: path.join(home, 'al2023', 'lib') };
}

let launched: Promise<Browser> | null = null;

async function launch(): Promise<Browser> {
  const { executablePath, libraries } = await install();
  const { chromium } = await import('playwright-core');
  const fonts = writeFontConfig(cache);
  const environment = {
    ...process.env,
    FONTCONFIG_PATH: fonts,
    FONTCONFIG_FILE: path.join(fonts, 'fonts.conf'),
    ...(libraries && { LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') }),
  };
  return chromium.launch({ executablePath, args, headless: true, env: environment });
}

/** The browser of this spec file, started at the first call. Close it with `closeBrowser` in `afterAll`. */
export function openBrowser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

export async function closeBrowser(): Promise<void> {
  const browser = await launched;
  launched = null;
  await browser?.close();
}

export interface PageOptions {
  /** CSS px; 390 is a phone, 1280 an office. */
  readonly width: number;
  readonly height?: number;
  /** What a relative address in `page.goto` is relative to. */
  readonly baseURL?: string;
  readonly locale?: 'zh-CN' | 'en-GB';
  readonly colorScheme?: 'light' | 'dark';
  readonly scale?: number;
  readonly hasTouch?: boolean;
  readonly context?: Parameters<Browser['newContext']>[0];
}

/** A page in a context of its own: no cookie and no storage of another test. `errors` gathers what broke in it. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly errors: string[];
  /** PNG of the whole page below test/.shots, for people to look at: only where `TEST_SHOTS` asks for them. */
  shot(name: string): Promise<void>;
  /** Pixels by which what it shows is wider than the window. */
  sidewaysOverflow(): Promise<number>;
  close(): Promise<void>;
}

export async function openPage(options: PageOptions): Promise<OpenPage> {
  const {
    width,
    height = 844,
    baseURL,
    locale = 'zh-CN',
    colorScheme = 'light',
    scale = 1,
    hasTouch = width < 600,
  } = options;
  const context = await (
    await openBrowser()
  ).newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme,
    hasTouch,
    ...(baseURL && { baseURL }),
    ...options.context,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return {
    page,
    context,
    errors,
    async shot(name) {
      if (!takesShots) return;
      mkdirSync(shots, { recursive: true });
      // What slides in or fades has come to rest.
      await page.waitForTimeout(400);
      await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
    },
    sidewaysOverflow: () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    close: () => context.close(),
  };
}
