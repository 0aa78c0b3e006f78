import type { StaffRole } from '@minsheng/contracts';
import type { City } from './city.js';
import { createStaff, makeCredentials } from './identity/index.js';
import { createGroup, createUnit, defineLevels, joinGroup } from './organisation/index.js';
import type { Caller } from './platform/caller.js';
import { adoptPreset, presets } from './scheme/index.js';

/** The invented people who sign in to the demonstration. */
const cast: { name: string; displayName: string; role: StaffRole; unit: string }[] = [
  { name: 'zhoumin', displayName: '周敏', role: 'STAT_DESIGNER', unit: 'stat' },
  { name: 'lintao', displayName: '林涛', role: 'STAT_REVIEWER', unit: 'stat' },
  { name: 'heqing', displayName: '何清', role: 'OFFICE_DIRECTOR', unit: 'office' },
  { name: 'luyao', displayName: '陆遥', role: 'OFFICE_CLERK', unit: 'office' },
  { name: 'chenggu', displayName: '程谷', role: 'UNIT_OFFICER', unit: 'U04' },
  { name: 'sunyi', displayName: '孙怡', role: 'UNIT_OFFICER', unit: 'U07' },
  { name: 'landong', displayName: '高岚', role: 'AREA_OFFICER', unit: 'A1' },
  { name: 'auditor', displayName: '审计员', role: 'AUDITOR', unit: 'hq' },
  { name: 'admin', displayName: '管理员', role: 'ADMIN', unit: 'office' },
];

interface DemoCodebook {
  groups: { id: string; name: { zh: string; en: string } }[];
  units: { id: string; name: { zh: string; en: string }; group: string; domain?: unknown }[];
}

/** Scheme, units, groups and people of the invented city. */
export async function seedDemonstrationPeople(city: City, caller: Caller, codebookText: string): Promise<void> {
  const { works, keys, config } = city;
  const preset = presets().get(config.scheme);
  if (!preset) throw new Error(`there is no preset ${config.scheme}`);
  const codebook = JSON.parse(codebookText) as DemoCodebook;
  const people = await Promise.all(
    cast.map(async (one) => ({ ...one, credentials: await makeCredentials(`${one.name}-Demo-2026`) })),
  );
  await works.write(caller, async (work) => {
    await adoptPreset(work, preset);
    await defineLevels(
      work,
      preset.config.org.levels.map((level) => ({
        rank: level.rank,
        code: `L${level.rank}`,
        name: { zh: level.zh, en: level.en },
      })),
    );
    const officer = { personName: '演示经办', title: '经办' };
    const hq = await createUnit(work, {
      code: 'hq',
      name: { zh: '青岚市创建指挥部', en: 'Command headquarters' },
      kind: 'COMMAND',
      levelRank: 1,
      officer,
    });
    const office = await createUnit(work, {
      code: 'office',
      name: { zh: '青岚市创建办公室', en: 'Command office' },
      kind: 'OFFICE',
      levelRank: 2,
      parentId: hq.id,
      officer,
    });
    const idOf = new Map<string, string>([
      ['hq', hq.id],
      ['office', office.id],
    ]);
    const below = [
      { id: 'stat', name: { zh: '青岚市统计局', en: 'Statistics bureau' }, group: '', domain: undefined },
      ...codebook.units,
    ];
    for (const unit of below) {
      const made = await createUnit(work, {
        code: unit.id,
        name: unit.name,
        kind: unit.domain ? 'TERRITORIAL' : 'DEPARTMENT',
        levelRank: 3,
        parentId: office.id,
        officer,
      });
      idOf.set(unit.id, made.id);
    }
    for (const group of codebook.groups) {
      const groupId = await createGroup(work, { code: group.id, name: group.name, purpose: 'RANKING' });
      for (const unit of codebook.units.filter((entry) => entry.group === group.id)) {
        await joinGroup(work, { groupId, unitId: idOf.get(unit.id) as string });
      }
    }
    for (const { name, displayName, role, unit, credentials } of people) {
      await createStaff(work, keys, {
        name,
        displayName,
        credentials,
        grants: [{ role, unitId: idOf.get(unit) as string }],
        isDemonstration: true,
      });
    }
  });
}
