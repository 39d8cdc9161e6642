// A checkpoint as the files of a Hugging Face folder, for Python's transformers as well as for this project.
import { boundaryIds, boundaryTokens } from '../tandem/boundaries.ts';
import { createTokenizer, type Tokenizer } from '../tokenizer/tokenizer.ts';
import type { Checkpoint, ModelConfig } from './checkpoint.ts';
import { formatModelConfig, type SpecialIds } from './config.ts';
import { type Dtype, writeSafetensors } from './safetensors.ts';
import { checkWeights } from './weights.ts';

export interface WriteOptions {
  /** Type of the weights in model.safetensors. */
  readonly dtype: Dtype;
}

const NO_IDS: SpecialIds = { padId: null, bosId: null, eosId: null };

/**
 * File name -> bytes; equal checkpoints give equal bytes. Without a tokenizer there are no tokenizer
 * and boundary files.
 * @throws FormatError where the weights do not fit the config or the dtype
 */
export function checkpointFiles(
  checkpoint: Checkpoint,
  options: WriteOptions,
): Map<string, Uint8Array> {
  const { config, weights, tokenizer: json } = checkpoint;
  const tokenizer = json && createTokenizer(json);
  const ids = tokenizer ?? NO_IDS;
  const files = new Map([
    ['config.json', encodeJson(formatModelConfig(config, ids, options.dtype))],
    [
      'model.safetensors',
      writeSafetensors(checkWeights(weights, config, 'weights'), options.dtype),
    ],
    ['generation_config.json', encodeJson(formatGenerationConfig(config, ids))],
  ]);
  if (json && tokenizer) {
    files.set('tokenizer.json', encodeJson(json));
    files.set('tokenizer_config.json', encodeJson(formatTokenizerConfig(config, tokenizer)));
    files.set('boundaries.json', encodeJson(formatBoundaries(tokenizer)));
  }
  return files;
}

function encodeJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

/** Samples from the model's own distribution, as rollouts do: transformers would keep the top 50. */
function formatGenerationConfig({ contextLength }: ModelConfig, ids: SpecialIds) {
  return {
    pad_token_id: ids.padId,
    bos_token_id: ids.bosId,
    eos_token_id: ids.eosId,
    max_length: contextLength,
    do_sample: true,
    temperature: 1,
    top_k: 0,
    top_p: 1,
  };
}

function formatTokenizerConfig({ contextLength }: ModelConfig, tokenizer: Tokenizer) {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    pad_token: tokenizer.surface(tokenizer.padId),
    bos_token: tokenizer.surface(tokenizer.bosId),
    eos_token: tokenizer.surface(tokenizer.eosId),
    model_max_length: contextLength,
    padding_side: 'left',
    clean_up_tokenization_spaces: false,
    // Llama's forward takes no token types, which the class would give by default.
    model_input_names: ['input_ids', 'attention_mask'],
  };
}

/** The tokens after which the `word` schedule draws the author again, for trainers that ask for ids. */
function formatBoundaries(tokenizer: Tokenizer) {
  return {
    schedule: 'word',
    rule: 'the token begins with a space',
    vocabulary: tokenizer.vocabulary.length,
    ids: boundaryIds(tokenizer, 'word'),
    surfaces: boundaryTokens(tokenizer, 'word'),
  };
}
