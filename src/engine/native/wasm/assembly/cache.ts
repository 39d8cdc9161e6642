// Keys and values of sequences being written, and attention of one query per sequence over them.
import { multiplyRow, scoreExponentials, scoreMaximum } from './attention';

// Keys are [slot][head][component][position], so that four positions are scored at a time; values are
// [slot][head][position][component], components padded to a multiple of 4. Sums run in the order of
// attention.ts: a token's numbers are the same bits whether it is decoded or scored.

@inline
function padded(headDim: usize): usize {
  return (headDim + 3) & ~3;
}

@inline
function append(
  k: usize,
  v: usize,
  keys: usize,
  values: usize,
  slot: usize,
  position: usize,
  kvHeads: usize,
  headDim: usize,
  capacity: usize,
): void {
  const wide = padded(headDim);
  for (let kv: usize = 0; kv < kvHeads; kv++) {
    const block = slot * kvHeads + kv;
    const column = keys + ((block * headDim * capacity + position) << 2);
    const line = values + (((block * capacity + position) * wide) << 2);
    for (let i: usize = 0; i < headDim; i++) {
      store<f32>(column + ((i * capacity) << 2), load<f32>(k + (i << 2)));
      store<f32>(line + (i << 2), load<f32>(v + (i << 2)));
    }
    for (let i = headDim; i < wide; i++) store<f32>(line + (i << 2), 0);
    k += headDim << 2;
    v += headDim << 2;
  }
}

/** Kernel `cacheAppend`. */
export function cacheAppend(
  k: usize,
  v: usize,
  slots: usize,
  positions: usize,
  keys: usize,
  values: usize,
  n: i32,
  kvHeads: i32,
  headDim: i32,
  capacity: i32,
): void {
  const bytes = (<usize>kvHeads * headDim) << 2;
  for (let row: usize = 0; row < <usize>n; row++) {
    const slot = load<i32>(slots + (row << 2));
    const position = load<i32>(positions + (row << 2));
    append(k + row * bytes, v + row * bytes, keys, values, slot, position, kvHeads, headDim, capacity);
  }
}

/** Kernel `cacheFill`. */
export function cacheFill(
  k: usize,
  v: usize,
  starts: usize,
  prompts: usize,
  slots: usize,
  keys: usize,
  values: usize,
  n: i32,
  kvHeads: i32,
  headDim: i32,
  capacity: i32,
): void {
  const bytes = (<usize>kvHeads * headDim) << 2;
  for (let row: usize = 0; row < <usize>n; row++) {
    const prompt = <usize>load<i32>(prompts + (row << 2));
    const slot = load<i32>(slots + (row << 2));
    const first = load<i32>(starts + (prompt << 2));
    const length = load<i32>(starts + (prompt << 2), 4) - first;
    for (let t: i32 = 0; t < length; t++) {
      const from = <usize>(first + t) * bytes;
      append(k + from, v + from, keys, values, slot, t, kvHeads, headDim, capacity);
    }
  }
}

/** Kernel `attentionDecode`. */
export function attentionDecode(
  q: usize,
  keys: usize,
  values: usize,
  slots: usize,
  positions: usize,
  out: usize,
  scratch: usize,
  n: i32,
  heads: i32,
  kvHeads: i32,
  headDim: i32,
  capacity: i32,
): void {
  const group = heads / kvHeads;
  const scale: f32 = 1 / sqrt<f32>(<f32>headDim);
  const wide = padded(headDim);
  for (let row: usize = 0; row < <usize>n; row++) {
    const slot = <usize>load<i32>(slots + (row << 2));
    const seen = <usize>load<i32>(positions + (row << 2)) + 1;
    for (let h: i32 = 0; h < heads; h++) {
      const block = slot * kvHeads + h / group;
      scoreKeys(q, keys + ((block * headDim * capacity) << 2), scratch, seen, headDim, <usize>capacity << 2);
      const most = scoreMaximum(scratch, seen);
      const total = scoreExponentials(scratch, seen, most, scale);
      mixValues(scratch, values + ((block * capacity * wide) << 2), out, seen, headDim, wide << 2);
      multiplyRow(out, 1 / total, headDim);
      q += <usize>headDim << 2;
      out += <usize>headDim << 2;
    }
  }
}

/** q [D] times keys [D, capacity] -> scores [seen], 16 positions at a time, then 4. */
@inline
function scoreKeys(q: usize, keys: usize, scores: usize, seen: usize, headDim: usize, stride: usize): void {
  const end = seen << 2;
  let j: usize = 0;
  for (; j + 48 < end; j += 64) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let column = keys + j;
    for (let i: usize = 0; i < headDim; i++) {
      const x = v128.load32_splat(q + (i << 2));
      s0 = f32x4.add(s0, f32x4.mul(x, v128.load(column)));
      s1 = f32x4.add(s1, f32x4.mul(x, v128.load(column, 16)));
      s2 = f32x4.add(s2, f32x4.mul(x, v128.load(column, 32)));
      s3 = f32x4.add(s3, f32x4.mul(x, v128.load(column, 48)));
      column += stride;
    }
    v128.store(scores + j, s0);
    v128.store(scores + j, s1, 16);
    v128.store(scores + j, s2, 32);
    v128.store(scores + j, s3, 48);
  }
  for (; j < end; j += 16) {
    let s0 = f32x4.splat(0);
    let column = keys + j;
    for (let i: usize = 0; i < headDim; i++) {
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(q + (i << 2)), v128.load(column)));
      column += stride;
    }
    v128.store(scores + j, s0);
  }
}

/** Weights [seen] times values [seen, D] -> out [D], 16 components at a time, then 4. */
@inline
function mixValues(weights: usize, values: usize, out: usize, seen: usize, headDim: usize, stride: usize): void {
  const end = headDim << 2;
  let d: usize = 0;
  for (; d + 64 <= end; d += 64) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let line = values + d;
    for (let j: usize = 0; j < seen; j++) {
      const x = v128.load32_splat(weights + (j << 2));
      s0 = f32x4.add(s0, f32x4.mul(x, v128.load(line)));
      s1 = f32x4.add(s1, f32x4.mul(x, v128.load(line, 16)));
      s2 = f32x4.add(s2, f32x4.mul(x, v128.load(line, 32)));
      s3 = f32x4.add(s3, f32x4.mul(x, v128.load(line, 48)));
      line += stride;
    }
    v128.store(out + d, s0);
    v128.store(out + d, s1, 16);
    v128.store(out + d, s2, 32);
    v128.store(out + d, s3, 48);
  }
  for (; d < end; d += 16) {
    let s0 = f32x4.splat(0);
    let line = values + d;
    for (let j: usize = 0; j < seen; j++) {
      s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(weights + (j << 2)), v128.load(line)));
      line += stride;
    }
    const left = (end - d) >> 2;
    if (left >= 4) v128.store(out + d, s0);
    else {
      store<f32>(out + d, f32x4.extract_lane(s0, 0));
      if (left > 1) store<f32>(out + d, f32x4.extract_lane(s0, 1), 4);
      if (left > 2) store<f32>(out + d, f32x4.extract_lane(s0, 2), 8);
    }
  }
}
