// The table of commands; a new command is a file and a line here.
import { benchCommand } from './bench.ts';
import type { Command } from './command.ts';
import { evaluateCommand } from './evaluate.ts';
import { experimentCommand } from './experiment.ts';
import { findingsCommand } from './findings.ts';
import { pretrainCommand } from './pretrain.ts';
import { rolloutCommand } from './rollout.ts';
import { scoreCommand } from './score.ts';
import { trainCommand } from './train.ts';
import { verifyLossesCommand } from './verify-losses.ts';

export const COMMANDS: readonly Command[] = [
  trainCommand,
  evaluateCommand,
  experimentCommand,
  findingsCommand,
  rolloutCommand,
  scoreCommand,
  verifyLossesCommand,
  pretrainCommand,
  benchCommand,
];
