// The native engine on WebGPU: the static plan run by WGSL kernels.
import { type Engine, EngineError } from '../../engine.ts';
import { BUDGET, type Budget } from '../budget.ts';
import { nativeEngine } from '../engine.ts';
import { openGpu, ownGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';

export interface WebgpuOptions {
  readonly reason: string;
  /** The page's or worker's own unless given: Node has it from a package. */
  readonly gpu?: GPU | undefined;
  /** How much is worked on at a time. */
  readonly budget?: Partial<Budget>;
  /** Told how many pipelines are compiled, of how many asked for so far. */
  readonly onPipelines?: (done: number, all: number) => void;
}

/** A GPU is idle unless much is worked on at a time. */
const GPU_BUDGET: Budget = { ...BUDGET, tokens: 16384, sequences: 1024 };

/**
 * WGSL kernels on a graphics adapter. A lost device fails what is under way and all that follows with
 * an EngineError; weights read before then are the ones to go on from.
 * @throws EngineError where there is no WebGPU or no adapter
 */
export async function nativeWebgpuEngine(options: WebgpuOptions): Promise<Engine> {
  const { device, facts } = await openGpu(options.gpu ?? ownGpu());
  const kind = facts.software ? ', which is software' : '';
  const info = {
    name: 'native-webgpu',
    reason: `${options.reason} It runs on ${facts.description}${kind}.`,
  };
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  const largest = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const budget = { ...GPU_BUDGET, ...options.budget };
  // Decoding works in two halves, each a buffer; everything else in one.
  const bytes = Math.min(budget.bytes, largest);
  if (!(bytes > 0)) throw new EngineError(`the budget is ${budget.bytes} bytes; expected some`);
  return nativeEngine(webgpuMachine(device, { ...options, software: facts.software }), info, {
    ...budget,
    bytes,
  });
}
