// Loading a pair from folders in memory, and the error when two models do not fit.

import { expect, test } from 'vitest';
import { TOKENIZER, TOKENIZER_JSON, tinyCheckpoint } from '../../test/fixtures/tiny.ts';
import type { Checkpoint, Weights } from '../checkpoint/checkpoint.ts';
import type { ReadFile } from '../checkpoint/read.ts';
import { checkpointFiles } from '../checkpoint/write.ts';
import type { Engine } from '../engine/engine.ts';
import { FormatError } from '../format-error.ts';
import { trainBpe } from '../tokenizer/bpe.ts';
import { createTokenizer } from '../tokenizer/tokenizer.ts';
import { disposePair, loadPair, PairError, sharedTokenizer } from './pair.ts';

/** An engine that stores checkpoints and computes nothing. */
function storingEngine() {
  const checkpoints = new Map<number, Checkpoint>();
  const unused = async () => {
    throw new Error('loading a pair computes nothing');
  };
  const engine: Engine = {
    info: { name: 'storing', reason: 'Keeps checkpoints.' },
    shares: { scores: false, updates: false },
    load: async (checkpoint) => {
      const id = checkpoints.size + 1;
      checkpoints.set(id, checkpoint);
      return { id, config: checkpoint.config };
    },
    dispose: async ({ id }) => {
      checkpoints.delete(id);
    },
    weights: async ({ id }): Promise<Weights> => checkpoints.get(id)?.weights ?? new Map(),
    moments: async () => null,
    generate: unused,
    score: unused,
    gradients: unused,
    apply: unused,
    update: unused,
    assign: unused,
  };
  return { engine, checkpoints };
}

const senior = tinyCheckpoint(1);
const junior = tinyCheckpoint(2);

function folders(checkpoints: Readonly<Record<string, Checkpoint>>): ReadFile {
  const files = new Map<string, Uint8Array>();
  for (const [name, checkpoint] of Object.entries(checkpoints)) {
    for (const [file, bytes] of checkpointFiles(checkpoint, { dtype: 'F32' })) {
      files.set(`${name}/${file}`, bytes);
    }
  }
  return async (file) => files.get(file) ?? null;
}

const NAMES = { senior: 'big', junior: 'small' };

test('loads senior, junior and the senior once more', async () => {
  const { engine, checkpoints } = storingEngine();
  const pair = await loadPair(NAMES, engine, folders({ big: senior, small: junior }));
  expect(new Set([pair.senior.id, pair.junior.id, pair.initial.id]).size).toBe(3);
  expect(await engine.weights(pair.senior)).toEqual(senior.weights);
  expect(await engine.weights(pair.initial)).toEqual(senior.weights);
  expect(await engine.weights(pair.junior)).toEqual(junior.weights);
  expect(pair.tokenizer.vocabulary).toEqual(TOKENIZER.vocabulary);
  expect(pair.checkpoint.weights).toEqual(senior.weights);
  await disposePair(engine, pair);
  expect(checkpoints.size).toBe(0);
});

test('a second junior is one model more, and has to fit too', async () => {
  const { engine, checkpoints } = storingEngine();
  const third = tinyCheckpoint(3);
  const names = { ...NAMES, secondJunior: 'third' };
  const read = folders({ big: senior, small: junior, third });
  const pair = await loadPair(names, engine, read);
  if (pair.secondJunior === null) throw new Error('no second junior');
  expect(await engine.weights(pair.secondJunior)).toEqual(third.weights);
  expect(checkpoints.size).toBe(4);
  await disposePair(engine, pair);
  expect(checkpoints.size).toBe(0);
  expect(
    (await loadPair({ ...names, secondJunior: 'none' }, engine, read)).secondJunior,
  ).toBeNull();
  const odd = folders({ big: senior, small: junior, third: otherVocabulary(4) });
  await expect(loadPair(names, engine, odd)).rejects.toThrow(
    /^senior big and junior third have different vocabularies/,
  );
});

test('one name is a senior with its own frozen copy', async () => {
  const { engine } = storingEngine();
  const names = { senior: 'big', junior: 'big' };
  const asked: string[] = [];
  const read = folders({ big: senior });
  const pair = await loadPair(names, engine, (file) => {
    asked.push(file);
    return read(file);
  });
  expect(asked).toHaveLength(new Set(asked).size);
  expect(pair.junior.id).not.toBe(pair.senior.id);
  expect(await engine.weights(pair.junior)).toEqual(senior.weights);
});

/** A small vocabulary; fewer merges give the beginning of one with more. */
function otherVocabulary(merges: number): Checkpoint {
  const tokenizer = trainBpe([' 5 plus 3 is 8\n', '#### 8'], { merges });
  const vocabSize = createTokenizer(tokenizer).vocabulary.length;
  return { ...tinyCheckpoint(2, { vocabSize }), tokenizer };
}

test('different vocabularies are named with the first token that differs', async () => {
  const { engine, checkpoints } = storingEngine();
  const read = folders({ big: senior, small: otherVocabulary(4) });
  const loading = loadPair(NAMES, engine, read);
  await expect(loading).rejects.toThrow(PairError);
  await expect(loading).rejects.toThrow(
    /^senior big and junior small have different vocabularies: token \d+ is ".+" and ".+"; they must be the same$/,
  );
  expect(checkpoints.size).toBe(0);
  // One vocabulary is the beginning of the other.
  const [short, long] = [otherVocabulary(3), otherVocabulary(4)];
  const at = createTokenizer(short.tokenizer ?? {}).vocabulary.length;
  expect(() => sharedTokenizer(NAMES, short, long)).toThrow(`token ${at} is nothing and "`);
  expect(() => sharedTokenizer(NAMES, long, short)).toThrow(`" and nothing; they must`);
});

test('a model without tokenizer is named', async () => {
  const bare = { ...junior, tokenizer: null };
  expect(() => sharedTokenizer(NAMES, senior, bare)).toThrow(
    'small has no tokenizer.json; senior and junior both need one',
  );
  const { engine } = storingEngine();
  const loading = loadPair(
    NAMES,
    engine,
    folders({ big: { ...senior, tokenizer: null }, small: junior }),
  );
  await expect(loading).rejects.toThrow(PairError);
  await expect(loading).rejects.toThrow('big has no tokenizer.json');
});

test('a folder that is not there is named', async () => {
  const { engine, checkpoints } = storingEngine();
  const loading = loadPair(NAMES, engine, folders({ big: senior }));
  await expect(loading).rejects.toThrow(FormatError);
  await expect(loading).rejects.toThrow('small: config.json is absent');
  expect(checkpoints.size).toBe(0);
});

test('equal vocabularies are one tokenizer', () => {
  expect(sharedTokenizer(NAMES, senior, junior).encode(' 5 plus 3')).toEqual(
    createTokenizer(TOKENIZER_JSON).encode(' 5 plus 3'),
  );
});
