// A person in the junior's place: the senior writes until a coin gives the turn away, the person adds a
// word, and the coin is tossed again.
import type { RunConfig } from '../config/fields.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import { coinDraw } from '../tandem/keys.ts';
import { TASKS } from '../tasks/index.ts';
import type { Problem } from '../tasks/parts/task.ts';
import { TokenizerError } from '../tokenizer/tokenizer.ts';
import { attemptKey, type Lab, type SolutionPrefix } from './lab.ts';
import { LINE_END, SOLUTION_END, spelled } from './words.ts';
import { continued } from './write-on.ts';

/** A test problem of the run, the first where `index` is 0; from the last one on they begin again. */
export function heldOut(config: Pick<RunConfig, 'task' | 'seed'>, index: number): Problem {
  const task = TASKS[config.task];
  const position = index % task.space().test;
  const problem = evaluationProblems(task, 'test', position + 1, config.seed)[position];
  if (problem === undefined) throw new Error(`${task.name} has no test problem ${position + 1}`);
  return problem;
}

/** A solution after a turn, and who writes next. */
export interface Turn {
  readonly place: SolutionPrefix;
  readonly next: 'person' | 'senior' | 'nobody';
}

/** The senior's turn: what it writes until the coin gives the turn to the person, or to the end. */
export async function seniorTurn(lab: Lab, place: SolutionPrefix, attempt: number): Promise<Turn> {
  const options = { writer: 'both', attempt, start: 'senior' } as const;
  const { tokens, authors } = await continued(lab, place, options);
  const handoff = authors.indexOf(0);
  const isOver = handoff < 0;
  return {
    place: add(place, isOver ? tokens : tokens.slice(0, handoff), 1),
    next: isOver ? 'nobody' : 'person',
  };
}

/** The first toss, and the one after a person's word. */
export function toss(
  { config }: Lab,
  { tokens }: SolutionPrefix,
  attempt: number,
): 'person' | 'senior' {
  const key = { seed: config.seed, step: attemptKey(attempt) };
  const draw = coinDraw(key, { sequence: tokens.length }, tokens.length);
  return draw < config.seniorProbability ? 'senior' : 'person';
}

/**
 * The place after a person's word: a word of the solution, a line end, or the end of the solution.
 * @throws TokenizerError when the word is empty or has a character that the vocabulary cannot write
 */
export function personTurn(lab: Lab, place: SolutionPrefix, word: string, attempt: number): Turn {
  const after = add(place, wordTokens(lab, place, word), 0);
  const isOver =
    after.tokens.at(-1) === lab.pair.tokenizer.eosId ||
    after.tokens.length >= lab.config.maxNewTokens;
  return { place: after, next: isOver ? 'nobody' : toss(lab, after, attempt) };
}

function wordTokens({ pair }: Lab, { tokens }: SolutionPrefix, word: string): readonly number[] {
  const { tokenizer } = pair;
  if (word === SOLUTION_END) return [tokenizer.eosId];
  if (word === LINE_END) return tokenizer.encode(LINE_END);
  if (word.trim() === '')
    throw new TokenizerError('The word is empty; write one, or end the line.');
  return tokenizer.encode(spelled(word, tokenizer.decode(tokens)));
}

function add(place: SolutionPrefix, tokens: ArrayLike<number>, author: 0 | 1): SolutionPrefix {
  const more = Array.from(tokens);
  return {
    ...place,
    tokens: [...place.tokens, ...more],
    authors: [...place.authors, ...more.map(() => author)],
  };
}
