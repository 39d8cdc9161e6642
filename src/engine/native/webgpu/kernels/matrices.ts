// Matrix products of the plan. A prepared operand is the plain matrix [k, n].
import { each, type GpuKernel, groupsOf } from '../kernel.ts';
import { type Product, product } from './gemm.ts';

const PREPARE = each(
  'prepare',
  'u.rows * u.columns',
  `if (u.transposed == 0u) { set_prepared(i, weight(i)); return; }
  // Neighbours write neighbours: i counts the transpose.
  set_prepared(i, weight((i % u.rows) * u.columns + i / u.rows));`,
);

export const prepare: GpuKernel<'prepare'> = ({ sizes: { rows, columns } }) => [
  { stage: PREPARE, groups: groupsOf(rows * columns), cost: 64 },
];

const MATMUL: Product = {
  name: 'matmul',
  m: 'u.m',
  k: 'u.k',
  n: 'u.n',
  a: 'a(i * u.k + p)',
  aRows: true,
  b: 'b(p * u.n + j)',
  from: '0.0',
  keep: 'set_c(i * u.n + j, sum);',
};

export const matmul: GpuKernel<'matmul'> = ({ sizes }) => [product(MATMUL, sizes)];

/** The addend comes last, so that decoding and training round alike. */
const ADD: Product = {
  ...MATMUL,
  name: 'matmulAdd',
  keep: 'set_c(i * u.n + j, add(i * u.n + j) + sum);',
};

export const matmulAdd: GpuKernel<'matmulAdd'> = ({ sizes }) => [product(ADD, sizes)];

/** One token after the other onto what is there: where batches are cut changes nothing. */
const GRADIENT: Product = {
  name: 'matmulGradient',
  m: 'u.m',
  k: 'u.t',
  n: 'u.n',
  a: 'a(p * u.m + i)',
  aRows: false,
  b: 'b(p * u.n + j)',
  from: 'c(i * u.n + j)',
  keep: 'set_c(i * u.n + j, sum);',
};

export const matmulGradient: GpuKernel<'matmulGradient'> = ({ sizes: { t, m, n } }) => [
  product(GRADIENT, { m, k: t, n }),
];
