// Kernels over all weights at once: the gradient's norm and AdamW.

/** Kernel `norm`. */
export function norm(x: usize, out: usize, n: i32): void {
  let squares = f64x2.splat(0);
  let i: usize = 0;
  const end = <usize>n << 2;
  for (; i + 16 <= end; i += 16) {
    const v = v128.load(x + i);
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
  }
  let sum = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  for (; i < end; i += 4) {
    const v = <f64>load<f32>(x + i);
    sum += v * v;
  }
  store<f32>(out, <f32>sqrt<f64>(sum));
}

/** Kernel `adamw`. */
export function adamw(
  weights: usize,
  gradients: usize,
  first: usize,
  second: usize,
  n: i32,
  clip: f32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  rate: f32,
  correction: f32,
  epsilon: f32,
  decay: f32,
): void {
  const end = <usize>n << 2;
  // Four at a time; the last ones through lanes of their own, so that all weights are treated alike.
  for (let i: usize = 0; i < end; i += 16) {
    const whole = i + 16 <= end;
    const count: usize = whole ? 4 : (end - i) >> 2;
    const g = f32x4.mul(whole ? v128.load(gradients + i) : part(gradients + i, count), f32x4.splat(clip));
    const m0 = whole ? v128.load(first + i) : part(first + i, count);
    const v0 = whole ? v128.load(second + i) : part(second + i, count);
    const w = whole ? v128.load(weights + i) : part(weights + i, count);
    const m = f32x4.add(f32x4.mul(m0, f32x4.splat(beta1)), f32x4.mul(g, f32x4.splat(rest1)));
    const v = f32x4.add(
      f32x4.mul(v0, f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(rest2)),
    );
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(correction))), f32x4.splat(epsilon));
    const step = f32x4.div(f32x4.mul(m, f32x4.splat(rate)), root);
    const next = f32x4.sub(f32x4.mul(w, f32x4.splat(decay)), step);
    if (whole) {
      v128.store(first + i, m);
      v128.store(second + i, v);
      v128.store(weights + i, next);
    } else {
      keep(first + i, m, count);
      keep(second + i, v, count);
      keep(weights + i, next, count);
    }
  }
}

function part(from: usize, count: usize): v128 {
  let x = f32x4.splat(0);
  x = f32x4.replace_lane(x, 0, load<f32>(from));
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(from, 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(from, 8));
  return x;
}

function keep(to: usize, x: v128, count: usize): void {
  store<f32>(to, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(x, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(x, 2), 8);
}
