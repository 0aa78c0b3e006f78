import type { DeskForm } from '@minsheng/contracts';
import { listUnits } from '../organisation/index.js';
import type { Work } from '../platform/index.js';
import { categoryOf } from '../reports/index.js';
import { currentScheme } from '../scheme/index.js';
import { gradeCodes } from './issue-rules.js';

/**
 * 可选项: every unit at work, whoever asks: whoever refuses a matter has to name whose it is (BR-21). The office and the
 * headquarters handle nothing themselves.
 */
export async function deskForm(work: Work): Promise<DeskForm> {
  const { config } = await currentScheme(work);
  const units = await listUnits(work, { everything: true });
  return {
    categories: config.reports.categories
      .map(({ code }) => categoryOf(config, code))
      .filter(({ police }) => police === null),
    grades: gradeCodes.map((code) => {
      const { zh, en, method, workingDays } = config.issues.grades[code];
      return { code, name: { zh, en }, method, limitWorkingDays: workingDays };
    }),
    units: units
      .filter(({ state, kind }) => state === 'ACTIVE' && kind !== 'OFFICE' && kind !== 'COMMAND')
      .map(({ id, nameZh, nameEn }) => ({ unitId: id, name: { zh: nameZh, en: nameEn } })),
    mergeRadiusMetres: config.reports.mergeRadiusMetres,
  };
}
