// A rollout as text that shows the author of each token.
import { styleText } from 'node:util';
import type { RewardedRollout } from '../../src/run/events.ts';
import type { Tokenizer } from '../../src/tokenizer/tokenizer.ts';

const LOOKS = {
  senior: { mark: '▸S', colour: 'blue' },
  junior: { mark: '▸J', colour: 'yellow' },
} as const;
type AuthorName = keyof typeof LOOKS;

/** Whether to colour: NO_COLOR forbids and FORCE_COLOR demands it, else a terminal decides. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  return forced === undefined ? stream.isTTY === true : forced !== '0' && forced !== 'false';
}

function paint(author: AuthorName, text: string, colour: boolean): string {
  // Whether to colour is decided above; styleText would decide anew.
  return colour ? styleText(LOOKS[author].colour, text, { validateStream: false }) : text;
}

export function legend(colour: boolean): string {
  const entry = (author: AuthorName) => paint(author, `${LOOKS[author].mark} ${author}`, colour);
  return `${entry('senior')}  ${entry('junior')}  (a mark shows where the author changes)`;
}

const authorAt = (rollout: Painted, t: number): AuthorName =>
  rollout.authors[t] === 1 ? 'senior' : 'junior';

type Painted = Pick<RewardedRollout, 'tokens' | 'authors'>;

/** Changes of author. */
export function handoffs({ authors }: Painted): number {
  return authors.reduce((sum, bit, t) => sum + (t > 0 && bit !== authors[t - 1] ? 1 : 0), 0);
}

/** Neighbouring tokens of one author as one text. */
function runs(rollout: Painted, tokenizer: Pick<Tokenizer, 'surface'>) {
  const found: { author: AuthorName; text: string }[] = [];
  rollout.tokens.forEach((id, t) => {
    const author = authorAt(rollout, t);
    const last = found.at(-1);
    if (last?.author === author) last.text += tokenizer.surface(id);
    else found.push({ author, text: tokenizer.surface(id) });
  });
  return found;
}

/**
 * The solution, a mark at the start of every run of one author; lines are indented by two spaces.
 * A mark inside a line takes a space before it; the space after it is the token's own, if it has one.
 */
export function paintRollout(
  rollout: Painted,
  tokenizer: Pick<Tokenizer, 'surface'>,
  colour: boolean,
): string {
  let startsLine = true;
  let text = '';
  for (const run of runs(rollout, tokenizer)) {
    // Each line is painted for itself, so that the indentation has no colour.
    const lines = `${LOOKS[run.author].mark}${run.text}`.split('\n');
    const painted = lines.map((line) => (line === '' ? '' : paint(run.author, line, colour)));
    text += `${startsLine ? '' : ' '}${painted.join('\n')}`;
    startsLine = run.text.endsWith('\n');
  }
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
