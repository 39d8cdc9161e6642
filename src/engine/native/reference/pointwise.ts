// Kernels that treat numbers or rows one by one.
import { dot, type Reference, rowOf } from './kernel.ts';

export const zero: Reference<'zero'> = ({ x }, { n }) => {
  x.fill(0, 0, n);
};

export const addTo: Reference<'addTo'> = ({ x, y }, { n }) => {
  for (let i = 0; i < n; i++) y[i] += x[i];
};

export const gatherRows: Reference<'gatherRows'> = ({ table, index, y }, { n, d }) => {
  for (let i = 0; i < n; i++) y.set(rowOf(table, index[i], d), i * d);
};

export const scatterRows: Reference<'scatterRows'> = ({ y, index, x }, { n, t, d }) => {
  x.fill(0, 0, t * d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) x[index[i] * d + j] += y[i * d + j];
  }
};

export const embedBackward: Reference<'embedBackward'> = (
  { dx, order, bounds, gradient },
  { vocabulary, d },
) => {
  for (let id = 0; id < vocabulary; id++) {
    for (let i = bounds[id]; i < bounds[id + 1]; i++) {
      for (let j = 0; j < d; j++) gradient[id * d + j] += dx[order[i] * d + j];
    }
  }
};

export const rmsNorm: Reference<'rmsNorm'> = ({ x, weight, y, inverse }, { n, d }, { eps }) => {
  for (let i = 0; i < n; i++) {
    const row = rowOf(x, i, d);
    inverse[i] = 1 / Math.sqrt(dot(row, row, d) / d + eps);
    for (let j = 0; j < d; j++) y[i * d + j] = row[j] * inverse[i] * weight[j];
  }
};

export const rmsNormBackward: Reference<'rmsNormBackward'> = (
  { dy, x, weight, inverse, dx, dweight },
  { n, d, accumulate },
) => {
  for (let i = 0; i < n; i++) {
    const normal = rowOf(x, i, d).map((value) => value * inverse[i]);
    const product = rowOf(dy, i, d).map((value, j) => value * normal[j]);
    const projection = dot(product, weight, d) / d;
    for (let j = 0; j < d; j++) {
      const slope = (dy[i * d + j] * weight[j] - normal[j] * projection) * inverse[i];
      dx[i * d + j] = (accumulate ? dx[i * d + j] : 0) + slope;
      dweight[j] += product[j];
    }
  }
};

export const ropeTable: Reference<'ropeTable'> = ({ table }, { positions, headDim }, { theta }) => {
  const half = headDim / 2;
  for (let t = 0; t < positions; t++) {
    for (let i = 0; i < half; i++) {
      const angle = t * theta ** ((-2 * i) / headDim);
      table[t * headDim + i] = Math.cos(angle);
      table[t * headDim + half + i] = Math.sin(angle);
    }
  }
};

export const rope: Reference<'rope'> = (
  { x, positions, table },
  { t, heads, headDim },
  { sign },
) => {
  const half = headDim / 2;
  for (let token = 0; token < t; token++) {
    const turn = rowOf(table, positions[token], headDim);
    for (let head = 0; head < heads; head++) {
      const row = rowOf(x, token * heads + head, headDim);
      for (let i = 0; i < half; i++) {
        const [a, b, cos, sin] = [row[i], row[i + half], turn[i], sign * turn[half + i]];
        row[i] = a * cos - b * sin;
        row[i + half] = b * cos + a * sin;
      }
    }
  }
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const swiglu: Reference<'swiglu'> = ({ gate, up, y }, { n }) => {
  for (let i = 0; i < n; i++) y[i] = gate[i] * sigmoid(gate[i]) * up[i];
};

export const swigluBackward: Reference<'swigluBackward'> = (
  { gate, up, dy, dgate, dup },
  { n },
) => {
  for (let i = 0; i < n; i++) {
    const s = sigmoid(gate[i]);
    const slope = s + gate[i] * s * (1 - s);
    [dgate[i], dup[i]] = [dy[i] * up[i] * slope, dy[i] * gate[i] * s];
  }
};

export const norm: Reference<'norm'> = ({ x, out }, { n }) => {
  out[0] = Math.sqrt(dot(x, x, n));
};

export const adamw: Reference<'adamw'> = ({ weights, gradients, first, second }, { n }, o) => {
  for (let i = 0; i < n; i++) {
    const g = gradients[i] * o.clip;
    first[i] = o.beta1 * first[i] + o.rest1 * g;
    second[i] = o.beta2 * second[i] + o.rest2 * g * g;
    const step = (o.rate * first[i]) / (Math.sqrt(o.correction * second[i]) + o.epsilon);
    weights[i] = o.decay * weights[i] - step;
  }
};
