// What the device is to do, collected in order and submitted at once: uploads, dispatches, readbacks.
// Pipelines may still be compiling when a dispatch is collected. Knows neither kernels nor plans.
import { EngineError } from '../../engine.ts';
import { lossOf } from './device.ts';
import type { Place } from './memory.ts';
import { UNIFORM_WORDS } from './shader.ts';

/** Constants of WebGPU that Node does not define. */
const MAP_READ = 1;
const COPY_SRC = 4;
const COPY_DST = 8;
const UNIFORM = 64;
const UNIFORM_BYTES = 4 * UNIFORM_WORDS;

/** Multiplications of a dispatch and of a submission, at most: about 50 ms and 1 s of a slow GPU. */
const DISPATCH_COST = 1e9;
const SUBMIT_COST = 2e10;
/** Dispatches of a submission and bytes of its uploads, at most. */
const MOST_DISPATCHES = 8192;
const MOST_UPLOAD = 1 << 25;
const MOST_GROUPS = 65535;

/** A pipeline and the bindings it runs on. */
export interface Shader {
  readonly pipeline: Promise<GPUComputePipeline>;
  readonly bindings: GPUBindGroup;
}

export interface Dispatch {
  readonly shader: Shader;
  readonly groups: number;
  readonly cost: number;
  /** The first is the number of the first workgroup, set by the queue. */
  readonly uniforms: Uint32Array;
}

type Operation =
  | { readonly kind: 'upload'; readonly to: Place; readonly from: number; readonly bytes: number }
  | { readonly kind: 'run'; readonly shader: Shader; readonly at: number; readonly groups: number }
  | { readonly kind: 'read'; readonly from: Place; readonly to: number; readonly bytes: number };

interface Batch {
  readonly operations: Operation[];
  readonly uploads: Uint8Array[];
  readonly uniforms: Uint32Array[];
  readonly destroyed: GPUBuffer[];
  uploadBytes: number;
  readBytes: number;
  cost: number;
  /** Settled when the batch's readbacks have arrived. */
  readonly answer: Answer;
}

interface Answer {
  readonly promise: Promise<ArrayBuffer>;
  readonly resolve: (bytes: ArrayBuffer) => void;
  readonly reject: (error: EngineError) => void;
}

function newAnswer(): Answer {
  let resolve: Answer['resolve'] = () => undefined;
  let reject: Answer['reject'] = () => undefined;
  const promise = new Promise<ArrayBuffer>((ok, bad) => {
    resolve = ok;
    reject = bad;
  });
  return { promise, resolve, reject };
}

export interface Queue {
  readonly uniforms: GPUBuffer;
  readonly upload: (to: Place, data: Float32Array | Int32Array) => void;
  readonly dispatch: (dispatch: Dispatch) => void;
  readonly read: (from: Place, length: number) => Promise<Float32Array>;
  /** Destroys a buffer after what was asked for. */
  readonly destroy: (buffer: GPUBuffer) => void;
}

function emptyBatch(): Batch {
  const answer = newAnswer();
  // A batch without readbacks is awaited by nobody; its failure is told by the next that has some.
  answer.promise.catch(() => undefined);
  return {
    operations: [],
    uploads: [],
    uniforms: [],
    destroyed: [],
    uploadBytes: 0,
    readBytes: 0,
    cost: 0,
    answer,
  };
}

