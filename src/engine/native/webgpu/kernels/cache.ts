// Keys and values of sequences being written, and attention of one query per sequence over them.

import { attend, type HeadShape, headShape, keepRow, load, row, vector } from './attend.ts';
import { each, type GpuKernel, groupsOf, type ShaderStage } from './kernel.ts';

// The layout is the table's: keys [slot, K, D, C], values [slot, K, C, D4].

/** Element `i` of packed k and v, token by token, to its place in a slot. */
const KEEP = `
fn keep(element: u32, token: u32, slot: u32, position: u32) {
  let kv = element / u.headDim;
  let component = element % u.headDim;
  let source = token * u.kvHeads * u.headDim + element;
  let block = slot * u.kvHeads + kv;
  set_keys((block * u.headDim + component) * u.capacity + position, k(source));
  set_values((block * u.capacity + position) * ((u.headDim + 3u) / 4u * 4u) + component, v(source));
}`;

const APPEND = each(
  'cacheAppend',
  'u.n * u.kvHeads * u.headDim',
  `let width = u.kvHeads * u.headDim;
  let token = i / width;
  keep(i % width, token, slots(token), positions(token));`,
  KEEP,
);

export const cacheAppend: GpuKernel<'cacheAppend'> = ({ sizes: { n, kvHeads, headDim } }) => [
  { stage: APPEND, groups: groupsOf(n * kvHeads * headDim), cost: 512 },
];

const FILL: ShaderStage = {
  ...each(
    'cacheFill',
    'u.n * u.longest * u.kvHeads * u.headDim',
    `let width = u.kvHeads * u.headDim;
  let sequence = i / width / u.longest;
  let position = i / width % u.longest;
  let prompt = prompts(sequence);
  let token = starts(prompt) + position;
  if (token < starts(prompt + 1u)) { keep(i % width, token, slots(sequence), position); }`,
    KEEP,
  ),
  extra: ['longest'],
};

export const cacheFill: GpuKernel<'cacheFill'> = ({ sizes, lengths }) => {
  const { n, kvHeads, headDim, capacity } = sizes;
  // A prompt is no longer than the cache, nor than all prompts.
  const longest = Math.min(capacity, Math.floor(lengths.k / (kvHeads * headDim)));
  const groups = groupsOf(n * longest * kvHeads * headDim);
  return [{ stage: FILL, groups, cost: 512, extra: { longest } }];
};

function decode(shape: HeadShape): ShaderStage {
  const { headDim, width } = shape;
  const wide = Math.ceil(headDim / 4) * 4;
  const stage = each(
    `attentionDecode ${headDim} by ${width}`,
    'u.n * u.heads',
    `let sequence = i / u.heads;
  let at = i * ${headDim}u;
  let block = slots(sequence) * u.kvHeads + (i % u.heads) * u.kvHeads / u.heads;
  let last = positions(sequence);
  ${row(shape, 'q', 'q', 'at')}
  ${attend(headDim, {
    loop: (body) => `for (var j = 0u; j <= last; j++) {${body}}`,
    key: (g) => load(headDim, g, (i) => `keys((block * ${headDim}u + ${i}u) * u.capacity + j)`),
    value: (g) => vector(shape, 'values', `(block * u.capacity + j) * ${wide}u`, g),
  })}
  ${keepRow(shape, 'out', 'at', (g) => `o${g} * share`)}`,
  );
  return { ...stage, width };
}

export const attentionDecode: GpuKernel<'attentionDecode'> = ({ sizes, aligned }) => {
  const { n, heads, headDim, capacity } = sizes;
  const stage = decode(headShape(headDim, aligned, 4));
  return [{ stage, groups: groupsOf(n * heads), cost: 64 * capacity * 2 * headDim }];
};
