// Kernels that treat numbers or rows one by one: embedding, norms, rotary positions, SwiGLU.
import { exp1, exp4, sum4 } from './math';

/** Kernel `zero`. */
export function zero(x: usize, n: i32): void {
  memory.fill(x, 0, n << 2);
}

/** Kernel `addTo`. */
export function addTo(x: usize, y: usize, n: i32): void {
  let i: usize = 0;
  const end = <usize>n << 2;
  for (; i + 16 <= end; i += 16) v128.store(y + i, f32x4.add(v128.load(y + i), v128.load(x + i)));
  for (; i < end; i += 4) store<f32>(y + i, load<f32>(y + i) + load<f32>(x + i));
}

/** Kernel `gatherRows`: rows of a table by index. */
export function gatherRows(table: usize, index: usize, y: usize, n: i32, d: i32): void {
  const bytes = <usize>d << 2;
  for (let i: usize = 0; i < <usize>n; i++) {
    memory.copy(y + i * bytes, table + <usize>load<i32>(index + (i << 2)) * bytes, bytes);
  }
}

/** Kernel `scatterRows`. */
export function scatterRows(y: usize, index: usize, x: usize, n: i32, t: i32, d: i32): void {
  const bytes = <usize>d << 2;
  memory.fill(x, 0, <usize>t * bytes);
  for (let i: usize = 0; i < <usize>n; i++) {
    addTo(y + i * bytes, x + <usize>load<i32>(index + (i << 2)) * bytes, d);
  }
}

/** Kernel `embedBackward`. */
export function embedBackward(dx: usize, order: usize, bounds: usize, gradient: usize, vocabulary: i32, d: i32): void {
  for (let id: usize = 0; id < <usize>vocabulary; id++) {
    const end = load<i32>(bounds + (id << 2), 4);
    for (let i = load<i32>(bounds + (id << 2)); i < end; i++) {
      const token = <usize>load<i32>(order + (<usize>i << 2));
      addTo(dx + token * (<usize>d << 2), gradient + id * (<usize>d << 2), d);
    }
  }
}

/** Kernel `rmsNorm`. */
export function rmsNorm(x: usize, weight: usize, y: usize, inverse: usize, n: i32, d: i32, eps: f32): void {
  const bytes = <usize>d << 2;
  for (let row: usize = 0; row < <usize>n; row++) {
    let squares = f32x4.splat(0);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const v = v128.load(x + i);
      squares = f32x4.add(squares, f32x4.mul(v, v));
    }
    let sum = sum4(squares);
    for (; i < bytes; i += 4) sum += load<f32>(x + i) * load<f32>(x + i);
    const scale: f32 = 1 / sqrt<f32>(sum / <f32>d + eps);
    store<f32>(inverse + (row << 2), scale);
    const scales = f32x4.splat(scale);
    for (i = 0; i + 16 <= bytes; i += 16) {
      v128.store(y + i, f32x4.mul(f32x4.mul(v128.load(x + i), scales), v128.load(weight + i)));
    }
    for (; i < bytes; i += 4) store<f32>(y + i, load<f32>(x + i) * scale * load<f32>(weight + i));
    x += bytes;
    y += bytes;
  }
}

/** Kernel `rmsNormBackward`. */
export function rmsNormBackward(
  dy: usize,
  x: usize,
  weight: usize,
  inverse: usize,
  dx: usize,
  dweight: usize,
  n: i32,
  d: i32,
  accumulate: i32,
): void {
  const bytes = <usize>d << 2;
  for (let row: usize = 0; row < <usize>n; row++) {
    const scale = load<f32>(inverse + (row << 2));
    const scales = f32x4.splat(scale);
    let products = f32x4.splat(0);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const g = v128.load(dy + i);
      const normal = f32x4.mul(v128.load(x + i), scales);
      const product = f32x4.mul(g, normal);
      v128.store(dweight + i, f32x4.add(v128.load(dweight + i), product));
      products = f32x4.add(products, f32x4.mul(product, v128.load(weight + i)));
    }
    let sum = sum4(products);
    for (; i < bytes; i += 4) {
      const product: f32 = load<f32>(dy + i) * (load<f32>(x + i) * scale);
      store<f32>(dweight + i, load<f32>(dweight + i) + product);
      sum += product * load<f32>(weight + i);
    }
    const projection: f32 = sum / <f32>d;
    const projections = f32x4.splat(projection);
    for (i = 0; i + 16 <= bytes; i += 16) {
      const scaled = f32x4.mul(v128.load(dy + i), v128.load(weight + i));
      const normal = f32x4.mul(v128.load(x + i), scales);
      let g = f32x4.mul(f32x4.sub(scaled, f32x4.mul(normal, projections)), scales);
      if (accumulate) g = f32x4.add(v128.load(dx + i), g);
      v128.store(dx + i, g);
    }
    for (; i < bytes; i += 4) {
      const scaled: f32 = load<f32>(dy + i) * load<f32>(weight + i);
      const g: f32 = (scaled - load<f32>(x + i) * scale * projection) * scale;
      store<f32>(dx + i, accumulate ? load<f32>(dx + i) + g : g);
    }
    dy += bytes;
    x += bytes;
    dx += bytes;
  }
}

