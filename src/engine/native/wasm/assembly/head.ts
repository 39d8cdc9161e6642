// The output projection joined with the softmax: logits exist for a block of tokens only, unless a sampler wants them.
import { COLUMNS, gemm, gemmTransposed, packPlain } from './gemm';
import { exp4, log1, logHalf4, max4, sum4 } from './math';

// Rows of logits are padded to whole panels.

/** Tokens of a block: whole tiles. */
export const TOKENS: usize = 48;
const HIDDEN: f32 = -1e30;

@inline
function padded(n: usize): usize {
  return (n + COLUMNS - 1) & ~(COLUMNS - 1);
}

/** Logits of a block [rows, padded vocabulary] divided by the temperature; padding is HIDDEN. */
function blockLogits(
  hidden: usize,
  head: usize,
  logits: usize,
  rows: usize,
  d: usize,
  vocabulary: usize,
  inverse: f32,
): void {
  const wide = padded(vocabulary);
  gemm(hidden, d << 2, head, d << 5, 0, logits, wide << 2, rows, d, wide);
  const scales = f32x4.splat(inverse);
  for (let row: usize = 0; row < rows; row++) {
    const line = logits + row * (wide << 2);
    if (inverse != 1) {
      for (let i: usize = 0; i < wide << 2; i += 16) {
        v128.store(line + i, f32x4.mul(v128.load(line + i), scales));
      }
    }
    for (let i = vocabulary; i < wide; i++) store<f32>(line + (i << 2), HIDDEN);
  }
}

/** What normalizing a row of logits gave. */
let rowMaximum: f32 = 0;
let rowTotal: f32 = 0;
let rowLogSum: f32 = 0;
let rowEntropy: f32 = 0;

/** Logits to exp(logit - maximum) at `to`, which may be `line`; sets the row's numbers. */
@inline
function exponentials(line: usize, to: usize, wide: usize): void {
  let most = f32x4.splat(HIDDEN);
  for (let i: usize = 0; i < wide << 2; i += 16) most = f32x4.pmax(most, v128.load(line + i));
  rowMaximum = max4(most);
  const maximum = f32x4.splat(rowMaximum);
  let total = f32x4.splat(0);
  let weighted = f32x4.splat(0);
  for (let i: usize = 0; i < wide << 2; i += 16) {
    const shifted = f32x4.sub(v128.load(line + i), maximum);
    const e = exp4(shifted);
    total = f32x4.add(total, e);
    weighted = f32x4.add(weighted, f32x4.mul(e, shifted));
    v128.store(to + i, e);
  }
  rowTotal = sum4(total);
  const log = log1(rowTotal);
  rowLogSum = rowMaximum + log;
  rowEntropy = log - sum4(weighted) / rowTotal;
}

/** Kernel `distribution`. */
export function distribution(
  hidden: usize,
  head: usize,
  logprobs: usize,
  probabilities: usize,
  entropies: usize,
  n: i32,
  d: i32,
  vocabulary: i32,
  inverse: f32,
): void {
  const wide = padded(vocabulary);
  blockLogits(hidden, head, logprobs, n, d, vocabulary, inverse);
  for (let row: usize = 0; row < <usize>n; row++) {
    const line = logprobs + row * (wide << 2);
    const to = probabilities + row * (wide << 2);
    exponentials(line, to, wide);
    const scales = f32x4.splat(1 / rowTotal);
    const sums = f32x4.splat(rowLogSum);
    for (let i: usize = 0; i < wide << 2; i += 16) {
      v128.store(to + i, f32x4.mul(v128.load(to + i), scales));
      v128.store(line + i, f32x4.sub(v128.load(line + i), sums));
    }
    store<f32>(entropies + (row << 2), rowEntropy);
  }
}

/** Kernel `headScores`. */
export function headScores(
  hidden: usize,
  head: usize,
  targets: usize,
  logprobs: usize,
  entropies: usize,
  scratch: usize,
  n: i32,
  d: i32,
  vocabulary: i32,
  inverse: f32,
): void {
  const wide = padded(vocabulary);
  for (let first: usize = 0; first < <usize>n; first += TOKENS) {
    const rows = min(TOKENS, <usize>n - first);
    blockLogits(hidden + first * (d << 2), head, scratch, rows, d, vocabulary, inverse);
    for (let row: usize = 0; row < rows; row++) {
      const line = scratch + row * (wide << 2);
      const at = (first + row) << 2;
      const target = load<f32>(line + (<usize>load<i32>(targets + at) << 2));
      exponentials(line, line, wide);
      store<f32>(logprobs + at, target - rowLogSum);
      store<f32>(entropies + at, rowEntropy);
    }
  }
}

