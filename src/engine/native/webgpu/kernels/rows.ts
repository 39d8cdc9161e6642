// Rows reduced by one invocation each when they are short, by a workgroup each when they are long.

import { subgroupJoins } from './joins.ts';
import type { ShaderStage } from './kernel.ts';

// How long a row is decides, never how many there are, so a row's numbers do not depend on its batch.

/** Invocations for a row of this length. */
export function lanesFor(length: number): 1 | 64 {
  return length <= 128 ? 1 : 64;
}

/**
 * A stage over `rows` rows (a WGSL expression). `code` sees `row` and goes through the columns
 * `for (var j = part; j < n; j += STEP)`; sum_all and max_all join what the parts of a row found.
 */
export function rowStage(
  name: string,
  rows: string,
  lanes: 1 | 64,
  { code, helpers = '' }: { code: string; helpers?: string },
): ShaderStage {
  const text = (joins: string) => `const STEP = ${lanes}u;
${joins}
${helpers}
fn run(group: u32, lane: u32) {
  ${
    lanes === 1
      ? `let row = group * 64u + lane;
  if (row >= ${rows}) { return; }
  let part = 0u;`
      : `let row = group;
  let part = lane;`
  }
  ${code}
}`;
  const common = { name: `${name} by ${lanes}`, lanes: 64 };
  if (lanes === 1) return { ...common, code: text(ALONE) };
  return { ...common, code: text(TOGETHER), subgroups: (least) => text(subgroupJoins(least)) };
}

/** Workgroups for so many rows. */
export function rowGroups(rows: number, lanes: 1 | 64): number {
  return lanes === 1 ? Math.ceil(rows / 64) : rows;
}

/** Cost of a workgroup whose rows take so much each. */
export function rowCost(perRow: number, lanes: 1 | 64): number {
  return lanes === 1 ? 64 * perRow : perRow;
}

const ALONE = `
fn sum_all(x: f32, part: u32) -> f32 { return x; }
fn max_all(x: f32, part: u32) -> f32 { return x; }`;

const TOGETHER = `
var<workgroup> parts: array<f32, 64>;
fn sum_all(x: f32, part: u32) -> f32 {
  workgroupBarrier();
  parts[part] = x;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (part < half) { parts[part] += parts[part + half]; }
    workgroupBarrier();
  }
  return parts[0];
}
fn max_all(x: f32, part: u32) -> f32 {
  workgroupBarrier();
  parts[part] = x;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (part < half) { parts[part] = max(parts[part], parts[part + half]); }
    workgroupBarrier();
  }
  return parts[0];
}`;
