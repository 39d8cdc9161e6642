// Matrix products on 6 x 8 tiles of f32x4. The right operand is packed in panels of 8 columns; every
// entry of the result is summed one term after the other in the order of the inner index, whatever
// the tile, so that a row's result does not depend on the rows beside it. Strides are in bytes.

/** Rows and columns of a tile: 12 accumulators, 2 columns and 1 splat use the 16 registers of x86. */
const ROWS: usize = 6;
export const COLUMNS: usize = 8;

/** Floats of a [k, n] matrix in panels. */
@inline
export function panelFloats(k: usize, n: usize): usize {
  return ((n + 7) & ~7) * k;
}

/** Panels [n / 8][k][8] of a row-major [k, n] matrix; columns beyond n are 0. */
export function packPlain(from: usize, stride: usize, to: usize, k: usize, n: usize): void {
  for (let j: usize = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    let source = from + (j << 2);
    if (columns == COLUMNS) {
      for (let p: usize = 0; p < k; p++) {
        v128.store(to, v128.load(source));
        v128.store(to, v128.load(source, 16), 16);
        to += 32;
        source += stride;
      }
    } else {
      for (let p: usize = 0; p < k; p++) {
        v128.store(to, f32x4.splat(0));
        v128.store(to, f32x4.splat(0), 16);
        for (let c: usize = 0; c < columns; c++) {
          store<f32>(to + (c << 2), load<f32>(source + (c << 2)));
        }
        to += 32;
        source += stride;
      }
    }
  }
}

/** Panels of the transpose of a row-major [n, k] matrix: the [k, n] operand. */
export function packTransposed(from: usize, stride: usize, to: usize, k: usize, n: usize): void {
  for (let j: usize = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    const source = from + j * stride;
    let p: usize = 0;
    if (columns == COLUMNS) {
      for (; p + 4 <= k; p += 4) {
        transpose4(source + (p << 2), stride, to + (p << 5));
        transpose4(source + 4 * stride + (p << 2), stride, to + (p << 5) + 16);
      }
    }
    for (; p < k; p++) {
      const row = to + (p << 5);
      for (let c: usize = 0; c < COLUMNS; c++) {
        const value: f32 = c < columns ? load<f32>(source + c * stride + (p << 2)) : 0;
        store<f32>(row + (c << 2), value);
      }
    }
    to += k << 5;
  }
}

/** Four rows of four floats to four rows of a panel, transposed. */
@inline
function transpose4(from: usize, stride: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + stride);
  const r2 = v128.load(from + 2 * stride);
  const r3 = v128.load(from + 3 * stride);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
  v128.store(to, v128.shuffle<f64>(c, d, 0, 2), 64);
  v128.store(to, v128.shuffle<f64>(c, d, 1, 3), 96);
}

/** `columns` floats at `from` of a row that may end before 8. */
@inline
function loadPart(from: usize, first: usize, columns: usize): v128 {
  let x = f32x4.splat(0);
  if (first < columns) x = f32x4.replace_lane(x, 0, load<f32>(from));
  if (first + 1 < columns) x = f32x4.replace_lane(x, 1, load<f32>(from, 4));
  if (first + 2 < columns) x = f32x4.replace_lane(x, 2, load<f32>(from, 8));
  if (first + 3 < columns) x = f32x4.replace_lane(x, 3, load<f32>(from, 12));
  return x;
}

@inline
function storePart(to: usize, x: v128, first: usize, columns: usize): void {
  if (first < columns) store<f32>(to, f32x4.extract_lane(x, 0));
  if (first + 1 < columns) store<f32>(to, f32x4.extract_lane(x, 1), 4);
  if (first + 2 < columns) store<f32>(to, f32x4.extract_lane(x, 2), 8);
  if (first + 3 < columns) store<f32>(to, f32x4.extract_lane(x, 3), 12);
}

function storeRowPart(to: usize, x: v128, y: v128, columns: usize): void {
  storePart(to, x, 0, columns);
  storePart(to + 16, y, 4, columns);
}

