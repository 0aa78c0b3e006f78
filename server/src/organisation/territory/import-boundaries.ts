import type { BoundaryFault, Datum } from '@minsheng/contracts';
import { createHash } from 'node:crypto';
import { type Work, newId, record } from '../../platform/index.js';
import { findUnitsByCode, takeTurn } from '../organisation.queries.js';
import type { JudgedBoundaries } from './judge-boundaries.js';
import type { BoundaryDraft } from './read-boundaries.js';
import { TerritoryArea, type TerritoryAreaId } from './territory-area.entity.js';
import { territoryProblems } from './territory.problems.js';
import { insertVersion, nextVersionNo, sittingIn } from './territory.queries.js';
import { TerritoryVersion, type TerritoryVersionId } from './territory-version.entity.js';

/** A report of every fault of a bad file helps nobody. */
const listedFaults = 500;

export interface BoundariesFile {
  datum: Datum;
  /** Where the boundaries come from, in words. */
  source: string;
  sha256: string;
  judged: JudgedBoundaries;
}

export function boundariesFile(bytes: Buffer, datum: Datum, source: string, judged: JudgedBoundaries): BoundariesFile {
  return { datum, source, sha256: createHash('sha256').update(bytes).digest('hex'), judged };
}

/**
 * Keeps a judged file as a draft with the list of its faults.
 * @throws Problem territory.file-refused when a feature is useless by itself: then nothing is kept
 */
export async function importBoundaries(work: Work, file: BoundariesFile): Promise<TerritoryVersion> {
  const { drafts, faults, isRefused } = file.judged;
  if (isRefused) {
    const first = faults[0]?.sentences;
    throw territoryProblems['file-refused']({
      count: faults.length,
      firstZh: first?.zh ?? '',
      firstEn: first?.en ?? '',
      faults: faults.slice(0, listedFaults),
    });
  }
  await takeTurn(work);
  const id = newId<TerritoryVersionId>();
  const kept = drafts.filter(({ kind }) => kind !== 'outline');
  const placed = await withUnits(work, id, kept);
  const listed = [...placed.faults, ...faults].sort((a, b) => a.severity.localeCompare(b.severity));
  const version = Object.assign(new TerritoryVersion(), {
    id,
    no: await nextVersionNo(work),
    state: 'DRAFT',
    datum: file.datum,
    source: file.source,
    fileHash: file.sha256,
    areas: kept.filter(({ kind }) => kind === 'area').length,
    responsibilityAreas: kept.filter(({ kind }) => kind === 'responsibility').length,
    faults: listed.slice(0, listedFaults),
    importedAt: work.now,
    importedBy: work.caller.id,
    importedByName: work.caller.label,
    publishedBy: null,
    publishedByName: null,
    validFrom: null,
    validTo: null,
  } satisfies TerritoryVersion);
  await insertVersion(work, version, placed.areas);
  record(work, {
    subject: `territory:${id}`,
    action: 'territory.imported',
    payload: { no: version.no, datum: file.datum, fileHash: file.sha256, faults: listed.length },
  });
  return version;
}

/** Units and persons by the city's own codes and names. */
async function withUnits(
  work: Work,
  versionId: TerritoryVersionId,
  drafts: readonly BoundaryDraft[],
): Promise<{ areas: TerritoryArea[]; faults: BoundaryFault[] }> {
  const units = await findUnitsByCode(work, [...new Set(drafts.flatMap(({ unit }) => unit ?? []))]);
  const sitting = await sittingIn(
    work,
    [...units.values()].map((unit) => unit.id),
  );
  const faults: BoundaryFault[] = [];
  const areas = drafts.map((draft) => {
    const unit = draft.unit === null ? undefined : units.get(draft.unit);
    const isStanding = unit?.state === 'ACTIVE';
    if (!isStanding) faults.push(unknownUnit(draft));
    const seats = sitting.filter(({ unitId }) => unitId === unit?.id);
    // Whoever the file names; without a name the unit's lead answers for it, else whoever sits there.
    const seat = draft.person === null ? seats[0] : seats.find(({ personName }) => personName === draft.person);
    if (draft.kind === 'responsibility' && !seat) faults.push(withoutPerson(draft));
    return Object.assign(new TerritoryArea(), {
      id: newId<TerritoryAreaId>(),
      versionId,
      code: draft.code,
      kind: draft.kind as TerritoryArea['kind'],
      nameZh: draft.name.zh,
      nameEn: draft.name.en,
      unitId: isStanding ? unit.id : null,
      parentCode: draft.parent,
      chiefType: draft.chiefType,
      personSeatId: draft.kind === 'responsibility' ? (seat?.id ?? null) : null,
      geometry: draft.polygons,
    } satisfies TerritoryArea);
  });
  return { areas, faults };
}

function unknownUnit({ feature, code, unit }: BoundaryDraft): BoundaryFault {
  return {
    severity: 'error',
    code: 'unknown-unit',
    feature,
    codes: [code],
    sentences:
      unit === null
        ? { zh: `${code} 没有写明由哪个单位负责。`, en: `${code} names no unit.` }
        : { zh: `${code} 的单位 ${unit} 不存在或不在运行。`, en: `the unit ${unit} of ${code} is not at work.` },
  };
}

function withoutPerson({ feature, code, person }: BoundaryDraft): BoundaryFault {
  return {
    severity: 'warning',
    code: 'without-person',
    feature,
    codes: [code],
    sentences:
      person === null
        ? { zh: `责任区 ${code} 没有责任人。`, en: `nobody answers for ${code}.` }
        : {
            zh: `责任区 ${code} 的责任人不在它的单位里任职。`,
            en: `the person named for ${code} holds no seat in its unit.`,
          },
  };
}
