// The models of a run: senior, junior and the senior as it was at step 0, loaded into an engine and
// checked against each other.
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { type ReadFile, readCheckpoint } from '../checkpoint/read.ts';
import type { Engine, Model } from '../engine/engine.ts';
import { NO_MODEL } from '../models.ts';
import { createTokenizer, type Tokenizer } from '../tokenizer/tokenizer.ts';

export interface Pair {
  readonly senior: Model;
  readonly junior: Model;
  /** Takes the junior's place in some groups; null where there is one junior. */
  readonly secondJunior: Model | null;
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
  readonly secondJunior: Checkpoint | null;
  readonly tokenizer: Tokenizer;
}

interface Names {
  readonly senior: string;
  readonly junior: string;
  /** Absent or NO_MODEL where there is one junior. */
  readonly secondJunior?: string;
}

/** Loads the folders of all models. */
export async function loadPair(names: Names, engine: Engine, read: ReadFile): Promise<Pair> {
  return holdPair(engine, await readPair(names, read));
}

/** Reads the folders of all models; one folder is read once. */
export async function readPair(names: Names, read: ReadFile): Promise<PairFiles> {
  const { secondJunior: second = NO_MODEL } = names;
  const reading = new Map<string, Promise<Checkpoint>>();
  const once = (name: string) => {
    const found = reading.get(name) ?? readCheckpoint(read, name);
    reading.set(name, found);
    return found;
  };
  const [senior, junior, secondJunior] = await Promise.all([
    once(names.senior),
    once(names.junior),
    second === NO_MODEL ? null : once(second),
  ]);
  const tokenizer = sharedTokenizer(names, senior, junior);
  if (secondJunior !== null) sharedTokenizer({ ...names, junior: second }, senior, secondJunior);
  return { senior, junior, secondJunior, tokenizer };
}

/** The pair in an engine; equal folders give a senior and its own frozen copy. */
export async function holdPair(
  engine: Engine,
  { senior, junior, secondJunior, tokenizer }: PairFiles,
): Promise<Pair> {
  return {
    senior: await engine.load(senior),
    junior: await engine.load(junior),
    secondJunior: secondJunior === null ? null : await engine.load(secondJunior),
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
  const { senior, junior, secondJunior, initial } = pair;
  for (const model of [senior, junior, secondJunior, initial]) {
    if (model !== null) await engine.dispose(model);
  }
}
