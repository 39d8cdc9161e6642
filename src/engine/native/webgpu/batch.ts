// One submission to the device: its operations in order.
import type { EngineError } from '../../engine.ts';
import type { BufferPlace } from './memory.ts';

/** A pipeline and the bindings it runs on. */
export interface Shader {
  readonly pipeline: Promise<GPUComputePipeline>;
  readonly bindings: GPUBindGroup;
}

export interface Dispatch {
  readonly kernel: string;
  readonly shader: Shader;
  readonly groups: number;
  readonly cost: number;
  /** The first is the number of the first workgroup, set by the queue. */
  readonly uniforms: Uint32Array;
}

export type Operation =
  | {
      readonly kind: 'upload';
      readonly to: BufferPlace;
      readonly from: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'run';
      readonly kernel: string;
      readonly shader: Shader;
      readonly at: number;
      readonly groups: number;
    }
  | {
      readonly kind: 'read';
      readonly from: BufferPlace;
      readonly to: number;
      readonly bytes: number;
    };

export interface DeviceBatch {
  readonly operations: Operation[];
  readonly uploads: Uint8Array[];
  readonly uniforms: Uint32Array[];
  readonly destroyed: GPUBuffer[];
  uploadBytes: number;
  readBytes: number;
  cost: number;
  /** Settled when the batch's readbacks have arrived, or when it is submitted if it has none. */
  readonly answer: BatchAnswer;
}

export interface BatchAnswer {
  readonly promise: Promise<ArrayBuffer>;
  readonly resolve: (bytes: ArrayBuffer) => void;
  readonly reject: (error: EngineError) => void;
}

function newAnswer(): BatchAnswer {
  let resolve: BatchAnswer['resolve'] = () => undefined;
  let reject: BatchAnswer['reject'] = () => undefined;
  const promise = new Promise<ArrayBuffer>((ok, bad) => {
    resolve = ok;
    reject = bad;
  });
  return { promise, resolve, reject };
}

export function emptyBatch(): DeviceBatch {
  const answer = newAnswer();
  // A batch without readbacks is awaited by nobody; its failure is reported by the next that has some.
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
