// Reads a checkpoint from a Hugging Face folder and checks that its files belong together.

import { FormatError } from '../format-error.ts';
import { expectObject, parseJson } from '../json.ts';
import { createTokenizer, type Tokenizer } from '../tokenizer/tokenizer.ts';
import type { TokenizerJson } from '../tokenizer/tokenizer-json.ts';
import type { Checkpoint, ModelConfig } from './checkpoint.ts';
import { parseModelConfig, parseSpecialIds, type SpecialIds } from './config.ts';
import { readSafetensors } from './safetensors.ts';
import { checkWeights } from './weights.ts';

/** Bytes of a file, or null where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/**
 * Reads config.json, model.safetensors and, if there, tokenizer.json.
 * @throws FormatError naming folder, file, value and what is allowed: a file missing or malformed,
 *   tensors missing, unknown or of another shape, a tokenizer of another vocabulary
 */
export async function readCheckpoint(read: ReadFile, folder: string): Promise<Checkpoint> {
  const path = (file: string) => (folder === '' ? file : `${folder.replace(/\/$/, '')}/${file}`);
  const [config, weights, tokenizer] = await Promise.all([
    read(path('config.json')),
    read(path('model.safetensors')),
    read(path('tokenizer.json')),
  ]);
  try {
    return parseCheckpoint({ config, weights, tokenizer });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(`${folder}: ${error.message}`, { cause: error });
  }
}

interface Files {
  readonly config: Uint8Array | null;
  readonly weights: Uint8Array | null;
  readonly tokenizer: Uint8Array | null;
}

function parseCheckpoint(files: Files): Checkpoint {
  const json = parseJson(expectFile(files.config, 'config.json'), 'config.json');
  const config = parseModelConfig(json, 'config.json');
  const file = 'model.safetensors';
  const weights = readSafetensors(expectFile(files.weights, file), file);
  const tokenizer = files.tokenizer && parseTokenizer(files.tokenizer);
  if (tokenizer) checkTokenizer(tokenizer, config, parseSpecialIds(json, 'config.json'));
  return { config, weights: checkWeights(weights, config, file), tokenizer };
}

function expectFile(bytes: Uint8Array | null, file: string): Uint8Array {
  if (bytes !== null) return bytes;
  throw new FormatError(
    `${file} is absent; a checkpoint folder holds config.json and model.safetensors.`,
  );
}

function parseTokenizer(bytes: Uint8Array): TokenizerJson {
  return expectObject(parseJson(bytes, 'tokenizer.json'), 'tokenizer.json');
}

function checkTokenizer(json: TokenizerJson, config: ModelConfig, ids: SpecialIds): void {
  const tokenizer = createTokenizer(json);
  const size = tokenizer.vocabulary.length;
  if (size !== config.vocabSize) {
    throw new FormatError(
      `tokenizer.json has ${size} tokens, but vocab_size in config.json is ${config.vocabSize}; they must be equal.`,
    );
  }
  checkSpecialIds(tokenizer, ids);
}

/** With another end token than its tokenizer's, a model would never stop. */
function checkSpecialIds(tokenizer: Tokenizer, ids: SpecialIds): void {
  for (const [field, key] of [
    ['pad_token_id', 'padId'],
    ['bos_token_id', 'bosId'],
    ['eos_token_id', 'eosId'],
  ] as const) {
    if (ids[key] === null || ids[key] === tokenizer[key]) continue;
    throw new FormatError(
      `config.json: ${field} is ${ids[key]}; allowed: ${tokenizer[key]}, the id in tokenizer.json, or null.`,
    );
  }
}
