// The table of kernels, which every kernel set implements: what each one reads, writes and means.

// Arguments go in the order of the row: buffers, sizes, numbers. Matrices are row-major f32; ids, indices and
// positions i32; sums run in index order.

/**
 * Names in shapes: T tokens of all rows, packed without padding; R rows; N target tokens; d width;
 * H heads; K key/value heads; D head size; V vocabulary; V8 V rounded up to 8; C cache positions,
 * a multiple of 16; D4 head size rounded up to 4; P prompts.
 * Layouts every kernel set keeps: logprobs and probabilities of `distribution` have rows of V8;
 * cache keys are [slot, K, D, C], cache values [slot, K, C, D4]. A kernel set chooses what `prepared`
 * operands and `scratch` hold; it tells the plan their lengths (see KernelSizes).
 */
export const KERNELS = {
  /** Right operand of products: `weight` [rows, columns], or its transpose, in the set's best form. */
  prepare: {
    buffers: ['weight', 'prepared'],
    sizes: ['rows', 'columns', 'transposed'],
    numbers: [],
  },
  /** c [m, n] = a [m, k] b; b prepared. A row of c depends on its row of a only. */
  matmul: { buffers: ['a', 'b', 'c'], sizes: ['m', 'k', 'n'], numbers: [] },
  /** c [m, n] = add [m, n] + a [m, k] b; add may be c. */
  matmulAdd: { buffers: ['a', 'b', 'add', 'c'], sizes: ['m', 'k', 'n'], numbers: [] },
  /** c [m, n] += a^T b for a [t, m] and b [t, n]: gradient of a weight. One t after the other. */
  matmulGradient: { buffers: ['a', 'b', 'c', 'scratch'], sizes: ['t', 'm', 'n'], numbers: [] },
  /** x [n] = 0. */
  zero: { buffers: ['x'], sizes: ['n'], numbers: [] },
  /** y [n] += x [n]. */
  addTo: { buffers: ['x', 'y'], sizes: ['n'], numbers: [] },
  /** y [n, d] = rows `index` [n] of table [.., d]: embedding, and tokens that predict a target. */
  gatherRows: { buffers: ['table', 'index', 'y'], sizes: ['n', 'd'], numbers: [] },
  /** x [t, d] = sum of the rows of y [n, d] whose `index` [n] is that row, in order; else 0. */
  scatterRows: { buffers: ['y', 'index', 'x'], sizes: ['n', 't', 'd'], numbers: [] },
  /** gradient [V, d] += sum of dx over each id's tokens: order[bounds[id] .. bounds[id + 1] - 1]. */
  embedBackward: {
    buffers: ['dx', 'order', 'bounds', 'gradient'],
    sizes: ['vocabulary', 'd'],
    numbers: [],
  },
  /** y = x inverse weight, inverse [n] = 1 / sqrt(mean x^2 + eps). Zhang and Sennrich 2019. */
  rmsNorm: { buffers: ['x', 'weight', 'y', 'inverse'], sizes: ['n', 'd'], numbers: ['eps'] },
  /** dx, or with accumulate dx += ; dweight [d] += always. dx may be dy. */
  rmsNormBackward: {
    buffers: ['dy', 'x', 'weight', 'inverse', 'dx', 'dweight'],
    sizes: ['n', 'd', 'accumulate'],
    numbers: [],
  },
  /** table [positions, D]: cosines of D / 2 frequencies, then their sines. Su et al. 2021. */
  ropeTable: { buffers: ['table'], sizes: ['positions', 'headDim'], numbers: ['theta'] },
  /** Turns x [t, heads, D] in place by its positions; sign 1, or -1 for the gradient. */
  rope: {
    buffers: ['x', 'positions', 'table'],
    sizes: ['t', 'heads', 'headDim'],
    numbers: ['sign'],
  },
  /** y [n] = silu(gate) up. */
  swiglu: { buffers: ['gate', 'up', 'y'], sizes: ['n'], numbers: [] },
  swigluBackward: { buffers: ['gate', 'up', 'dy', 'dgate', 'dup'], sizes: ['n'], numbers: [] },
  /**
   * Causal attention within each row and over all of the row before it that `prefixes` [R] names, -1
   * for none: q [T, H, D], k and v [T, K, D], starts [R + 1] -> out [T, H, D]. stats [T, H, 2]: largest
   * score before scaling by 1 / sqrt(D), and 1 / sum of exponentials. A prefix has no prefix itself.
   */
  attention: {
    buffers: ['q', 'k', 'v', 'starts', 'prefixes', 'out', 'stats', 'scratch'],
    sizes: ['rows', 'heads', 'kvHeads', 'headDim'],
    numbers: [],
  },
  attentionBackward: {
    buffers: [
      'q',
      'k',
      'v',
      'starts',
      'prefixes',
      'out',
      'stats',
      'dout',
      'dq',
      'dk',
      'dv',
      'scratch',
    ],
    sizes: ['rows', 'heads', 'kvHeads', 'headDim'],
    numbers: [],
  },
  /** k and v [n, K, D] of one token per sequence into the caches at `slots` and `positions` [n]. */
  cacheAppend: {
    buffers: ['k', 'v', 'slots', 'positions', 'keys', 'values'],
    sizes: ['n', 'kvHeads', 'headDim', 'capacity'],
    numbers: [],
  },
  /** Prompt `prompts[i]` of packed k and v (bounds `starts` [P + 1]) into slot `slots[i]`, i < n. */
  cacheFill: {
    buffers: ['k', 'v', 'starts', 'prompts', 'slots', 'keys', 'values'],
    sizes: ['n', 'kvHeads', 'headDim', 'capacity'],
    numbers: [],
  },
  /** out [n, H, D] of one query per sequence over the positions 0 .. positions[i] of its slot. */
  attentionDecode: {
    buffers: ['q', 'keys', 'values', 'slots', 'positions', 'out', 'scratch'],
    sizes: ['n', 'heads', 'kvHeads', 'headDim', 'capacity'],
    numbers: [],
  },
  /** Next-token log-probs and probabilities [n, V8], entropies [n], of hidden [n, d]; head prepared. */
  distribution: {
    buffers: ['hidden', 'head', 'logprobs', 'probabilities', 'entropies'],
    sizes: ['n', 'd', 'vocabulary'],
    numbers: ['inverseTemperature'],
  },
  /** Log-prob of each target and entropy [n]; logits exist for a block of tokens only. */
  headScores: {
    buffers: ['hidden', 'head', 'targets', 'logprobs', 'entropies', 'scratch'],
    sizes: ['n', 'd', 'vocabulary'],
    numbers: ['inverseTemperature'],
  },
  /**
   * Log-probs of n targets, and for the first `weighted` of them the gradient of
   * sum gradients[i] logprob[i]: dhidden [weighted, d], dhead [V, d] +=. `back` is the head untransposed.
   */
  headGradient: {
    buffers: [
      'hidden',
      'head',
      'back',
      'targets',
      'gradients',
      'logprobs',
      'dhidden',
      'dhead',
      'scratch',
    ],
    sizes: ['n', 'weighted', 'd', 'vocabulary'],
    numbers: ['inverseTemperature'],
  },
  /** KL(model || other) and Jensen-Shannon divergence [n] over the vocabulary, nats. */
  headDivergence: {
    buffers: ['hidden', 'head', 'otherHidden', 'otherHead', 'kl', 'js', 'scratch'],
    sizes: ['n', 'd', 'otherD', 'vocabulary'],
    numbers: ['inverseTemperature'],
  },
  /** out [1] = L2 norm of x [n]. */
  norm: { buffers: ['x', 'out'], sizes: ['n'], numbers: [] },
  /**
   * AdamW over all weights: g = clip gradient; m = beta1 m + rest1 g; v = beta2 v + rest2 g^2;
   * w = decay w - rate m / (sqrt(correction v) + epsilon). Loshchilov and Hutter 2019.
   */
  adamw: {
    buffers: ['weights', 'gradients', 'first', 'second'],
    sizes: ['n'],
    numbers: ['clip', 'beta1', 'beta2', 'rest1', 'rest2', 'rate', 'correction', 'epsilon', 'decay'],
  },
  /**
   * The author's draw for each of n sequences (slots `rowSlots`) and the author after it, in device
   * decode; the rule is that of draft.ts. Distributions are rows `seniorRows` and
   * `juniorRows` of the next-token distributions. state [slot, 4]: senior's turn, gap, tokens so far, end (0 none,
   * 1 EOS, 2 length, 3 no probabilities). written [slot, maxNewTokens, 8]: token, author, redraw,
   * log-probs and entropies of senior and junior, 0. Sequences at their end are left as they are.
   */
  writeTokens: {
    buffers: [
      'seniorProbabilities',
      'seniorLogprobs',
      'seniorEntropies',
      'juniorProbabilities',
      'juniorLogprobs',
      'juniorEntropies',
      'seniorRows',
      'juniorRows',
      'rowSlots',
      'sequences',
      'boundary',
      'state',
      'written',
    ],
    sizes: [
      'n',
      'vocabulary',
      'maxNewTokens',
      'eosId',
      'greedy',
      'seed',
      'step',
      'schedule',
      'maxGap',
      'chunkSize',
      'coin',
    ],
    numbers: [],
  },
  /** The last tokens written and their positions, after prompts of `prompted` tokens [slot]. */
  feedWritten: {
    buffers: ['rowSlots', 'prompted', 'state', 'written', 'ids', 'positions'],
    sizes: ['n', 'maxNewTokens'],
    numbers: [],
  },
  /**
   * One token of each sequence through a whole decoder layer, as the calls of a step do it: x [n, d] in
   * place, keys and values into the caches. With `normed` 0, qNorm and kNorm are not read.
   */
  decodeLayer: {
    buffers: [
      'x',
      'inputNorm',
      'q',
      'k',
      'v',
      'qNorm',
      'kNorm',
      'o',
      'middleNorm',
      'gate',
      'up',
      'down',
      'table',
      'slots',
      'positions',
      'keys',
      'values',
    ],
    sizes: ['n', 'd', 'intermediate', 'heads', 'kvHeads', 'headDim', 'capacity', 'normed'],
    numbers: ['eps'],
  },
} as const;

