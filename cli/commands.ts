// The table of commands; a new command is a file and a row here. The file is loaded when the command is run.
import type { CommandRow } from './input/command.ts';

export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'train',
    summary: 'Train a senior in tandem with a frozen junior.',
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'evaluate',
    summary: 'Measure a senior alone and with a junior on held-out problems.',
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'experiment',
    summary: 'Measure a claim of the papers: arms by seeds, with intervals, tables and figures.',
    load: () => import('./commands/experiment.ts'),
  },
  {
    name: 'findings',
    summary: 'Gather the claims of all experiments in docs/results/README.md and in the README.',
    load: () => import('./commands/findings.ts'),
  },
  {
    name: 'record',
    summary: 'Record a run for the page to show before anything is trained.',
    load: () => import('./commands/record.ts'),
  },
  {
    name: 'rollout',
    summary: 'Show co-written solutions, coloured by author.',
    load: () => import('./commands/rollout.ts'),
  },
  {
    name: 'score',
    summary: 'Log-probs of given tokens under a checkpoint.',
    load: () => import('./commands/score.ts'),
  },
  {
    name: 'verify-losses',
    summary: 'Check policy losses, their gradients and advantages against reference results.',
    load: () => import('./commands/verify-losses.ts'),
  },
  {
    name: 'pretrain',
    summary: 'Make shipped checkpoints from their recipes, with model cards.',
    load: () => import('./commands/pretrain.ts'),
  },
  {
    name: 'bench',
    summary: 'Times our engines, TensorFlow.js, jax-js, PyTorch and TRL side by side.',
    load: () => import('./commands/bench.ts'),
  },
];
