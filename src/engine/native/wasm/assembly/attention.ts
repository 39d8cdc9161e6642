// Causal self-attention over packed rows, forward and backward, a block of queries at a time: scores
// exist for one block of one head only. All products run on the tiles of gemm.ts.
import { COLUMNS, gemm, gemmTransposed, packPlain, packTransposed } from './gemm';
import { exp4, max4, sum4 } from './math';

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

/** Kernel `attention`. */
export function attention(
  q: usize,
  k: usize,
  v: usize,
  starts: usize,
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
    const length = <usize>load<i32>(starts + (<usize>row << 2), 4) - first;
    const stride = up(length, COLUMNS) << 2;
    const keys = scratch;
    const values = keys + stride * headDim;
    const scores = values + ((length * up(headDim, COLUMNS)) << 2);
    for (let kv: i32 = 0; kv < kvHeads; kv++) {
      const at = first * narrow + <usize>kv * head;
      packTransposed(k + at, narrow, keys, headDim, length);
      packPlain(v + at, narrow, values, length, headDim);
      for (let h: i32 = kv * group; h < (kv + 1) * group; h++) {
        for (let begin: usize = 0; begin < length; begin += QUERIES) {
          const queries = min(QUERIES, length - begin);
          const seen = begin + queries;
          const from = (first + begin) * wide + <usize>h * head;
          gemm(q + from, wide, keys, head << 3, 0, scores, stride, queries, headDim, up(seen, COLUMNS));
          for (let i: usize = 0; i < queries; i++) {
            const line = scores + i * stride;
            const most = scoreMaximum(line, begin + i + 1);
            const total = scoreExponentials(line, begin + i + 1, most, scale);
            clearAfter(line, up(begin + i + 1, 4), up(seen, 4));
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
  for (let row: i32 = 0; row < rows; row++) {
    const first = <usize>load<i32>(starts + (<usize>row << 2));
    const length = <usize>load<i32>(starts + (<usize>row << 2), 4) - first;
    memory.fill(dk + first * narrow, 0, length * narrow);
    memory.fill(dv + first * narrow, 0, length * narrow);
    const stride = up(length, COLUMNS) << 2;
    const keys = scratch;
    const values = keys + stride * headDim;
    const keyRows = values + stride * headDim;
    const packed = keyRows + length * padded;
    const columns = packed + QUERIES * padded;
    const scores = columns + (QUERIES << 5);
    const gradients = scores + QUERIES * stride;
    for (let kv: i32 = 0; kv < kvHeads; kv++) {
      const at = first * narrow + <usize>kv * head;
      packTransposed(k + at, narrow, keys, headDim, length);
      packTransposed(v + at, narrow, values, headDim, length);
      packPlain(k + at, narrow, keyRows, length, headDim);
      for (let h: i32 = kv * group; h < (kv + 1) * group; h++) {
        for (let begin: usize = 0; begin < length; begin += QUERIES) {
          const queries = min(QUERIES, length - begin);
          const seen = begin + queries;
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
            probabilities(line, slope, begin + i + 1, stat, delta, scale);
            const tail = up(begin + i + 1, 4);
            clearAfter(line, tail, up(seen, 4));
            clearAfter(slope, tail, up(seen, 4));
          }
          gemm(gradients, stride, keyRows, length << 5, 0, dq + from, wide, queries, seen, headDim);
          packPlain(q + from, wide, packed, queries, headDim);
          gemmTransposed(gradients, stride, packed, dk + at, narrow, queries, seen, headDim, columns);
          packPlain(dout + from, wide, packed, queries, headDim);
          gemmTransposed(scores, stride, packed, dv + at, narrow, queries, seen, headDim, columns);
        }
      }
    }
  }
}
