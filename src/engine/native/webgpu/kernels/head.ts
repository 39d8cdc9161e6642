// The output projection with its softmax: logits exist for a block of tokens only, unless a sampler wants them.

import { type Product, product } from './gemm.ts';
import type { GpuKernel, Launch, ShaderStage } from './kernel.ts';
import { lanesFor, rowCost, rowGroups, rowStage } from './rows.ts';

// Rows of logits have the vocabulary rounded up to 8.

const WIDE = '((u.vocabulary + 7u) / 8u * 8u)';
const wideOf = (vocabulary: number) => Math.ceil(vocabulary / 8) * 8;

/** Tokens whose logits exist at once: 16 MB of them, but at least 64 tokens. */
export function blockRows(vocabulary: number): number {
  return Math.max(64, Math.min(4096, Math.floor((1 << 22) / wideOf(vocabulary))));
}

/** Most and sum of exponentials of a row of logits (WGSL of the place `at + j`), and its entropy. */
const softmax = (logit: string, name = '') => `
  var most${name} = -1e30;
  for (var j = part; j < u.vocabulary; j += STEP) { most${name} = max(most${name}, ${logit}); }
  most${name} = max_all(most${name}, part);
  var total${name} = 0.0;
  var weighted${name} = 0.0;
  for (var j = part; j < u.vocabulary; j += STEP) {
    let shifted = ${logit} - most${name};
    let e = exp(shifted);
    total${name} += e;
    weighted${name} += e * shifted;
  }
  total${name} = sum_all(total${name}, part);
  weighted${name} = sum_all(weighted${name}, part);
  let log_total${name} = log(total${name});
  let log_sum${name} = most${name} + log_total${name};
  let entropy${name} = log_total${name} - weighted${name} / total${name};`;

const LOGITS: Product = {
  name: 'logits',
  m: 'u.n',
  k: 'u.d',
  n: 'u.vocabulary',
  a: { buffer: 'hidden', base: 'i * u.d', stride: '1u' },
  b: { buffer: 'head', base: 'j', stride: 'u.vocabulary' },
  from: '0.0',
  keep: `set_logprobs@(i * ${WIDE} + j, sum * u.inverseTemperature);`,
};

const DISTRIBUTION = `
  let at = row * ${WIDE};
  ${softmax('logprobs(at + j)')}
  if (part == 0u) { set_entropies(row, entropy); }
  for (var j = part; j < u.vocabulary; j += STEP) {
    let logit = logprobs(at + j);
    set_probabilities(at + j, exp(logit - most) / total);
    set_logprobs(at + j, logit - log_sum);
  }`;

export const distribution: GpuKernel<'distribution'> = ({
  sizes: { n, d, vocabulary },
  aligned,
  coarse,
}) => [
  product(LOGITS, { m: n, k: d, n: vocabulary, aligned, coarse }),
  rowsOf('distribution', 'u.n', { rows: n, vocabulary }, DISTRIBUTION),
];

function rowsOf(
  name: string,
  count: string,
  { rows, vocabulary }: { rows: number; vocabulary: number },
  code: string,
  extra: Readonly<Record<string, number>> = {},
): Launch {
  const lanes = lanesFor(vocabulary);
  const stage: ShaderStage = {
    ...rowStage(name, count, lanes, { code }),
    extra: Object.keys(extra),
  };
  return {
    stage,
    groups: rowGroups(rows, lanes),
    cost: rowCost(16 * vocabulary, lanes),
    extra,
  };
}

/** Logits of `count` tokens from `first` on. */
const BLOCK_LOGITS: Product = {
  ...LOGITS,
  name: 'logits of a block',
  m: 'u.count',
  a: { buffer: 'hidden', base: '(u.first + i) * u.d', stride: '1u' },
  keep: `set_scratch@(i * ${WIDE} + j, sum * u.inverseTemperature);`,
  extra: ['first', 'count'],
};

interface VocabularyBlock {
  readonly first: number;
  readonly count: number;
}

/** Blocks of n tokens, as many at a time as half of scratch holds. */
function blocks(n: number, vocabulary: number, scratch: number): VocabularyBlock[] {
  const most = Math.floor(scratch / 2 / wideOf(vocabulary));
  const list: VocabularyBlock[] = [];
  for (let first = 0; first < n; first += most) {
    list.push({ first, count: Math.min(most, n - first) });
  }
  return list;
}

function blockLogits(
  extra: VocabularyBlock,
  {
    d: k,
    vocabulary: n,
    aligned,
    coarse,
  }: {
    d: number;
    vocabulary: number;
    aligned: boolean;
    coarse: boolean;
  },
): Launch {
  return {
    ...product(BLOCK_LOGITS, { m: extra.count, k, n, aligned, coarse }),
    extra: { ...extra },
  };
}

const SCORES = `
  let at = row * ${WIDE};
  ${softmax('scratch(at + j)')}
  if (part == 0u) {
    set_logprobs(u.first + row, scratch(at + targets(u.first + row)) - log_sum);
    set_entropies(u.first + row, entropy);
  }`;

