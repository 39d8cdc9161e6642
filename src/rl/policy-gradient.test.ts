// Every co-written text of a tiny pair, enumerated: the expected update of the senior mask is the
// exact gradient of the expected team reward, computed without the code of src/tandem.
import { describe, expect, test } from 'vitest';
import { at } from '../at.ts';
import { type LossOptions, policyLoss } from './loss/loss.ts';
import { CLIP } from './loss/loss-cases.fixture.ts';
import type { LossTotals } from './loss/normalize.ts';
import {
  after,
  chanceOf,
  ended,
  MAX_LENGTH,
  type Policy,
  PREFIXES,
  policy,
  randomLogits,
  rewardOf,
  START,
  TOKENS,
} from './texts.fixture.ts';

const P_SENIOR = 0.5;

interface Path {
  readonly text: string;
  readonly authors: readonly number[];
  readonly probability: number;
}

/** Every (text, authors) with its probability, by following coin, token, coin, token ... */
function enumerate(senior: Policy, junior: Policy): Path[] {
  const walk = (path: Path, author: number): Path[] => {
    const probabilities = after(author === 1 ? senior : junior, path.text);
    return TOKENS.flatMap((token) => {
      const next = {
        text: `${path.text}${token}`,
        authors: [...path.authors, author],
        probability: path.probability * at(probabilities, token),
      };
      if (ended(next.text)) return [next];
      return token === START ? coin(next) : walk(next, author);
    });
  };
  const coin = (path: Path): Path[] => [
    ...walk({ ...path, probability: path.probability * P_SENIOR }, 1),
    ...walk({ ...path, probability: path.probability * (1 - P_SENIOR) }, 0),
  ];
  return coin({ text: '', authors: [], probability: 1 });
}

/** Expected reward from a prefix on, `author` writing: backward recursion, without paths. */
function value(models: readonly Policy[], prefix: string, author: number): number {
  return after(at(models, author), prefix).reduce(
    (sum, probability, token) => sum + probability * worth(models, prefix, [token, author]),
    0,
  );
}

/** Expected reward once `token` is written after the prefix by `author`. */
function worth(
  models: readonly Policy[],
  prefix: string,
  [token, author]: [number, number],
): number {
  const text = `${prefix}${token}`;
  if (ended(text)) return rewardOf(text);
  return token === START ? drawn(models, text) : value(models, text, author);
}

const drawn = (models: readonly Policy[], prefix: string): number =>
  P_SENIOR * value(models, prefix, 1) + (1 - P_SENIOR) * value(models, prefix, 0);

/** Exact d expected reward / d senior logits: chance of the senior's turn x probability x gain. */
function exactGradient(senior: Policy, junior: Policy): number[][] {
  const models = [junior, senior];
  const turns = new Map<string, number>();
  for (const { text, authors, probability } of enumerate(senior, junior))
    authors.forEach((author, t) => {
      const prefix = text.slice(0, t);
      if (author === 1) turns.set(prefix, (turns.get(prefix) ?? 0) + probability);
    });
  return PREFIXES.map((prefix) => {
    const baseline = value(models, prefix, 1);
    return after(senior, prefix).map(
      (probability, token) =>
        (turns.get(prefix) ?? 0) * probability * (worth(models, prefix, [token, 1]) - baseline),
    );
  });
}

const seniorLogits = randomLogits(1);
const SENIOR = policy(seniorLogits);
const JUNIOR = policy(randomLogits(2));
const PATHS = enumerate(SENIOR, JUNIOR);
const EXACT = exactGradient(SENIOR, JUNIOR);
const MEAN_REWARD = expectation(({ text }) => rewardOf(text));

function expectation(of: (path: Path) => number): number {
  return PATHS.reduce((sum, path) => sum + path.probability * of(path), 0);
}

/** Descent direction of the loss in the senior's logits, averaged exactly over all paths. */
function expectedUpdate(options: LossOptions, totals?: LossTotals): number[][] {
  const update = PREFIXES.map(() => TOKENS.map(() => 0));
  for (const { text, authors, probability } of PATHS) {
    const tokens = [...text].map(Number);
    const logprobs = tokens.map((token, t) => Math.log(chanceOf(SENIOR, text.slice(0, t), token)));
    const row = {
      advantage: rewardOf(text) - MEAN_REWARD,
      authors,
      newLogprobs: logprobs,
      oldLogprobs: logprobs,
      referenceLogprobs: null,
    };
    const gradients = at(policyLoss([row], options, totals).gradients, 0);
    tokens.forEach((token, t) => {
      const row = at(update, PREFIXES.indexOf(text.slice(0, t)));
      after(SENIOR, text.slice(0, t)).forEach((chance, k) => {
        row[k] = at(row, k) - probability * at(gradients, t) * ((k === token ? 1 : 0) - chance);
      });
    });
  }
  return update;
}

const dot = (a: readonly number[][], b: readonly number[][]): number =>
  a.flat().reduce((sum, x, i) => sum + x * at(b.flat(), i), 0);