/** Kernels of device decode only. */
export const DEVICE_DECODE_KERNELS = ['writeTokens', 'feedWritten', 'decodeLayer'] as const;

export type KernelName = keyof typeof KERNELS;
export type BufferArgument<K extends KernelName> = (typeof KERNELS)[K]['buffers'][number];
export type SizeArgument<K extends KernelName> = (typeof KERNELS)[K]['sizes'][number];
export type NumberArgument<K extends KernelName> = (typeof KERNELS)[K]['numbers'][number];

/** What a kernel set tells the plan; lengths in 4-byte elements. */
export interface KernelSizes {
  /** Length of a prepared operand [k, n]. */
  readonly prepared: (k: number, n: number) => number;
  /** Whether a prepared operand is the plain matrix [k, n]: then a weight is one as it lies. */
  readonly plain: boolean;
  /** Scratch that every kernel of a model can do with, for rows of up to `length` tokens. */
  readonly scratch: (need: ScratchNeed) => number;
  /** Whether a step of decoding is one call a layer: less to launch, the same numbers. */
  readonly wholeLayers: (layer: LayerShape) => boolean;
}

export interface LayerShape {
  readonly d: number;
  readonly intermediate: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

export interface ScratchNeed {
  readonly length: number;
  readonly headDim: number;
  readonly vocabulary: number;
  /** Widest row of any activation. */
  readonly widest: number;
}
