// Root-mean-square norms, forward and backward.
import type { GpuKernel, ShaderStage } from './kernel.ts';
import { lanesFor, rowCost, rowGroups, rowStage } from './rows.ts';

const FORWARD = `
  let at = row * u.d;
  var sum = 0.0;
  for (var j = part; j < u.d; j += STEP) { sum += x(at + j) * x(at + j); }
  let scale = 1.0 / sqrt(sum_all(sum, part) / f32(u.d) + u.eps);
  if (part == 0u) { set_inverse(row, scale); }
  for (var j = part; j < u.d; j += STEP) { set_y(at + j, x(at + j) * scale * weight(j)); }`;

export const rmsNorm: GpuKernel<'rmsNorm'> = ({ sizes: { n, d } }) => {
  const lanes = lanesFor(d);
  const stage = rowStage('rmsNorm', 'u.n', lanes, { code: FORWARD });
  return [{ stage, groups: rowGroups(n, lanes), cost: rowCost(4 * d, lanes) }];
};

/** Rows whose share of a weight's gradient is summed apart, before the sums are added up. */
const BLOCK = 64;

/** One invocation per column of a block; before dx, which may overwrite dy. */
const PARTIAL: ShaderStage = {
  name: 'dweight of a block',
  lanes: 64,
  code: `
fn run(group: u32, lane: u32) {
  let across = (u.d + 63u) / 64u;
  let block = group / across;
  let j = (group % across) * 64u + lane;
  if (j >= u.d) { return; }
  let end = min(u.n, (block + 1u) * ${BLOCK}u);
  var sum = 0.0;
  for (var row = block * ${BLOCK}u; row < end; row++) {
    sum += dy(row * u.d + j) * x(row * u.d + j) * inverse(row);
  }
  set_temp(block * u.d + j, sum);
}`,
};

const TOTAL: ShaderStage = {
  name: 'dweight',
  lanes: 64,
  code: `
fn run(group: u32, lane: u32) {
  let j = group * 64u + lane;
  if (j >= u.d) { return; }
  let blocks = (u.n + ${BLOCK - 1}u) / ${BLOCK}u;
  var sum = dweight(j);
  for (var block = 0u; block < blocks; block++) { sum += temp(block * u.d + j); }
  set_dweight(j, sum);
}`,
};

const BACKWARD = `
  let at = row * u.d;
  let scale = inverse(row);
  var sum = 0.0;
  for (var j = part; j < u.d; j += STEP) { sum += dy(at + j) * weight(j) * x(at + j) * scale; }
  let projection = sum_all(sum, part) / f32(u.d);
  for (var j = part; j < u.d; j += STEP) {
    let slope = (dy(at + j) * weight(j) - x(at + j) * scale * projection) * scale;
    if (u.accumulate == 0u) { set_dx(at + j, slope); }
    else { set_dx(at + j, dx(at + j) + slope); }
  }`;

export const rmsNormBackward: GpuKernel<'rmsNormBackward'> = ({ sizes: { n, d } }) => {
  const lanes = lanesFor(d);
  const across = Math.ceil(d / 64);
  const blocks = Math.ceil(n / BLOCK);
  return [
    { stage: PARTIAL, groups: blocks * across, cost: 64 * BLOCK * 3, temp: blocks * d },
    { stage: TOTAL, groups: n === 0 ? 0 : across, cost: 64 * blocks },
    {
      stage: rowStage('rmsNormBackward', 'u.n', lanes, { code: BACKWARD }),
      groups: rowGroups(n, lanes),
      cost: rowCost(8 * d, lanes),
    },
  ];
};
