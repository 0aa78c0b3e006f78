import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { City } from './city.js';
import { staffCaller } from './demonstration-poll.js';
import { boundariesFile, importBoundaries, judgeBoundaries, publishBoundaries } from './organisation/index.js';
import { shipped } from './shipped.js';

/** The invented boundaries of the invented city: brought in by the clerk, published by the director. */
export async function seedDemonstrationTerritory(city: City): Promise<void> {
  const bytes = readFileSync(join(shipped('demo'), 'boundaries.geojson'));
  const judged = judgeBoundaries(bytes.toString('utf8'), 'GCJ02');
  if (!judged || judged.isRefused) throw new Error('the demonstration’s boundaries are broken');
  const clerk = await staffCaller(city, 'luyao');
  const director = await staffCaller(city, 'heqing');
  const file = boundariesFile(bytes, 'GCJ02', '演示数据：虚构的青岚市区划', judged);
  const { id } = await city.works.write(clerk, (work) => importBoundaries(work, file));
  await city.works.write(director, (work) => publishBoundaries(work, id));
}
