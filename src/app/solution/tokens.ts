// A rollout cut into what is drawn: lines, runs of one author, tokens.
import type { RewardedRollout } from '../../run/events.ts';

export type Author = 'senior' | 'junior';

/** Who holds the pen: a model, or the person at the page. */
export type TokenWriter = Author | 'you';

/** Tokens from one place to before another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TokenPiece {
  /** Position in the rollout. */
  readonly index: number;
  /** Space before the text; drawn as a gap. */
  readonly gap: string;
  readonly text: string;
  readonly ending: 'line' | 'solution' | null;
}

/** Neighbouring tokens of one author on one line. */
export interface TokenRun {
  readonly author: TokenWriter;
  /** Whether the pen changed hands right before it. */
  readonly isHandoff: boolean;
  readonly tokens: readonly TokenPiece[];
}

export type TokenLine = readonly TokenRun[];

export const authorOf = (rollout: RewardedRollout, t: number): Author =>
  rollout.authors[t] === 1 ? 'senior' : 'junior';

/** @param yours what a person wrote */
export const penOf = (rollout: RewardedRollout, t: number, yours: Span | null): TokenWriter =>
  yours !== null && t >= yours.from && t < yours.to ? 'you' : authorOf(rollout, t);

/** Surface form of a token, or its id where the vocabulary has none. */
export const surface = (vocabulary: readonly string[], id: number | undefined): string =>
  (id === undefined ? undefined : vocabulary[id]) ?? `⟨${id}⟩`;

/** A token's text by itself: spaces and line ends made visible. */
export function visible(text: string): string {
  return text.replaceAll(' ', '·').replaceAll('\n', '↵');
}

function piece(rollout: RewardedRollout, vocabulary: readonly string[], t: number): TokenPiece {
  const whole = surface(vocabulary, rollout.tokens[t]);
  if (rollout.finish === 'eos' && t === rollout.tokens.length - 1) {
    return { index: t, gap: '', text: '', ending: 'solution' };
  }
  const gap = /^ */.exec(whole)?.[0] ?? '';
  const rest = whole.slice(gap.length);
  const endsLine = rest.endsWith('\n');
  return {
    index: t,
    gap,
    text: endsLine ? rest.slice(0, -1) : rest,
    ending: endsLine ? 'line' : null,
  };
}

/** Lines of the solution; every token of the rollout is in exactly one run. */
export function tokenLines(
  rollout: RewardedRollout,
  vocabulary: readonly string[],
  yours: Span | null = null,
): readonly TokenLine[] {
  const lines: TokenRun[][] = [];
  let line: TokenRun[] = [];
  let tokens: TokenPiece[] = [];
  const last = rollout.tokens.length - 1;
  for (let t = 0; t <= last; t++) {
    const author = penOf(rollout, t, yours);
    const isHandoff = t > 0 && penOf(rollout, t - 1, yours) !== author;
    const token = piece(rollout, vocabulary, t);
    if (isHandoff || tokens.length === 0) {
      tokens = [];
      line.push({ author, isHandoff, tokens });
    }
    tokens.push(token);
    if (token.ending === 'line' || t === last) {
      lines.push(line);
      line = [];
      tokens = [];
    }
  }
  return lines;
}

/** The solution as sentences: who wrote what, in order. */
export function transcript(rollout: RewardedRollout, vocabulary: readonly string[]): string {
  const turns: string[] = [];
  for (const run of tokenLines(rollout, vocabulary).flat()) {
    const text = run.tokens
      .map((token) => token.gap + token.text)
      .join('')
      .trim();
    const end = run.tokens.at(-1)?.ending;
    const tail = end === 'line' ? ' (new line)' : end === 'solution' ? ' (end)' : '';
    const start = run.isHandoff || turns.length === 0 ? `${run.author}: ` : '';
    turns.push(`${start}${text}${tail}`);
  }
  return turns.join(' ');
}
