import type { Datum, TerritoryMap, TerritoryVersion } from '@minsheng/contracts';

import { change, read, uploadForm } from './request.js';

export const territoryPath = '/api/territory';

export function readTerritory(signal?: AbortSignal): Promise<TerritoryMap> {
  return read<TerritoryMap>(territoryPath, signal);
}

export const territoryVersionsPath = `${territoryPath}/versions`;

export function readTerritoryVersions(signal?: AbortSignal): Promise<TerritoryVersion[]> {
  return read<TerritoryVersion[]>(territoryVersionsPath, signal);
}

export const versionMapPath = (id: string) => `${territoryVersionsPath}/${encodeURIComponent(id)}/map`;

/** The boundaries of one version, in force or not. */
export function readVersionMap(id: string, signal?: AbortSignal): Promise<TerritoryMap> {
  return read<TerritoryMap>(versionMapPath(id), signal);
}

/** A GeoJSON file in the datum that it is declared to be in: judged whole, kept as a draft with its faults. */
export function importTerritory(file: File, datum: Datum, source: string): Promise<TerritoryVersion> {
  const form = new FormData();
  form.append('datum', datum);
  form.append('source', source);
  form.append('file', file);
  return uploadForm<TerritoryVersion>(territoryVersionsPath, form);
}

export function publishTerritory(id: string): Promise<TerritoryVersion> {
  return change<TerritoryVersion>('POST', `${territoryVersionsPath}/${encodeURIComponent(id)}/publish`, {});
}
