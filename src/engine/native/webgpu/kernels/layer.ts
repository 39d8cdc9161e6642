// A decoder layer for one token of a few sequences in one workgroup, which holds their activations in its own memory.
import { at } from '../../../../at.ts';
import type { LayerShape } from '../../machine/kernels.ts';
import { attend, fours, keepRow, load } from './attend.ts';
import { type GpuKernel, type ShaderStage, written } from './kernel.ts';
import { lanesFor } from './rows.ts';

// Every sum runs in the order of the dozen kernels that do the same, so the bits are the same. For small
// layers: each workgroup reads all of the layer's weights.

/** Bytes of its own that every device gives a workgroup, and its most invocations. */
const MEMORY = 16384;
const MOST_LANES = 256;
/** Weights that workgroups read again and again rather than once for all sequences. */
const MOST_WEIGHTS = 1 << 17;

interface Form extends LayerShape {
  readonly normed: boolean;
  /** Sequences of a workgroup. */
  readonly together: number;
  /** Columns of a product an invocation makes, for all sequences. */
  readonly columns: number;
  readonly lanes: number;
}

const queries = ({ heads, headDim }: LayerShape) => heads * headDim;
const keys = ({ kvHeads, headDim }: LayerShape) => kvHeads * headDim;
/** Queries, keys and values, later what is between the MLP's products. */
const innerWidth = (shape: LayerShape) =>
  Math.max(queries(shape) + 2 * keys(shape), shape.intermediate);
const bytesPerSequence = (shape: LayerShape) => 4 * (2 * shape.d + innerWidth(shape) + 1);

/** Whether a layer is small enough. Longer norms are reduced in another order. */
export function fitsWorkgroup(shape: LayerShape): boolean {
  const { d, headDim, intermediate } = shape;
  const weights = d * (2 * queries(shape) + 2 * keys(shape) + 3 * intermediate);
  const inOrder = lanesFor(d) === 1 && lanesFor(headDim) === 1;
  return inOrder && weights <= MOST_WEIGHTS && bytesPerSequence(shape) <= MEMORY;
}

/** A few cores read weights for as many sequences as there is room; many cores share the sequences. */
function formOf(shape: LayerShape & { normed: number }, slots: number, coarse: boolean): Form {
  const wanted = coarse ? 4 : slots >= 256 ? 4 : slots >= 64 ? 2 : 1;
  let together = wanted;
  while (together > 1 && (together >= 2 * slots || together * bytesPerSequence(shape) > MEMORY)) {
    together /= 2;
  }
  const lanes = Math.min(MOST_LANES, Math.ceil(innerWidth(shape) / 64) * 64);
  const normed = shape.normed === 1;
  return { ...shape, normed, together, columns: coarse ? 8 : 1, lanes: coarse ? 8 : lanes };
}

const list = (n: number, text: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => text(i)).join('\n');

/** `code` for every `item` below count, shared among the invocations. */
const share = ({ lanes }: Form, count: number, code: string): string => `
  for (var item = lane; item < ${count}u; item += ${lanes}u) {${code}}`;

const BARRIER = `
  workgroupBarrier();`;

/** normed = norm of stream. */
function norm(form: Form, weight: string): string {
  const { d, together } = form;
  return `${share(
    form,
    together,
    `
    var sum = 0.0;
    for (var j = 0u; j < u.d; j++) { sum += stream[item * ${d}u + j] * stream[item * ${d}u + j]; }
    scales[item] = 1.0 / sqrt(sum / f32(u.d) + u.eps);`,
  )}${BARRIER}${share(
    form,
    together * d,
    `
    normed[item] = stream[item] * scales[item / ${d}u] * ${weight}(item % ${d}u);`,
  )}${BARRIER}`;
}

/** Product of rows of `from` with operands of k by n. */
interface LayerProduct {
  readonly operands: readonly string[];
  readonly from: 'normed' | 'inner';
  readonly k: number;
  /** k as a WGSL expression: a loop of known length is unrolled whole, which takes compilers long. */
  readonly long: string;
  readonly n: number;
  /** Keeps the sums, named as the operands, of sequence r and column j. */
  readonly keep: (r: number, sums: readonly string[], j: string) => string;
}

/** Products side by side: each invocation makes some columns of one of them. */
function products(form: Form, all: readonly LayerProduct[]): string {
  const groups = all.map(({ n }) => Math.ceil(n / form.columns));
  const ends = groups.map((_, i) => groups.slice(0, i + 1).reduce((sum, x) => sum + x, 0));
  const parts = all.map(
    (product, i) => `if (item < ${ends[i]}u) {
      let left = (item - ${at(ends, i) - at(groups, i)}u) * ${form.columns}u;
      ${columnsOf(form, product)}
    }`,
  );
  return share(form, ends.at(-1) ?? 0, parts.join(' else '));
}