@inline
function madd(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/**
 * One tile: c = add + a b, with add 0 for none. a steps by `row` from row to row and by `step` along
 * k, so that a may be transposed. Rows beyond `rows` repeat the last one, which stores it twice.
 */
@inline
function tile(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  k: usize,
  add: usize,
  c: usize,
  stride: usize,
  rows: usize,
  columns: usize,
): void {
  const last = rows - 1;
  const i1 = min<usize>(1, last);
  const i2 = min<usize>(2, last);
  const i3 = min<usize>(3, last);
  const i4 = min<usize>(4, last);
  const i5 = min<usize>(5, last);
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  let s40 = s00;
  let s41 = s00;
  let s50 = s00;
  let s51 = s00;
  if (add != 0) {
    const d1 = add + i1 * stride;
    const d2 = add + i2 * stride;
    const d3 = add + i3 * stride;
    const d4 = add + i4 * stride;
    const d5 = add + i5 * stride;
    if (columns == COLUMNS) {
      s00 = v128.load(add);
      s01 = v128.load(add, 16);
      s10 = v128.load(d1);
      s11 = v128.load(d1, 16);
      s20 = v128.load(d2);
      s21 = v128.load(d2, 16);
      s30 = v128.load(d3);
      s31 = v128.load(d3, 16);
      s40 = v128.load(d4);
      s41 = v128.load(d4, 16);
      s50 = v128.load(d5);
      s51 = v128.load(d5, 16);
    } else {
      s00 = loadPart(add, 0, columns);
      s01 = loadPart(add + 16, 4, columns);
      s10 = loadPart(d1, 0, columns);
      s11 = loadPart(d1 + 16, 4, columns);
      s20 = loadPart(d2, 0, columns);
      s21 = loadPart(d2 + 16, 4, columns);
      s30 = loadPart(d3, 0, columns);
      s31 = loadPart(d3 + 16, 4, columns);
      s40 = loadPart(d4, 0, columns);
      s41 = loadPart(d4 + 16, 4, columns);
      s50 = loadPart(d5, 0, columns);
      s51 = loadPart(d5 + 16, 4, columns);
    }
  }
  let a0 = a;
  let a1 = a + i1 * row;
  let a2 = a + i2 * row;
  let a3 = a + i3 * row;
  let a4 = a + i4 * row;
  let a5 = a + i5 * row;
  const end = b + (k << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a0);
    s00 = madd(s00, x, b0);
    s01 = madd(s01, x, b1);
    x = v128.load32_splat(a1);
    s10 = madd(s10, x, b0);
    s11 = madd(s11, x, b1);
    x = v128.load32_splat(a2);
    s20 = madd(s20, x, b0);
    s21 = madd(s21, x, b1);
    x = v128.load32_splat(a3);
    s30 = madd(s30, x, b0);
    s31 = madd(s31, x, b1);
    x = v128.load32_splat(a4);
    s40 = madd(s40, x, b0);
    s41 = madd(s41, x, b1);
    x = v128.load32_splat(a5);
    s50 = madd(s50, x, b0);
    s51 = madd(s51, x, b1);
    a0 += step;
    a1 += step;
    a2 += step;
    a3 += step;
    a4 += step;
    a5 += step;
    b += 32;
  }
  const c1 = c + i1 * stride;
  const c2 = c + i2 * stride;
  const c3 = c + i3 * stride;
  const c4 = c + i4 * stride;
  const c5 = c + i5 * stride;
  if (columns == COLUMNS) {
    v128.store(c, s00);
    v128.store(c, s01, 16);
    v128.store(c1, s10);
    v128.store(c1, s11, 16);
    v128.store(c2, s20);
    v128.store(c2, s21, 16);
    v128.store(c3, s30);
    v128.store(c3, s31, 16);
    v128.store(c4, s40);
    v128.store(c4, s41, 16);
    v128.store(c5, s50);
    v128.store(c5, s51, 16);
  } else {
    storeRowPart(c, s00, s01, columns);
    storeRowPart(c1, s10, s11, columns);
    storeRowPart(c2, s20, s21, columns);
    storeRowPart(c3, s30, s31, columns);
    storeRowPart(c4, s40, s41, columns);
    storeRowPart(c5, s50, s51, columns);
  }
}

