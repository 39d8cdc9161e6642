// Matrix products; a prepared operand is the plain [k, n] matrix.
import { entry, type Reference } from './kernel.ts';

export const prepare: Reference<'prepare'> = (
  { weight, prepared },
  { rows, columns, transposed },
) => {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      prepared[transposed ? j * rows + i : i * columns + j] = entry(weight, i * columns + j);
    }
  }
};

export const matmul: Reference<'matmul'> = ({ a, b, c }, sizes, numbers) => {
  c.fill(0, 0, sizes.m * sizes.n);
  matmulAdd({ a, b, add: c, c }, sizes, numbers);
};

export const matmulAdd: Reference<'matmulAdd'> = ({ a, b, add, c }, { m, k, n }) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = entry(add, i * n + j);
      for (let p = 0; p < k; p++) {
        sum += (a[i * k + p] ?? Number.NaN) * (b[p * n + j] ?? Number.NaN);
      }
      c[i * n + j] = sum;
    }
  }
};

export const matmulGradient: Reference<'matmulGradient'> = ({ a, b, c }, { t, m, n }) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = entry(c, i * n + j);
      for (let p = 0; p < t; p++) {
        sum += (a[p * m + i] ?? Number.NaN) * (b[p * n + j] ?? Number.NaN);
      }
      c[i * n + j] = sum;
    }
  }
};