/** Steps along k per turn of the loop. */
const stepsOf = (k: number): number => [8, 4, 2, 1].find((steps) => k % steps === 0) ?? 1;

function columnsOf(form: Form, { operands, from, k, long, n, keep }: LayerProduct): string {
  const { together, columns } = form;
  const width = from === 'normed' ? form.d : innerWidth(form);
  const whole = n % columns === 0;
  const steps = columns === 1 ? stepsOf(k) : 1;
  const cells = (text: (r: number, c: number, operand: string) => string) =>
    operands.map((o) => list(together, (r) => list(columns, (c) => text(r, c, o)))).join('\n');
  const step = (q: number) => `
        ${list(together, (r) => `let x${r}_${q} = ${from}[${r * width + q}u + p];`)}
        ${operands.map((o) => list(columns, (c) => `let ${o}_y${c}_${q} = ${o}_at(${o}_at${c} + ${q * n}u);`)).join('\n')}
        ${cells((r, c, o) => `${o}_s${r}_${c} += x${r}_${q} * ${o}_y${c}_${q};`)}`;
  const guarded = (c: number, code: string) =>
    whole ? code : `if (left + ${c}u < ${n}u) {${code}}`;
  return `
      ${list(columns, (c) => `let j${c} = ${whole ? `left + ${c}u` : `min(left + ${c}u, ${n - 1}u)`};`)}
      ${operands.map((o) => list(columns, (c) => `var ${o}_at${c} = u.at_${o} + j${c};`)).join('\n')}
      ${cells((r, c, o) => `var ${o}_s${r}_${c} = 0.0;`)}
      let end = ${long};
      for (var p = 0u; p < end; p += ${steps}u) {
        ${list(steps, step)}
        ${operands.map((o) => list(columns, (c) => `${o}_at${c} += ${steps * n}u;`)).join('\n')}
      }
      ${list(columns, (c) =>
        guarded(
          c,
          list(together, (r) =>
            keep(
              r,
              operands.map((o) => `${o}_s${r}_${c}`),
              `j${c}`,
            ),
          ),
        ),
      )}`;
}

/** Queries, keys and values into `inner`. */
function project(form: Form): string {
  const to = (operand: string, n: number, offset: number): LayerProduct => ({
    operands: [operand],
    from: 'normed',
    k: form.d,
    long: 'u.d',
    n,
    keep: (r, [sum], j) => `inner[${r * innerWidth(form) + offset}u + ${j}] = ${sum};`,
  });
  const [wide, narrow] = [queries(form), keys(form)];
  return products(form, [to('q', wide, 0), to('k', narrow, wide), to('v', narrow, wide + narrow)]);
}

/** Norms and rotary positions of queries and keys; keys and values into the caches. */
function place(form: Form): string {
  const { heads, kvHeads, headDim, together, normed } = form;
  const width = innerWidth(form);
  const turned = heads + kvHeads;
  const half = headDim / 2;
  const headNorm = `
    var sum = 0.0;
    for (var i = 0u; i < u.headDim; i++) { sum += inner[at + i] * inner[at + i]; }
    let scale = 1.0 / sqrt(sum / f32(u.headDim) + u.eps);
    for (var i = 0u; i < u.headDim; i++) {
      var weight = 0.0;
      if (head < ${heads}u) { weight = qNorm(i); } else { weight = kNorm(i); }
      inner[at + i] = inner[at + i] * scale * weight;
    }`;
  return `${share(
    form,
    together * turned,
    `
    let row = item / ${turned}u;
    let head = item % ${turned}u;
    let sequence = min(first + row, u.n - 1u);
    let at = row * ${width}u + head * ${headDim}u;
    ${normed ? headNorm : ''}
    let turn = positions(sequence) * ${headDim}u;
    for (var i = 0u; i < u.headDim / 2u; i++) {
      let one = inner[at + i];
      let other = inner[at + i + ${half}u];
      let cosine = table(turn + i);
      let sine = table(turn + i + ${half}u);
      inner[at + i] = one * cosine - other * sine;
      inner[at + i + ${half}u] = other * cosine + one * sine;
    }
    if (head >= ${heads}u && first + row < u.n) {
      let block = slots(sequence) * ${kvHeads}u + head - ${heads}u;
      let to = block * ${headDim}u * u.capacity + positions(sequence);
      for (var i = 0u; i < u.headDim; i++) { set_keys(to + i * u.capacity, inner[at + i]); }
    }`,
  )}${share(
    form,
    together * kvHeads,
    `
    let row = item / ${kvHeads}u;
    let head = item % ${kvHeads}u;
    let at = row * ${width}u + ${(heads + kvHeads) * headDim}u + head * ${headDim}u;
    if (first + row < u.n) {
      let block = slots(first + row) * ${kvHeads}u + head;
      let to = (block * u.capacity + positions(first + row)) * ${Math.ceil(headDim / 4) * 4}u;
      for (var i = 0u; i < u.headDim; i++) { set_values(to + i, inner[at + i]); }
    }`,
  )}
  storageBarrier();${BARRIER}`;
}

