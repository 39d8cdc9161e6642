// A rollout as text in which one sees who wrote what. Knows no command and no terminal but its colours.
import { styleText } from 'node:util';
import type { RewardedRollout } from '../src/run/events.ts';
import type { Tokenizer } from '../src/tokenizer/tokenizer.ts';

const LOOKS = {
  senior: { mark: '▸S', colour: 'blue' },
  junior: { mark: '▸J', colour: 'yellow' },
} as const;
type Author = keyof typeof LOOKS;

/** Whether to colour: NO_COLOR forbids and FORCE_COLOR demands it, else a terminal decides. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (environment.NO_COLOR) return false;
  const forced = environment.FORCE_COLOR;
  return forced === undefined ? stream.isTTY === true : forced !== '0' && forced !== 'false';
}

function paint(author: Author, text: string, colour: boolean): string {
  return colour ? styleText(LOOKS[author].colour, text) : text;
}

export function legend(colour: boolean): string {
  const entry = (author: Author) => paint(author, `${LOOKS[author].mark} ${author}`, colour);
  return `${entry('senior')}  ${entry('junior')}  (a mark stands where the author changes)`;
}

const authorAt = (rollout: Painted, t: number): Author =>
  rollout.authors[t] === 1 ? 'senior' : 'junior';

type Painted = Pick<RewardedRollout, 'tokens' | 'authors'>;

/** Changes of author. */
export function handoffs({ authors }: Painted): number {
  return authors.reduce((sum, bit, t) => sum + (t > 0 && bit !== authors[t - 1] ? 1 : 0), 0);
}

/** The solution, a mark at the start of every run of one author; lines are indented by two spaces. */
export function paintRollout(
  rollout: Painted,
  tokenizer: Pick<Tokenizer, 'surface'>,
  colour: boolean,
): string {
  let text = '';
  rollout.tokens.forEach((id, t) => {
    const author = authorAt(rollout, t);
    const isNew = t === 0 || author !== authorAt(rollout, t - 1);
    // The mark takes the place before the token's own space, so that words keep their distance.
    if (isNew)
      text += `${text === '' || text.endsWith('\n') ? '' : ' '}${paint(author, LOOKS[author].mark, colour)}`;
    text += tokenizer
      .surface(id)
      .split('\n')
      .map((part) => (part === '' ? '' : paint(author, part, colour)))
      .join('\n');
  });
  return text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
