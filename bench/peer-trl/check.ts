// npm run check:trl: TRL does our work too, and the figures of both are compared and reported.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { writeWhole } from '../../node/files.ts';
import { messageOf } from '../../src/message-of.ts';
import { ARMS, type ReplayFigures, type TandemFigures } from './compare.ts';
import { findTrl, NoTrlError, runProcess } from './python.ts';
import { brokenBounds, formatTrlReport } from './report.ts';
import { makeTandemRun, replayRun, trainInTrl } from './runs.ts';

const HELP = `npm run check:trl -- [--seeds 1,2,3] [--steps N] [--out FILE.md] [--keep DIR]

TRL (Hugging Face) learns from our rollouts and must come to our gradient norms, losses and weights;
then tandem training is written for TRL and must drive jargon out as ours does.
Needs a Python with TRL: python3, or the program that TANDEM_PYTHON names.

  --seeds 1,2,3  Seeds of our runs; default 1. Each takes about ten minutes on two busy cores.
  --steps N      Updates of each run; default 40. With fewer, jargon is not gone yet.
  --out FILE.md  Where the report is written; default docs/results/trl-check.md.
  --keep DIR     A new folder for all runs, which is kept. Without it they are removed.

Exit codes: 0 all bounds hold, 1 one is broken, 2 wrong input or no Python with TRL.
`;

const OPTIONS = {
  seeds: { type: 'string', default: '1' },
  steps: { type: 'string', default: '40' },
  out: { type: 'string', default: 'docs/results/trl-check.md' },
  keep: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const tell = (line: string) => process.stderr.write(`${line}\n`);

interface Plan {
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly root: string;
}

async function figuresOf({ seeds, steps, root }: Plan) {
  const replays: ReplayFigures[] = [];
  const controls: ReplayFigures[] = [];
  const tandems: TandemFigures[] = [];
  for (const seed of seeds) {
    for (const arm of ARMS) {
      tell(`${arm}, seed ${seed}: our run`);
      const run = await makeTandemRun({ arm, seed, steps, root });
      tell(`${arm}, seed ${seed}: TRL learns from its rollouts`);
      replays.push(await replayRun(run, 'ours'));
      if (arm === 'vanilla' && controls.length === 0) {
        tell(`${arm}, seed ${seed}: the same with TRL's own epsilon, which must be seen`);
        controls.push(await replayRun(run, 'trl'));
      }
      if (arm !== 'tandem') continue;
      tell(`${arm}, seed ${seed}: tandem training in TRL`);
      tandems.push(await trainInTrl(run));
    }
  }
  return { replays, controls, tandems };
}

/** e.g. '4e2b673', '4e2b673+' where tracked files differ from it */
async function commit(): Promise<string> {
  const id = await runProcess('git', ['rev-parse', '--short', 'HEAD']);
  const changes = await runProcess('git', ['status', '--porcelain', '--untracked-files=no']);
  return `${id.trim()}${changes === '' ? '' : '+'}`;
}

/** What was typed cannot be used. */
class InputError extends Error {
  override name = 'InputError';
}

/** @throws InputError naming the option */
function optionsOf(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const [steps = 0] = numbers('steps', values.steps);
    return { ...values, steps, seeds: numbers('seeds', values.seeds) };
  } catch (error) {
    throw new InputError(messageOf(error));
  }
}

/** Whole numbers from 1, of a list with commas. */
function numbers(name: string, text: string): number[] {
  const list = text.split(',').map(Number);
  if (list.every((value) => Number.isSafeInteger(value) && value > 0)) return list;
  throw new InputError(`--${name} is “${text}”; allowed: whole numbers from 1.`);
}

/** Gives the exit code. */
async function check(args: readonly string[]): Promise<number> {
  const { help, seeds, steps, out, keep } = optionsOf(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const versions = { ...(await findTrl()), Node: process.version };
  const root = keep ?? (await mkdtemp(path.join(tmpdir(), 'trl-')));
  try {
    const figures = await figuresOf({ seeds, steps, root });
    const report = {
      ...figures,
      command: ['npm run check:trl', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
      date: new Date().toISOString().slice(0, 10),
      commit: await commit(),
      versions,
    };
    const text = formatTrlReport(report);
    await writeWhole(out, text);
    process.stdout.write(text);
    return brokenBounds(report).length === 0 ? 0 : 1;
  } finally {
    if (keep === undefined) await rm(root, { recursive: true });
  }
}

process.exitCode = await check(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof NoTrlError || error instanceof InputError)) throw error;
  tell(error.message);
  return 2;
});
