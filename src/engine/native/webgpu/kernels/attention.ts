// Causal attention over packed rows, forward and backward: one invocation per query or per key, scores
// never kept, no atomics. Knows the layout of rows, not of caches.
import { type GpuKernel, groupsOf, type Stage } from '../kernel.ts';
import { attend, dots, fours, keepRow, row, scaleOf, zeros } from './attend.ts';

/** The row that holds a token: starts(row) <= token < starts(row + 1). */
const ROW_OF = `
fn row_of(token: u32) -> u32 {
  var low = 0u;
  var high = u.rows;
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (starts(middle) <= token) { low = middle; } else { high = middle; }
  }
  return low;
}`;

/** One invocation per token and head, neighbours of one head next to each other. */
function perToken(name: string, heads: string, code: string): Stage {
  return {
    name,
    lanes: 64,
    extra: ['tokens'],
    code: `${ROW_OF}
fn run(group: u32, lane: u32) {
  let i = group * 64u + lane;
  let head = i / u.tokens;
  let token = i % u.tokens;
  if (head >= ${heads} || token >= starts(u.rows)) { return; }
  let row = row_of(token);
  ${code}
}`,
  };
}

function forward(headDim: number): Stage {
  const at = `(j * u.kvHeads + kv) * ${headDim}u`;
  return perToken(
    `attention ${headDim}`,
    'u.heads',
    `let place = token * u.heads + head;
  let at = place * ${headDim}u;
  let kv = head * u.kvHeads / u.heads;
  let first = starts(row);
  let last = token;
  ${row(headDim, 'q', 'q', 'at')}
  ${attend(headDim, { key: (i) => `k(${at} + ${i}u)`, value: (i) => `v(${at} + ${i}u)` })}
  set_stats(2u * place, most);
  set_stats(2u * place + 1u, share);
  ${keepRow(headDim, 'out', 'at', (g) => `o${g} * share`)}`,
  );
}

export const attention: GpuKernel<'attention'> = ({ sizes, lengths }) => {
  const { rows, heads, headDim } = sizes;
  const tokens = Math.floor(lengths.out / (heads * headDim));
  const cost = 64 * ((2 * tokens) / Math.max(1, rows)) * 2 * headDim;
  const groups = rows === 0 ? 0 : groupsOf(tokens * heads);
  return [{ stage: forward(headDim), groups, cost, extra: { tokens } }];
};

/** Gradients of queries, and dout . out of each, which the gradients of keys need too. */
function queryBackward(headDim: number): Stage {
  return perToken(
    `dq ${headDim}`,
    'u.heads',
    `let place = token * u.heads + head;
  let at = place * ${headDim}u;
  let kv = head * u.kvHeads / u.heads;
  ${row(headDim, 'q', 'q', 'at')}
  ${row(headDim, 'd', 'dout', 'at')}
  ${row(headDim, 'o', 'out', 'at')}
  let delta = ${dots(headDim, 'd', 'o')};
  set_temp(place, delta);
  let most = stats(2u * place);
  let share = stats(2u * place + 1u);
  ${zeros(headDim, 's')}
  for (var j = starts(row); j <= token; j++) {
    let source = (j * u.kvHeads + kv) * ${headDim}u;
    ${row(headDim, 'k', 'k', 'source')}
    ${row(headDim, 'v', 'v', 'source')}
    let weight = exp((${dots(headDim, 'q', 'k')} - most) * ${scaleOf(headDim)}) * share;
    let slope = weight * (${dots(headDim, 'd', 'v')} - delta) * ${scaleOf(headDim)};
    ${fours(headDim)
      .map((g) => `s${g} += slope * k${g};`)
      .join('\n')}
  }
  ${keepRow(headDim, 'dq', 'at', (g) => `s${g}`)}`,
  );
}

/** Gradients of a key and its value, over the queries that see it, in order. */
function keyBackward(headDim: number): Stage {
  const every = (text: (g: number) => string) => fours(headDim).map(text).join('\n');
  return perToken(
    `dk dv ${headDim}`,
    'u.kvHeads',
    `let at = (token * u.kvHeads + head) * ${headDim}u;
  let group_size = u.heads / u.kvHeads;
  ${row(headDim, 'k', 'k', 'at')}
  ${row(headDim, 'v', 'v', 'at')}
  ${zeros(headDim, 's')}
  ${zeros(headDim, 't')}
  let end = starts(row + 1u);
  for (var t = token; t < end; t++) {
    for (var h = head * group_size; h < (head + 1u) * group_size; h++) {
      let place = t * u.heads + h;
      let source = place * ${headDim}u;
      ${row(headDim, 'q', 'q', 'source')}
      ${row(headDim, 'd', 'dout', 'source')}
      let score = ${dots(headDim, 'q', 'k')} - stats(2u * place);
      let weight = exp(score * ${scaleOf(headDim)}) * stats(2u * place + 1u);
      let slope = weight * (${dots(headDim, 'd', 'v')} - temp(place)) * ${scaleOf(headDim)};
      ${every((g) => `s${g} += slope * q${g};`)}
      ${every((g) => `t${g} += weight * d${g};`)}
    }
  }
  ${keepRow(headDim, 'dk', 'at', (g) => `s${g}`)}
  ${keepRow(headDim, 'dv', 'at', (g) => `t${g}`)}`,
  );
}

export const attentionBackward: GpuKernel<'attentionBackward'> = ({ sizes, lengths }) => {
  const { rows, heads, kvHeads, headDim } = sizes;
  const tokens = Math.floor(lengths.q / (heads * headDim));
  const cost = 64 * ((2 * tokens) / Math.max(1, rows)) * 3 * headDim;
  const some = rows === 0 ? 0 : 1;
  return [
    {
      stage: queryBackward(headDim),
      groups: some * groupsOf(tokens * heads),
      cost,
      extra: { tokens },
      temp: tokens * heads,
    },
    {
      stage: keyBackward(headDim),
      groups: some * groupsOf(tokens * kvHeads),
      cost: (2 * cost * heads) / kvHeads,
      extra: { tokens },
    },
  ];
};
