// Joins what 64 invocations found by subgroups: two barriers instead of eight.

// The sums form the same tree as halving in workgroup memory, so not a bit differs, however large a subgroup
// is.

const LANES = 64;

/**
 * sum_all and max_all of a row that 64 invocations share.
 * @param least invocations that every subgroup has at least: a power of two
 */
export function subgroupJoins(least: number): string {
  const width = Math.min(least, LANES);
  const memory = width < LANES;
  return `
${memory ? `var<workgroup> parts: array<f32, ${LANES}>;` : ''}
${join('sum_all', width, (a, b) => `${a} + ${b}`)}
${join('max_all', width, (a, b) => `max(${a}, ${b})`)}`;
}

type Combine = (a: string, b: string) => string;

/** Every invocation joins those a multiple of `width` away; then subgroups exchange the rest. */
function join(name: string, width: number, combine: Combine): string {
  const distances = halves(width / 2);
  const exchange = `
  workgroupBarrier();
  parts[part] = x;
  workgroupBarrier();
  let own = part % ${width}u;`;
  return `fn ${name}(x: f32, part: u32) -> f32 {${width < LANES ? exchange : ''}
  var all = ${width < LANES ? tree(width, 0, combine) : 'x'};
  ${distances.map((by) => `all = ${combine('all', `subgroupShuffleXor(all, ${by}u)`)};`).join('\n  ')}
  return all;
}`;
}

/** n, n / 2 and so on down to 1. */
const halves = (n: number): number[] => (n < 1 ? [] : [n, ...halves(n / 2)]);

/** What halving the distance from 64 down to `distance` leaves at `own + offset`. */
function tree(distance: number, offset: number, combine: Combine): string {
  if (distance === LANES) return `parts[own + ${offset}u]`;
  const [near, far] = [offset, offset + distance].map((at) => tree(2 * distance, at, combine));
  return combine(`(${near})`, `(${far})`);
}
