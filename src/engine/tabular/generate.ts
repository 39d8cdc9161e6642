// Two tables write each row together, one token at a time: the co-written rollout in its plainest
// form, and the oracle that faster engines are compared with. Knows no optimizer.
import { type AuthorState, firstAuthor, nextAuthor } from '../../tandem/author.ts';
import { coinDraw, tokenDraw } from '../../tandem/keys.ts';
import type { GenerateRequest, GenerateRow, Rollout, RolloutSide, TopTokens } from '../engine.ts';
import { greedyToken, sampleToken, topEntries } from '../sample.ts';
import { entropy } from './divergence.ts';
import { type Distribution, distribution, type Table } from './table.ts';

export interface Pair {
  readonly senior: Table;
  readonly junior: Table;
}

/** What one position adds to a rollout. */
interface Position {
  readonly token: number;
  readonly author: number;
  redraw: number;
  readonly senior: Distribution;
  readonly junior: Distribution;
}

type Which = 'senior' | 'junior';

/** A model's candidate for a position; drawn whether or not it is the author. */
function candidate(next: Distribution, request: GenerateRequest, draw: number): number {
  const { sampling } = request;
  if (sampling.temperature === 0) return greedyToken(next.probabilities);
  return sampleToken(next.probabilities, draw, sampling);
}

function writeToken(
  pair: Pair,
  request: GenerateRequest,
  row: GenerateRow,
  at: { readonly positions: readonly Position[]; readonly senior: boolean },
): Position {
  const position = at.positions.length;
  const before = at.positions[position - 1]?.token;
  const propose = (which: Which, prompt: readonly number[]) => {
    const previous = before ?? prompt[prompt.length - 1];
    const { temperature } = request.sampling;
    const next = distribution(pair[which], { previous, position }, temperature);
    return { next, token: candidate(next, request, tokenDraw(request, row, which, position)) };
  };
  const senior = propose('senior', row.prompts.senior);
  const junior = propose('junior', row.prompts.junior);
  return {
    token: at.senior ? senior.token : junior.token,
    author: at.senior ? 1 : 0,
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

function rolloutOf(row: GenerateRow, positions: readonly Position[], eosId: number): Rollout {
  const bits = (pick: (at: Position) => number) => Uint8Array.from(positions, pick);
  const numbers = (pick: (at: Position) => number) => Float32Array.from(positions, pick);
  const side = (which: Which): RolloutSide => ({
    prompt: row.prompts[which],
    logprobs: numbers((at) => at[which].logprobs[at.token]),
    entropies: numbers((at) => entropy(at[which])),
    top:
      row.topTokens === 0
        ? null
        : topTokens(
            positions.map((at) => at[which]),
            row.topTokens,
          ),
  });
  return {
    tokens: Int32Array.from(positions, (at) => at.token),
    authors: bits((at) => at.author),
    redraws: bits((at) => at.redraw),
    senior: side('senior'),
    junior: side('junior'),
    finish: positions[positions.length - 1]?.token === eosId ? 'eos' : 'length',
  };
}

/** One co-written solution; ends with EOS or at the length limit. */
export function generateRow(pair: Pair, request: GenerateRequest, row: GenerateRow): Rollout {
  const { schedule, sampling, eosId } = request;
  const positions: Position[] = [];
  let state: AuthorState = firstAuthor(schedule, () => coinDraw(request, row, 0));
  for (;;) {
    const at = writeToken(pair, request, row, { positions, senior: state.senior });
    positions.push(at);
    if (at.token === eosId || positions.length === sampling.maxNewTokens) break;
    const coin = () => coinDraw(request, row, positions.length);
    const step = nextAuthor(state, at.token, schedule, coin);
    at.redraw = step.redraw ? 1 : 0;
    state = step.state;
  }
  return rolloutOf(row, positions, eosId);
}
