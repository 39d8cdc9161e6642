// Prints the device time of each kernel in steps of the default preset on Node's WebGPU.

// npx tsx scripts/profile-webgpu.ts [steps]. The first step, which compiles, is not counted.

import { nodeGpu } from '../node/engine.ts';
import { readBelow } from '../node/files.ts';
import { DEFAULT_PRESET, presetConfig } from '../src/config/presets.ts';
import { BUDGET } from '../src/engine/native/budget.ts';
import { nativeEngine } from '../src/engine/native/engine.ts';
import { openGpu } from '../src/engine/native/webgpu/device.ts';
import { webgpuMachine } from '../src/engine/native/webgpu/machine.ts';
import type { Profile } from '../src/engine/native/webgpu/stopwatch.ts';
import { loadPair } from '../src/run/pair.ts';
import { train } from '../src/train.ts';

const steps = Number(process.argv[2] ?? 2);
if (!(Number.isInteger(steps) && steps > 0))
  throw new Error(`steps is ${steps}; expected 1 or more`);

const { device, facts } = await openGpu(await nodeGpu());
const machine = webgpuMachine(device, { software: facts.software, profile: true });
const engine = nativeEngine(machine, { name: 'native-webgpu', reason: '' }, BUDGET);
const config = {
  ...presetConfig(DEFAULT_PRESET),
  engine: 'native-webgpu' as const,
  steps: 1 + steps,
  evaluateEvery: 0,
};
const pair = await loadPair(config, engine, readBelow('public/models'));

let begun: Profile = {};
for await (const event of train(config, engine, pair)) {
  if (event.kind !== 'step') continue;
  if (event.step === 1) begun = await machine.profile();
  if (event.step === config.steps) break;
}
report(begun, await machine.profile());
process.exit();

function report(before: Profile, after: Profile): void {
  const rows = Object.entries(after).map(([kernel, { calls, milliseconds }]) => ({
    kernel,
    calls: (calls - (before[kernel]?.calls ?? 0)) / steps,
    ms: (milliseconds - (before[kernel]?.milliseconds ?? 0)) / steps,
  }));
  const total = rows.reduce((sum, { ms }) => sum + ms, 0);
  rows.sort((a, b) => b.ms - a.ms);
  console.log(`${facts.description}: ${total.toFixed(1)} ms of device time a step`);
  console.log('| kernel | dispatches | ms | share |\n|---|---|---|---|');
  for (const { kernel, calls, ms } of rows) {
    const share = `${((100 * ms) / total).toFixed(1)} %`;
    console.log(`| ${kernel} | ${calls} | ${ms.toFixed(2)} | ${share} |`);
  }
}
