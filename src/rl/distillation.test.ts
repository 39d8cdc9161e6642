// Every text of a tiny student, enumerated: with no advantages and a KL penalty to a teacher, the
// expected update is the exact gradient of the reverse KL at each prefix the student comes to.

import { describe, expect, test } from 'vitest';
import { at } from '../at.ts';
import { advantage } from './advantage.ts';
import type { KlEstimator } from './loss/kl.ts';
import { policyLoss } from './loss/loss.ts';
import { CLIP, SURROGATES } from './loss/loss-cases.fixture.ts';
import type { Surrogate } from './loss/surrogate.ts';
import {
  after,
  chanceOf,
  ended,
  MAX_LENGTH,
  type Policy,
  PREFIXES,
  policy,
  randomLogits,
  TOKENS,
} from './texts.fixture.ts';

interface Text {
  readonly text: string;
  readonly probability: number;
}

/** Every text with its probability. */
function write(
  student: Policy,
  { text, probability }: Text = { text: '', probability: 1 },
): Text[] {
  return TOKENS.flatMap((token) => {
    const next = {
      text: `${text}${token}`,
      probability: probability * chanceOf(student, text, token),
    };
    return ended(next.text) ? [next] : write(student, next);
  });
}

/** Chance of coming to each prefix. */
function visits(student: Policy): number[] {
  return PREFIXES.map((prefix) =>
    [...prefix].reduce(
      (chance, token, t) => chance * chanceOf(student, prefix.slice(0, t), +token),
      1,
    ),
  );
}

/** KL(student || teacher) of the next token after each prefix. */
function divergences(student: Policy, teacher: Policy): number[] {
  return PREFIXES.map((prefix) => {
    const other = after(teacher, prefix);
    return after(student, prefix).reduce((sum, p, k) => sum + p * Math.log(p / at(other, k)), 0);
  });
}

const logits = randomLogits(1);
const STUDENT = policy(logits);
const TEACHER = policy(randomLogits(2));
const TEXTS = write(STUDENT);

/** - d KL / d student logits at each prefix, times the chance of coming there, which is held. */
function exactDescent(): number[][] {
  const chances = visits(STUDENT);
  const apart = divergences(STUDENT, TEACHER);
  return PREFIXES.map((prefix, row) => {
    const other = after(TEACHER, prefix);
    return after(STUDENT, prefix).map(
      (p, k) => -at(chances, row) * p * (Math.log(p / at(other, k)) - at(apart, row)),
    );
  });
}
const EXACT = exactDescent();

/** Descent direction of the loss in the student's logits, averaged exactly over all texts. */
function expectedUpdate(estimator: KlEstimator, surrogate: Surrogate = CLIP.surrogate): number[][] {
  const normalizer = { kind: 'constant', countEmpty: true, maxLength: 1 } as const;
  const update = PREFIXES.map(() => TOKENS.map(() => 0));
  for (const { text, probability } of TEXTS) {
    const tokens = [...text].map(Number);
    const logprobs = (model: Policy) =>
      tokens.map((token, t) => Math.log(chanceOf(model, text.slice(0, t), token)));
    const own = logprobs(STUDENT);
    const [gradients] = policyLoss(
      advantage([{ group: 0, reward: 1 }], NONE).map((one) => ({
        advantage: one,
        authors: tokens.map(() => 1),
        newLogprobs: own,
        oldLogprobs: own,
        referenceLogprobs: logprobs(TEACHER),
      })),
      { ...CLIP, surrogate, normalizer, kl: { estimator, weight: 1 } },
    ).gradients;
    if (gradients === undefined) throw new Error('no gradients of the text');
    tokens.forEach((token, t) => {
      const row = at(update, PREFIXES.indexOf(text.slice(0, t)));
      after(STUDENT, text.slice(0, t)).forEach((chance, k) => {
        row[k] = at(row, k) - probability * at(gradients, t) * ((k === token ? 1 : 0) - chance);
      });
    });
  }
  return update;
}
const NONE = { advantage: 'none', divideByStd: true, failureWeight: 0 } as const;

const largest = (values: readonly number[][]) => Math.max(...values.flat().map(Math.abs));
const difference = (a: readonly number[][], b: readonly number[][]) =>
  a.map((row, i) => row.map((x, k) => x - at(at(b, i), k)));

/** - d objective / d student logits by central differences. */
function differences(objective: (student: Policy) => number): number[][] {
  const h = 1e-5;
  const nudged = (row: number, k: number, by: number) =>
    policy(logits.map((own, i) => own.map((x, j) => (i === row && j === k ? x + by : x))));
  return logits.map((own, row) =>
    own.map((_, k) => -(objective(nudged(row, k, h)) - objective(nudged(row, k, -h))) / (2 * h)),
  );
}

const weighted = (weights: readonly number[], values: readonly number[]) =>
  values.reduce((sum, value, i) => sum + at(weights, i) * value, 0);

test('the enumeration covers every text once', () => {
  expect(TEXTS).toHaveLength(1 + 2 + 4 + 8 * TOKENS.length);
  expect(TEXTS.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 14);
  expect(Math.max(...TEXTS.map(({ text }) => text.length))).toBe(MAX_LENGTH);
});

test('the exact gradient equals finite differences of the KL where the student comes', () => {
  const chances = visits(STUDENT);
  const found = differences((student) => weighted(chances, divergences(student, TEACHER)));
  expect(largest(difference(found, EXACT))).toBeLessThan(1e-9);
  expect(largest(EXACT)).toBeGreaterThan(0.05);
});

describe('no advantages', () => {
  test.each(SURROGATES)(
    'k2 and k3+ give that gradient, whatever the surrogate: $kind',
    (surrogate) => {
      for (const estimator of ['k2', 'k3+'] as const) {
        const error = largest(difference(expectedUpdate(estimator, surrogate), EXACT));
        expect(error).toBeLessThan(1e-12);
      }
    },
  );

  test('k1 gives none, and k3 another', () => {
    expect(largest(expectedUpdate('k1'))).toBeLessThan(1e-12);
    expect(largest(difference(expectedUpdate('k3'), EXACT))).toBeGreaterThan(0.1 * largest(EXACT));
  });

  test('it is not the gradient of the KL of whole texts: where a token leads does not count', () => {
    const whole = differences((student) =>
      weighted(visits(student), divergences(student, TEACHER)),
    );
    expect(largest(difference(whole, EXACT))).toBeGreaterThan(0.1 * largest(EXACT));
  });
});
