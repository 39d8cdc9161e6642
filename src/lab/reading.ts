// A solution read by both models, position by position: their top tokens, what their own draws would have
// written, and the KL between them.
import { rowOf, topOfBoth } from '../engine/requests.ts';
import { encodePrompt } from '../rl/rollout.ts';
import type { Problem } from '../tasks/parts/task.ts';
import { attemptRequest, type Lab, lastSchedule } from './lab.ts';
import type { NextTokens } from './next-tokens.ts';

/** Token ids of both models, one for each place. */
export interface Drawn {
  readonly senior: Int32Array;
  readonly junior: Int32Array;
}

export interface Reading {
  /** The top tokens of each model, most probable first: equally many for each position. */
  readonly topTokens: NextTokens;
  /** What each would have written with the rollout's own draws. */
  readonly drawn: Drawn;
  /** KL(senior || junior) over the whole vocabulary, nats. */
  readonly kl: Float32Array;
}

/** The token that a model's own draw takes at a place, of its probabilities in the order of ids. */
export type Draw = (
  model: 'senior' | 'junior',
  position: number,
  probabilities: Float32Array,
) => number;

interface Solution {
  readonly problem: Problem;
  readonly tokens: readonly number[];
}

/** Places that are read at once. */
const AT_ONCE = 16;

/**
 * Calls `onPart` after every part with the positions read; ends early, with null, when it returns false.
 * @param count top tokens of each model at a position
 */
export async function read(
  lab: Lab,
  solution: Solution,
  how: { readonly count: number; readonly draw: Draw },
  onPart: (done: number, of: number) => boolean | Promise<boolean>,
): Promise<Reading | null> {
  const all = solution.tokens.length;
  const sides = { senior: newSide(all, how.count), junior: newSide(all, how.count) };
  for (let from = 0; from < all; from += AT_ONCE) {
    const rows = await distributionsAt(lab, solution, from, Math.min(all, from + AT_ONCE));
    rows.forEach((distributions, i) => {
      for (const model of ['senior', 'junior'] as const) {
        record(sides[model], from + i, distributions[model], (row) =>
          how.draw(model, from + i, row),
        );
      }
    });
    if (!(await onPart(Math.min(all, from + AT_ONCE), all))) return null;
  }
  return {
    topTokens: { senior: sides.senior.best, junior: sides.junior.best },
    drawn: { senior: sides.senior.drawn, junior: sides.junior.drawn },
    kl: await divergence(lab, solution),
  };
}

const newSide = (places: number, count: number) => ({
  count,
  best: {
    ids: new Int32Array(places * count),
    probabilities: new Float32Array(places * count),
  },
  drawn: new Int32Array(places),
});

/** @param distribution all tokens of the vocabulary, best first */
function record(
  { best, drawn, count }: ReturnType<typeof newSide>,
  place: number,
  distribution: NextTokens['senior'],
  draw: (probabilities: Float32Array) => number,
): void {
  best.ids.set(distribution.ids.subarray(0, count), place * count);
  best.probabilities.set(distribution.probabilities.subarray(0, count), place * count);
  const byId = new Float32Array(distribution.ids.length);
  distribution.ids.forEach((id, i) => {
    byId[id] = distribution.probabilities[i] ?? 0;
  });
  drawn[place] = draw(byId);
}

/** Both models' whole distributions at the places from `from` to before `to`. */
async function distributionsAt(
  lab: Lab,
  { problem, tokens }: Solution,
  from: number,
  to: number,
): Promise<readonly NextTokens[]> {
  const { engine, pair } = lab;
  const prompt = encodePrompt(pair.tokenizer, problem);
  const all = pair.tokenizer.vocabulary.length;
  const rows = Array.from({ length: to - from }, (_, i) =>
    rowOf([...prompt, ...tokens.slice(0, from + i)], i, all),
  );
  const how = { schedule: lastSchedule(lab), maxNewTokens: 1, attempt: 0 };
  const request = attemptRequest(lab, rows, how);
  const rollouts = await engine.generate(pair.senior, pair.junior, request);
  return rollouts.map((rollout) => {
    const top = topOfBoth(rollout);
    if (top === null) throw new Error('the engine recorded no top tokens');
    return top;
  });
}

async function divergence(
  { engine, pair, config }: Lab,
  { problem, tokens }: Solution,
): Promise<Float32Array> {
  const sequence = { prompt: encodePrompt(pair.tokenizer, problem), tokens };
  const options = { temperature: config.temperature, against: pair.junior };
  const [scores] = await engine.score(pair.senior, [sequence], options);
  if (!scores?.kl) throw new Error('the engine scored no divergence');
  return scores.kl;
}
