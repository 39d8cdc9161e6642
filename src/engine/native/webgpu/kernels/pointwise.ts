// Kernels that treat numbers or rows one by one, and the optimizer.
import {
  each,
  eachFour,
  type GpuKernel,
  groupsOf,
  type Launch,
  type ShaderStage,
} from './kernel.ts';

const flat = (stage: ShaderStage, n: number): Launch[] => [
  { stage, groups: groupsOf(n), cost: 512 },
];

/** n numbers, four at a time where they are whole fours. */
const fourFlat = (of: (fours: boolean) => ShaderStage, n: number, aligned: boolean): Launch[] => {
  const fours = aligned && n % 4 === 0;
  return flat(of(fours), fours ? n / 4 : n);
};

const ZERO = each('zero', 'u.n', 'set_x(i, 0.0);');
export const zero: GpuKernel<'zero'> = ({ sizes: { n } }) => flat(ZERO, n);

const ADD_TO = eachFour('addTo', 'u.n', 'set_y@(i, y@(i) + x@(i));');
export const addTo: GpuKernel<'addTo'> = ({ sizes: { n }, aligned }) =>
  fourFlat(ADD_TO, n, aligned);

const GATHER = each('gatherRows', 'u.n * u.d', 'set_y(i, table(index(i / u.d) * u.d + i % u.d));');
export const gatherRows: GpuKernel<'gatherRows'> = ({ sizes: { n, d } }) => flat(GATHER, n * d);

const CLEAR = each('clear', 'u.t * u.d', 'set_x(i, 0.0);');
/** For each row of y, whether it is the first for its row of x, and the next one, n if none. */
const CHAIN = each(
  'rows in chains',
  'u.n',
  `let own = index(i);
  var first = 1.0;
  for (var before = 0u; before < i; before++) { if (index(before) == own) { first = 0.0; break; } }
  var next = i + 1u;
  while (next < u.n && index(next) != own) { next++; }
  set_temp(2u * i, first);
  set_temp(2u * i + 1u, f32(next));`,
);
const SCATTER = each(
  'scatterRows',
  'u.n * u.d',
  `if (temp(2u * (i / u.d)) == 0.0) { return; }
  var sum = 0.0;
  var row = i / u.d;
  while (row < u.n) {
    sum += y(row * u.d + i % u.d);
    row = u32(temp(2u * row + 1u));
  }
  set_x(index(i / u.d) * u.d + i % u.d, sum);`,
);
export const scatterRows: GpuKernel<'scatterRows'> = ({ sizes: { n, t, d } }) => [
  ...flat(CLEAR, t * d),
  { stage: CHAIN, groups: groupsOf(n), cost: 64 * n, temp: 2 * n },
  ...flat(SCATTER, n * d),
];

const EMBED_BACKWARD = each(
  'embedBackward',
  'u.vocabulary * u.d',
  `let id = i / u.d;
  let column = i % u.d;
  var sum = gradient(i);
  let end = bounds(id + 1u);
  for (var at = bounds(id); at < end; at++) { sum += dx(order(at) * u.d + column); }
  set_gradient(i, sum);`,
);
export const embedBackward: GpuKernel<'embedBackward'> = ({ sizes, lengths }) => [
  {
    stage: EMBED_BACKWARD,
    groups: groupsOf(sizes.vocabulary * sizes.d),
    // All tokens might be one id's.
    cost: 64 * (8 + lengths.order / 16),
  },
];

const ROPE = eachFour(
  'rope',
  'u.t * u.heads * (u.headDim / 2u)',
  `let pairs = u.headDim / 2u;
  let row = i / pairs;
  let turn = positions(row / u.heads) * u.headDim + i % pairs;
  let at = row * u.headDim + i % pairs;
  let first = x@(at);
  let second = x@(at + pairs);
  let cosine = table@(turn);
  let sine = u.sign * table@(turn + pairs);
  set_x@(at, first * cosine - second * sine);
  set_x@(at + pairs, second * cosine + first * sine);`,
);
export const rope: GpuKernel<'rope'> = ({ sizes: { t, heads, headDim }, aligned }) =>
  fourFlat(ROPE, (t * heads * headDim) / 2, aligned && headDim % 8 === 0);

const SWIGLU = eachFour(
  'swiglu',
  'u.n',
  `let g = gate@(i);
  set_y@(i, g / (1.0 + exp(-g)) * up@(i));`,
);
export const swiglu: GpuKernel<'swiglu'> = ({ sizes: { n }, aligned }) =>
  fourFlat(SWIGLU, n, aligned);

const SWIGLU_BACKWARD = eachFour(
  'swigluBackward',
  'u.n',
  `let g = gate@(i);
  let s = 1.0 / (1.0 + exp(-g));
  let slope = s + g * s * (1.0 - s);
  let d = dy@(i);
  set_dgate@(i, d * up@(i) * slope);
  set_dup@(i, d * g * s);`,
);
export const swigluBackward: GpuKernel<'swigluBackward'> = ({ sizes: { n }, aligned }) =>
  fourFlat(SWIGLU_BACKWARD, n, aligned);

/** Sums of squares of 256 stretches, then of these. */
const PARTS = 256;
const SQUARES: ShaderStage = {
  name: 'squares',
  lanes: 64,
  code: `
var<workgroup> sums: array<f32, 64>;
fn run(group: u32, lane: u32) {
  let size = (u.n + ${PARTS - 1}u) / ${PARTS}u;
  let end = min(u.n, (group + 1u) * size);
  var sum = 0.0;
  for (var i = group * size + lane; i < end; i += 64u) { sum += x(i) * x(i); }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane > 0u) { return; }
  for (var i = 1u; i < 64u; i++) { sum += sums[i]; }
  set_temp(group, sum);
}`,
};
const ROOT: ShaderStage = {
  name: 'root',
  lanes: 1,
  code: `
fn run(group: u32, lane: u32) {
  var sum = 0.0;
  for (var i = 0u; i < ${PARTS}u; i++) { sum += temp(i); }
  set_out(0u, sqrt(sum));
}`,
};
export const norm: GpuKernel<'norm'> = ({ sizes: { n } }) => [
  { stage: SQUARES, groups: PARTS, cost: n / PARTS, temp: PARTS },
  { stage: ROOT, groups: 1, cost: PARTS },
];

const ADAMW = eachFour(
  'adamw',
  'u.n',
  `let g = gradients@(i) * u.clip;
  let m = u.beta1 * first@(i) + u.rest1 * g;
  let v = u.beta2 * second@(i) + u.rest2 * g * g;
  set_first@(i, m);
  set_second@(i, v);
  set_weights@(i, u.decay * weights@(i) - u.rate * m / (sqrt(u.correction * v) + u.epsilon));`,
);
export const adamw: GpuKernel<'adamw'> = ({ sizes: { n }, aligned }) => fourFlat(ADAMW, n, aligned);
