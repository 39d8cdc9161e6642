// One query against its keys, in WGSL text: a softmax that goes once over the keys, in order, and stores no scores.
import type { Width } from './kernel.ts';

// Training and decoding share it, so that a token's numbers are the same in both.

/** Vectors of four that hold a head. */
export const fours = (headDim: number): number[] =>
  Array.from({ length: Math.ceil(headDim / 4) }, (_, g) => g);

/** Component by component to vectors; those beyond the head are 0. */
export function load(headDim: number, g: number, component: (i: number) => string): string {
  const four = [0, 1, 2, 3].map((c) => (4 * g + c < headDim ? component(4 * g + c) : '0.0'));
  return `vec4f(${four.join(', ')})`;
}

/** Vector `g` of the head that begins at buffer(at), read so many numbers at a time. */
export function vector(shape: HeadShape, buffer: string, at: string, g: number): string {
  const { headDim, width } = shape;
  if (width === 4) return `${buffer}_4(${at} + ${4 * g}u)`;
  if (width === 1) return load(headDim, g, (i) => `${buffer}(${at} + ${i}u)`);
  const half = (i: number) => (i < headDim ? `${buffer}_2(${at} + ${i}u)` : 'vec2f(0.0)');
  return `vec4f(${half(4 * g)}, ${half(4 * g + 2)})`;
}

/** How long a head is, and how many of its numbers are read at a time. */
export interface HeadShape {
  readonly headDim: number;
  readonly width: Width;
}

/** The widest way to read heads of this length. */
export function headShape(headDim: number, aligned: boolean, most: Width): HeadShape {
  if (aligned && most === 4 && headDim % 4 === 0) return { headDim, width: 4 };
  return { headDim, width: aligned && most > 1 && headDim % 2 === 0 ? 2 : 1 };
}

/** `let x0 = ..; let x1 = ..;` from x(at), x(at + 1) and so on. */
export function row(shape: HeadShape, name: string, buffer: string, at: string): string {
  return fours(shape.headDim)
    .map((g) => `let ${name}${g} = ${vector(shape, buffer, at, g)};`)
    .join('\n');
}

/** Keeps vectors at buffer(at), buffer(at + 1) and so on. */
export function keepRow(
  { headDim, width }: HeadShape,
  buffer: string,
  at: string,
  value: (g: number) => string,
): string {
  const parts = { 1: ['x', 'y', 'z', 'w'], 2: ['xy', 'zw'], 4: ['xyzw'] }[width];
  const suffix = width === 1 ? '' : `_${width}`;
  return Array.from({ length: headDim / width }, (_, i) => {
    const part = parts[i % parts.length];
    const g = Math.floor((i * width) / 4);
    return `set_${buffer}${suffix}(${at} + ${i * width}u, (${value(g)}).${part});`;
  }).join('\n');
}

export function dots(headDim: number, a: string, b: string): string {
  return fours(headDim)
    .map((g) => `dot(${a}${g}, ${b}${g})`)
    .join(' + ');
}

export const zeros = (headDim: number, name: string): string =>
  fours(headDim)
    .map((g) => `var ${name}${g} = vec4f(0.0);`)
    .join('\n');

export const scaleOf = (headDim: number): string => `${1 / Math.sqrt(headDim)}f`;

/** Where keys come from: a loop over their positions `j` around its body, and vector g of one. */
export interface Keys {
  readonly loop: (body: string) => string;
  readonly key: (g: number) => string;
  readonly value: (g: number) => string;
}

/**
 * From query vectors q0.. to `most`, `total` and unscaled results o0.. over all keys.
 */
export function attend(headDim: number, { loop, key, value }: Keys): string {
  const every = (text: (g: number) => string) => fours(headDim).map(text).join('\n');
  return `
  ${zeros(headDim, 'o')}
  var most = -1e30;
  var total = 0.0;
  ${loop(`
    ${every((g) => `let k${g} = ${key(g)};`)}
    let score = ${dots(headDim, 'q', 'k')};
    if (score > most) {
      let shrink = exp((most - score) * ${scaleOf(headDim)});
      most = score;
      total *= shrink;
      ${every((g) => `o${g} *= shrink;`)}
    }
    let weight = exp((score - most) * ${scaleOf(headDim)});
    total += weight;
    ${every((g) => `o${g} += weight * ${value(g)};`)}`)}
  let share = 1.0 / total;`;
}
