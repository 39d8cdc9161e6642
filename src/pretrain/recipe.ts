// What a pre-training recipe is: where it starts, and phases of documents and learning rates.
// One file per checkpoint is in recipes/, named after it.
import type { ModelConfig } from '../checkpoint/checkpoint.ts';
import type { Family, TaskName } from '../tasks/names.ts';
import type { Slips } from '../tasks/parts/fallible.ts';
import type { StyleName } from '../tasks/parts/task.ts';

/** One kind of document in a phase's mixture. */
export interface DocumentKind {
  readonly style: StyleName;
  readonly weight: number;
  readonly slips: Slips;
  /** Whose problems it solves; the short stories where absent. */
  readonly task?: TaskName;
}

/** AdamW steps on one mixture; the learning rate warms up and falls by a cosine to a tenth. */
export interface PretrainPhase {
  readonly steps: number;
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly documents: readonly DocumentKind[];
}

export interface Recipe {
  readonly name: string;
  /** One paragraph for the model card. */
  readonly purpose: string;
  readonly seed: number;
  /** Whose solutions it learns; arithmetic where none is named. */
  readonly task?: Family;
  /** A recipe whose result this one continues, or the shape of a fresh model. */
  readonly from: string | Omit<ModelConfig, 'vocabSize'>;
  /** Instead of the parent's: no weight depends on it. */
  readonly contextLength?: number;
  readonly phases: readonly PretrainPhase[];
  /** Steps after which training is left as it is, in the middle of a phase; without it phases are whole. */
  readonly stop?: number;
  /** Shipped in public/models; the others only serve as parents. */
  readonly shipped: boolean;
}

/** Optimizer steps of all phases, up to the stop. */
export function stepsOf({ phases, stop = Number.POSITIVE_INFINITY }: Recipe): number {
  return Math.min(
    stop,
    phases.reduce((sum, phase) => sum + phase.steps, 0),
  );
}

export const taskOf = ({ task }: Recipe): Family => task ?? 'arithmetic';

/** Documents per optimizer step. */
export const BATCH = 64;

/** The decoder of every shipped checkpoint. */
export const TOY: Omit<ModelConfig, 'vocabSize'> = {
  modelType: 'llama',
  hiddenSize: 64,
  intermediateSize: 176,
  layers: 2,
  heads: 4,
  kvHeads: 4,
  headDim: 16,
  contextLength: 256,
  ropeTheta: 10000,
  rmsNormEps: 1e-6,
  tied: true,
};