function tilePlain(
  a: usize,
  row: usize,
  b: usize,
  k: usize,
  add: usize,
  c: usize,
  stride: usize,
  rows: usize,
  columns: usize,
): void {
  tile(a, row, 4, b, k, add, c, stride, rows, columns);
}

function tileTransposed(
  a: usize,
  step: usize,
  b: usize,
  k: usize,
  c: usize,
  stride: usize,
  rows: usize,
  columns: usize,
): void {
  tile(a, 4, step, b, k, c, c, stride, rows, columns);
}

/**
 * c [m, n] = add + a [m, k] b, with b in panels `panel` bytes apart; add 0 for none, else laid out
 * as c. Only the first k rows of the panels count.
 */
export function gemm(
  a: usize,
  aStride: usize,
  b: usize,
  panel: usize,
  add: usize,
  c: usize,
  cStride: usize,
  m: usize,
  k: usize,
  n: usize,
): void {
  // A block of rows stays in the first-level cache while all panels pass.
  const block = max(ROWS, (4096 / k / ROWS) * ROWS);
  for (let first: usize = 0; first < m; first += block) {
    const end = min(m, first + block);
    let columnsOfB = b;
    for (let j: usize = 0; j < n; j += COLUMNS) {
      const columns = min(COLUMNS, n - j);
      for (let i = first; i < end; i += ROWS) {
        const at = i * cStride + (j << 2);
        const from: usize = add == 0 ? 0 : add + at;
        const rows = min(ROWS, end - i);
        tilePlain(a + i * aStride, aStride, columnsOfB, k, from, c + at, cStride, rows, columns);
      }
      columnsOfB += panel;
    }
  }
}

/** c [m, n] += a^T b for a [t, m] and b in panels of t rows. */
export function gemmTransposed(
  a: usize,
  aStride: usize,
  b: usize,
  c: usize,
  cStride: usize,
  t: usize,
  m: usize,
  n: usize,
): void {
  let panel = b;
  for (let j: usize = 0; j < n; j += COLUMNS) {
    const columns = min(COLUMNS, n - j);
    for (let i: usize = 0; i < m; i += ROWS) {
      const at = c + i * cStride + (j << 2);
      tileTransposed(a + (i << 2), aStride, panel, t, at, cStride, min(ROWS, m - i), columns);
    }
    panel += t << 5;
  }
}

/** Rows of a gradient's operands that are packed at a time. */
export const GRADIENT_ROWS: usize = 128;

/** Kernel `prepare`: see kernels.ts. */
export function prepare(weight: usize, prepared: usize, rows: i32, columns: i32, transposed: i32): void {
  if (transposed) packTransposed(weight, columns << 2, prepared, columns, rows);
  else packPlain(weight, columns << 2, prepared, rows, columns);
}

/** Kernel `matmul`. */
export function matmul(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32): void {
  gemm(a, k << 2, b, k << 5, 0, c, n << 2, m, k, n);
}

/** Kernel `matmulAdd`. */
export function matmulAdd(a: usize, b: usize, add: usize, c: usize, m: i32, k: i32, n: i32): void {
  gemm(a, k << 2, b, k << 5, add, c, n << 2, m, k, n);
}

/** Kernel `matmulGradient`. */
export function matmulGradient(a: usize, b: usize, c: usize, scratch: usize, t: i32, m: i32, n: i32): void {
  for (let first: usize = 0; first < <usize>t; first += GRADIENT_ROWS) {
    const rows = min(GRADIENT_ROWS, <usize>t - first);
    packPlain(b + first * (n << 2), n << 2, scratch, rows, n);
    gemmTransposed(a + first * (m << 2), m << 2, scratch, c, n << 2, rows, m, n);
  }
}
