import type { SchemeConfig } from './scheme-config.js';

/** One part of a composite score: what it is made of, when, and for how much. */
export interface Component {
  source: string;
  window: string;
  share: number;
}

/** All parts, the common ones and those of single groups, each with its place in the parameters. */
export function components(config: SchemeConfig): { path: string; part: Component }[] {
  const common = config.scoring.composite.map((part, index) => ({ path: `scoring.composite.${index}`, part }));
  const special = Object.entries(config.scoring.compositeByGroup).flatMap(([group, parts]) =>
    parts.map((part, index) => ({ path: `scoring.compositeByGroup.${group}.${index}`, part })),
  );
  return [...common, ...special];
}
