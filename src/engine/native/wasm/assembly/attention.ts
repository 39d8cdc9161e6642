// Causal self-attention over packed rows, forward and backward, one block of queries of one head at a time.
import { COLUMNS, gemm, gemmTransposed, packPlain, packTransposed } from './gemm';
import { exp4, max4, sum4 } from './math';
import { addTo } from './pointwise';

// All products run on the tiles of gemm.ts.

/** Queries of a block: whole tiles. */
export const QUERIES: usize = 48;
/** Stands for minus infinity, of which 0 times is not a number. */
const HIDDEN: f32 = -1e30;

@inline
function up(n: usize, multiple: usize): usize {
  return (n + multiple - 1) & ~(multiple - 1);
}

/** Largest of a row of scores; those beyond `seen` become HIDDEN up to the next multiple of 4. */
@inline
export function scoreMaximum(row: usize, seen: usize): f32 {
  const end = up(seen, 4) << 2;
  for (let j = seen << 2; j < end; j += 4) store<f32>(row + j, HIDDEN);
  let most = f32x4.splat(HIDDEN);
  for (let j: usize = 0; j < end; j += 16) most = f32x4.pmax(most, v128.load(row + j));
  return max4(most);
}

/** Scores to exp((score - maximum) * scale), in place. @returns their sum. */
@inline
export function scoreExponentials(row: usize, seen: usize, maximum: f32, scale: f32): f32 {
  const end = up(seen, 4) << 2;
  const most = f32x4.splat(maximum);
  const scales = f32x4.splat(scale);
  let total = f32x4.splat(0);
  for (let j: usize = 0; j < end; j += 16) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(row + j), most), scales));
    v128.store(row + j, e);
    total = f32x4.add(total, e);
  }
  return sum4(total);
}

/** Zeros from one multiple of 4 to another: keys a query does not see. */
@inline
function clearAfter(row: usize, first: usize, end: usize): void {
  for (let j = first << 2; j < end << 2; j += 16) v128.store(row + j, f32x4.splat(0));
}

/** The prefix of the row last asked for; none has length 0. */
let prefixFirst: usize = 0;
let prefixLength: usize = 0;

@inline
function findPrefix(starts: usize, prefixes: usize, row: i32): void {
  const prefix = load<i32>(prefixes + (<usize>row << 2));
  const at = starts + (<usize>max(prefix, 0) << 2);
  prefixFirst = prefix < 0 ? 0 : <usize>load<i32>(at);
  prefixLength = prefix < 0 ? 0 : <usize>load<i32>(at, 4) - prefixFirst;
}

/** One head's keys or values of a prefix and of a row, one under the other. */
function join(
  prefix: usize,
  before: usize,
  row: usize,
  own: usize,
  stride: usize,
  to: usize,
  head: usize,
): void {
  for (let i: usize = 0; i < before; i++) copyRow(prefix + i * stride, to + i * head, head);
  to += before * head;
  for (let i: usize = 0; i < own; i++) copyRow(row + i * stride, to + i * head, head);
}

