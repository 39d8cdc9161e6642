// The draw of a token and the choice of its successor's author, by the functions every engine shares.

import { type Stream, uniform } from '../../../random/random.ts';
import { nextAuthor } from '../../../tandem/author.ts';
import type { Schedule } from '../../../tandem/schedule.ts';
import { greedyToken, sampleToken } from '../../sample.ts';
import type { SCHEDULES } from '../plan/writer.ts';
import { type Reference, rowOf } from './kernel.ts';

const ALL = { topK: 0, topP: 1 };
/** The schedules by their number; see plan/writer.ts. */
const KINDS: readonly Schedule['kind'][] = [
  'word',
  'chunk',
  'alternate',
] satisfies readonly (keyof typeof SCHEDULES)[];

type Writing = Parameters<Reference<'writeTokens'>>;

export const writeTokens: Reference<'writeTokens'> = (buffers, sizes) => {
  for (let i = 0; i < sizes.n; i++) {
    const slot = buffers.rowSlots[i];
    if (buffers.state[4 * slot + 3] === 0) writeToken(buffers, sizes, { i, slot });
  }
};

function writeToken(buffers: Writing[0], sizes: Writing[1], at: { i: number; slot: number }): void {
  const { vocabulary, maxNewTokens, eosId, seed, step } = sizes;
  const state = rowOf(buffers.state, at.slot, 4);
  const [turn, gap, position] = state;
  const senior = turn === 1;
  const wide = Math.ceil(vocabulary / 8) * 8;
  const [first, second] = [buffers.seniorRows[at.i], buffers.juniorRows[at.i]];
  const all = senior
    ? rowOf(buffers.seniorProbabilities, first, wide)
    : rowOf(buffers.juniorProbabilities, second, wide);
  const probabilities = all.subarray(0, vocabulary);
  const sequence = buffers.sequences[at.slot];
  const draw = (stream: Stream, of: number) => uniform({ seed, stream, step, sequence }, of);
  const token = sizes.greedy
    ? greedyToken(probabilities)
    : sampleToken(probabilities, draw(senior ? 'senior' : 'junior', position), ALL);
  const end = token === eosId ? 1 : position === maxNewTokens - 1 ? 2 : 0;
  const schedule = scheduleOf(buffers.boundary, sizes);
  const coin = () => draw('coin', position + 1);
  const next =
    end === 0
      ? nextAuthor({ senior, gap }, token, schedule, coin)
      : { state: { senior, gap }, redraw: false };
  state.set([next.state.senior ? 1 : 0, next.state.gap, position + 1, end]);
  rowOf(buffers.written, at.slot * maxNewTokens + position, 8).set([
    token,
    turn,
    next.redraw ? 1 : 0,
    buffers.seniorLogprobs[first * wide + token],
    buffers.juniorLogprobs[second * wide + token],
    buffers.seniorEntropies[first],
    buffers.juniorEntropies[second],
    0,
  ]);
}

function scheduleOf(
  boundary: Float64Array,
  { vocabulary, schedule, maxGap, chunkSize, coin }: Writing[1],
): Schedule {
  return {
    kind: KINDS[schedule] ?? 'word',
    seniorProbability: coin / 2 ** 24,
    maxGap,
    chunkSize,
    start: 'coin',
    boundary: Uint8Array.from(boundary.subarray(0, vocabulary)),
  };
}

export const feedWritten: Reference<'feedWritten'> = (
  { rowSlots, prompted, state, written, ids, positions },
  { n, maxNewTokens },
) => {
  for (let i = 0; i < n; i++) {
    const last = state[4 * rowSlots[i] + 2] - 1;
    ids[i] = written[8 * (rowSlots[i] * maxNewTokens + last)];
    positions[i] = prompted[rowSlots[i]] + last;
  }
};
