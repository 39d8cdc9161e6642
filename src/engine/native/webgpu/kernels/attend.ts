// One query against its keys, in WGSL text: a softmax that goes once over the keys, in order, and keeps
// no scores. Training and decoding share it, so that a token's numbers are the same in both.

/** Vectors of four that hold a head. */
export const fours = (headDim: number): number[] =>
  Array.from({ length: Math.ceil(headDim / 4) }, (_, g) => g);

/** Component by component to vectors; those beyond the head are 0. */
export function load(headDim: number, g: number, component: (i: number) => string): string {
  const four = [0, 1, 2, 3].map((c) => (4 * g + c < headDim ? component(4 * g + c) : '0.0'));
  return `vec4f(${four.join(', ')})`;
}

/** `let x0 = ..; let x1 = ..;` from x(at), x(at + 1) and so on. */
export function row(headDim: number, name: string, buffer: string, at: string): string {
  return fours(headDim)
    .map((g) => `let ${name}${g} = ${load(headDim, g, (i) => `${buffer}(${at} + ${i}u)`)};`)
    .join('\n');
}

/** Keeps vectors at buffer(at), buffer(at + 1) and so on. */
export function keepRow(
  headDim: number,
  buffer: string,
  at: string,
  value: (g: number) => string,
): string {
  return Array.from({ length: headDim }, (_, i) => {
    const component = 'xyzw'[i % 4];
    return `set_${buffer}(${at} + ${i}u, (${value(Math.floor(i / 4))}).${component});`;
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

/**
 * From query vectors q0.. to `most`, `total` and unscaled results o0.. over the keys `first` to `last`.
 * `key` and `value` are WGSL for component i of position `j`.
 */
export function attend(
  headDim: number,
  { key, value }: { key: (i: number) => string; value: (i: number) => string },
): string {
  const every = (text: (g: number) => string) => fours(headDim).map(text).join('\n');
  return `
  ${zeros(headDim, 'o')}
  var most = -1e30;
  var total = 0.0;
  for (var j = first; j <= last; j++) {
    ${every((g) => `let k${g} = ${load(headDim, g, key)};`)}
    let score = ${dots(headDim, 'q', 'k')};
    if (score > most) {
      let shrink = exp((most - score) * ${scaleOf(headDim)});
      most = score;
      total *= shrink;
      ${every((g) => `o${g} *= shrink;`)}
    }
    let weight = exp((score - most) * ${scaleOf(headDim)});
    total += weight;
    ${every((g) => `o${g} += weight * ${load(headDim, g, value)};`)}
  }
  let share = 1.0 / total;`;
}