/** Kernel `headGradient`. */
export function headGradient(
  hidden: usize,
  head: usize,
  back: usize,
  targets: usize,
  gradients: usize,
  logprobs: usize,
  dhidden: usize,
  dhead: usize,
  scratch: usize,
  n: i32,
  weighted: i32,
  d: i32,
  vocabulary: i32,
  inverse: f32,
): void {
  const wide = padded(vocabulary);
  const columns = scratch + TOKENS * (wide << 2);
  const packed = columns + (TOKENS << 5);
  for (let first: usize = 0; first < <usize>n; first += TOKENS) {
    const rows = min(TOKENS, <usize>n - first);
    const begin = hidden + first * (d << 2);
    blockLogits(begin, head, scratch, rows, d, vocabulary, inverse);
    for (let row: usize = 0; row < rows; row++) {
      const line = scratch + row * (wide << 2);
      const at = (first + row) << 2;
      const place = line + (<usize>load<i32>(targets + at) << 2);
      const target = load<f32>(place);
      exponentials(line, line, wide);
      store<f32>(logprobs + at, target - rowLogSum);
      if (first + row >= <usize>weighted) continue;
      // d logprob / d logit = (1 at the target - probability) / temperature
      const weight: f32 = load<f32>(gradients + at) * inverse;
      const scales = f32x4.splat(-weight / rowTotal);
      for (let i: usize = 0; i < wide << 2; i += 16) {
        v128.store(line + i, f32x4.mul(v128.load(line + i), scales));
      }
      store<f32>(place, load<f32>(place) + weight);
    }
    if (first >= <usize>weighted) continue;
    const counted = min(rows, <usize>weighted - first);
    gemm(
      scratch, wide << 2, back, vocabulary << 5, 0,
      dhidden + first * (d << 2), d << 2, counted, vocabulary, d,
    );
    packPlain(begin, d << 2, packed, counted, d);
    gemmTransposed(scratch, wide << 2, packed, dhead, d << 2, counted, vocabulary, d, columns);
  }
}

/** Kernel `headDivergence`. */
export function headDivergence(
  hidden: usize,
  head: usize,
  otherHidden: usize,
  otherHead: usize,
  kl: usize,
  js: usize,
  scratch: usize,
  n: i32,
  d: i32,
  otherD: i32,
  vocabulary: i32,
  inverse: f32,
): void {
  const wide = padded(vocabulary);
  const others = scratch + TOKENS * (wide << 2);
  for (let first: usize = 0; first < <usize>n; first += TOKENS) {
    const rows = min(TOKENS, <usize>n - first);
    blockLogits(hidden + first * (d << 2), head, scratch, rows, d, vocabulary, inverse);
    blockLogits(otherHidden + first * (otherD << 2), otherHead, others, rows, otherD, vocabulary, inverse);
    for (let row: usize = 0; row < rows; row++) {
      const at = (first + row) << 2;
      rowDivergence(scratch + row * (wide << 2), others + row * (wide << 2), wide);
      store<f32>(kl + at, rowKl);
      store<f32>(js + at, rowJs);
    }
  }
}

let rowKl: f32 = 0;
let rowJs: f32 = 0;

function logSum(line: usize, wide: usize): f32 {
  let most = f32x4.splat(HIDDEN);
  for (let i: usize = 0; i < wide << 2; i += 16) most = f32x4.pmax(most, v128.load(line + i));
  const maximum = max4(most);
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < wide << 2; i += 16) {
    total = f32x4.add(total, exp4(f32x4.sub(v128.load(line + i), f32x4.splat(maximum))));
  }
  return maximum + log1(sum4(total));
}

/** KL(p || q) and Jensen-Shannon divergence of two rows of logits. */
function rowDivergence(p: usize, q: usize, wide: usize): void {
  const pSum = f32x4.splat(logSum(p, wide));
  const qSum = f32x4.splat(logSum(q, wide));
  const half = f32x4.splat(0.5);
  let kl = f32x4.splat(0);
  let toMixture = kl;
  for (let i: usize = 0; i < wide << 2; i += 16) {
    const logp = f32x4.sub(v128.load(p + i), pSum);
    const logq = f32x4.sub(v128.load(q + i), qSum);
    const a = exp4(logp);
    const b = exp4(logq);
    const apart = f32x4.sub(logp, logq);
    kl = f32x4.add(kl, f32x4.mul(a, apart));
    // log of the mixture from the larger of the two, lest 0 times infinity arise.
    const share = f32x4.add(half, f32x4.mul(half, exp4(f32x4.neg(f32x4.abs(apart)))));
    const log = f32x4.add(f32x4.pmax(logp, logq), logHalf4(share));
    toMixture = f32x4.add(toMixture, f32x4.mul(a, f32x4.sub(logp, log)));
    toMixture = f32x4.add(toMixture, f32x4.mul(b, f32x4.sub(logq, log)));
  }
  rowKl = sum4(kl);
  rowJs = sum4(toMixture) / 2;
}