@inline
function copyRow(from: usize, to: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

/** The gradients of joined keys or values, added to those of the prefix and of the row. */
function spread(
  from: usize,
  head: usize,
  before: usize,
  prefix: usize,
  own: usize,
  row: usize,
  stride: usize,
): void {
  const n = <i32>(head >> 2);
  for (let i: usize = 0; i < before; i++) addTo(from + i * head, prefix + i * stride, n);
  from += before * head;
  for (let i: usize = 0; i < own; i++) addTo(from + i * head, row + i * stride, n);
}

/** Kernel `attention`. */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  starts: usize,
  prefixes: usize,
  out: usize,
  stats: usize,
  scratch: usize,
  rows: i32,
  heads: i32,
  kvHeads: i32,
  headDim: i32,
): void {
  const head = <usize>headDim << 2;
  const wide = <usize>heads * head;
  const narrow = <usize>kvHeads * head;
  const scale: f32 = 1 / sqrt<f32>(<f32>headDim);
  const group = heads / kvHeads;
  for (let row: i32 = 0; row < rows; row++) {
    const first = <usize>load<i32>(starts + (<usize>row << 2));
    const own = <usize>load<i32>(starts + (<usize>row << 2), 4) - first;
    findPrefix(starts, prefixes, row);
    const before = prefixLength;
    const length = before + own;
    const stride = up(length, COLUMNS) << 2;
    const keys = scratch;
    const values = keys + stride * headDim;
    const joined = values + ((length * up(headDim, COLUMNS)) << 2);
    const scores = joined + length * head;
    for (let kv: i32 = 0; kv < kvHeads; kv++) {
      const at = first * narrow + <usize>kv * head;
      const early = prefixFirst * narrow + <usize>kv * head;
      join(k + early, before, k + at, own, narrow, joined, head);
      packTransposed(joined, head, keys, headDim, length);
      join(v + early, before, v + at, own, narrow, joined, head);
      packPlain(joined, head, values, length, headDim);
      for (let h: i32 = kv * group; h < (kv + 1) * group; h++) {
        for (let begin: usize = 0; begin < own; begin += QUERIES) {
          const queries = min(QUERIES, own - begin);
          const seen = before + begin + queries;
          const from = (first + begin) * wide + <usize>h * head;
          gemm(q + from, wide, keys, head << 3, 0, scores, stride, queries, headDim, up(seen, COLUMNS));
          for (let i: usize = 0; i < queries; i++) {
            const line = scores + i * stride;
            const visible = before + begin + i + 1;
            const most = scoreMaximum(line, visible);
            const total = scoreExponentials(line, visible, most, scale);
            clearAfter(line, up(visible, 4), up(seen, 4));
            const stat = stats + (((first + begin + i) * heads + h) << 3);
            store<f32>(stat, most);
            store<f32>(stat, 1 / total, 4);
          }
          gemm(scores, stride, values, length << 5, 0, out + from, wide, queries, seen, headDim);
          for (let i: usize = 0; i < queries; i++) {
            const inverse = load<f32>(stats + (((first + begin + i) * heads + h) << 3), 4);
            multiplyRow(out + from + i * wide, inverse, headDim);
          }
        }
      }
    }
  }
}

@inline
export function multiplyRow(row: usize, factor: f32, n: usize): void {
  const end = n << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    v128.store(row + i, f32x4.mul(v128.load(row + i), f32x4.splat(factor)));
  }
  for (; i < end; i += 4) store<f32>(row + i, load<f32>(row + i) * factor);
}

@inline
function dot(x: usize, y: usize, n: usize): f32 {
  const end = n << 2;
  let products = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    products = f32x4.add(products, f32x4.mul(v128.load(x + i), v128.load(y + i)));
  }
  let sum = sum4(products);
  for (; i < end; i += 4) sum += load<f32>(x + i) * load<f32>(y + i);
  return sum;
}

/**
 * Scores of one query to probabilities, and their gradients to those of the scores:
 * dS = P (dP - sum of dO O) scale.
 */
@inline
function probabilities(line: usize, gradient: usize, seen: usize, stat: usize, delta: f32, scale: f32): void {
  const end = up(seen, 4) << 2;
  for (let j = seen << 2; j < end; j += 4) store<f32>(line + j, HIDDEN);
  const most = f32x4.splat(load<f32>(stat));
  const inverse = f32x4.splat(load<f32>(stat, 4));
  const scales = f32x4.splat(scale);
  const deltas = f32x4.splat(delta);
  for (let j: usize = 0; j < end; j += 16) {
    const e = exp4(f32x4.mul(f32x4.sub(v128.load(line + j), most), scales));
    const p = f32x4.mul(e, inverse);
    v128.store(line + j, p);
    const d = f32x4.mul(f32x4.mul(p, f32x4.sub(v128.load(gradient + j), deltas)), scales);
    v128.store(gradient + j, d);
  }
}

