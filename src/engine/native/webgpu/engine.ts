// The native engine on WebGPU: the static plan run by WGSL kernels that were tried on this device first.
import { type Engine, EngineError } from '../../engine.ts';
import { BUDGET, type Budget } from '../budget.ts';
import { nativeEngine } from '../engine.ts';
import { type DeviceFacts, openGpu, ownGpu } from './device.ts';
import { type GpuMachine, webgpuMachine } from './machine.ts';
import { tellsLate } from './nudge.ts';
import { selfTest } from './self-test.ts';
import { VARIED } from './variants.ts';

export interface WebgpuOptions {
  readonly reason: string;
  /** The page's or worker's own unless given: Node has it from a package. */
  readonly gpu?: GPU | undefined;
  /** How much is worked on at a time. */
  readonly budget?: Partial<Budget>;
  /**
   * Whether every kernel is tried first. Unless given, where the adapter is not software: that is a
   * processor, on which shaders take seconds to compile and nothing is gained.
   */
  readonly prove?: boolean;
  /** Receives how many pipelines are compiled, of how many asked for so far. */
  readonly onPipelines?: (done: number, all: number) => void;
}

/** A GPU is idle unless much is worked on at a time. */
const GPU_BUDGET: Budget = { ...BUDGET, tokens: 16384, sequences: 1024 };

/**
 * WGSL kernels on a graphics adapter. A lost device fails what is under way and all that follows with
 * a DeviceLostError; weights read before then are the ones to go on from, on a new engine.
 * @throws EngineError where there is no WebGPU, no adapter, or a driver that computes wrong results
 */
export async function nativeWebgpuEngine(options: WebgpuOptions): Promise<Engine> {
  const { device, facts } = await openGpu(options.gpu ?? ownGpu());
  const { onPipelines = () => undefined } = options;
  const late = await tellsLate(device);
  const machine = webgpuMachine(device, { onPipelines, software: facts.software, late });
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const budget = { ...GPU_BUDGET, ...options.budget };
  // Decoding works in two halves, each a buffer; everything else in one.
  const bytes = Math.min(budget.bytes, largest);
  if (!(bytes > 0)) throw new EngineError(`the budget is ${budget.bytes} bytes; expected some`);
  const tested = await proven(machine, facts, options.prove ?? !facts.software);
  const info = { name: 'native-webgpu', reason: `${options.reason} ${tested.says}` };
  return nativeEngine(tested.machine, info, { ...budget, bytes });
}

/** The machine with the variants that this device gets right, and a sentence about the device. */
async function proven(machine: GpuMachine, facts: DeviceFacts, prove: boolean) {
  const kind = facts.software ? ', which is software' : '';
  const says = `It runs on ${facts.description}${kind}.`;
  if (!prove) return { machine, says };
  const variants = await selfTest(machine, facts.subgroup);
  const doubtful = VARIED.filter((kernel) => !variants.kernels.has(kernel));
  const without = `Its subgroups add up otherwise, so ${doubtful.join(', ')} run without them.`;
  const isDoubtful = facts.subgroup > 1 && doubtful.length > 0;
  return { machine: machine.using(variants), says: isDoubtful ? `${says} ${without}` : says };
}