export const headScores: GpuKernel<'headScores'> = ({ sizes, lengths, aligned, coarse }) => {
  const { n, d, vocabulary } = sizes;
  return blocks(n, vocabulary, lengths.scratch).flatMap((block) => [
    blockLogits(block, { d, vocabulary, aligned, coarse }),
    rowsOf('headScores', 'u.count', { rows: block.count, vocabulary }, SCORES, { ...block }),
  ]);
};

/** d logprob / d logit = (1 at the target - probability) / temperature. */
const SLOPES = `
  let at = row * ${WIDE};
  let token = u.first + row;
  let goal = targets(token);
  let logit = scratch(at + goal);
  ${softmax('scratch(at + j)')}
  if (part == 0u) { set_logprobs(token, logit - log_sum); }
  if (token >= u.weighted) { return; }
  let weight = gradients(token) * u.inverseTemperature;
  for (var j = part; j < u.vocabulary; j += STEP) {
    let slope = -weight * exp(scratch(at + j) - most) / total;
    set_scratch(at + j, select(slope, slope + weight, j == goal));
  }`;

/** Of the first \`count\` tokens of a block. */
const DHIDDEN: Product = {
  name: 'dhidden',
  m: 'u.count',
  k: 'u.vocabulary',
  n: 'u.d',
  a: { buffer: 'scratch', base: `i * ${WIDE}`, stride: '1u' },
  b: { buffer: 'back', base: 'j', stride: 'u.d' },
  from: '0.0',
  keep: 'set_dhidden@((u.first + i) * u.d + j, sum);',
  extra: ['first', 'count'],
};

const DHEAD: Product = {
  name: 'dhead',
  m: 'u.vocabulary',
  k: 'u.count',
  n: 'u.d',
  a: { buffer: 'scratch', base: 'i', stride: WIDE },
  b: { buffer: 'hidden', base: 'u.first * u.d + j', stride: 'u.d' },
  from: 'dhead@(i * u.d + j)',
  keep: 'set_dhead@(i * u.d + j, sum);',
  extra: ['first', 'count'],
};

export const headGradient: GpuKernel<'headGradient'> = ({ sizes, lengths, aligned, coarse }) => {
  const { n, weighted, d, vocabulary } = sizes;
  return blocks(n, vocabulary, lengths.scratch).flatMap((block) => {
    const { first, count: rows } = block;
    const count = Math.max(0, Math.min(rows, weighted - first));
    const extra = { first, count };
    const launches = [
      blockLogits(block, { d, vocabulary, aligned, coarse }),
      rowsOf('slopes', 'u.count', { rows, vocabulary }, SLOPES, { ...block }),
    ];
    if (count === 0) return launches;
    return [
      ...launches,
      { ...product(DHIDDEN, { m: count, k: vocabulary, n: d, aligned, coarse }), extra },
      { ...product(DHEAD, { m: vocabulary, k: count, n: d, aligned, coarse }), extra },
    ];
  });
};

/** The two models' logits lie in the two halves of scratch. */
const OWN_LOGITS: Product = {
  ...BLOCK_LOGITS,
  name: 'own logits',
  extra: ['first', 'count', 'half'],
};

const OTHER_LOGITS: Product = {
  ...BLOCK_LOGITS,
  name: 'other logits',
  k: 'u.otherD',
  a: { buffer: 'otherHidden', base: '(u.first + i) * u.otherD', stride: '1u' },
  b: { buffer: 'otherHead', base: 'j', stride: 'u.vocabulary' },
  keep: `set_scratch@(u.half + i * ${WIDE} + j, sum * u.inverseTemperature);`,
  extra: ['first', 'count', 'half'],
};

const DIVERGENCE = `
  let at = row * ${WIDE};
  ${softmax('scratch(at + j)', '_p')}
  ${softmax('scratch(u.half + at + j)', '_q')}
  var kl = 0.0;
  var js = 0.0;
  for (var j = part; j < u.vocabulary; j += STEP) {
    let p = scratch(at + j) - log_sum_p;
    let q = scratch(u.half + at + j) - log_sum_q;
    // Log of the mixture from the larger of the two, lest 0 times infinity arise.
    let mixture = max(p, q) + log(0.5 + 0.5 * exp(min(p, q) - max(p, q)));
    kl += exp(p) * (p - q);
    js += exp(p) * (p - mixture) + exp(q) * (q - mixture);
  }
  kl = sum_all(kl, part);
  js = sum_all(js, part);
  if (part == 0u) {
    set_kl(u.first + row, kl);
    set_js(u.first + row, js / 2.0);
  }`;

export const headDivergence: GpuKernel<'headDivergence'> = ({
  sizes,
  lengths,
  aligned,
  coarse,
}) => {
  const { n, d, otherD, vocabulary } = sizes;
  return blocks(n, vocabulary, lengths.scratch).flatMap((block) => {
    const { count: m } = block;
    const half = m * wideOf(vocabulary);
    const extra = { ...block, half };
    return [
      { ...product(OWN_LOGITS, { m, k: d, n: vocabulary, aligned, coarse }), extra },
      { ...product(OTHER_LOGITS, { m, k: otherD, n: vocabulary, aligned, coarse }), extra },
      rowsOf('divergence', 'u.count', { rows: m, vocabulary }, DIVERGENCE, extra),
    ];
  });
};
