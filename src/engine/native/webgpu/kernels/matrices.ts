// Matrix products of the plan, whose prepared operands are plain matrices [k, n].

import { type Product, product } from './gemm.ts';
import { each, type GpuKernel, groupsOf } from './kernel.ts';

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
  a: { buffer: 'a', base: 'i * u.k', stride: '1u' },
  b: { buffer: 'b', base: 'j', stride: 'u.n' },
  from: '0.0',
  keep: 'set_c@(i * u.n + j, sum);',
};

export const matmul: GpuKernel<'matmul'> = ({ sizes, aligned, coarse }) => [
  product(MATMUL, { ...sizes, aligned, coarse }),
];

const ADD: Product = {
  ...MATMUL,
  name: 'matmulAdd',
  keep: 'set_c@(i * u.n + j, add@(i * u.n + j) + sum);',
};

export const matmulAdd: GpuKernel<'matmulAdd'> = ({ sizes, aligned, coarse }) => [
  product(ADD, { ...sizes, aligned, coarse }),
];

const GRADIENT: Product = {
  name: 'matmulGradient',
  m: 'u.m',
  k: 'u.t',
  n: 'u.n',
  a: { buffer: 'a', base: 'i', stride: 'u.m' },
  b: { buffer: 'b', base: 'j', stride: 'u.n' },
  from: 'c@(i * u.n + j)',
  keep: 'set_c@(i * u.n + j, sum);',
};

/** Tokens summed apart, so that small weights keep more than a few workgroups busy. */
const STRETCH = 512;
/** Most numbers of sums kept apart: larger weights have workgroups enough. */
const MOST_TEMP = 1 << 22;

const PARTS: Product = {
  ...GRADIENT,
  name: 'matmulGradient of a stretch',
  from: '0.0',
  keep: 'set_temp@((part * u.m + i) * u.n + j, sum);',
  stretch: `${STRETCH}u`,
};

const TOTAL = each(
  'sum of stretches',
  'u.m * u.n',
  `let parts = (u.t + ${STRETCH - 1}u) / ${STRETCH}u;
  var sum = c(i);
  for (var part = 0u; part < parts; part++) { sum += temp(part * u.m * u.n + i); }
  set_c(i, sum);`,
);

export const matmulGradient: GpuKernel<'matmulGradient'> = ({ sizes: { t, m, n }, ...form }) => {
  const extent = { ...form, m, k: t, n };
  const stretches = Math.ceil(t / STRETCH);
  const temp = stretches * m * n;
  if (stretches < 2 || temp > MOST_TEMP) return [product(GRADIENT, extent)];
  return [
    { ...product(PARTS, extent, stretches), temp },
    { stage: TOTAL, groups: groupsOf(m * n), cost: 64 * stretches },
  ];
};