export function deviceQueue(device: GPUDevice): Queue {
  const uniforms = device.createBuffer({
    size: MOST_DISPATCHES * UNIFORM_BYTES,
    usage: UNIFORM | COPY_DST,
  });
  let batch = emptyBatch();
  let submitted: Promise<void> = Promise.resolve();
  const failure: { error: EngineError | null } = { error: null };
  const fail = (error: EngineError) => {
    failure.error ??= error;
  };
  lossOf(device).then(fail, () => undefined);
  device.addEventListener('uncapturederror', ({ error }) => {
    fail(new EngineError(`the graphics device reports: ${error.message}`));
  });
  const submitter = { device, uniforms, failure, staging: stagingBuffers(device) };

  const flush = () => {
    if (batch.operations.length === 0 && batch.destroyed.length === 0) return;
    const full = batch;
    batch = emptyBatch();
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
    dispatch: ({ shader, groups, cost, uniforms: words }) => {
      const most = Math.max(1, Math.min(MOST_GROUPS, Math.floor(DISPATCH_COST / cost)));
      for (let base = 0; base < groups; base += most) {
        const count = Math.min(most, groups - base);
        const full = batch.uniforms.length >= MOST_DISPATCHES || batch.cost > SUBMIT_COST;
        if (full) flush();
        const own = words.slice();
        own[0] = base;
        batch.operations.push({ kind: 'run', shader, at: batch.uniforms.length, groups: count });
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

interface Submitter {
  readonly device: GPUDevice;
  readonly uniforms: GPUBuffer;
  readonly failure: { error: EngineError | null };
  readonly staging: Staging;
}

async function submit(submitter: Submitter, batch: Batch): Promise<void> {
  const { failure, staging } = submitter;
  try {
    if (failure.error !== null) throw failure.error;
    const back = batch.readBytes > 0 ? staging.down(batch.readBytes) : null;
    await encode(submitter, batch, back);
    for (const buffer of batch.destroyed) buffer.destroy();
    if (back === null) return;
    // Not awaited: the next batch may be submitted while this one runs.
    void answer(submitter, batch, back);
  } catch (error) {
    failure.error ??= errorOf(error);
    batch.answer.reject(failure.error);
  }
}

function errorOf(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(
    `the graphics device fails: ${error instanceof Error ? error.message : String(error)}`,
  );
}

async function answer({ failure, staging }: Submitter, batch: Batch, back: GPUBuffer) {
  try {
    await back.mapAsync(1, 0, batch.readBytes);
    const numbers = back.getMappedRange(0, batch.readBytes).slice(0);
    back.unmap();
    staging.giveBack(back);
    if (failure.error !== null) throw failure.error;
    batch.answer.resolve(numbers);
  } catch (error) {
    failure.error ??= errorOf(error);
    batch.answer.reject(failure.error);
  }
}

async function encode(
  { device, uniforms, staging }: Submitter,
  batch: Batch,
  back: GPUBuffer | null,
): Promise<void> {
  const pipelines = await ready(batch.operations);
  device.queue.writeBuffer(uniforms, 0, joined(batch.uniforms));
  const up = batch.uploadBytes > 0 ? staging.up(batch.uploads, batch.uploadBytes) : null;
  const encoder = device.createCommandEncoder();
  let pass: GPUComputePassEncoder | null = null;
  for (const operation of batch.operations) {
    if (operation.kind === 'run') {
      pass ??= encoder.beginComputePass();
      const { shader, at, groups } = operation;
      const pipeline = pipelines.get(shader);
      if (pipeline === undefined) throw new Error('a dispatch has no pipeline');
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, shader.bindings, [at * UNIFORM_BYTES]);
      pass.dispatchWorkgroups(groups);
      continue;
    }
    pass?.end();
    pass = null;
    if (operation.kind === 'upload' && up !== null) {
      const { to, from, bytes } = operation;
      encoder.copyBufferToBuffer(up, from, to.buffer, to.offset, bytes);
    }
    if (operation.kind === 'read' && back !== null) {
      const { from, to, bytes } = operation;
      encoder.copyBufferToBuffer(from.buffer, from.offset, back, to, bytes);
    }
  }
  pass?.end();
  device.queue.submit([encoder.finish()]);
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

interface Staging {
  /** A buffer that holds the uploads one after the other. */
  readonly up: (parts: readonly Uint8Array[], bytes: number) => GPUBuffer;
  /** A buffer to read back through, until it is given back. */
  readonly down: (bytes: number) => GPUBuffer;
  readonly giveBack: (buffer: GPUBuffer) => void;
}

/** Buffers between host and device, used again and again. */
function stagingBuffers(device: GPUDevice): Staging {
  let upload: GPUBuffer | null = null;
  const free: GPUBuffer[] = [];
  const sizeFor = (bytes: number) => 2 ** Math.ceil(Math.log2(Math.max(bytes, 4096)));
  return {
    up: (parts, bytes) => {
      if (upload === null || upload.size < bytes) {
        upload?.destroy();
        upload = device.createBuffer({ size: sizeFor(bytes), usage: COPY_SRC | COPY_DST });
      }
      const all = new Uint8Array(bytes);
      let end = 0;
      for (const part of parts) {
        all.set(part, end);
        end += part.length;
      }
      device.queue.writeBuffer(upload, 0, all);
      return upload;
    },
    down: (bytes) => {
      const index = free.findIndex(({ size }) => size >= bytes);
      const found = index < 0 ? undefined : free.splice(index, 1)[0];
      return found ?? device.createBuffer({ size: sizeFor(bytes), usage: MAP_READ | COPY_DST });
    },
    giveBack: (buffer) => {
      free.push(buffer);
      if (free.length > 8) free.shift()?.destroy();
    },
  };
}
