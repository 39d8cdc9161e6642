// The table of commands; a new command is a file and a line here.
import { benchCommand } from './commands/bench.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { experimentCommand } from './commands/experiment.ts';
import { findingsCommand } from './commands/findings.ts';
import { pretrainCommand } from './commands/pretrain.ts';
import { recordCommand } from './commands/record.ts';
import { rolloutCommand } from './commands/rollout.ts';
import { scoreCommand } from './commands/score.ts';
import { trainCommand } from './commands/train.ts';
import { verifyLossesCommand } from './commands/verify-losses.ts';
import type { Command } from './input/command.ts';

export const COMMANDS: readonly Command[] = [
  trainCommand,
  evaluateCommand,
  experimentCommand,
  findingsCommand,
  recordCommand,
  rolloutCommand,
  scoreCommand,
  verifyLossesCommand,
  pretrainCommand,
  benchCommand,
];
