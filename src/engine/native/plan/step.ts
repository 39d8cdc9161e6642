// The plan of one optimizer step along a model's gradient: its norm, then AdamW.
import type { ModelConfig } from '../../../checkpoint/checkpoint.ts';
import { arena, type PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall } from '../machine/call.ts';
import { flatWeights, gradientOf } from './weights.ts';

export interface StepPlan {
  readonly bytes: number;
  readonly measure: readonly KernelCall[];
  readonly update: readonly KernelCall[];
  readonly norm: PlanBuffer;
}

export function stepPlan(config: ModelConfig): StepPlan {
  const { take, bytes } = arena('work');
  const norm = take('gradient norm', 'output', 1);
  const flat = flatWeights(config);
  return {
    bytes: bytes(),
    measure: [call('norm', { x: gradientOf(flat), out: norm }, { n: flat.length })],
    update: [adamwCall(flat)],
    norm,
  };
}

function adamwCall(weights: PlanBuffer): KernelCall {
  const moment = (region: 'first' | 'second'): PlanBuffer => {
    return { ...weights, name: `${region} moment`, purpose: 'moments', region };
  };
  return call(
    'adamw',
    {
      weights,
      gradients: gradientOf(weights),
      first: moment('first'),
      second: moment('second'),
    },
    { n: weights.length },
    {
      clip: 'clip',
      beta1: 'beta1',
      beta2: 'beta2',
      rest1: 'rest1',
      rest2: 'rest2',
      rate: 'rate',
      correction: 'correction',
      epsilon: 'epsilon',
      decay: 'decay',
    },
  );
}
