// Collects uploads, dispatches and readbacks in order and submits them at once.
import { EngineError } from '../../engine.ts';
import { type BatchAnswer, type Dispatch, emptyBatch } from './batch.ts';
import { lossOf } from './device.ts';
import type { BufferPlace } from './memory.ts';
import { stagingBuffers } from './staging.ts';
import { MOST_TIMED, type Stopwatch } from './stopwatch.ts';
import { type DeviceFailure, type Submitter, submit, UNIFORM_BYTES } from './submit.ts';

// Pipelines may still be compiling when a dispatch is collected.

/** Constants of WebGPU that Node does not define. */
const COPY_DST = 8;
const UNIFORM = 64;

/** Multiplications of a dispatch and of a submission, at most: about 50 ms and 1 s of a slow GPU. */
const DISPATCH_COST = 1e9;
const SUBMIT_COST = 2e10;
/** Dispatches of a submission and bytes of its uploads, at most. */
const MOST_DISPATCHES = 8192;
const MOST_UPLOAD = 1 << 25;
const MOST_GROUPS = 65535;

export interface DeviceQueue {
  readonly uniforms: GPUBuffer;
  readonly upload: (to: BufferPlace, data: Float32Array | Int32Array) => void;
  readonly dispatch: (dispatch: Dispatch) => void;
  readonly read: (from: BufferPlace, length: number) => Promise<Float32Array>;
  /** Destroys a buffer after what was asked for. */
  readonly destroy: (buffer: GPUBuffer) => void;
}

export interface QueueOptions {
  /** Readbacks are noticed late unless the device is nudged. */
  readonly late?: boolean;
  /** Times every dispatch, each in a pass of its own. */
  readonly stopwatch?: Stopwatch | null;
}

/**
 * What goes wrong with the device, and the answers that are open: they fail at once, for a device that is
 * lost may never give them.
 */
function watch(device: GPUDevice): { failure: DeviceFailure; open: Set<BatchAnswer> } {
  const failure: DeviceFailure = { error: null, lost: lossOf(device) };
  const open = new Set<BatchAnswer>();
  const fail = (error: EngineError) => {
    failure.error ??= error;
    for (const { reject } of open) reject(failure.error);
    open.clear();
  };
  failure.lost.then(fail, () => undefined);
  device.addEventListener('uncapturederror', ({ error }) => {
    fail(new EngineError(`the graphics device reports: ${error.message}`));
  });
  return { failure, open };
}

export function deviceQueue(device: GPUDevice, options: QueueOptions = {}): DeviceQueue {
  const { late = false, stopwatch = null } = options;
  const mostDispatches = stopwatch === null ? MOST_DISPATCHES : MOST_TIMED;
  const uniforms = device.createBuffer({
    size: MOST_DISPATCHES * UNIFORM_BYTES,
    usage: UNIFORM | COPY_DST,
  });
  let batch = emptyBatch();
  let submitted: Promise<void> = Promise.resolve();
  const { failure, open } = watch(device);
  const staging = stagingBuffers(device);
  const submitter: Submitter = { device, uniforms, failure, staging, late, stopwatch };

  const flush = () => {
    if (batch.operations.length === 0 && batch.destroyed.length === 0) return;
    const full = batch;
    batch = emptyBatch();
    const { promise, reject } = full.answer;
    if (failure.error !== null) return reject(failure.error);
    open.add(full.answer);
    const close = () => open.delete(full.answer);
    promise.then(close, close);
    submitted = submitted.then(() => submit(submitter, full));
  };

  return {
    uniforms,
    upload: (to, data) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      for (let start = 0; start < bytes.length; start += MOST_UPLOAD) {
        const part = bytes.slice(start, start + MOST_UPLOAD);
        if (batch.uploadBytes + part.length > MOST_UPLOAD) flush();
        const place = { buffer: to.buffer, offset: to.offset + start };
        const from = batch.uploadBytes;
        batch.operations.push({ kind: 'upload', to: place, from, bytes: part.length });
        batch.uploads.push(part);
        batch.uploadBytes += part.length;
      }
    },
    dispatch: ({ kernel, shader, groups, cost, uniforms: words }) => {
      const most = Math.max(1, Math.min(MOST_GROUPS, Math.floor(DISPATCH_COST / cost)));
      for (let base = 0; base < groups; base += most) {
        const count = Math.min(most, groups - base);
        const full = batch.uniforms.length >= mostDispatches || batch.cost > SUBMIT_COST;
        if (full) flush();
        const own = words.slice();
        own[0] = base;
        const at = batch.uniforms.length;
        batch.operations.push({ kind: 'run', kernel, shader, at, groups: count });
        batch.uniforms.push(own);
        batch.cost += count * cost;
      }
    },
    read: async (from, length) => {
      const bytes = 4 * length;
      const own = batch;
      const to = own.readBytes;
      own.operations.push({ kind: 'read', from, to, bytes });
      own.readBytes += bytes;
      // What else is asked for now goes into the same submission.
      if (to === 0) queueMicrotask(() => own === batch && flush());
      return new Float32Array(await own.answer.promise, to, length);
    },
    destroy: (buffer) => {
      batch.destroyed.push(buffer);
    },
  };
}
