// Matrix products: an invocation makes a few rows and columns of the result in registers.
import { type Launch, type ShaderStage, written } from './kernel.ts';

// Operands are read from memory, four numbers at a time where sizes allow: caches do what tiles in workgroup
// memory would, without barriers. Every sum runs in index order, whatever the tile, so that a row of the result
// does not depend on how many rows there are.

/** Where an operand's numbers lie: at base + p stride, base a WGSL expression of its row i or column j. */
export interface Operand {
  readonly buffer: string;
  readonly base: string;
  readonly stride: string;
}

/**
 * c(i, j) = from + sum over p of a(i, p) b(p, j). In `from` and `keep`, `@` stands for nothing or, in
 * the form that reads four numbers at a time, for _4.
 */
export interface Product {
  readonly name: string;
  readonly m: string;
  readonly k: string;
  readonly n: string;
  readonly a: Operand;
  /** Its columns lie next to each other. */
  readonly b: Operand;
  /** What the sum begins with. */
  readonly from: string;
  /** Statement that keeps `sum`. */
  readonly keep: string;
  readonly extra?: readonly string[];
  /** Length of stretches of p that are summed apart; `part` is then the number of the stretch. */
  readonly stretch?: string;
}

/** Columns of an invocation where numbers are read one by one. */
const COLUMNS = 4;

/** Whether a's numbers lie p after p, or else i after i. */
const byRows = ({ a }: Product): boolean => a.stride === '1u';

export interface ProductExtent {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** Whether all addresses are multiples of four numbers. */
  readonly aligned: boolean;
  /** See kernel.ts. */
  readonly coarse: boolean;
}

