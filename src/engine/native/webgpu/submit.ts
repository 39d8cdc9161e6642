// Submits a batch to the device and resolves its readbacks.
import { messageOf } from '../../../message-of.ts';
import { type DeviceLostError, EngineError } from '../../engine.ts';
import { after } from './after.ts';
import type { DeviceBatch, Operation, Shader } from './batch.ts';
import { nudge } from './nudge.ts';
import { UNIFORM_WORDS } from './shader.ts';
import type { Staging } from './staging.ts';
import type { Stopwatch } from './stopwatch.ts';

// All batches fail with the first error, and none waits for a lost device.

export const UNIFORM_BYTES = 4 * UNIFORM_WORDS;
/** Work under way on a device that is lost fails, sometimes before the loss itself is reported. */
const LOSS_IS_TOLD = 50;

/** What went wrong first. Everything after it fails with it. */
export interface DeviceFailure {
  error: EngineError | null;
  readonly lost: Promise<DeviceLostError>;
}

export interface Submitter {
  readonly device: GPUDevice;
  readonly uniforms: GPUBuffer;
  readonly failure: DeviceFailure;
  readonly staging: Staging;
  readonly late: boolean;
  readonly stopwatch: Stopwatch | null;
}

export async function submit(submitter: Submitter, batch: DeviceBatch): Promise<void> {
  const { failure, staging } = submitter;
  try {
    if (failure.error !== null) throw failure.error;
    const back = batch.readBytes > 0 ? staging.down(batch.readBytes) : null;
    await encode(submitter, batch, back);
    for (const buffer of batch.destroyed) buffer.destroy();
    if (back === null) return batch.answer.resolve(new ArrayBuffer(0));
    // Not awaited: the next batch may be submitted while this one runs.
    void answer(submitter, batch, back);
  } catch (error) {
    batch.answer.reject(await firstFailure(failure, error));
  }
}

/** The error that all is to fail with: a loss, if that is behind this one. */
async function firstFailure(failure: DeviceFailure, error: unknown): Promise<EngineError> {
  const own = after(LOSS_IS_TOLD).then(() => errorOf(error));
  const first = failure.error ?? (await Promise.race([failure.lost, own]));
  failure.error ??= first;
  return failure.error;
}

function errorOf(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(`the graphics device fails: ${messageOf(error)}`);
}

async function answer(submitter: Submitter, batch: DeviceBatch, back: GPUBuffer) {
  const { device, failure, staging, late } = submitter;
  try {
    const mapping = back.mapAsync(1, 0, batch.readBytes);
    if (late) nudge(device, mapping);
    await mapping;
    const numbers = back.getMappedRange(0, batch.readBytes).slice(0);
    back.unmap();
    staging.giveBack(back);
    if (failure.error !== null) throw failure.error;
    batch.answer.resolve(numbers);
  } catch (error) {
    batch.answer.reject(await firstFailure(failure, error));
  }
}

async function encode(
  { device, uniforms, staging, stopwatch }: Submitter,
  batch: DeviceBatch,
  back: GPUBuffer | null,
): Promise<void> {
  const pipelines = await ready(batch.operations);
  device.queue.writeBuffer(uniforms, 0, joined(batch.uniforms));
  const up = batch.uploadBytes > 0 ? staging.up(batch.uploads, batch.uploadBytes) : null;
  const encoder = device.createCommandEncoder();
  let pass: GPUComputePassEncoder | null = null;
  for (const operation of batch.operations) {
    if (operation.kind === 'run') {
      pass ??= encoder.beginComputePass(stopwatch?.pass(operation.kernel));
      dispatch(pass, operation, pipelines);
      if (stopwatch === null) continue;
    }
    pass?.end();
    pass = null;
    copy(encoder, operation, { up, back });
  }
  pass?.end();
  const timed = stopwatch?.end(encoder);
  device.queue.submit([encoder.finish()]);
  timed?.();
}

function dispatch(
  pass: GPUComputePassEncoder,
  { shader, at, groups }: Extract<Operation, { kind: 'run' }>,
  pipelines: ReadonlyMap<Shader, GPUComputePipeline>,
): void {
  const pipeline = pipelines.get(shader);
  if (pipeline === undefined) throw new Error('a dispatch has no pipeline');
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, shader.bindings, [at * UNIFORM_BYTES]);
  pass.dispatchWorkgroups(groups);
}

function copy(
  encoder: GPUCommandEncoder,
  operation: Operation,
  { up, back }: { readonly up: GPUBuffer | null; readonly back: GPUBuffer | null },
): void {
  if (operation.kind === 'upload' && up !== null) {
    const { to, from, bytes } = operation;
    encoder.copyBufferToBuffer(up, from, to.buffer, to.offset, bytes);
  }
  if (operation.kind === 'read' && back !== null) {
    const { from, to, bytes } = operation;
    encoder.copyBufferToBuffer(from.buffer, from.offset, back, to, bytes);
  }
}

async function ready(operations: readonly Operation[]) {
  const shaders = new Set<Shader>();
  for (const operation of operations) if (operation.kind === 'run') shaders.add(operation.shader);
  const pairs = [...shaders].map(
    async (shader) => [shader, await shader.pipeline] satisfies [Shader, GPUComputePipeline],
  );
  return new Map(await Promise.all(pairs));
}

function joined(uniforms: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(uniforms.length * UNIFORM_WORDS);
  uniforms.forEach((words, i) => {
    all.set(words, i * UNIFORM_WORDS);
  });
  return all;
}
