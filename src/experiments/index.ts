// The table of experiments; a new one is a file and a line here.
import { coAdaptation } from './co-adaptation.ts';
import { distillation } from './distillation.ts';
import type { Experiment } from './experiment.ts';
import { granularity } from './granularity.ts';
import { jargon } from './jargon.ts';
import { juniorStrength } from './junior-strength.ts';
import { languages } from './languages.ts';
import { longTraces } from './long-traces.ts';
import { offTask } from './off-task.ts';
import { trl } from './trl.ts';
import { weights } from './weights.ts';

export const EXPERIMENTS: readonly Experiment[] = [
  jargon,
  languages,
  weights,
  granularity,
  trl,
  longTraces,
  juniorStrength,
  coAdaptation,
  offTask,
  distillation,
];
