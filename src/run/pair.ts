// The models of a run: senior, junior and the senior as it was at step 0, loaded into an engine and
// checked against each other. Knows no training.
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { type ReadFile, readCheckpoint } from '../checkpoint/read.ts';
import type { Engine, Model } from '../engine/engine.ts';
import { createTokenizer, type Tokenizer } from '../tokenizer/tokenizer.ts';

export interface Pair {
  readonly senior: Model;
  readonly junior: Model;
  /** The senior at step 0, frozen. */
  readonly initial: Model;
  readonly tokenizer: Tokenizer;
  /** What the senior was loaded from. */
  readonly checkpoint: Checkpoint;
}

/** Two models that cannot write together. */
export class PairError extends Error {
  override name = 'PairError';
}

/** A pair as its folders hold it. */
export interface PairFiles {
  readonly senior: Checkpoint;
  readonly junior: Checkpoint;
  readonly tokenizer: Tokenizer;
}

interface Names {
  readonly senior: string;
  readonly junior: string;
}

/** Loads the folders of both models. */
export async function loadPair(names: Names, engine: Engine, read: ReadFile): Promise<Pair> {
  return holdPair(engine, await readPair(names, read));
}

/** Reads the folders of both models; one folder is read once. */
export async function readPair(names: Names, read: ReadFile): Promise<PairFiles> {
  const reading = readCheckpoint(read, names.senior);
  const [senior, junior] = await Promise.all([
    reading,
    names.junior === names.senior ? reading : readCheckpoint(read, names.junior),
  ]);
  return { senior, junior, tokenizer: sharedTokenizer(names, senior, junior) };
}

/** The pair in an engine; equal folders give a senior and its own frozen copy. */
export async function holdPair(
  engine: Engine,
  { senior, junior, tokenizer }: PairFiles,
): Promise<Pair> {
  return {
    senior: await engine.load(senior),
    junior: await engine.load(junior),
    initial: await engine.load(senior),
    tokenizer,
    checkpoint: senior,
  };
}

/** The tokenizer of both. @throws PairError naming the first token that differs. */
export function sharedTokenizer(names: Names, senior: Checkpoint, junior: Checkpoint): Tokenizer {
  if (senior.tokenizer === null || junior.tokenizer === null) {
    const without = senior.tokenizer === null ? names.senior : names.junior;
    throw new PairError(`${without} has no tokenizer.json; senior and junior both need one`);
  }
  const tokenizer = createTokenizer(senior.tokenizer);
  const own = tokenizer.vocabulary;
  const other = createTokenizer(junior.tokenizer).vocabulary;
  const at = own.findIndex((token, id) => token !== other[id]);
  if (at >= 0 || own.length !== other.length) {
    const id = at >= 0 ? at : own.length;
    throw new PairError(
      `senior ${names.senior} and junior ${names.junior} have different vocabularies: token ${id} is ${shown(own[id])} and ${shown(other[id])}; they must be the same`,
    );
  }
  return tokenizer;
}

const shown = (token: string | undefined) =>
  token === undefined ? 'nothing' : JSON.stringify(token);

export async function disposePair(engine: Engine, pair: Pair): Promise<void> {
  for (const model of [pair.senior, pair.junior, pair.initial]) await engine.dispose(model);
}
