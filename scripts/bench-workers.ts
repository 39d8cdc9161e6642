// Times what rollout workers bring to the default preset, in threads of Node.

import { cpus } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { startEngine } from '../node/engine.ts';
import { readBelow } from '../node/files.ts';
import { startThreadGroup } from '../node/thread-group.ts';
import { at } from '../src/at.ts';
import type { RunConfig } from '../src/config/fields.ts';
import { DEFAULT_PRESET, presetConfig } from '../src/config/presets.ts';
import type { Engine } from '../src/engine/engine.ts';
import { splitEngine } from '../src/engine/split.ts';
import type { RunEvent } from '../src/run/events.ts';
import { loadPair } from '../src/run/pair.ts';
import { train } from '../src/train.ts';

// npx tsx scripts/bench-workers.ts [steps] [workers] [engine]. Three runs take turns step by step: one engine
// alone, workers that only write rollouts, workers that share updates and scores too. Fails unless all three
// give the same events.

const [steps = '10', count = '2', name = 'native-wasm'] = process.argv.slice(2);
const isEngine = (text: string): text is RunConfig['engine'] => /^(native|tfjs)-/.test(text);
if (!isEngine(name)) throw new Error(`engine is ${name}; expected one of the native or tfjs ones`);
const config: RunConfig = { ...presetConfig(DEFAULT_PRESET), engine: name, steps: Number(steps) };

const MEASURES = ['generate', 'score', 'update', 'step', 'evaluation'] as const;
type EngineTimes = Record<(typeof MEASURES)[number], number[]>;

interface ComparedRun {
  readonly name: string;
  readonly times: EngineTimes;
  readonly events: AsyncGenerator<RunEvent, void>;
}

function timed(engine: Engine, times: EngineTimes): Engine {
  const watch = <A extends readonly unknown[], R>(
    measure: keyof EngineTimes,
    call: (...args: A) => Promise<R>,
  ) => {
    return async (...args: A): Promise<R> => {
      const start = performance.now();
      const result = await call(...args);
      times[measure].push(performance.now() - start);
      return result;
    };
  };
  return {
    ...engine,
    generate: watch('generate', engine.generate),
    score: watch('score', engine.score),
    update: watch('update', engine.update),
  };
}

async function contender(label: string, engine: Engine): Promise<ComparedRun> {
  const times: EngineTimes = { generate: [], score: [], update: [], step: [], evaluation: [] };
  const watched = timed(engine, times);
  const pair = await loadPair(config, watched, readBelow('public/models'));
  return { name: label, times, events: train(config, watched, pair) };
}

const group = startThreadGroup(Number(count), name);
const own = await startEngine(name);
const contenders = [
  await contender('alone', own),
  await contender(
    `${count} workers write rollouts`,
    splitEngine({ ...own, shares: { scores: false, updates: false } }, group.engines),
  ),
  await contender(`${count} workers share all`, splitEngine(own, group.engines)),
];

/** The next event of one run. The clock is the step's or the evaluation's. */
async function next({ events, times }: ComparedRun): Promise<RunEvent | null> {
  const start = performance.now();
  const { value } = await events.next();
  const kind = value?.kind;
  if (kind === 'step' || kind === 'evaluation') times[kind].push(performance.now() - start);
  return value ?? null;
}

for (let going = true; going; ) {
  const events: (RunEvent | null)[] = [];
  for (const one of contenders) events.push(await next(one));
  for (const event of events) {
    if (!isDeepStrictEqual(event, events[0])) throw new Error('the runs differ');
  }
  going = events[0] !== null;
}

const median = (list: readonly number[]) =>
  at(
    [...list].sort((a, b) => a - b),
    list.length >> 1,
  );
console.log(
  `${steps} steps of ${DEFAULT_PRESET}, ${name}; ${at(cpus(), 0).model}, ${cpus().length} cores`,
);
for (const measure of MEASURES) {
  const first = median(at(contenders, 0).times[measure]);
  for (const { name: label, times } of contenders) {
    const list = times[measure];
    if (list.length === 0) continue;
    const range = `${Math.min(...list).toFixed(0)}-${Math.max(...list).toFixed(0)}`;
    const ratio = (median(list) / first).toFixed(3);
    console.log(`${measure}, ${label}: ${median(list).toFixed(0)} ms (${range}); x ${ratio}`);
  }
}
await group.end();
