// A decoder layer for one token of each sequence: the kernels of a decoding step, one after the other.
import { attentionDecode, cacheAppend } from './attention.ts';
import type { Reference } from './kernel.ts';
import { matmul, matmulAdd } from './matrices.ts';
import { rmsNorm, rope, swiglu } from './pointwise.ts';

const NONE = new Float64Array(0);

export const decodeLayer: Reference<'decodeLayer'> = (buffers, sizes, { eps }) => {
  const { x, inputNorm, middleNorm, table, slots, positions, keys, values } = buffers;
  const { n, d, intermediate, heads, kvHeads, headDim, capacity, normed } = sizes;
  const [wide, narrow] = [heads * headDim, kvHeads * headDim];
  const take = (width: number) => new Float64Array(n * width);
  const norm = (from: Float64Array, weight: Float64Array, y: Float64Array, rows = n, width = d) =>
    rmsNorm(
      { x: from, weight, y, inverse: new Float64Array(rows) },
      { n: rows, d: width },
      { eps },
    );
  const [y, q, k, v, out] = [take(d), take(wide), take(narrow), take(narrow), take(wide)];
  const [gate, up, active] = [take(intermediate), take(intermediate), take(intermediate)];
  norm(x, inputNorm, y);
  matmul({ a: y, b: buffers.q, c: q }, { m: n, k: d, n: wide }, {});
  matmul({ a: y, b: buffers.k, c: k }, { m: n, k: d, n: narrow }, {});
  matmul({ a: y, b: buffers.v, c: v }, { m: n, k: d, n: narrow }, {});
  if (normed === 1) norm(q.slice(), buffers.qNorm, q, n * heads, headDim);
  if (normed === 1) norm(k.slice(), buffers.kNorm, k, n * kvHeads, headDim);
  rope({ x: q, positions, table }, { t: n, heads, headDim }, { sign: 1 });
  rope({ x: k, positions, table }, { t: n, heads: kvHeads, headDim }, { sign: 1 });
  const cache = { keys, values, slots, positions };
  cacheAppend({ k, v, ...cache }, { n, kvHeads, headDim, capacity }, {});
  const over = { n, heads, kvHeads, headDim, capacity };
  attentionDecode({ q, ...cache, out, scratch: NONE }, over, {});
  matmulAdd({ a: out, b: buffers.o, add: x, c: x }, { m: n, k: wide, n: d }, {});
  norm(x, middleNorm, y);
  matmul({ a: y, b: buffers.gate, c: gate }, { m: n, k: d, n: intermediate }, {});
  matmul({ a: y, b: buffers.up, c: up }, { m: n, k: d, n: intermediate }, {});
  swiglu({ gate, up, y: active }, { n: n * intermediate }, {});
  matmulAdd({ a: active, b: buffers.down, add: x, c: x }, { m: n, k: intermediate, n: d }, {});
};
