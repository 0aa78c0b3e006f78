import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPreset, presetCodes, type Preset } from './preset.js';

/** The presets this server ships with, each read and checked when first asked for. */
export interface PresetShelf {
  codes(): string[];
  /** Undefined for a code that is not on the shelf. Throws `PresetRefused` for a file that may not be used. */
  get(code: string): Preset | undefined;
}

let shelf: PresetShelf | null = null;

export function presets(): PresetShelf {
  shelf ??= shelfAt(shippedFolder());
  return shelf;
}

export function shelfAt(folder: string): PresetShelf {
  const read = new Map<string, Preset>();
  return {
    codes: () => presetCodes(folder),
    get: (code) => {
      const known = read.get(code);
      if (known || !presetCodes(folder).includes(code)) return known;
      const preset = loadPreset(folder, code);
      read.set(code, preset);
      return preset;
    },
  };
}

/** Beside the sources; copied beside the bundle. */
function shippedFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = [join(here, 'presets'), join(here, '../../presets')].find((candidate) =>
    existsSync(join(candidate, 'base.yaml')),
  );
  if (!folder) throw new Error('the presets are missing');
  return folder;
}
