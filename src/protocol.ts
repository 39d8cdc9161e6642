// Types of what page and workers exchange: commands, events and file bytes, and of tensors the optimizer’s moments only.
import type { EngineName, RunConfig } from './config/fields.ts';
import type { OwnName } from './config/own-model.ts';
import type { Moments } from './engine/engine.ts';
import type { GroupUpdate, StepGroup } from './lab/group-update.ts';
import type { HandoffPoint } from './lab/handoff-map.ts';
import type { BranchWriter, SolutionPrefix } from './lab/lab.ts';
import type { NextTokens } from './lab/next-tokens.ts';
import type { Reading } from './lab/reading.ts';
import type { Origin } from './lab/rewrite.ts';
import type { Turn } from './lab/turns.ts';
import type { RewardedRollout, RunEvent } from './run/events.ts';
import type { RunProgress } from './run/progress.ts';
import type { Problem } from './tasks/parts/task.ts';

/** Which engine computes a run, and in how many rollout workers. */
export interface WorkerPlan {
  readonly engine: EngineName;
  readonly rolloutWorkers: number;
}

/** A model that is trained, as it is now. */
export interface TrainedModel {
  /** Its Hugging Face folder, weights in f32: file name -> bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly moments: Moments | null;
}

/** All that a run needs to go on after an event, on any engine: the senior, and */
export interface Snapshot extends TrainedModel {
  readonly progress: RunProgress;
  /** a junior that learns; null of a frozen one. */
  readonly junior: TrainedModel | null;
}

/** Called with how many of an engine's kernels are compiled, of how many requested so far. */
export type OnCompiled = (done: number, all: number) => void;

/** The optimizer worker: owns the senior, runs the training line event by event. */
export interface OptimizerApi {
  /**
   * Reads the pair and checks that it fits.
   * @param modelsUrl absolute URL of the folder that holds the checkpoints, ending in '/'
   */
  read(config: RunConfig, modelsUrl: string): Promise<void>;
  /** Starts the engine: decided here once for all workers of the run. */
  choose(cores: number, onCompiled: OnCompiled): Promise<WorkerPlan>;
  /**
   * Loads the pair; makes ready the run's first event.
   * @param rollouts one port per rollout worker; empty makes rollouts in this worker
   * @param from where to go on; null begins
   */
  open(rollouts: readonly MessagePort[], from: Snapshot | null): Promise<void>;
  /** The run's next event, or null after its end. Pause is not asking; a step is asking once. */
  next(): Promise<RunEvent | null>;
  /** Settings as they should be from the next step on; of them only those that may change do. */
  change(config: RunConfig): Promise<void>;
  /** The run as it is now; not to be requested while an event is computed. */
  snapshot(): Promise<Snapshot>;
}

/** A rollout worker: an engine of its own, reached by the optimizer worker through a port. */
export interface RolloutApi {
  /** Serves an engine of this name on the port. */
  serve(engine: EngineName, port: MessagePort): Promise<void>;
}

/** Where the weights of a senior at some step are. */
export type SeniorWeights =
  /** As it begins. */
  | { readonly kind: 'shipped' }
  /** The bytes of a safetensors file. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A safetensors file, its path below the models' folder. */
  | { readonly kind: 'file'; readonly path: string };

export interface KeptSenior {
  /** Steps it was trained. */
  readonly step: number;
  readonly weights: SeniorWeights;
}

/** The lab worker: an engine and a pair of its own, to try things out on single solutions. */
export interface LabApi {
  /** Loads what is not loaded yet; what follows is done by this senior and the junior of the settings. */
  use(config: RunConfig, senior: KeptSenior, modelsUrl: string): Promise<void>;
  writeOn(
    place: SolutionPrefix,
    how: { readonly writer: BranchWriter; readonly attempt: number },
  ): Promise<RewardedRollout>;
  nextTokens(place: SolutionPrefix, count: number): Promise<NextTokens | null>;
  /** The solution of this origin read by both models; ends early, with null, when an answer is false. */
  read(
    origin: Origin,
    tokens: readonly number[],
    count: number,
    onPart: (done: number, of: number) => boolean | Promise<boolean>,
  ): Promise<Reading | null>;
  /** What a step made of a group of it. */
  groupUpdate(stepGroup: StepGroup): Promise<GroupUpdate>;
  /** This senior's log-probs of the solutions' tokens. */
  logprobsOf(rollouts: readonly RewardedRollout[]): Promise<readonly Float32Array[]>;
  /** The place after words that a person types there; a text that cannot be written throws why. */
  type(place: SolutionPrefix, text: string): Promise<SolutionPrefix>;
  rewrite(origin: Origin): Promise<RewardedRollout>;
  /** Tells point by point; ends early when the answer is false. */
  handoffMap(
    solution: { readonly problem: Problem; readonly tokens: readonly number[] },
    samples: number,
    onPoint: (point: HandoffPoint, of: number) => boolean | Promise<boolean>,
  ): Promise<void>;
  /** A test problem, the first where `index` is 0; from the last one on they begin again. */
  heldOut(index: number): Promise<Problem>;
  seniorTurn(place: SolutionPrefix, attempt: number): Promise<Turn>;
  personTurn(place: SolutionPrefix, word: string, attempt: number): Promise<Turn>;
  toss(place: SolutionPrefix, attempt: number): Promise<'person' | 'senior'>;
  /** The solution so far, scored and rewarded. */
  finish(place: SolutionPrefix): Promise<RewardedRollout>;
}

export interface PretrainProgress {
  /** Steps done. */
  readonly step: number;
  /** Mean negative log-prob per token of this step's documents, nats. */
  readonly loss: number;
  /** Share of held-out problems solved alone; null at steps that are not looked at. */
  readonly solo: number | null;
}

/** The pre-training worker: a checkpoint from random weights, by the recipe in its name. */
export interface PretrainApi {
  /** Whether its folder is in this browser. */
  isKept(name: OwnName): Promise<boolean>;
  train(
    name: OwnName,
    modelsUrl: string,
    report: (progress: PretrainProgress) => void | Promise<void>,
  ): Promise<void>;
}

/** What the benchmark view asks for. */
export interface BenchRequest {
  readonly rows: number;
  readonly tokens: number;
  readonly rounds: number;
}

/** How far the benchmark is, of `all` parts, and what it does now. */
export interface BenchProgress {
  readonly done: number;
  readonly all: number;
  readonly text: string;
}

/** Milliseconds, or a ratio of them: the median of all rounds, with the range. */
export interface BenchRange {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export type BenchMeasure = 'train_step' | 'solo_rollout' | 'tandem_rollout' | 'rl_step';

/** What the benchmark found, and where: all of it is what Copy figures copies. */
export interface BenchFigures extends BenchRequest {
  readonly userAgent: string;
  readonly cores: number;
  /** What WebGPU ran on, or why it did not. */
  readonly adapter: string;
  /** Engine -> measure -> milliseconds. */
  readonly times: Readonly<Record<string, Readonly<Record<BenchMeasure, BenchRange>>>>;
  /** 'a/b' -> measure -> time of a over time of b, round by round; a is one of ours. */
  readonly ratios: Readonly<Record<string, Readonly<Record<BenchMeasure, BenchRange>>>>;
}

/** The benchmark worker: times engines that other workers serve. */
export interface BenchApi {
  /** The graphics adapter; `name` says why there is none where `works` is false. */
  adapter(): Promise<{ readonly name: string; readonly works: boolean }>;
  /** Engines by name, each behind a port. */
  run(
    request: BenchRequest,
    engines: readonly { readonly name: string; readonly port: MessagePort }[],
    report: (progress: BenchProgress) => void,
  ): Promise<Omit<BenchFigures, 'adapter'>>;
}
