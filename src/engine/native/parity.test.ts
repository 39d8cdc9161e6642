// The native engine against the tfjs engine on the same models and keys: rollouts token by token,
// scores, divergences and a training curve.

import { beforeAll, expect, test, vi } from 'vitest';
import {
  engineFor,
  smallCheckpoint,
  smallRequest,
  smallSchedule,
  tinyCheckpoint,
} from '../../../test/fixtures/tiny.ts';
import { at } from '../../at.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { tokenDraw } from '../../tandem/keys.ts';
import type { Engine, GenerateRequest, Rollout } from '../engine.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let native: Engine;
let tfjs: Engine;
beforeAll(async () => {
  native = await engineFor('native-wasm');
  tfjs = await engineFor('tfjs-wasm');
});

const OPTIMIZER = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.01,
  maxGradNorm: 1,
};

const LARGER = { hiddenSize: 40, intermediateSize: 72, layers: 2, heads: 4, kvHeads: 2 };
const PAIRS: readonly (readonly [string, Checkpoint, Checkpoint])[] = [
  ['small vocabulary', smallCheckpoint(1), smallCheckpoint(2, LARGER)],
  ['qwen3, untied', smallCheckpoint(3, { modelType: 'qwen3', tied: false }), smallCheckpoint(4)],
  ['shipped vocabulary', tinyCheckpoint(1, LARGER), tinyCheckpoint(2, { heads: 4 })],
];

/** Draws closer than this to the edge of a token's interval may fall on either side. */
const NEAR = 1e-5;

/** Whether rounding may decide a token: the draw lies within NEAR of the edge of its interval. */
function isNear(
  request: GenerateRequest,
  rollout: Rollout,
  row: number,
  position: number,
): boolean {
  const model = rollout.authors[position] === 1 ? 'senior' : 'junior';
  const u = tokenDraw(request, at(request.rows, row), model, position);
  const { top } = rollout[model];
  if (top === null) throw new Error('the test records all probabilities');
  const size = request.schedule.boundary.length;
  const probabilities = new Float64Array(size);
  for (let i = position * size; i < (position + 1) * size; i++) {
    probabilities[at(top.ids, i)] = at(top.probabilities, i);
  }
  let sum = 0;
  return probabilities.some((p) => {
    sum += p;
    return Math.abs(sum - u) < NEAR;
  });
}

test.each(PAIRS)('%s: the same rollouts for the same keys', async (_, senior, junior) => {
  const size = senior.config.vocabSize;
  const request = smallRequest({
    rows: Array.from({ length: 48 }, (_, sequence) => {
      const senior = [3, 4 + (sequence % 6), 5];
      const junior = sequence % 2 === 0 ? senior : [6, 3];
      return { prompts: { senior, junior }, sequence, topTokens: size };
    }),
    schedule: smallSchedule({ boundary: Uint8Array.from({ length: size }, (_, id) => id % 2) }),
  });
  const rollouts = async (engine: Engine) =>
    engine.generate(await engine.load(senior), await engine.load(junior), request);
  const own = await rollouts(native);
  const wanted = await rollouts(tfjs);
  let others = 0;
  own.forEach((rollout, row) => {
    const theirs = at(wanted, row);
    const first = rollout.tokens.findIndex((token, t) => token !== at(theirs.tokens, t));
    if (first >= 0) {
      others++;
      expect(isNear(request, rollout, row, first), `row ${row}, token ${first}`).toBe(true);
      return;
    }
    expect(rollout.authors).toEqual(theirs.authors);
    expect(rollout.redraws).toEqual(theirs.redraws);
    expect(rollout.finish).toEqual(theirs.finish);
    for (const model of ['senior', 'junior'] as const) {
      for (const name of ['logprobs', 'entropies'] as const) {
        rollout[model][name].forEach((value, t) => {
          expect(Math.abs(value - at(theirs[model][name], t)), `${model} ${name}`).toBeLessThan(
            1e-4,
          );
        });
      }
    }
  });
  expect(others, 'rollouts that a rounding decides').toBeLessThanOrEqual(1);
});

test.each(PAIRS)('%s: the same scores and divergences', async (_, one, two) => {
  const request = smallRequest({ eosId: -1 });
  const rollouts = await native.generate(await native.load(one), await native.load(two), {
    ...request,
    schedule: smallSchedule({ boundary: new Uint8Array(one.config.vocabSize) }),
  });
  const batch = rollouts.map(({ senior, tokens }) => ({ prompt: senior.prompt, tokens }));
  const scores = async (engine: Engine) => {
    const against = await engine.load(two);
    return engine.score(await engine.load(one), batch, { temperature: 0.9, against });
  };
  const wanted = await scores(tfjs);
  (await scores(native)).forEach((score, row) => {
    for (const name of ['logprobs', 'entropies', 'kl', 'js'] as const) {
      const values = at(wanted, row)[name];
      expect(score[name]?.length).toBe(values?.length);
      score[name]?.forEach((value, t) => {
        expect(Math.abs(value - (values?.[t] ?? Number.NaN)), name).toBeLessThan(1e-4);
      });
    }
  });
});

test.each(PAIRS)('%s: twenty steps of training follow the same curve', async (_, one, two) => {
  const request = smallRequest({ eosId: -1 });
  const schedule = smallSchedule({ boundary: new Uint8Array(one.config.vocabSize) });
  const teacher = await native.load(two);
  const rollouts = await native.generate(teacher, teacher, { ...request, schedule });
  const batch = rollouts.map(({ senior, tokens }) => ({
    prompt: senior.prompt,
    tokens,
    gradients: new Float64Array(tokens.length).fill(-1 / 192),
  }));
  const curve = async (engine: Engine) => {
    const model = await engine.load(one);
    const points: number[] = [];
    for (let step = 0; step < 20; step++) {
      const { logprobs, gradNorm } = await engine.update(model, batch, 1, OPTIMIZER);
      const loss = -logprobs.reduce((sum, row) => row.reduce((part, x) => part + x, sum), 0) / 192;
      points.push(loss, gradNorm);
    }
    return points;
  };
  const wanted = await curve(tfjs);
  const own = await curve(native);
  expect(own[38]).toBeLessThan(0.9 * at(own, 0));
  own.forEach((value, i) => {
    expect(Math.abs(value - at(wanted, i)), `point ${i}`).toBeLessThan(2e-3 * at(wanted, i));
  });
});
