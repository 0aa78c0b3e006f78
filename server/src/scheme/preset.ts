import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';
import { canonicalJson } from '../platform/index.js';
import { configFaults } from './config-check.js';
import { fault, PresetRefused, type SchemeFault } from './fault.js';
import { isMap, mergeOver, type ValueMap } from './merge.js';
import { isSchemeConfig, shapeFaults } from './preset-schema.js';
import { provenanceOf, type Provenance } from './provenance.js';
import type { SchemeConfig } from './scheme-config.js';

/** A city's parameters, merged, checked and hashed (方案预设). */
export interface Preset {
  code: string;
  config: SchemeConfig;
  configHash: string;
  provenance: Provenance;
}

const largestFile = 256 * 1024;

/**
 * Reads `base.yaml` and every other YAML file of the folder.
 * Throws `PresetRefused` with all faults of the first file that may not be used.
 */
export function loadPresets(folder: string): Map<string, Preset> {
  const base = readYaml(join(folder, 'base.yaml'));
  return new Map(
    presetCodes(folder).map((code) => [code, presetOf(base, readYaml(join(folder, `${code}.yaml`)), code)]),
  );
}

/** One of them, without reading the others. Throws `PresetRefused`, also for a code the folder does not have. */
export function loadPreset(folder: string, code: string): Preset {
  if (!presetCodes(folder).includes(code)) {
    throw new PresetRefused(code, [
      fault('no-such-preset', 'preset', `没有“${code}”这个预设`, `there is no preset ${code}`),
    ]);
  }
  return presetOf(readYaml(join(folder, 'base.yaml')), readYaml(join(folder, `${code}.yaml`)), code);
}

/** The codes a folder offers, in order. */
export function presetCodes(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^[a-z][a-z0-9-]*[.]yaml$/.test(file) && file !== 'base.yaml')
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** Merges a city's file over `base`. Throws `PresetRefused`. */
export function presetOf(base: ValueMap, city: ValueMap, code: string): Preset {
  const { preset, extends: parent, seedPaths, ...values } = city;
  const faults: SchemeFault[] = [];
  if (preset !== code)
    faults.push(
      fault(
        'preset-name',
        'preset',
        `文件名是“${code}”，文件里写的是“${String(preset)}”`,
        `the file is ${code}, but says ${String(preset)}`,
      ),
    );
  if (parent !== 'base')
    faults.push(fault('preset-base', 'extends', '只能以 base 为基础', 'a preset extends base and nothing else'));
  const paths =
    Array.isArray(seedPaths) && seedPaths.every((path) => typeof path === 'string') ? (seedPaths as string[]) : null;
  if (paths === null) faults.push(fault('wrong-shape', 'seedPaths', '应为路径列表', 'a list of paths is expected'));
  const merged = mergeOver(base, { ...values, preset: code });
  const checked = checkedConfig(merged.merged, [...faults, ...merged.faults]);
  if (Array.isArray(checked)) throw new PresetRefused(code, checked);
  const { provenance, faults: unnamed } = provenanceOf(merged.merged, paths ?? []);
  if (unnamed.length > 0) throw new PresetRefused(code, unnamed);
  return { code, config: checked, configHash: configHash(checked), provenance };
}

/** The merged values as parameters, or everything that is wrong with them. Form is judged before meaning. */
export function checkedConfig(values: ValueMap, already: readonly SchemeFault[] = []): SchemeConfig | SchemeFault[] {
  const formal = [...already, ...shapeFaults(values)];
  if (formal.length > 0 || !isSchemeConfig(values)) return formal;
  const faults = configFaults(values);
  return faults.length > 0 ? faults : values;
}

/** SHA-256 (hex) of the canonical JSON: one hash for one set of parameters, in whatever order they were written. */
export function configHash(config: SchemeConfig): string {
  return createHash('sha256').update(canonicalJson(config)).digest('hex');
}

function readYaml(path: string): ValueMap {
  const name = basename(path, '.yaml');
  return parsePresetText(name, readFileSync(path, 'utf8'));
}

/** Plain YAML 1.2 maps only: no anchors, no aliases, no tags, no repeated keys. Throws `PresetRefused` with line and column. */
export function parsePresetText(name: string, content: string): ValueMap {
  if (Buffer.byteLength(content) > largestFile)
    throw new PresetRefused(name, [fault('unreadable', '1:1', '文件太大', 'the file is too large')]);
  const document = parseDocument(content, {
    strict: true,
    uniqueKeys: true,
    schema: 'core',
    prettyErrors: true,
    merge: false,
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw new PresetRefused(
      name,
      problems.map((problem) => {
        const place = problem.linePos?.[0];
        return fault(
          'unreadable',
          place ? `${place.line}:${place.col}` : '1:1',
          `读不懂这个文件：${problem.message.split('\n')[0]}`,
          `the file cannot be read: ${problem.message.split('\n')[0]}`,
        );
      }),
    );
  }
  let values: unknown;
  try {
    values = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new PresetRefused(name, [
      fault(
        'unreadable',
        '1:1',
        '不允许使用锚点和别名',
        `anchors and aliases are not allowed: ${(error as Error).message}`,
      ),
    ]);
  }
  if (!isMap(values))
    throw new PresetRefused(name, [fault('wrong-shape', '1:1', '文件应为一组字段', 'the file must be a map')]);
  return values;
}
