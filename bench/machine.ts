// The machine and what it runs on, for the report.
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';

export interface MachineFacts {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** Mean number of busy programs over 1, 5 and 15 minutes, before anything is measured. */
  readonly load: readonly number[];
}

export function machineFacts(): MachineFacts {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg(),
  };
}
