import type { LocalisedText } from './text.js';
import type { UnitKind } from './vocabulary.js';

/** DRAFT: waits for its first officer. MERGED and CLOSED units are history and stay. */
export type UnitState = 'DRAFT' | 'ACTIVE' | 'MERGED' | 'CLOSED';
export type SeatRole = 'LEAD' | 'DEPUTY' | 'MEMBER' | 'OFFICER';
export type GroupPurpose = 'RANKING' | 'APPRAISAL' | 'WINDOW';

/** A row of `GET /api/units`: the units the reader reaches, parents before children. */
export interface UnitRow {
  id: string;
  code: string;
  name: LocalisedText;
  kind: UnitKind;
  /** 1 is the top. */
  levelRank: number;
  parentId: string | null;
  state: UnitState;
}

/** `GET /api/units/{id}`. Instants in UTC. */
export interface UnitView extends UnitRow {
  /** 属地. */
  territorialParentId: string | null;
  /** 主管. */
  superiorId: string | null;
  /** 发文代字. */
  docCode: string | null;
  validFrom: string;
  validTo: string | null;
  mergedIntoId: string | null;
}

/** `POST /api/units`. With a first officer the unit is active at once. */
export interface UnitCreation {
  code: string;
  name: LocalisedText;
  kind: UnitKind;
  levelRank: number;
  parentId?: string | null;
  territorialParentId?: string | null;
  superiorId?: string | null;
  docCode?: string | null;
  validFrom?: string;
  officer?: { personName: string; title: string };
}

/** `POST /api/units/{id}/move`. */
export interface UnitMoving {
  parentId: string;
  /** Title and number of the document (依据). */
  document: string;
  effectiveAt?: string;
}

/** `POST /api/units/{id}/close`. With `mergedIntoId` it is a merger. */
export interface UnitClosing {
  document: string;
  effectiveAt?: string;
  mergedIntoId?: string;
}

/** `GET` and `POST /api/units/{id}/seats`. */
export interface SeatView {
  id: string;
  role: SeatRole;
  title: string;
  personName: string;
  validFrom: string;
  validTo: string | null;
}
export interface SeatAssignment {
  role: SeatRole;
  title: string;
  personName: string;
  validFrom?: string;
  validTo?: string;
}

/** `GET /api/groups?purpose=RANKING`: with the reader's units in it now. */
export interface GroupView {
  id: string;
  code: string;
  name: LocalisedText;
  purpose: GroupPurpose;
  units: { id: string; name: LocalisedText }[];
}

/** `GET /api/levels`. */
export interface LevelView {
  rank: number;
  code: string;
  name: LocalisedText;
}

/** `GET /api/divisions/{code}`. */
export interface DivisionView {
  code: string;
  name: string;
  level: 'province' | 'city' | 'area' | 'street' | 'village';
  /** What it lies in, province first. */
  within: { code: string; name: string }[];
}

/** One fault of an import file: line 1 is the header. */
export interface UnitImportFault {
  line: number;
  column: string | null;
  code: string;
  sentences: LocalisedText;
}

/** `POST /api/units/import`: what was, or with `?dryRun=1` would be, brought in. One fault and nothing is. */
export interface UnitImportReport {
  /** Rows below the header. */
  rows: number;
  accepted: number;
  faultCount: number;
  /** The first 200. */
  faults: UnitImportFault[];
}
