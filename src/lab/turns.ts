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
  const wanted = index % task.space().test;
  const problem = evaluationProblems(task, 'test', wanted + 1, config.seed)[wanted];
  if (problem === undefined) throw new Error(`${task.name} has no test problem ${wanted + 1}`);
  return problem;
}

/** Where the pen is after a turn. */
export interface Turn {
  readonly place: SolutionPrefix;
  readonly pen: 'person' | 'senior' | 'nobody';
}

/** The senior's turn: what it writes until the coin gives the pen away, or to the end. */
export async function seniorTurn(lab: Lab, place: SolutionPrefix, attempt: number): Promise<Turn> {
  const written = await continued(lab, place, { writer: 'both', attempt, start: 'senior' });
  const handed = written.authors.indexOf(0);
  const kept = handed < 0 ? written.tokens.length : handed;
  return {
    place: add(place, written.tokens.slice(0, kept), 1),
    pen: handed < 0 ? 'nobody' : 'person',
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
  const next = add(place, wordTokens(lab, place, word), 0);
  const isOver =
    next.tokens.at(-1) === lab.pair.tokenizer.eosId ||
    next.tokens.length >= lab.config.maxNewTokens;
  return { place: next, pen: isOver ? 'nobody' : toss(lab, next, attempt) };
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
