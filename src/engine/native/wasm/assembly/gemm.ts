// Matrix products on 6 x 8 tiles of f32x4.

// The right operand is packed in panels of 8 columns. Every entry of the result is summed one term after the
// other in the order of the inner index, whatever the tile, so that a row's result does not depend on the other
// rows. Strides are in bytes.

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

@inline
function madd(sum: v128, x: v128, y: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/**
 * A whole tile: c = a b. Two steps along k at a time: fewer, and the pointers cost as much as the
 * products; more, and the splats no longer fit the registers. After the loop the sums are stored and
 * nothing else, for V8 then keeps them in registers: with a branch there it is a third slower.
 */
export function tile(a: usize, row: usize, b: usize, k: usize, c: usize, stride: usize): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  let s40 = f32x4.splat(0);
  let s41 = f32x4.splat(0);
  let s50 = f32x4.splat(0);
  let s51 = f32x4.splat(0);
  let a0 = a;
  let a1 = a0 + row;
  let a2 = a1 + row;
  let a3 = a2 + row;
  let a4 = a3 + row;
  let a5 = a4 + row;
  const end = b + (k << 5);
  if (k & 1) {
    const p2 = v128.load(b, 0);
    const q2 = v128.load(b, 16);
    const x20 = v128.load32_splat(a0);
    s00 = madd(s00, x20, p2);
    s01 = madd(s01, x20, q2);
    const x21 = v128.load32_splat(a1);
    s10 = madd(s10, x21, p2);
    s11 = madd(s11, x21, q2);
    const x22 = v128.load32_splat(a2);
    s20 = madd(s20, x22, p2);
    s21 = madd(s21, x22, q2);
    const x23 = v128.load32_splat(a3);
    s30 = madd(s30, x23, p2);
    s31 = madd(s31, x23, q2);
    const x24 = v128.load32_splat(a4);
    s40 = madd(s40, x24, p2);
    s41 = madd(s41, x24, q2);
    const x25 = v128.load32_splat(a5);
    s50 = madd(s50, x25, p2);
    s51 = madd(s51, x25, q2);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    a4 += 4;
    a5 += 4;
    b += 32;
  }
  while (b < end) {
    const p0 = v128.load(b, 0);
    const q0 = v128.load(b, 16);
    const x00 = v128.load32_splat(a0);
    s00 = madd(s00, x00, p0);
    s01 = madd(s01, x00, q0);
    const x01 = v128.load32_splat(a1);
    s10 = madd(s10, x01, p0);
    s11 = madd(s11, x01, q0);
    const x02 = v128.load32_splat(a2);
    s20 = madd(s20, x02, p0);
    s21 = madd(s21, x02, q0);
    const x03 = v128.load32_splat(a3);
    s30 = madd(s30, x03, p0);
    s31 = madd(s31, x03, q0);
    const x04 = v128.load32_splat(a4);
    s40 = madd(s40, x04, p0);
    s41 = madd(s41, x04, q0);
    const x05 = v128.load32_splat(a5);
    s50 = madd(s50, x05, p0);
    s51 = madd(s51, x05, q0);
    const p1 = v128.load(b, 32);
    const q1 = v128.load(b, 48);
    const x10 = v128.load32_splat(a0, 4);
    s00 = madd(s00, x10, p1);
    s01 = madd(s01, x10, q1);
    const x11 = v128.load32_splat(a1, 4);
    s10 = madd(s10, x11, p1);
    s11 = madd(s11, x11, q1);
    const x12 = v128.load32_splat(a2, 4);
    s20 = madd(s20, x12, p1);
    s21 = madd(s21, x12, q1);
    const x13 = v128.load32_splat(a3, 4);
    s30 = madd(s30, x13, p1);
    s31 = madd(s31, x13, q1);
    const x14 = v128.load32_splat(a4, 4);
    s40 = madd(s40, x14, p1);
    s41 = madd(s41, x14, q1);
    const x15 = v128.load32_splat(a5, 4);
    s50 = madd(s50, x15, p1);
    s51 = madd(s51, x15, q1);
    a0 += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
    a4 += 8;
    a5 += 8;
    b += 64;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += stride;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += stride;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += stride;
  v128.store(c, s30);
  v128.store(c, s31, 16);
  c += stride;
  v128.store(c, s40);
  v128.store(c, s41, 16);
  c += stride;
  v128.store(c, s50);
  v128.store(c, s51, 16);
}

/** A whole tile: c = add + a b; add is laid out as c. */
export function tileAdd(a: usize, row: usize, b: usize, k: usize, add: usize, c: usize, stride: usize): void {
  let s00 = v128.load(add);
  let s01 = v128.load(add, 16);
  add += stride;
  let s10 = v128.load(add);
  let s11 = v128.load(add, 16);
  add += stride;
  let s20 = v128.load(add);
  let s21 = v128.load(add, 16);
  add += stride;
  let s30 = v128.load(add);
  let s31 = v128.load(add, 16);
  add += stride;
  let s40 = v128.load(add);
  let s41 = v128.load(add, 16);
  add += stride;
  let s50 = v128.load(add);
  let s51 = v128.load(add, 16);
  let a0 = a;
  let a1 = a0 + row;
  let a2 = a1 + row;
  let a3 = a2 + row;
  let a4 = a3 + row;
  let a5 = a4 + row;
  const end = b + (k << 5);
  if (k & 1) {
    const p2 = v128.load(b, 0);
    const q2 = v128.load(b, 16);
    const x20 = v128.load32_splat(a0);
    s00 = madd(s00, x20, p2);
    s01 = madd(s01, x20, q2);
    const x21 = v128.load32_splat(a1);
    s10 = madd(s10, x21, p2);
    s11 = madd(s11, x21, q2);
    const x22 = v128.load32_splat(a2);
    s20 = madd(s20, x22, p2);
    s21 = madd(s21, x22, q2);
    const x23 = v128.load32_splat(a3);
    s30 = madd(s30, x23, p2);
    s31 = madd(s31, x23, q2);
    const x24 = v128.load32_splat(a4);
    s40 = madd(s40, x24, p2);
    s41 = madd(s41, x24, q2);
    const x25 = v128.load32_splat(a5);
    s50 = madd(s50, x25, p2);
    s51 = madd(s51, x25, q2);
    a0 += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
    a4 += 4;
    a5 += 4;
    b += 32;
  }
  while (b < end) {
    const p0 = v128.load(b, 0);
    const q0 = v128.load(b, 16);
    const x00 = v128.load32_splat(a0);
    s00 = madd(s00, x00, p0);
    s01 = madd(s01, x00, q0);
    const x01 = v128.load32_splat(a1);
    s10 = madd(s10, x01, p0);
    s11 = madd(s11, x01, q0);
    const x02 = v128.load32_splat(a2);
    s20 = madd(s20, x02, p0);
    s21 = madd(s21, x02, q0);
    const x03 = v128.load32_splat(a3);
    s30 = madd(s30, x03, p0);
    s31 = madd(s31, x03, q0);
    const x04 = v128.load32_splat(a4);
    s40 = madd(s40, x04, p0);
    s41 = madd(s41, x04, q0);
    const x05 = v128.load32_splat(a5);
    s50 = madd(s50, x05, p0);
    s51 = madd(s51, x05, q0);
    const p1 = v128.load(b, 32);
    const q1 = v128.load(b, 48);
    const x10 = v128.load32_splat(a0, 4);
    s00 = madd(s00, x10, p1);
    s01 = madd(s01, x10, q1);
    const x11 = v128.load32_splat(a1, 4);
    s10 = madd(s10, x11, p1);
    s11 = madd(s11, x11, q1);
    const x12 = v128.load32_splat(a2, 4);
    s20 = madd(s20, x12, p1);
    s21 = madd(s21, x12, q1);
    const x13 = v128.load32_splat(a3, 4);
    s30 = madd(s30, x13, p1);
    s31 = madd(s31, x13, q1);
    const x14 = v128.load32_splat(a4, 4);
    s40 = madd(s40, x14, p1);
    s41 = madd(s41, x14, q1);
    const x15 = v128.load32_splat(a5, 4);
    s50 = madd(s50, x15, p1);
    s51 = madd(s51, x15, q1);
    a0 += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
    a4 += 8;
    a5 += 8;
    b += 64;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += stride;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += stride;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += stride;
  v128.store(c, s30);
  v128.store(c, s31, 16);
  c += stride;
  v128.store(c, s40);
  v128.store(c, s41, 16);
  c += stride;
  v128.store(c, s50);
  v128.store(c, s51, 16);
}

/** A whole tile of c += a^T b, with a packed in steps of 8 floats, of which 6 count. */
export function tileTransposed(a: usize, b: usize, k: usize, c: usize, stride: usize): void {
  let d = c;
  let s00 = v128.load(d);
  let s01 = v128.load(d, 16);
  d += stride;
  let s10 = v128.load(d);
  let s11 = v128.load(d, 16);
  d += stride;
  let s20 = v128.load(d);
  let s21 = v128.load(d, 16);
  d += stride;
  let s30 = v128.load(d);
  let s31 = v128.load(d, 16);
  d += stride;
  let s40 = v128.load(d);
  let s41 = v128.load(d, 16);
  d += stride;
  let s50 = v128.load(d);
  let s51 = v128.load(d, 16);
  const end = b + (k << 5);
  if (k & 1) {
    const p2 = v128.load(b, 0);
    const q2 = v128.load(b, 16);
    const x20 = v128.load32_splat(a, 0);
    s00 = madd(s00, x20, p2);
    s01 = madd(s01, x20, q2);
    const x21 = v128.load32_splat(a, 4);
    s10 = madd(s10, x21, p2);
    s11 = madd(s11, x21, q2);
    const x22 = v128.load32_splat(a, 8);
    s20 = madd(s20, x22, p2);
    s21 = madd(s21, x22, q2);
    const x23 = v128.load32_splat(a, 12);
    s30 = madd(s30, x23, p2);
    s31 = madd(s31, x23, q2);
    const x24 = v128.load32_splat(a, 16);
    s40 = madd(s40, x24, p2);
    s41 = madd(s41, x24, q2);
    const x25 = v128.load32_splat(a, 20);
    s50 = madd(s50, x25, p2);
    s51 = madd(s51, x25, q2);
    a += 32;
    b += 32;
  }
  while (b < end) {
    const p0 = v128.load(b, 0);
    const q0 = v128.load(b, 16);
    const x00 = v128.load32_splat(a, 0);
    s00 = madd(s00, x00, p0);
    s01 = madd(s01, x00, q0);
    const x01 = v128.load32_splat(a, 4);
    s10 = madd(s10, x01, p0);
    s11 = madd(s11, x01, q0);
    const x02 = v128.load32_splat(a, 8);
    s20 = madd(s20, x02, p0);
    s21 = madd(s21, x02, q0);
    const x03 = v128.load32_splat(a, 12);
    s30 = madd(s30, x03, p0);
    s31 = madd(s31, x03, q0);
    const x04 = v128.load32_splat(a, 16);
    s40 = madd(s40, x04, p0);
    s41 = madd(s41, x04, q0);
    const x05 = v128.load32_splat(a, 20);
    s50 = madd(s50, x05, p0);
    s51 = madd(s51, x05, q0);
    const p1 = v128.load(b, 32);
    const q1 = v128.load(b, 48);
    const x10 = v128.load32_splat(a, 32);
    s00 = madd(s00, x10, p1);
    s01 = madd(s01, x10, q1);
    const x11 = v128.load32_splat(a, 36);
    s10 = madd(s10, x11, p1);
    s11 = madd(s11, x11, q1);
    const x12 = v128.load32_splat(a, 40);
    s20 = madd(s20, x12, p1);
    s21 = madd(s21, x12, q1);
    const x13 = v128.load32_splat(a, 44);
    s30 = madd(s30, x13, p1);
    s31 = madd(s31, x13, q1);
    const x14 = v128.load32_splat(a, 48);
    s40 = madd(s40, x14, p1);
    s41 = madd(s41, x14, q1);
    const x15 = v128.load32_splat(a, 52);
    s50 = madd(s50, x15, p1);
    s51 = madd(s51, x15, q1);
    a += 64;
    b += 64;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  c += stride;
  v128.store(c, s10);
  v128.store(c, s11, 16);
  c += stride;
  v128.store(c, s20);
  v128.store(c, s21, 16);
  c += stride;
  v128.store(c, s30);
  v128.store(c, s31, 16);
  c += stride;
  v128.store(c, s40);
  v128.store(c, s41, 16);
  c += stride;
  v128.store(c, s50);
  v128.store(c, s51, 16);
}

/** A tile's worth of results, for the edges of a matrix. */
const corner: usize = memory.data(192, 16);

/** The part of a tile that is there, from a matrix to the corner. */
function fetchCorner(from: usize, stride: usize, rows: usize, columns: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    memory.copy(corner + (i << 5), from + i * stride, columns << 2);
  }
}

function storeCorner(to: usize, stride: usize, rows: usize, columns: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < columns << 2; j += 4) {
      store<f32>(to + i * stride + j, load<f32>(corner + (i << 5) + j));
    }
  }
}

