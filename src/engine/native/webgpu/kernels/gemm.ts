// Matrix products: an invocation makes a few rows and columns of the result in registers and reads the
// operands from memory, four numbers at a time where sizes allow. Caches do what tiles in workgroup
// memory would, without barriers. Every sum runs in index order, whatever the tile, so that a row of the
// result does not depend on how many rows there are.
import type { Launch, Stage } from '../kernel.ts';

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

/** Whether a's numbers lie p after p, or else i after i. */
const byRows = ({ a }: Product): boolean => a.stride === '1u';

export interface Extent {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** Whether all addresses are multiples of four numbers. */
  readonly aligned: boolean;
  /** See kernel.ts. */
  readonly coarse: boolean;
}

/** Workgroups are 8 by 8. */
const SIDE = 8;
const COLUMNS = 4;

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const list = (n: number, text: (i: number) => string) => range(n).map(text).join('\n');

/** Rows of the result per invocation: few where the result is small, lest the device stand idle. */
function rowsFor({ m, n, coarse }: Extent, of: Product): number {
  if (coarse && m > 4) return 8;
  if (m * n >= 1 << 18) return 8;
  return m * n >= 1 << 13 || !byRows(of) ? 4 : 2;
}

function inFours({ m, k, n, aligned }: Extent, of: Product): boolean {
  return aligned && n % 4 === 0 && (byRows(of) ? k : m) % 4 === 0;
}

/** A product's launch. Its form follows from the sizes and changes no result. */
export function product(of: Product, extent: Extent, stretches = 1): Launch {
  const { m, k, n } = extent;
  const rows = rowsFor(extent, of);
  const groups = Math.ceil(m / (SIDE * rows)) * Math.ceil(n / (SIDE * COLUMNS)) * stretches;
  const cost = (SIDE * SIDE * rows * COLUMNS * k) / stretches;
  return { stage: productStage(of, rows, inFours(extent, of)), groups, cost };
}

function productStage(of: Product, rows: number, fours: boolean): Stage {
  const { m, k, n, extra = [] } = of;
  const [high, wide] = [SIDE * rows, SIDE * COLUMNS];
  const code = `
fn run(group: u32, lane: u32) {
  let across = (${n} + ${wide - 1}u) / ${wide}u;
  let high = (${m} + ${high - 1}u) / ${high}u;
  let part = group / (across * high);
  let tile = group % (across * high);
  let top = tile / across * ${high}u + lane / ${SIDE}u * ${rows}u;
  let left = tile % across * ${wide}u + lane % ${SIDE}u * ${COLUMNS}u;
  if (top >= ${m} || left >= ${n}) { return; }
  let start = ${of.stretch === undefined ? '0u' : `part * ${of.stretch}`};
  let end = ${of.stretch === undefined ? k : `min(${k}, start + ${of.stretch})`};
  ${list(rows, (r) => `let i${r} = min(top + ${r}u, ${m} - 1u);`)}
  ${fours ? fourByFour(of, rows) : oneByOne(of, rows)}
}`;
  return {
    name: `${of.name}, ${rows} rows${fours ? ' in fours' : ''}`,
    lanes: 64,
    code,
    extra,
    width: fours ? 4 : 1,
  };
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
function fourByFour(of: Product, rows: number): string {
  const { a, b } = of;
  const every = (text: (r: number) => string) => list(rows, text);
  const along = `${every((r) => `var at${r} = (${place(a, `i${r}`)}) / 4u;`)}
  for (var p = start; p < end; p += 4u) {
    ${every((r) => `let x${r} = ${a.buffer}_at(at${r}); at${r} += 1u;`)}
    ${list(4, (q) => `let y${q} = ${b.buffer}_at(at_b + ${q}u * step_b);`)}
    at_b += 4u * step_b;
    ${list(4, (q) => every((r) => `s${r} += x${r}.${'xyzw'[q]} * y${q};`))}
  }`;
  const across = `let step_a = ${a.stride} / 4u;
  ${list(rows / 4, (h) => `var at${h} = (${place(a, `min(top + ${4 * h}u, ${of.m} - 4u)`)}) / 4u;`)}
  for (var p = start; p < end; p++) {
    ${list(rows / 4, (h) => `let x${h} = ${a.buffer}_at(at${h}); at${h} += step_a;`)}
    let y0 = ${b.buffer}_at(at_b);
    at_b += step_b;
    ${every((r) => `s${r} += x${Math.floor(r / 4)}.${'xyzw'[r % 4]} * y0;`)}
  }`;
  return `${every((r) => `var s${r} = vec4f(${fill(of.from, `i${r}`, 'left', true)});`)}
  let step_b = ${b.stride} / 4u;
  var at_b = (${place(b, 'left')}) / 4u;
  ${byRows(of) ? along : across}
  ${every((r) => keep(of, { r, column: 'left', sum: `s${r}` }, true))}`;
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
