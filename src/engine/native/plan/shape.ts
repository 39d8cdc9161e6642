// What the builders of a plan share: a model's shape, its weights and where buffers are taken from.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import { type Arena, arena, type PlanBuffer, type RegionName } from '../machine/arena.ts';
import type { KernelSizes } from '../machine/kernels.ts';
import { type ModelWeights, modelWeights, rotaryTable } from './weights.ts';

export interface PlanDraft {
  readonly config: ModelConfig;
  readonly weights: ModelWeights;
  readonly rotary: PlanBuffer;
  readonly arena: Arena;
  readonly sizes: KernelSizes;
  /** Widths of a token's queries and of its keys or values. */
  readonly wide: number;
  readonly narrow: number;
}

export function draft(
  config: ModelConfig,
  sizes: KernelSizes,
  region: RegionName = 'work',
): PlanDraft {
  return {
    config,
    weights: modelWeights(config),
    rotary: rotaryTable(config),
    arena: arena(region),
    sizes,
    wide: config.heads * config.headDim,
    narrow: config.kvHeads * config.headDim,
  };
}

/** Scratch for every kernel of a model on rows of up to `length` tokens. */
export function scratchOf({ arena, config, sizes, wide }: PlanDraft, length: number): PlanBuffer {
  const { headDim, vocabSize: vocabulary, hiddenSize, intermediateSize } = config;
  const widest = Math.max(wide, hiddenSize, intermediateSize);
  return arena.take('scratch', 'scratch', sizes.scratch({ length, headDim, vocabulary, widest }));
}

/** Row length of log-probs and probabilities. */
export function paddedVocabulary(vocabulary: number): number {
  return Math.ceil(vocabulary / 8) * 8;
}
