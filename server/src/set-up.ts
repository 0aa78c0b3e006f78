import type { City } from './city.js';
import { makeCredentials, makeFirstAdministrator } from './identity/index.js';
import { defineLevels, listLevels } from './organisation/index.js';
import { type Caller } from './platform/caller.js';
import { adoptPreset, presets, schemeInForce } from './scheme/index.js';

/**
 * The set-up of an empty city: its preset is adopted, its levels are defined, its first administrator is let in.
 * @throws Problem identity.staff-exist when somebody can sign in already
 */
export async function setUpCity(
  city: City,
  caller: Caller,
  person: { name: string; displayName: string },
): Promise<{ name: string; password: string; otpauthUri: string }> {
  const { works, keys, config } = city;
  const preset = presets().get(config.scheme);
  if (!preset) throw new Error(`there is no preset ${config.scheme}; there are ${presets().codes().join(', ')}`);
  const credentials = await makeCredentials();
  return works.write(caller, async (work) => {
    if (!(await schemeInForce(work))) await adoptPreset(work, preset);
    if ((await listLevels(work)).length === 0) {
      const { levels } = preset.config.org;
      await defineLevels(
        work,
        levels.map((level) => ({ rank: level.rank, code: `L${level.rank}`, name: { zh: level.zh, en: level.en } })),
      );
    }
    const unit = {
      code: 'office',
      name: { zh: `${preset.config.names.zh}创建办公室`, en: `${preset.config.names.en} command office` },
    };
    return makeFirstAdministrator(work, keys, { ...person, credentials, unit });
  });
}
