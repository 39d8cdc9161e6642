// Settings of the group 'run': the run as a whole.
import type { Field } from './field.ts';

export const RUN_FIELDS = {
  steps: {
    type: 'integer',
    min: 1,
    max: 100000,
    default: 60,
    url: 'steps',
    group: 'run',
    label: 'Steps',
    help: 'Batches of rollouts in the run.',
    paper: 'paper 1: about 80; paper 2: best after 120',
    live: true,
  },
  seed: {
    type: 'integer',
    min: 0,
    max: 4294967295,
    default: 1,
    url: 'seed',
    group: 'run',
    label: 'Seed',
    help: 'Key of every random draw of the run.',
    basic: true,
  },
  engine: {
    type: 'choice',
    choices: ['auto', 'native-webgpu', 'native-wasm', 'tfjs-wasm', 'tfjs-webgpu', 'tfjs-cpu'],
    default: 'auto',
    url: 'engine',
    group: 'run',
    label: 'Engine',
    help: 'What computes: auto takes the fastest that works.',
  },
} as const satisfies Record<string, Field>;
