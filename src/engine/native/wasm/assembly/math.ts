// Elementary functions on four floats, of adds and multiplies only, so that results are the same
// bits in every browser.

@inline
export function exp4(value: v128): v128 {
  // Cephes' expf: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2]; 0 below the smallest normal.
  const least = f32x4.splat(-87.33654);
  const x = f32x4.pmin(f32x4.pmax(value, least), f32x4.splat(88.3762));
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
  const magic = f32x4.splat(12582912);
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), magic);
  const n = f32x4.sub(shifted, magic);
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  return v128.andnot(f32x4.mul(p, power), f32x4.lt(value, least));
}

@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** Natural logarithm of a positive number, in f64 as the compiler's own library computes it. */
@inline
export function log1(x: f32): f32 {
  return <f32>NativeMath.log(x);
}

/** Natural logarithm of numbers from 0.5 to 1: Cephes' logf without its exponent. */
@inline
export function logHalf4(x: v128): v128 {
  const low = f32x4.lt(x, f32x4.splat(0.707106781186547524));
  const doubled = v128.bitselect(f32x4.add(x, x), x, low);
  const f = f32x4.sub(doubled, f32x4.splat(1));
  const square = f32x4.mul(f, f);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(3.3333331174e-1));
  const y = f32x4.sub(f32x4.mul(f32x4.mul(p, f), square), f32x4.mul(square, f32x4.splat(0.5)));
  const log = f32x4.add(f, y);
  return f32x4.add(log, v128.and(low, f32x4.splat(-0.69314718055994531)));
}

@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) +
    (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}

@inline
export function max4(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** Fills the floats from `first` up to the next multiple of `lanes`. */
@inline
export function fill(row: usize, first: usize, end: usize, value: f32): void {
  for (let i = first; i < end; i++) store<f32>(row + (i << 2), value);
}