/** Kernel `ropeTable`. */
export function ropeTable(table: usize, positions: i32, headDim: i32, theta: f64): void {
  const half = <usize>headDim >> 1;
  for (let i: usize = 0; i < half; i++) {
    const frequency = NativeMath.pow(theta, (-2 * <f64>i) / <f64>headDim);
    for (let t: usize = 0; t < <usize>positions; t++) {
      const at = table + ((t * headDim + i) << 2);
      store<f32>(at, <f32>NativeMath.cos(<f64>t * frequency));
      store<f32>(at + (half << 2), <f32>NativeMath.sin(<f64>t * frequency));
    }
  }
}

/** Kernel `rope`. */
export function rope(x: usize, positions: usize, table: usize, t: i32, heads: i32, headDim: i32, sign: f32): void {
  const half = (<usize>headDim >> 1) << 2;
  const signs = f32x4.splat(sign);
  for (let token: usize = 0; token < <usize>t; token++) {
    const cos = table + <usize>load<i32>(positions + (token << 2)) * (<usize>headDim << 2);
    const sin = cos + half;
    for (let head: i32 = 0; head < heads; head++) {
      let i: usize = 0;
      for (; i + 16 <= half; i += 16) {
        const c = v128.load(cos + i);
        const s = f32x4.mul(v128.load(sin + i), signs);
        const a = v128.load(x + i);
        const b = v128.load(x + half + i);
        v128.store(x + i, f32x4.sub(f32x4.mul(a, c), f32x4.mul(b, s)));
        v128.store(x + half + i, f32x4.add(f32x4.mul(b, c), f32x4.mul(a, s)));
      }
      for (; i < half; i += 4) {
        const c = load<f32>(cos + i);
        const s: f32 = load<f32>(sin + i) * sign;
        const a = load<f32>(x + i);
        const b = load<f32>(x + half + i);
        store<f32>(x + i, a * c - b * s);
        store<f32>(x + half + i, b * c + a * s);
      }
      x += <usize>headDim << 2;
    }
  }
}

@inline
function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

@inline
function sigmoid1(x: f32): f32 {
  return 1 / (1 + exp1(-x));
}

/** Kernel `swiglu`. */
export function swiglu(gate: usize, up: usize, y: usize, n: i32): void {
  const end = <usize>n << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    const g = v128.load(gate + i);
    v128.store(y + i, f32x4.mul(f32x4.mul(g, sigmoid4(g)), v128.load(up + i)));
  }
  for (; i < end; i += 4) {
    const g = load<f32>(gate + i);
    store<f32>(y + i, g * sigmoid1(g) * load<f32>(up + i));
  }
}

/** Kernel `swigluBackward`. */
export function swigluBackward(gate: usize, up: usize, dy: usize, dgate: usize, dup: usize, n: i32): void {
  const end = <usize>n << 2;
  const one = f32x4.splat(1);
  let i: usize = 0;
  for (; i + 16 <= end; i += 16) {
    const g = v128.load(gate + i);
    const s = sigmoid4(g);
    const silu = f32x4.mul(g, s);
    const slope = f32x4.add(s, f32x4.mul(silu, f32x4.sub(one, s)));
    const d = v128.load(dy + i);
    const u = v128.load(up + i);
    v128.store(dgate + i, f32x4.mul(f32x4.mul(d, u), slope));
    v128.store(dup + i, f32x4.mul(d, silu));
  }
  for (; i < end; i += 4) {
    const g = load<f32>(gate + i);
    const s = sigmoid1(g);
    const silu: f32 = g * s;
    const d = load<f32>(dy + i);
    const u = load<f32>(up + i);
    store<f32>(dgate + i, d * u * (s + silu * (1 - s)));
    store<f32>(dup + i, d * silu);
  }
}
