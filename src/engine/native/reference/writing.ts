// The draw of a token and the choice of its successor's author, by the functions every engine shares.

import { at } from '../../../at.ts';
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

type WriteTokens = Parameters<Reference<'writeTokens'>>;

export const writeTokens: Reference<'writeTokens'> = (buffers, sizes) => {
  for (let i = 0; i < sizes.n; i++) {
    const slot = at(buffers.rowSlots, i);
    const row = { slot, senior: at(buffers.seniorRows, i), junior: at(buffers.juniorRows, i) };
    if (buffers.state[4 * slot + 3] === 0) writeToken(buffers, sizes, row);
  }
};

/** A sequence's slot, and the rows of the models' distributions that are its own. */
interface SequenceRows {
  readonly slot: number;
  readonly senior: number;
  readonly junior: number;
}

function writeToken(buffers: WriteTokens[0], sizes: WriteTokens[1], row: SequenceRows): void {
  const { vocabulary, maxNewTokens, eosId, seed, step } = sizes;
  const state = rowOf(buffers.state, row.slot, 4);
  const [turn, gap, position] = [at(state, 0), at(state, 1), at(state, 2)];
  const senior = turn === 1;
  const wide = Math.ceil(vocabulary / 8) * 8;
  const all = senior
    ? rowOf(buffers.seniorProbabilities, row.senior, wide)
    : rowOf(buffers.juniorProbabilities, row.junior, wide);
  const probabilities = all.subarray(0, vocabulary);
  const sequence = at(buffers.sequences, row.slot);
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
  rowOf(buffers.written, row.slot * maxNewTokens + position, 8).set([
    token,
    turn,
    next.redraw ? 1 : 0,
    at(buffers.seniorLogprobs, row.senior * wide + token),
    at(buffers.juniorLogprobs, row.junior * wide + token),
    at(buffers.seniorEntropies, row.senior),
    at(buffers.juniorEntropies, row.junior),
    0,
  ]);
}

function scheduleOf(
  boundary: Float64Array,
  { vocabulary, schedule, maxGap, chunkSize, coin }: WriteTokens[1],
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
    const slot = at(rowSlots, i);
    const last = at(state, 4 * slot + 2) - 1;
    ids[i] = at(written, 8 * (slot * maxNewTokens + last));
    positions[i] = at(prompted, slot) + last;
  }
};
