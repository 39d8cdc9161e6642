// Variants in a whole run: rollouts, scores and updates are the same bits as by the plain kernels.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { SMALL_OPTIMIZER, smallCheckpoint, smallRequest } from '../../../../test/fixtures/tiny.ts';
import { BUDGET } from '../budget.ts';
import { nativeEngine } from '../engine.ts';
import type { Machine } from '../machine/machine.ts';
import { type DeviceFacts, openGpu } from './device.ts';
import { nativeWebgpuEngine } from './engine.ts';
import { type GpuMachine, webgpuMachine } from './machine.ts';
import { VARIED } from './variants.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;
/** Rows of logits and of states too long for one invocation, and no multiple of 64. */
const WIDE = { vocabSize: 205, hiddenSize: 132 };

async function run(machine: Machine) {
  const engine = nativeEngine(machine, { name: 'native-webgpu', reason: '' }, BUDGET);
  const senior = await engine.load(smallCheckpoint(1, WIDE));
  const junior = await engine.load(smallCheckpoint(2, WIDE));
  const base = smallRequest();
  const boundary = Uint8Array.from({ length: WIDE.vocabSize }, (_, id) => id % 2);
  const request = { ...base, schedule: { ...base.schedule, boundary } };
  const rollouts = await engine.generate(senior, junior, request);
  const batch = rollouts.map(({ senior, tokens }, row) => ({
    prompt: senior.prompt,
    tokens,
    gradients: new Float64Array(tokens.length).fill((row % 3) - 0.7),
  }));
  const scores = await engine.score(senior, batch, { temperature: 1, against: junior });
  const report = await engine.update(senior, batch, 1, SMALL_OPTIMIZER);
  return { rollouts, scores, report, weights: await engine.weights(senior) };
}

describe.skipIf(gpu === undefined)('subgroups', () => {
  let machine: GpuMachine;
  let facts: DeviceFacts;
  const compiled: string[] = [];
  beforeAll(async () => {
    const opened = await openGpu(gpu);
    const { device } = opened;
    const compile = device.createComputePipelineAsync.bind(device);
    device.createComputePipelineAsync = (wanted) => {
      compiled.push(wanted.label ?? '');
      return compile(wanted);
    };
    facts = opened.facts;
    machine = webgpuMachine(device, { software: true });
  });

  test('change no bit of rollouts, scores and updates', async ({ skip }) => {
    if (facts.subgroup < 2) skip('the software GPU has no subgroups');
    const plain = await run(machine);
    expect(compiled.some((name) => name.endsWith('in subgroups'))).toBe(false);
    const own = await run(machine.using({ kernels: new Set(VARIED), subgroup: facts.subgroup }));
    expect(own).toEqual(plain);
    expect(own.report.logprobs).toEqual(own.rollouts.map((row) => row.senior.logprobs));
    const varied = compiled.filter((name) => name.endsWith('in subgroups'));
    expect(new Set(varied).size).toBe(VARIED.length);
  });

  test('are used by an engine that has proven them', async () => {
    const received: number[] = [];
    const onPipelines = (done: number, all: number) => received.push(done / all);
    const engine = await nativeWebgpuEngine({
      reason: 'Under test.',
      gpu,
      prove: true,
      onPipelines,
    });
    expect(engine.info.reason).toMatch(/^Under test\. It runs on .*, which is software\.$/);
    expect(received.at(-1)).toBe(1);
    const model = await engine.load(smallCheckpoint(1));
    expect(await engine.weights(model)).toEqual(smallCheckpoint(1).weights);
  });
});
