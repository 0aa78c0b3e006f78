/** A round whole step (1, 2, 2.5, 3, 4, 5, 6 × 10ⁿ) that divides 0 to `highest` into about `parts`. */
export function roundStep(highest: number, parts: number): number {
  const rough = Math.max(highest, 1) / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 3, 4, 5, 6, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return Math.max(1, Math.ceil(factor * power));
}