/** Kernel `attentionBackward`. */
export function attentionBackward(
  q: usize,
  k: usize,
  v: usize,
  starts: usize,
  prefixes: usize,
  out: usize,
  stats: usize,
  dout: usize,
  dq: usize,
  dk: usize,
  dv: usize,
  scratch: usize,
  rows: i32,
  heads: i32,
  kvHeads: i32,
  headDim: i32,
): void {
  const head = <usize>headDim << 2;
  const wide = <usize>heads * head;
  const narrow = <usize>kvHeads * head;
  const scale: f32 = 1 / sqrt<f32>(<f32>headDim);
  const group = heads / kvHeads;
  const padded = up(headDim, COLUMNS) << 2;
  // Rows add to the keys and values of their prefix, so all begin at 0.
  const begins = <usize>load<i32>(starts);
  const tokens = <usize>load<i32>(starts + (<usize>rows << 2)) - begins;
  memory.fill(dk + begins * narrow, 0, tokens * narrow);
  memory.fill(dv + begins * narrow, 0, tokens * narrow);
  for (let row: i32 = 0; row < rows; row++) {
    const first = <usize>load<i32>(starts + (<usize>row << 2));
    const own = <usize>load<i32>(starts + (<usize>row << 2), 4) - first;
    findPrefix(starts, prefixes, row);
    const before = prefixLength;
    const length = before + own;
    const stride = up(length, COLUMNS) << 2;
    const keys = scratch;
    const values = keys + stride * headDim;
    const keyRows = values + stride * headDim;
    const joined = keyRows + length * padded;
    const dkeys = joined + length * head;
    const dvalues = dkeys + length * head;
    const packed = dvalues + length * head;
    const columns = packed + QUERIES * padded;
    const scores = columns + (QUERIES << 5);
    const gradients = scores + QUERIES * stride;
    for (let kv: i32 = 0; kv < kvHeads; kv++) {
      const at = first * narrow + <usize>kv * head;
      const early = prefixFirst * narrow + <usize>kv * head;
      join(v + early, before, v + at, own, narrow, joined, head);
      packTransposed(joined, head, values, headDim, length);
      join(k + early, before, k + at, own, narrow, joined, head);
      packTransposed(joined, head, keys, headDim, length);
      packPlain(joined, head, keyRows, length, headDim);
      memory.fill(dkeys, 0, length * head);
      memory.fill(dvalues, 0, length * head);
      for (let h: i32 = kv * group; h < (kv + 1) * group; h++) {
        for (let begin: usize = 0; begin < own; begin += QUERIES) {
          const queries = min(QUERIES, own - begin);
          const seen = before + begin + queries;
          const from = (first + begin) * wide + <usize>h * head;
          const across = up(seen, COLUMNS);
          gemm(q + from, wide, keys, head << 3, 0, scores, stride, queries, headDim, across);
          gemm(dout + from, wide, values, head << 3, 0, gradients, stride, queries, headDim, across);
          for (let i: usize = 0; i < queries; i++) {
            const token = from + i * wide;
            const stat = stats + (((first + begin + i) * heads + h) << 3);
            const delta = dot(dout + token, out + token, headDim);
            const line = scores + i * stride;
            const slope = gradients + i * stride;
            const visible = before + begin + i + 1;
            probabilities(line, slope, visible, stat, delta, scale);
            const tail = up(visible, 4);
            clearAfter(line, tail, up(seen, 4));
            clearAfter(slope, tail, up(seen, 4));
          }
          gemm(gradients, stride, keyRows, length << 5, 0, dq + from, wide, queries, seen, headDim);
          packPlain(q + from, wide, packed, queries, headDim);
          gemmTransposed(gradients, stride, packed, dkeys, head, queries, seen, headDim, columns);
          packPlain(dout + from, wide, packed, queries, headDim);
          gemmTransposed(scores, stride, packed, dvalues, head, queries, seen, headDim, columns);
        }
      }
      spread(dkeys, head, before, dk + early, own, dk + at, narrow);
      spread(dvalues, head, before, dv + early, own, dv + at, narrow);
    }
  }
}
