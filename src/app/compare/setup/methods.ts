// The training methods that the page can compare, as patches of any settings, taken from the experiments.
import { FIELDS, type RunConfig } from '../../../config/fields.ts';
import { DEFAULTS, PRESETS } from '../../../config/presets.ts';
import type { Experiment } from '../../../experiments/experiment.ts';
import { jargon } from '../../../experiments/jargon.ts';
import { trl } from '../../../experiments/trl.ts';

export interface Method {
  /** Short: the label at a line’s end. */
  readonly name: string;
  /** As half a sentence. */
  readonly stands: string;
  readonly patch: (base: RunConfig) => Partial<RunConfig>;
}

/** An arm's own settings in an experiment. */
function patchOf({ name: experiment, arms }: Experiment, name: string): Partial<RunConfig> {
  const found = arms.find((arm) => arm.name === name);
  if (found === undefined) throw new Error(`the experiment ${experiment} has no arm ${name}`);
  return found.patch;
}

/** Both write: what is on screen may be a control itself. */
const together = ({ seniorProbability: p, lossMask, kl }: RunConfig): Partial<RunConfig> => ({
  seniorProbability: p === 1 ? DEFAULTS.seniorProbability : p,
  lossMask: 'author',
  kl: p === 1 || lossMask === 'coin' ? 'none' : kl,
});

/** REINFORCE of the first paper writes as many solutions, in its groups of two. */
function reinforce({ promptsPerStep, groupSize }: RunConfig): Partial<RunConfig> {
  const { senior: _senior, steps: _steps, ...patch } = PRESETS['jargon-reinforce'].patch;
  const prompts = Math.round((promptsPerStep * groupSize) / patch.groupSize);
  return { ...patch, promptsPerStep: Math.min(FIELDS.promptsPerStep.max, Math.max(1, prompts)) };
}

export const METHODS: readonly Method[] = [
  { name: 'tandem', stands: 'senior and junior write together', patch: together },
  {
    name: 'no junior',
    stands: 'the senior writes everything: vanilla GRPO',
    patch: () => patchOf(jargon, 'vanilla'),
  },
  {
    name: 'KL to junior',
    stands: 'no junior writes, a KL penalty holds the senior near it',
    patch: () => patchOf(trl, 'kl-0.1'),
  },
  {
    name: 'group doubled',
    stands: 'no junior, twice the group: the compute of two models',
    patch: ({ groupSize }) => ({
      ...patchOf(trl, 'doubled'),
      groupSize: Math.min(FIELDS.groupSize.max, 2 * groupSize),
    }),
  },
  {
    name: 'random mask',
    stands: 'the senior writes alone, the coin says which words count',
    patch: (base) => ({ ...together(base), ...patchOf(trl, 'random-mask') }),
  },
  {
    name: 'REINFORCE',
    stands: 'tandem with the loss of the first paper (c = 0, j = 1)',
    patch: (base) => ({ ...together(base), ...reinforce(base) }),
  },
];