/**
 * What is left at the edges: a whole tile of which `rows` and `columns` are kept. It reads up to 5 rows
 * of a beyond the last, which the machine keeps readable.
 */
function edge(
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
  if (add == 0) tile(a, row, b, k, corner, 32);
  else {
    fetchCorner(add, stride, rows, columns);
    tileAdd(a, row, b, k, corner, corner, 32);
  }
  storeCorner(c, stride, rows, columns);
}

/** Six columns of a row-major matrix, each step of 8 floats a row; it may read beyond the last column. */
function packColumns(from: usize, stride: usize, to: usize, k: usize): void {
  for (let p: usize = 0; p < k; p++) {
    v128.store(to, v128.load(from));
    store<f64>(to, load<f64>(from, 16), 16);
    from += stride;
    to += 32;
  }
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
        const line = a + i * aStride;
        if (rows < ROWS || columns < COLUMNS) {
          edge(line, aStride, columnsOfB, k, from, c + at, cStride, rows, columns);
        } else if (add == 0) tile(line, aStride, columnsOfB, k, c + at, cStride);
        else tileAdd(line, aStride, columnsOfB, k, from, c + at, cStride);
      }
      columnsOfB += panel;
    }
  }
}

/**
 * c [m, n] += a^T b for a [t, m] and b in panels of t rows. `work` holds 8 t floats: six columns of a
 * at a time, for rows a power of two apart would crowd each other out of the cache.
 */
export function gemmTransposed(
  a: usize,
  aStride: usize,
  b: usize,
  c: usize,
  cStride: usize,
  t: usize,
  m: usize,
  n: usize,
  work: usize,
): void {
  for (let i: usize = 0; i < m; i += ROWS) {
    const rows = min(ROWS, m - i);
    packColumns(a + (i << 2), aStride, work, t);
    let panel = b;
    for (let j: usize = 0; j < n; j += COLUMNS) {
      const at = c + i * cStride + (j << 2);
      const columns = min(COLUMNS, n - j);
      if (rows == ROWS && columns == COLUMNS) tileTransposed(work, panel, t, at, cStride);
      else {
        fetchCorner(at, cStride, rows, columns);
        tileTransposed(work, panel, t, corner, 32);
        storeCorner(at, cStride, rows, columns);
      }
      panel += t << 5;
    }
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
    const panels = scratch + (GRADIENT_ROWS << 5);
    packPlain(b + first * (n << 2), n << 2, panels, rows, n);
    gemmTransposed(a + first * (m << 2), m << 2, panels, c, n << 2, rows, m, n, scratch);
  }
}
