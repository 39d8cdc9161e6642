// Kernels that treat numbers or rows one by one.
import { addAt, dot, entry, type Reference, rowOf } from './kernel.ts';

export const zero: Reference<'zero'> = ({ x }, { n }) => {
  x.fill(0, 0, n);
};

export const addTo: Reference<'addTo'> = ({ x, y }, { n }) => {
  for (let i = 0; i < n; i++) addAt(y, i, entry(x, i));
};

export const gatherRows: Reference<'gatherRows'> = ({ table, index, y }, { n, d }) => {
  for (let i = 0; i < n; i++) y.set(rowOf(table, entry(index, i), d), i * d);
};

export const scatterRows: Reference<'scatterRows'> = ({ y, index, x }, { n, t, d }) => {
  x.fill(0, 0, t * d);
  for (let i = 0; i < n; i++) {
    const first = entry(index, i) * d;
    for (let j = 0; j < d; j++) addAt(x, first + j, entry(y, i * d + j));
  }
};

export const embedBackward: Reference<'embedBackward'> = (
  { dx, order, bounds, gradient },
  { vocabulary, d },
) => {
  for (let id = 0; id < vocabulary; id++) {
    for (const token of order.subarray(entry(bounds, id), entry(bounds, id + 1))) {
      for (let j = 0; j < d; j++) addAt(gradient, id * d + j, entry(dx, token * d + j));
    }
  }
};

export const rmsNorm: Reference<'rmsNorm'> = ({ x, weight, y, inverse }, { n, d }, { eps }) => {
  for (let i = 0; i < n; i++) {
    const row = rowOf(x, i, d);
    const scale = 1 / Math.sqrt(dot(row, row, d) / d + eps);
    inverse[i] = scale;
    row.forEach((value, j) => {
      y[i * d + j] = value * scale * entry(weight, j);
    });
  }
};

export const rmsNormBackward: Reference<'rmsNormBackward'> = (
  { dy, x, weight, inverse, dx, dweight },
  { n, d, accumulate },
) => {
  for (let i = 0; i < n; i++) {
    const scale = entry(inverse, i);
    const normal = rowOf(x, i, d).map((value) => value * scale);
    const product = rowOf(dy, i, d).map((value, j) => value * entry(normal, j));
    const projection = dot(product, weight, d) / d;
    for (let j = 0; j < d; j++) {
      const place = i * d + j;
      const gradient =
        (entry(dy, place) * entry(weight, j) - entry(normal, j) * projection) * scale;
      dx[place] = (accumulate ? entry(dx, place) : 0) + gradient;
      addAt(dweight, j, entry(product, j));
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
    const turn = rowOf(table, entry(positions, token), headDim);
    for (let head = 0; head < heads; head++) {
      const row = rowOf(x, token * heads + head, headDim);
      for (let i = 0; i < half; i++) {
        const [a, b] = [entry(row, i), entry(row, i + half)];
        const [cos, sin] = [entry(turn, i), sign * entry(turn, half + i)];
        row[i] = a * cos - b * sin;
        row[i + half] = b * cos + a * sin;
      }
    }
  }
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const swiglu: Reference<'swiglu'> = ({ gate, up, y }, { n }) => {
  for (let i = 0; i < n; i++) y[i] = entry(gate, i) * sigmoid(entry(gate, i)) * entry(up, i);
};

export const swigluBackward: Reference<'swigluBackward'> = (
  { gate, up, dy, dgate, dup },
  { n },
) => {
  for (let i = 0; i < n; i++) {
    const [x, gradient] = [entry(gate, i), entry(dy, i)];
    const s = sigmoid(x);
    dgate[i] = gradient * entry(up, i) * (s + x * s * (1 - s));
    dup[i] = gradient * x * s;
  }
};

export const norm: Reference<'norm'> = ({ x, out }, { n }) => {
  out[0] = Math.sqrt(dot(x, x, n));
};

export const adamw: Reference<'adamw'> = ({ weights, gradients, first, second }, { n }, o) => {
  for (let i = 0; i < n; i++) {
    const g = entry(gradients, i) * o.clip;
    const m = o.beta1 * entry(first, i) + o.rest1 * g;
    const v = o.beta2 * entry(second, i) + o.rest2 * g * g;
    first[i] = m;
    second[i] = v;
    const step = (o.rate * m) / (Math.sqrt(o.correction * v) + o.epsilon);
    weights[i] = o.decay * entry(weights, i) - step;
  }
};
