// What an evaluation works with: models, problems, sampling.
import type { Engine, Model, Sampling } from '../engine/engine.ts';
import type { Problem, Task } from '../tasks/parts/task.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

export interface EvaluationSetup {
  readonly engine: Engine;
  readonly senior: Model;
  readonly junior: Model;
  /** The senior at step 0; null leaves drift/initial_kl out. */
  readonly initial: Model | null;
  /** A third model that takes the junior's place once more; without it there is none. */
  readonly reader?: Model;
  readonly tokenizer: Tokenizer;
  readonly task: Task;
  readonly problems: readonly Problem[];
  readonly sampling: Sampling;
  readonly seed: number;
}
