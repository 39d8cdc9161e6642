// Matrix products: workgroups of 64 make tiles of the result, in registers, from tiles of the operands
// in workgroup memory. Every sum runs in index order, whatever the tile, so that a row of the result
// does not depend on how many rows there are.
import type { Stage } from '../kernel.ts';

/** c(i, j) = from + sum over p of a(i, p) b(p, j), in WGSL expressions of i, j and p. */
export interface Product {
  readonly name: string;
  readonly m: string;
  readonly k: string;
  readonly n: string;
  readonly a: string;
  /** Whether a's numbers lie p after p, or i after i. */
  readonly aRows: boolean;
  readonly b: string;
  /** What the sum begins with. */
  readonly from: string;
  /** Statement that keeps `sum`. */
  readonly keep: string;
  readonly extra?: readonly string[];
}

export interface Tile {
  /** Rows and columns of the result that an invocation makes. */
  readonly rows: number;
  readonly columns: number;
}

/** Depth of the operands' tiles. */
const DEPTH = 16;
/** Workgroups are 8 by 8. */
const SIDE = 8;

export function productStage(product: Product, { rows, columns }: Tile): Stage {
  const { m, k, n, a, aRows, b, from, keep, extra = [] } = product;
  const [high, wide] = [SIDE * rows, SIDE * columns];
  const cells = (cell: (r: number, c: number) => string) =>
    range(rows)
      .flatMap((r) => range(columns).map((c) => cell(r, c)))
      .join('\n');
  const aPlace = aRows
    ? `let p = e % ${DEPTH}u; let i = e / ${DEPTH}u;`
    : `let i = e % ${high}u; let p = e / ${high}u;`;
  const code = `
var<workgroup> tile_a: array<f32, ${DEPTH * high}>;
var<workgroup> tile_b: array<f32, ${DEPTH * wide}>;
fn element_a(i: u32, p: u32) -> f32 {
  if (i >= ${m} || p >= ${k}) { return 0.0; }
  return ${a};
}
fn element_b(p: u32, j: u32) -> f32 {
  if (p >= ${k} || j >= ${n}) { return 0.0; }
  return ${b};
}
fn first_of(i: u32, j: u32) -> f32 {
  if (i >= ${m} || j >= ${n}) { return 0.0; }
  return ${from};
}
fn keep(i: u32, j: u32, sum: f32) {
  if (i >= ${m} || j >= ${n}) { return; }
  ${keep}
}
fn run(group: u32, lane: u32) {
  let across = (${n} + ${wide - 1}u) / ${wide}u;
  let top = (group / across) * ${high}u;
  let left = (group % across) * ${wide}u;
  let y = lane / ${SIDE}u;
  let x = lane % ${SIDE}u;
  ${cells((r, c) => `var c${r}_${c} = first_of(top + y + ${r * SIDE}u, left + x + ${c * SIDE}u);`)}
  for (var start = 0u; start < ${k}; start += ${DEPTH}u) {
    for (var e = lane; e < ${DEPTH * high}u; e += 64u) {
      ${aPlace}
      tile_a[p * ${high}u + i] = element_a(top + i, start + p);
    }
    for (var e = lane; e < ${DEPTH * wide}u; e += 64u) {
      let j = e % ${wide}u; let p = e / ${wide}u;
      tile_b[e] = element_b(start + p, left + j);
    }
    workgroupBarrier();
    for (var p = 0u; p < ${DEPTH}u; p++) {
      ${range(rows)
        .map((r) => `let a${r} = tile_a[p * ${high}u + y + ${r * SIDE}u];`)
        .join('\n')}
      ${range(columns)
        .map((c) => `let b${c} = tile_b[p * ${wide}u + x + ${c * SIDE}u];`)
        .join('\n')}
      ${cells((r, c) => `c${r}_${c} += a${r} * b${c};`)}
    }
    workgroupBarrier();
  }
  ${cells((r, c) => `keep(top + y + ${r * SIDE}u, left + x + ${c * SIDE}u, c${r}_${c});`)}
}`;
  return { name: `${product.name} ${high} by ${wide}`, lanes: 64, code, extra };
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** Small products are cut finely, lest most of the device stand idle. */
export function tileOf(m: number, n: number): Tile {
  const cells = m * n;
  if (cells >= 1 << 19) return { rows: 8, columns: 8 };
  return cells >= 1 << 15 ? { rows: 4, columns: 4 } : { rows: 2, columns: 2 };
}

export function tiles(m: number, n: number, { rows, columns }: Tile): number {
  return Math.ceil(m / (SIDE * rows)) * Math.ceil(n / (SIDE * columns));
}

/** A product's launch. Its tiles are chosen by its size, which changes no result. */
export function product(of: Product, { m, k, n }: { m: number; k: number; n: number }) {
  const tile = tileOf(m, n);
  const cost = SIDE * SIDE * tile.rows * tile.columns * k;
  return { stage: productStage(of, tile), groups: tiles(m, n, tile), cost };
}