const norm = (a: readonly number[][]): number => Math.sqrt(dot(a, a));
const cosine = (a: readonly number[][]): number => dot(a, EXACT) / (norm(a) * norm(EXACT));

/** Largest |scale x update - exact gradient|. */
const error = (update: readonly number[][], scale: number): number =>
  Math.max(...update.flat().map((x, i) => Math.abs(scale * x - at(EXACT.flat(), i))));

const CONSTANT = { kind: 'constant', countEmpty: true, maxLength: MAX_LENGTH } as const;

describe('the enumeration itself', () => {
  test('covers every path once, with probabilities that sum to 1', () => {
    expect(PREFIXES).toHaveLength(15);
    expect(new Set(PREFIXES).size).toBe(15);
    expect(PATHS).toHaveLength(188);
    expect(new Set(PATHS.map(({ text, authors }) => `${text}/${authors}`)).size).toBe(188);
    expect(expectation(() => 1)).toBeCloseTo(1, 14);
  });

  test('paths and recursion agree on the expected reward', () => {
    expect(MEAN_REWARD).toBeCloseTo(drawn([JUNIOR, SENIOR], ''), 14);
    expect(MEAN_REWARD).toBeGreaterThan(0.1);
    expect(MEAN_REWARD).toBeLessThan(0.9);
  });

  test('the exact gradient equals finite differences of the expected reward', () => {
    const h = 1e-5;
    PREFIXES.forEach((_, row) => {
      TOKENS.forEach((token) => {
        const rewardAt = (step: number) => {
          const logits = seniorLogits.map((values, i) =>
            values.map((x, k) => (i === row && k === token ? x + step : x)),
          );
          return drawn([JUNIOR, policy(logits)], '');
        };
        expect((rewardAt(h) - rewardAt(-h)) / (2 * h)).toBeCloseTo(at(at(EXACT, row), token), 9);
      });
    });
    expect(norm(EXACT)).toBeGreaterThan(0.01);
  });
});

describe('is the gradient of the expected team reward', () => {
  test.each([
    { kind: 'reinforce' } as const,
    { kind: 'clip', low: 0.2, high: 0.2, dual: 3 } as const,
    { kind: 'cispo', min: 0.8, max: 1.2 } as const,
    { kind: 'sapo', positive: 1, negative: 1.05 } as const,
  ])('senior mask with the constant normalizer, $kind', (surrogate) => {
    const update = expectedUpdate({ ...CLIP, surrogate, normalizer: CONSTANT });
    expect(error(update, MAX_LENGTH)).toBeLessThan(1e-12);
  });

  test('senior mask with the sum of each sequence', () => {
    const normalizer = { kind: 'sequence-sum', countEmpty: true } as const;
    expect(error(expectedUpdate({ ...CLIP, normalizer }), 1)).toBeLessThan(1e-12);
  });

  test('up to a factor: token means over a large batch, whose counts are their expectations', () => {
    const weightedTokens = expectation(({ authors }) => authors.filter((bit) => bit === 1).length);
    const responseTokens = expectation(({ text }) => text.length);
    const totals = { weightedTokens, responseTokens, sequences: 1, nonEmptySequences: 1 };
    const senior = expectedUpdate({ ...CLIP, normalizer: { kind: 'senior-tokens' } }, totals);
    expect(error(senior, weightedTokens)).toBeLessThan(1e-12);
    const all = expectedUpdate({ ...CLIP, normalizer: { kind: 'all-tokens' } }, totals);
    expect(error(all, responseTokens)).toBeLessThan(1e-12);
    expect(weightedTokens).toBeLessThan(responseTokens);
  });
});

describe('is not the gradient of the expected team reward', () => {
  test.each([
    ['sequence mean', { ...CLIP, normalizer: { kind: 'sequence', countEmpty: true, epsilon: 0 } }],
    ['all tokens of each sequence', { ...CLIP, normalizer: { kind: 'all-tokens' } }],
    ['junior weight 0.25', { ...CLIP, normalizer: CONSTANT, juniorWeight: 0.25 }],
    ['junior weight 1', { ...CLIP, normalizer: CONSTANT, juniorWeight: 1 }],
  ] satisfies [string, LossOptions][])('%s', (_, options) => {
    const update = expectedUpdate(options);
    expect(cosine(update)).toBeLessThan(0.999);
    expect(norm(update)).toBeGreaterThan(0);
  });

  test('the more weight the junior’s tokens have, the further off', () => {
    const cosineAt = (juniorWeight: number) =>
      cosine(expectedUpdate({ ...CLIP, normalizer: CONSTANT, juniorWeight }));
    const cosines = [0, 0.1, 0.25, 0.5, 1].map(cosineAt);
    expect(cosines[0]).toBeCloseTo(1, 12);
    cosines.slice(1).forEach((next, i) => {
      expect(next).toBeLessThan(at(cosines, i));
    });
  });
});
