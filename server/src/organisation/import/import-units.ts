import type { UnitImportFault, UnitImportReport } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import { type Work, platformProblems, reachOf, reaches, record } from '../../platform/index.js';
import { seatOf } from '../assign-seat.js';
import { unitOf } from '../create-unit.js';
import { organisationProblems } from '../organisation.problems.js';
import { findUnitsByCode, insertSeats, insertUnits, listLevels, takeTurn } from '../organisation.queries.js';
import type { Seat } from '../seat.entity.js';
import type { Unit } from '../unit.entity.js';
import { isStanding } from '../unit.lifecycle.js';
import { readTable } from './read-table.js';
import { codesIn, judgeUnitRows, readUnitRows, type UnitRowDraft } from './units-table.js';

/** A file that has been read and judged by itself: nothing of the city was looked at, no transaction was open. */
export interface UnitsFile {
  sha256: string;
  rowCount: number;
  drafts: UnitRowDraft[];
  faults: UnitImportFault[];
}

/** A report of every fault of 20,000 rows helps nobody. */
const listedFaults = 200;

/** @throws Problem organisation.file-unreadable */
export async function readUnitsFile(bytes: Buffer): Promise<UnitsFile> {
  const table = await readTable(bytes);
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    rowCount: Math.max(0, table.length - 1),
    ...readUnitRows(table),
  };
}

/** Judges the file against the city and changes nothing. */
export async function judgeUnitsFile(work: Work, file: UnitsFile): Promise<UnitImportReport> {
  return (await judge(work, file)).report;
}

/**
 * Brings in all units of the file or none. Rows with an officer become ACTIVE, the others wait as DRAFT.
 * @throws Problem organisation.import-refused with the report when one row is wrong
 */
export async function importUnits(work: Work, file: UnitsFile): Promise<UnitImportReport> {
  await takeTurn(work);
  const { report, accepted, known } = await judge(work, file);
  if (report.faultCount > 0) throw organisationProblems['import-refused']({ ...report });
  const byCode = new Map<string, Pick<Unit, 'id' | 'path'>>(known);
  const placed: { draft: UnitRowDraft; unit: Unit }[] = [];
  // Parents come before children: accepted rows are ordered by level.
  for (const draft of accepted) {
    const officer = draft.officer === null ? undefined : { personName: draft.officer, title: '经办人' };
    const unit = unitOf(
      work,
      {
        code: draft.code,
        name: { zh: draft.nameZh, en: draft.nameEn },
        kind: draft.kind,
        levelRank: draft.levelRank,
        docCode: draft.docCode,
        validFrom: draft.validFrom ?? work.now,
        officer,
      },
      draft.parentCode === null ? null : byCode.get(draft.parentCode)!,
    );
    byCode.set(draft.code, unit);
    placed.push({ draft, unit });
  }
  const idOf = (code: string | null) => (code === null ? null : (byCode.get(code)!.id as Unit['id']));
  await insertUnits(
    work,
    placed.map(({ draft, unit }) => ({
      ...unit,
      territorialParentId: idOf(draft.territorialParentCode),
      superiorId: idOf(draft.superiorCode),
    })),
  );
  const seats: Seat[] = placed.flatMap(({ draft, unit }) =>
    draft.officer === null
      ? []
      : [
          seatOf({
            unitId: unit.id,
            role: 'OFFICER',
            title: '经办人',
            personName: draft.officer,
            validFrom: unit.validFrom,
          }),
        ],
  );
  await insertSeats(work, seats);
  record(work, {
    subject: 'organisation:units',
    action: 'organisation.units-imported',
    payload: { fileSha256: file.sha256, units: placed.length, first: placed[0]!.unit.id, last: placed.at(-1)!.unit.id },
  });
  return report;
}

async function judge(work: Work, file: UnitsFile) {
  const levels = await listLevels(work);
  const known = await findUnitsByCode(work, codesIn(file.drafts));
  const reach = reachOf(work.caller, 'organisation.import');
  // Codes of units out of reach are answered like codes that do not exist, but for a code that is taken.
  const visible = new Map(
    [...known].filter(([code, unit]) => reaches(reach, unit.path) || file.drafts.some((draft) => draft.code === code)),
  );
  if (!reach?.everything && file.drafts.some((draft) => draft.parentCode === null))
    throw platformProblems['not-permitted']();
  const judged = judgeUnitRows(
    file.drafts,
    new Map(
      [...visible].map(([code, unit]) => [code, { levelRank: unit.levelRank, isStanding: isStanding(unit.state) }]),
    ),
    levels.length,
  );
  const faults = [...file.faults, ...judged.faults].sort((a, b) => a.line - b.line);
  const report: UnitImportReport = {
    rows: file.rowCount,
    accepted: judged.accepted.length,
    faultCount: faults.length,
    faults: faults.slice(0, listedFaults),
  };
  return { report, accepted: judged.accepted, known };
}
