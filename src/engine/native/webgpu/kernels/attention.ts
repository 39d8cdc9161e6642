// Causal attention over packed rows, forward and backward: one invocation per query or per key, scores never
// kept, no atomics.

import {
  attend,
  dots,
  fours,
  type HeadShape,
  headShape,
  keepRow,
  row,
  scaleOf,
  vector,
  zeros,
} from './attend.ts';
import { type GpuKernel, groupsOf, type ShaderStage } from './kernel.ts';

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

const NONE = '0xffffffffu';

/** The keys that `token` of `row` sees: those of the row it continues, then its own row up to it. */
const seen = (body: string): string => `
  let prefix = prefixes(row);
  for (var span = select(0u, 1u, prefix == ${NONE}); span < 2u; span++) {
    let from_row = select(prefix, row, span == 1u);
    let stop = select(starts(from_row + 1u), token + 1u, span == 1u);
    for (var j = starts(from_row); j < stop; j++) {${body}}
  }`;

/** One invocation per token and head, neighbours of one head next to each other. */
function perToken(
  name: string,
  heads: string,
  { headDim, width }: HeadShape,
  code: string,
): ShaderStage {
  return {
    name: `${name} ${headDim} by ${width}`,
    lanes: 64,
    width,
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

function forward(shape: HeadShape): ShaderStage {
  const { headDim } = shape;
  const at = `(j * u.kvHeads + kv) * ${headDim}u`;
  return perToken(
    'attention',
    'u.heads',
    shape,
    `let place = token * u.heads + head;
  let at = place * ${headDim}u;
  let kv = head * u.kvHeads / u.heads;
  ${row(shape, 'q', 'q', 'at')}
  ${attend(headDim, { loop: seen, key: (g) => vector(shape, 'k', at, g), value: (g) => vector(shape, 'v', at, g) })}
  ${
    shape.width === 2
      ? 'set_stats_2(2u * place, vec2f(most, share));'
      : 'set_stats(2u * place, most); set_stats(2u * place + 1u, share);'
  }
  ${keepRow(shape, 'out', 'at', (g) => `o${g} * share`)}`,
  );
}

export const attention: GpuKernel<'attention'> = ({ sizes, lengths, aligned }) => {
  const { rows, heads, headDim } = sizes;
  const tokens = Math.floor(lengths.out / (heads * headDim));
  const cost = 64 * ((2 * tokens) / Math.max(1, rows)) * 2 * headDim;
  const groups = rows === 0 ? 0 : groupsOf(tokens * heads);
  const shape = headShape(headDim, aligned, 2);
  return [{ stage: forward(shape), groups, cost, extra: { tokens } }];
};

/** dout . out of each query, which both gradients need. */
function deltas(headDim: number): ShaderStage {
  const shape: HeadShape = { headDim, width: 1 };
  return perToken(
    'delta',
    'u.heads',
    shape,
    `let place = token * u.heads + head;
  let at = place * ${headDim}u;
  ${row(shape, 'd', 'dout', 'at')}
  ${row(shape, 'o', 'out', 'at')}
  set_temp(place, ${dots(headDim, 'd', 'o')});`,
  );
}

function queryBackward(shape: HeadShape): ShaderStage {
  const { headDim } = shape;
  return perToken(
    'dq',
    'u.heads',
    shape,
    `let place = token * u.heads + head;
  let at = place * ${headDim}u;
  let kv = head * u.kvHeads / u.heads;
  ${row(shape, 'q', 'q', 'at')}
  ${row(shape, 'd', 'dout', 'at')}
  let delta = temp(place);
  let most = stats(2u * place);
  let share = stats(2u * place + 1u);
  ${zeros(headDim, 's')}
  ${seen(`
    let source = (j * u.kvHeads + kv) * ${headDim}u;
    ${row(shape, 'k', 'k', 'source')}
    ${row(shape, 'v', 'v', 'source')}
    let weight = exp((${dots(headDim, 'q', 'k')} - most) * ${scaleOf(headDim)}) * share;
    let slope = weight * (${dots(headDim, 'd', 'v')} - delta) * ${scaleOf(headDim)};
    ${fours(headDim)
      .map((g) => `s${g} += slope * k${g};`)
      .join('\n')}`)}
  ${keepRow(shape, 'dq', 'at', (g) => `s${g}`)}`,
  );
}

/**
 * Gradients of a key and its value, over the queries of all rows that see it, in order. `group` query
 * heads share a key head; a loop over one of them would cost as much as its body on some devices.
 */
function keyBackward(shape: HeadShape, group: number): ShaderStage {
  const { headDim } = shape;
  const every = (text: (g: number) => string) => fours(headDim).map(text).join('\n');
  const heads =
    group === 1
      ? 'let h = head;'
      : `for (var h = head * ${group}u; h < (head + 1u) * ${group}u; h++)`;
  return perToken(
    `dk dv of ${group}`,
    'u.kvHeads',
    shape,
    `let at = (token * u.kvHeads + head) * ${headDim}u;
  ${row(shape, 'k', 'k', 'at')}
  ${row(shape, 'v', 'v', 'at')}
  ${zeros(headDim, 's')}
  ${zeros(headDim, 't')}
  // A row that continues another is continued by none.
  let last = select(row + 1u, u.rows, prefixes(row) == ${NONE});
  for (var other = row; other < last; other++) {
    if (other != row && prefixes(other) != row) { continue; }
    let begin = select(starts(other), token, other == row);
    let end = starts(other + 1u);
    for (var t = begin; t < end; t++) {
    ${heads} {
      let place = t * u.heads + h;
      let source = place * ${headDim}u;
      ${row(shape, 'q', 'q', 'source')}
      ${row(shape, 'd', 'dout', 'source')}
      let score = ${dots(headDim, 'q', 'k')} - stats(2u * place);
      let weight = exp(score * ${scaleOf(headDim)}) * stats(2u * place + 1u);
      let slope = weight * (${dots(headDim, 'd', 'v')} - temp(place)) * ${scaleOf(headDim)};
      ${every((g) => `s${g} += slope * q${g};`)}
      ${every((g) => `t${g} += weight * d${g};`)}
    }
    }
  }
  ${keepRow(shape, 'dk', 'at', (g) => `s${g}`)}
  ${keepRow(shape, 'dv', 'at', (g) => `t${g}`)}`,
  );
}

export const attentionBackward: GpuKernel<'attentionBackward'> = ({ sizes, lengths, aligned }) => {
  const { rows, heads, kvHeads, headDim } = sizes;
  const tokens = Math.floor(lengths.q / (heads * headDim));
  const cost = 64 * ((2 * tokens) / Math.max(1, rows)) * 3 * headDim;
  const some = rows === 0 ? 0 : 1;
  const shape = headShape(headDim, aligned, 4);
  const groups = some * groupsOf(tokens * heads);
  const extra = { tokens };
  return [
    { stage: deltas(headDim), groups, cost: 128 * headDim, extra, temp: tokens * heads },
    { stage: queryBackward(shape), groups, cost, extra },
    {
      stage: keyBackward(shape, heads / kvHeads),
      groups: some * groupsOf(tokens * kvHeads),
      cost: (2 * cost * heads) / kvHeads,
      extra,
    },
  ];
};
