// The exported kernels, with the arguments of the table in kernels.ts, in its order.

// Buffers are byte addresses, then come sizes, then numbers.

export { attention, attentionBackward } from './attention';
export { attentionDecode, cacheAppend, cacheFill } from './cache';
export { matmul, matmulAdd, matmulGradient, prepare } from './gemm';
// Not kernels: what is exported is not inlined, and inlined these loops run out of registers.
export { tile, tileAdd, tileTransposed } from './gemm';
export { distribution, headDivergence, headGradient, headScores } from './head';
export { adamw, norm } from './optimizer';
export {
  addTo,
  embedBackward,
  gatherRows,
  rmsNorm,
  rmsNormBackward,
  rope,
  ropeTable,
  scatterRows,
  swiglu,
  swigluBackward,
  zero,
} from './pointwise';

/** Where memory not used by the kernels themselves begins. */
export const heapBase: usize = __heap_base;
