// What crosses between page and workers: commands, events and file bytes, never tensors. Types only.
import type { RunConfig } from './config/fields.ts';
import type { RunEvent } from './run/events.ts';

/** The optimizer worker: owns the senior, runs the training line, tells it event by event. */
export interface OptimizerApi {
  /**
   * Starts the engine and loads the pair; makes ready the run's first event.
   * @param modelsUrl absolute URL of the folder that holds the checkpoints, ending in '/'
   * @param rollouts one port per rollout worker; empty makes rollouts in this worker
   */
  open(config: RunConfig, modelsUrl: string, rollouts: readonly MessagePort[]): Promise<void>;
  /** The run's next event, or null after its end. Pause is not asking; a step is asking once. */
  next(): Promise<RunEvent | null>;
  /** The senior as it is now: file name -> bytes of a Hugging Face folder. */
  checkpoint(): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** A rollout worker: an engine of its own, reached by the optimizer worker through a port. */
export interface RolloutApi {
  /** Serves an engine of this name on the port. */
  serve(engine: RunConfig['engine'], port: MessagePort): Promise<void>;
}