/** What a workgroup makes: `side` by `side` invocations, each so many rows by so many fours of columns. */
interface Tile {
  readonly side: 2 | 8;
  readonly rows: 2 | 4 | 8 | 16;
  readonly fours: 1 | 2;
  /** Whether numbers are read four at a time. */
  readonly wide: boolean;
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const list = (n: number, text: (i: number) => string) => range(n).map(text).join('\n');

/**
 * A few cores spend their time reading: large tiles. Many need enough invocations: small ones where the
 * result is small.
 */
function tileFor(extent: ProductExtent, of: Product): Tile {
  const { m, n, coarse } = extent;
  const wide = inFours(extent, of);
  if (coarse && wide && m > 4) return { side: 2, rows: m > 8 ? 16 : 8, fours: 2, wide };
  const small = m * n < 1 << 13 && byRows(of);
  const large = m * n >= 1 << 18 || (coarse && m > 4);
  return { side: 8, rows: large ? 8 : small ? 2 : 4, fours: 1, wide };
}

function inFours({ m, k, n, aligned }: ProductExtent, of: Product): boolean {
  return aligned && n % 4 === 0 && (byRows(of) ? k : m) % 4 === 0;
}

const heightOf = ({ side, rows }: Tile) => side * rows;
const widthOf = ({ side, fours }: Tile) => side * fours * 4;

/** A product's launch. Its form follows from the sizes and changes no result. */
export function product(of: Product, extent: ProductExtent, stretches = 1): Launch {
  const { m, k, n } = extent;
  const tile = tileFor(extent, of);
  const groups = Math.ceil(m / heightOf(tile)) * Math.ceil(n / widthOf(tile)) * stretches;
  const cost = (heightOf(tile) * widthOf(tile) * k) / stretches;
  return { stage: productStage(of, tile), groups, cost };
}

function productStage(of: Product, tile: Tile): ShaderStage {
  const { side, rows, fours, wide } = tile;
  return written(`${of.name}, ${rows} rows${wide ? ` by ${fours} fours` : ''}`, () => {
    return { lanes: side * side, width: wide ? 4 : 1, extra: of.extra ?? [], code: run(of, tile) };
  });
}

function run(of: Product, tile: Tile): string {
  const { m, k, n } = of;
  const { side, rows, wide } = tile;
  const [high, across] = [heightOf(tile), widthOf(tile)];
  return `
fn run(group: u32, lane: u32) {
  let across = (${n} + ${across - 1}u) / ${across}u;
  let high = (${m} + ${high - 1}u) / ${high}u;
  let part = group / (across * high);
  let tile = group % (across * high);
  let top = tile / across * ${high}u + lane / ${side}u * ${rows}u;
  let left = tile % across * ${across}u + lane % ${side}u * 4u;
  if (top >= ${m} || left >= ${n}) { return; }
  let start = ${of.stretch === undefined ? '0u' : `part * ${of.stretch}`};
  let end = ${of.stretch === undefined ? k : `min(${k}, start + ${of.stretch})`};
  ${list(rows, (r) => `let i${r} = min(top + ${r}u, ${m} - 1u);`)}
  ${wide ? fourByFour(of, tile) : oneByOne(of, rows)}
}`;
}

/** An expression with its row and column filled in. */
function fill(text: string, i: string, j: string, four = false): string {
  return text
    .replaceAll('@', four ? '_4' : '')
    .replace(/\bi\b/g, i)
    .replace(/\bj\b/g, j);
}

/** Place of an operand's number at p = start, in numbers from the beginning of its memory. */
function place({ buffer, base, stride }: Operand, at: string): string {
  return `u.at_${buffer} + ${fill(base, at, at)} + start * ${stride}`;
}

/** Columns four at a time; of a, four p or four i at a time. Addresses are counted in fours. */
function fourByFour(of: Product, { side, rows, fours }: Tile): string {
  const { a, b } = of;
  const every = (text: (r: number) => string) => list(rows, text);
  const cells = (text: (r: number, h: number) => string) =>
    every((r) => list(fours, (h) => text(r, h)));
  const columns = (q: number) =>
    list(fours, (h) => `let y${q}_${h} = ${b.buffer}_at(at_b${h}); at_b${h} += step_b;`);
  const along = `${every((r) => `var at${r} = (${place(a, `i${r}`)}) / 4u;`)}
  for (var p = start; p < end; p += 4u) {
    ${every((r) => `let x${r} = ${a.buffer}_at(at${r}); at${r} += 1u;`)}
    ${list(4, columns)}
    ${list(4, (q) => cells((r, h) => `s${r}_${h} += x${r}.${'xyzw'[q]} * y${q}_${h};`))}
  }`;
  const across = `let step_a = ${a.stride} / 4u;
  ${list(rows / 4, (g) => `var at${g} = (${place(a, `min(top + ${4 * g}u, ${of.m} - 4u)`)}) / 4u;`)}
  for (var p = start; p < end; p++) {
    ${list(rows / 4, (g) => `let x${g} = ${a.buffer}_at(at${g}); at${g} += step_a;`)}
    ${columns(0)}
    ${cells((r, h) => `s${r}_${h} += x${Math.floor(r / 4)}.${'xyzw'[r % 4]} * y0_${h};`)}
  }`;
  return `${list(fours, (h) => `let j${h} = min(left + ${4 * h * side}u, ${of.n} - 4u);`)}
  ${cells((r, h) => `var s${r}_${h} = vec4f(${fill(of.from, `i${r}`, `j${h}`, true)});`)}
  let step_b = ${b.stride} / 4u;
  ${list(fours, (h) => `var at_b${h} = (${place(b, `j${h}`)}) / 4u;`)}
  ${byRows(of) ? along : across}
  ${list(
    fours,
    (h) => `if (left + ${4 * h * side}u < ${of.n}) {
    ${every((r) => keep(of, { r, column: `j${h}`, sum: `s${r}_${h}` }, true))}
  }`,
  )}`;
}

function oneByOne(of: Product, rows: number): string {
  const { a, b } = of;
  const every = (text: (r: number) => string) => list(rows, text);
  const cells = (text: (r: number, q: number) => string) =>
    every((r) => list(COLUMNS, (q) => text(r, q)));
  const from = (r: number, q: number) => fill(of.from, `i${r}`, `j${q}`);
  return `let step_a = ${a.stride};
  let step_b = ${b.stride};
  ${list(COLUMNS, (q) => `let j${q} = min(left + ${q}u, ${of.n} - 1u);`)}
  ${cells((r, q) => `var s${r}_${q} = ${from(r, q)};`)}
  ${every((r) => `let at${r} = ${place(a, `i${r}`)};`)}
  ${list(COLUMNS, (q) => `let to${q} = ${place(b, `j${q}`)};`)}
  for (var p = 0u; p < end - start; p++) {
    ${every((r) => `let x${r} = ${a.buffer}_at(at${r} + p * step_a);`)}
    ${list(COLUMNS, (q) => `let y${q} = ${b.buffer}_at(to${q} + p * step_b);`)}
    ${cells((r, q) => `s${r}_${q} += x${r} * y${q};`)}
  }
  ${cells(
    (r, q) => `if (left + ${q}u < ${of.n}) {
    ${keep(of, { r, column: `(left + ${q}u)`, sum: `s${r}_${q}` }, false)}
  }`,
  )}`;
}

function keep(of: Product, at: { r: number; column: string; sum: string }, four: boolean): string {
  const statement = fill(of.keep, `i${at.r}`, at.column, four);
  return `if (top + ${at.r}u < ${of.m}) { ${statement.replace(/\bsum\b/g, at.sum)} }`;
}