/** Attention over the caches, in place of the queries. */
function mix(form: Form): string {
  const { heads, kvHeads, headDim, together } = form;
  const wide = Math.ceil(headDim / 4) * 4;
  const keyAt = (i: number) => `keys((block * ${headDim}u + ${i}u) * u.capacity + j)`;
  const valueAt = (i: number) => `values((block * u.capacity + j) * ${wide}u + ${i}u)`;
  const one = `
    let sequence = min(first + item / ${heads}u, u.n - 1u);
    let at = item / ${heads}u * ${innerWidth(form)}u + item % ${heads}u * ${headDim}u;
    let block = slots(sequence) * ${kvHeads}u + item % ${heads}u * ${kvHeads}u / ${heads}u;
    let last = positions(sequence);
    ${fours(headDim)
      .map((g) => `let q${g} = ${load(headDim, g, (i) => `inner[at + ${i}u]`)};`)
      .join('\n')}
    ${attend(headDim, {
      loop: (body) => `for (var j = 0u; j <= last; j++) {${body}}`,
      key: (g) => load(headDim, g, keyAt),
      value: (g) => load(headDim, g, valueAt),
    })}
    ${keepRow({ headDim, width: 1 }, 'inner', 'at', (g) => `o${g} * share`)}`;
  return `${share(form, together * heads, one)}${BARRIER}`;
}

/** What attention mixed, back to the stream. */
function output(form: Form): string {
  const from = { from: 'inner', k: queries(form), long: 'u.heads * u.headDim' } as const;
  return products(form, [{ operands: ['o'], ...from, n: form.d, keep: addToStream(form) }]);
}

const addToStream =
  ({ d }: Form): LayerProduct['keep'] =>
  (r, [sum], j) =>
    `stream[${r * d}u + ${j}] = stream[${r * d}u + ${j}] + ${sum};`;

function mlp(form: Form): string {
  const { d, intermediate } = form;
  const gated: LayerProduct = {
    operands: ['gate', 'up'],
    from: 'normed',
    k: d,
    long: 'u.d',
    n: intermediate,
    keep: (r, [gate, up], j) =>
      `inner[${r * innerWidth(form)}u + ${j}] = ${gate} / (1.0 + exp(-${gate})) * ${up};`,
  };
  const from = { from: 'inner', k: intermediate, long: 'u.intermediate' } as const;
  const down: LayerProduct = { operands: ['down'], ...from, n: d, keep: addToStream(form) };
  return `${products(form, [gated])}${BARRIER}${products(form, [down])}${BARRIER}`;
}

function run(form: Form): string {
  const { d, together } = form;
  const width = innerWidth(form);
  return `
var<workgroup> stream: array<f32, ${together * d}>;
var<workgroup> normed: array<f32, ${together * d}>;
var<workgroup> inner: array<f32, ${together * width}>;
var<workgroup> scales: array<f32, ${together}>;
fn set_inner(i: u32, value: f32) { inner[i] = value; }
fn run(group: u32, lane: u32) {
  let first = group * ${together}u;
  ${share(form, together * d, 'stream[item] = x(min(first + item / u.d, u.n - 1u) * u.d + item % u.d);')}${BARRIER}
  ${norm(form, 'inputNorm')}
  ${project(form)}${BARRIER}
  ${place(form)}
  ${mix(form)}
  ${output(form)}${BARRIER}
  ${norm(form, 'middleNorm')}
  ${mlp(form)}
  ${share(form, together * d, 'if (first + item / u.d < u.n) { set_x(first * u.d + item, stream[item]); }')}
}`;
}

function stageOf(form: Form): ShaderStage {
  const { d, intermediate, heads, kvHeads, headDim, normed, together, columns, lanes } = form;
  const sizes = [d, intermediate, heads, kvHeads, headDim, normed, together, columns, lanes];
  return written(`decodeLayer ${sizes}`, () => ({ lanes, code: run(form) }));
}

export const decodeLayer: GpuKernel<'decodeLayer'> = ({ sizes, lengths, coarse }) => {
  const { n, d, capacity } = sizes;
  const form = formOf(sizes, lengths.slots, coarse);
  const { together, intermediate } = form;
  const weights = d * (2 * queries(form) + 2 * keys(form) + 3 * intermediate);
  const cost = together * (weights + 2 * queries(form) * capacity);
  return [{ stage: stageOf(form), groups: Math.ceil(n / together), cost }];
};
