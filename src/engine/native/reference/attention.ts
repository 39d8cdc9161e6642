// Causal attention, one query at a time, forward, backward and over caches.
import { addMultiple, dot, entry, type Reference, rowOf } from './kernel.ts';

export const attention: Reference<'attention'> = (
  { q, k, v, starts, prefixes, out, stats },
  { rows, heads, kvHeads, headDim },
) => {
  for (let row = 0; row < rows; row++) {
    for (let t = entry(starts, row); t < entry(starts, row + 1); t++) {
      for (let h = 0; h < heads; h++) {
        const kv = Math.floor((h * kvHeads) / heads);
        const query = rowOf(q, t * heads + h, headDim);
        const keys = seenFrom({ starts, prefixes }, row, t);
        const { weights, maximum, total } = softmaxOver(keys.length, headDim, (j) =>
          dot(query, rowOf(k, entry(keys, j) * kvHeads + kv, headDim), headDim),
        );
        stats[(t * heads + h) * 2] = maximum;
        stats[(t * heads + h) * 2 + 1] = 1 / total;
        const mixed = rowOf(out, t * heads + h, headDim).fill(0);
        weights.forEach((weight, j) => {
          addMultiple(mixed, weight, rowOf(v, entry(keys, j) * kvHeads + kv, headDim));
        });
      }
    }
  }
};

/** Tokens that token t of a row sees: its prefix, then the row up to t. */
function seenFrom(
  { starts, prefixes }: { starts: Float64Array; prefixes: Float64Array },
  row: number,
  t: number,
): number[] {
  const span = (first: number, end: number) =>
    Array.from({ length: end - first }, (_, i) => first + i);
  const prefix = entry(prefixes, row);
  const before = prefix < 0 ? [] : span(entry(starts, prefix), entry(starts, prefix + 1));
  return [...before, ...span(entry(starts, row), t + 1)];
}

/** Softmax of scores / sqrt(D) over `n` keys, with the numbers a backward pass needs. */
function softmaxOver(n: number, headDim: number, score: (key: number) => number) {
  const scores = Array.from({ length: n }, (_, j) => score(j));
  const maximum = Math.max(...scores);
  const exponentials = scores.map((s) => Math.exp((s - maximum) / Math.sqrt(headDim)));
  const total = exponentials.reduce((sum, e) => sum + e, 0);
  return { weights: exponentials.map((e) => e / total), maximum, total };
}

export const attentionBackward: Reference<'attentionBackward'> = (buffers, sizes) => {
  const { starts, dk, dv } = buffers;
  const { rows, heads, kvHeads, headDim } = sizes;
  dk.fill(0, entry(starts, 0) * kvHeads * headDim, entry(starts, rows) * kvHeads * headDim);
  dv.fill(0, entry(starts, 0) * kvHeads * headDim, entry(starts, rows) * kvHeads * headDim);
  for (let row = 0; row < rows; row++) {
    for (let t = entry(starts, row); t < entry(starts, row + 1); t++) {
      const keys = seenFrom(buffers, row, t);
      for (let h = 0; h < heads; h++) queryBackward(buffers, sizes, { t, h, keys });
    }
  }
};

type BackwardArguments = Parameters<Reference<'attentionBackward'>>;

/** Gradients through one query of one head. */
function queryBackward(
  { q, k, v, out, stats, dout, dq, dk, dv }: BackwardArguments[0],
  { heads, kvHeads, headDim }: BackwardArguments[1],
  { t, h, keys }: { t: number; h: number; keys: readonly number[] },
): void {
  const kv = Math.floor((h * kvHeads) / heads);
  const scale = 1 / Math.sqrt(headDim);
  const place = t * heads + h;
  const query = rowOf(q, place, headDim);
  const doutRow = rowOf(dout, place, headDim);
  const delta = dot(doutRow, rowOf(out, place, headDim), headDim);
  const dquery = rowOf(dq, place, headDim).fill(0);
  for (const key of keys) {
    const row = key * kvHeads + kv;
    const keyRow = rowOf(k, row, headDim);
    const score = dot(query, keyRow, headDim) - entry(stats, 2 * place);
    const p = Math.exp(score * scale) * entry(stats, 2 * place + 1);
    const ds = p * (dot(doutRow, rowOf(v, row, headDim), headDim) - delta) * scale;
    addMultiple(dquery, ds, keyRow);
    addMultiple(rowOf(dk, row, headDim), ds, query);
    addMultiple(rowOf(dv, row, headDim), p, doutRow);
  }
}

const padded = (headDim: number) => Math.ceil(headDim / 4) * 4;

type AppendArguments = Parameters<Reference<'cacheAppend'>>;

/** One token's keys and values into the caches. */
function append(
  { k, v, keys, values }: Pick<AppendArguments[0], 'k' | 'v' | 'keys' | 'values'>,
  { kvHeads, headDim, capacity }: Omit<AppendArguments[1], 'n'>,
  { token, slot, position }: { token: number; slot: number; position: number },
): void {
  const wide = padded(headDim);
  for (let kv = 0; kv < kvHeads; kv++) {
    const block = slot * kvHeads + kv;
    for (let i = 0; i < headDim; i++) {
      const from = (token * kvHeads + kv) * headDim + i;
      keys[(block * headDim + i) * capacity + position] = entry(k, from);
      values[(block * capacity + position) * wide + i] = entry(v, from);
    }
  }
}

export const cacheAppend: Reference<'cacheAppend'> = (buffers, sizes) => {
  const { slots, positions } = buffers;
  for (let i = 0; i < sizes.n; i++) {
    append(buffers, sizes, { token: i, slot: entry(slots, i), position: entry(positions, i) });
  }
};

export const cacheFill: Reference<'cacheFill'> = (buffers, sizes) => {
  const { starts, prompts, slots } = buffers;
  for (let i = 0; i < sizes.n; i++) {
    const [prompt, slot] = [entry(prompts, i), entry(slots, i)];
    const first = entry(starts, prompt);
    for (let token = first; token < entry(starts, prompt + 1); token++) {
      append(buffers, sizes, { token, slot, position: token - first });
    }
  }
};

export const attentionDecode: Reference<'attentionDecode'> = (
  { q, keys, values, slots, positions, out },
  { n, heads, kvHeads, headDim, capacity },
) => {
  const wide = padded(headDim);
  for (let row = 0; row < n; row++) {
    for (let h = 0; h < heads; h++) {
      const block = entry(slots, row) * kvHeads + Math.floor((h * kvHeads) / heads);
      const query = rowOf(q, row * heads + h, headDim);
      const { weights } = softmaxOver(entry(positions, row) + 1, headDim, (j) =>
        query.reduce((sum, x, i) => sum + x * entry(keys, (block * headDim + i) * capacity + j), 0),
      );
      for (let i = 0; i < headDim; i++) {
        out[(row * heads + h) * headDim + i] = weights.reduce(
          (sum, weight, j) => sum + weight * entry(values, (block * capacity + j) * wide + i),
          0,
        );
      }
    }
  }
};
