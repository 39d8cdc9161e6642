// Two tables write each row together, one token at a time: the co-written rollout in its plainest form, and
// the oracle that faster engines are compared with.
import { at } from '../../at.ts';
import { type AuthorState, firstAuthor, nextAuthor } from '../../tandem/author.ts';
import { coinDraw, tokenDraw } from '../../tandem/keys.ts';
import type { GenerateRequest, GenerateRow, Rollout, RolloutSide, TopTokens } from '../engine.ts';
import { greedyToken, sampleToken, topEntries } from '../sample.ts';
import { entropy } from './divergence.ts';
import { type Distribution, distribution, type Table } from './table.ts';

export interface TablePair {
  readonly senior: Table;
  readonly junior: Table;
}

/** What one position adds to a rollout. */
interface WrittenToken {
  readonly token: number;
  readonly author: number;
  redraw: number;
  readonly senior: Distribution;
  readonly junior: Distribution;
}

type SideName = 'senior' | 'junior';

/** A model's candidate for a position; drawn whether or not it is the author. */
function candidate(next: Distribution, request: GenerateRequest, draw: number): number {
  const { sampling } = request;
  if (sampling.temperature === 0) return greedyToken(next.probabilities);
  return sampleToken(next.probabilities, draw, sampling);
}

function writeToken(
  pair: TablePair,
  request: GenerateRequest,
  row: GenerateRow,
  {
    positions,
    isSenior,
  }: { readonly positions: readonly WrittenToken[]; readonly isSenior: boolean },
): WrittenToken {
  const position = positions.length;
  const before = positions[position - 1]?.token;
  const propose = (which: SideName, prompt: readonly number[]) => {
    const previous = before ?? at(prompt, prompt.length - 1);
    const { temperature } = request.sampling;
    const next = distribution(pair[which], { previous, position }, temperature);
    return { next, token: candidate(next, request, tokenDraw(request, row, which, position)) };
  };
  const senior = propose('senior', row.prompts.senior);
  const junior = propose('junior', row.prompts.junior);
  return {
    token: isSenior ? senior.token : junior.token,
    author: isSenior ? 1 : 0,
    redraw: 0,
    senior: senior.next,
    junior: junior.next,
  };
}

function topTokens(next: readonly Distribution[], n: number): TopTokens {
  const entries = next.flatMap(({ probabilities }) => topEntries(probabilities, n));
  return {
    ids: Int32Array.from(entries, (entry) => entry.id),
    probabilities: Float32Array.from(entries, (entry) => entry.probability),
  };
}

function rolloutOf(row: GenerateRow, positions: readonly WrittenToken[], eosId: number): Rollout {
  const bits = (pick: (position: WrittenToken) => number) => Uint8Array.from(positions, pick);
  const numbers = (pick: (position: WrittenToken) => number) => Float32Array.from(positions, pick);
  const side = (which: SideName): RolloutSide => ({
    prompt: row.prompts[which],
    logprobs: numbers((position) => at(position[which].logprobs, position.token)),
    entropies: numbers((position) => entropy(position[which])),
    top:
      row.topTokens === 0
        ? null
        : topTokens(
            positions.map((position) => position[which]),
            row.topTokens,
          ),
  });
  return {
    tokens: Int32Array.from(positions, ({ token }) => token),
    authors: bits(({ author }) => author),
    redraws: bits(({ redraw }) => redraw),
    senior: side('senior'),
    junior: side('junior'),
    finish: positions[positions.length - 1]?.token === eosId ? 'eos' : 'length',
  };
}

/** One co-written solution; ends with EOS or at the length limit. */
export function generateRow(pair: TablePair, request: GenerateRequest, row: GenerateRow): Rollout {
  const { schedule, sampling, eosId } = request;
  const positions: WrittenToken[] = [];
  let state: AuthorState = firstAuthor(schedule, () => coinDraw(request, row, 0));
  for (;;) {
    const written = writeToken(pair, request, row, { positions, isSenior: state.senior });
    positions.push(written);
    if (written.token === eosId || positions.length === sampling.maxNewTokens) break;
    const coin = () => coinDraw(request, row, positions.length);
    const step = nextAuthor(state, written.token, schedule, coin);
    written.redraw = step.redraw ? 1 : 0;
    state = step.state;
  }
  return rolloutOf(row, positions, eosId);
}
