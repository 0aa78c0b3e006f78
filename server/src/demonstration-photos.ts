import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from './city.js';
import { PhotoFolder, keepShippedPhoto } from './files/index.js';
import { type Caller, newId } from './platform/index.js';
import { shipped } from './shipped.js';

export type DemonstrationScene = `${'litter' | 'parking' | 'stalls' | 'roads' | 'facilities'}-${'before' | 'after'}`;

interface SceneFacts {
  zh: string;
  width: number;
  height: number;
  perceptualHash: string;
}

/**
 * Keeps one of the invented pictures (server/demo/photos) as if `caller` had sent it at `takenAt`.
 * @param shot another one is another picture of the same scene: other bytes, since none is shown twice as proof
 * @returns the photo's id, to be taken by a report or an issue
 */
export function keepDemonstrationPhoto(
  { works, config, keys }: City,
  caller: Caller,
  scene: DemonstrationScene,
  takenAt: Date,
  shot = 0,
): Promise<string> {
  const folder = join(shipped('demo'), 'photos');
  const scenes = JSON.parse(readFileSync(join(folder, 'photos.json'), 'utf8')) as Record<string, SceneFacts>;
  const facts = scenes[scene];
  if (!facts) throw new Error(`the demonstration has no picture ${scene}`);
  return keepShippedPhoto(works, caller, new PhotoFolder(config.dataFolder, keys.photos), {
    clientId: newId(),
    large: Buffer.concat([readFileSync(join(folder, `${scene}.jpg`)), Buffer.from(shot === 0 ? '' : `#${shot}`)]),
    small: readFileSync(join(folder, `${scene}.small.jpg`)),
    width: facts.width,
    height: facts.height,
    perceptualHash: facts.perceptualHash,
    takenAt,
  });
}
