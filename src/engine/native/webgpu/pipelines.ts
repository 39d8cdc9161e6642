// Compiled shaders and bind groups, each made once; compiling goes on in parallel.
import type { KernelName } from '../machine/kernels.ts';
import type { Shader } from './batch.ts';
import type { ShaderStage } from './kernels/kernel.ts';
import { type Bindings, shader, UNIFORM_WORDS, uniformNames } from './shader.ts';

export interface PipelineOptions {
  /** Receives how many pipelines are compiled, of how many asked for so far. */
  readonly onPipelines?: (done: number, all: number) => void;
}

export type PipelineCache = (
  kernel: KernelName,
  stage: ShaderStage,
  bindings: Bindings,
) => Pipeline;

export interface Pipeline {
  readonly made: Promise<GPUComputePipeline>;
  readonly layout: GPUBindGroupLayout;
}

/** Bytes of uniforms that a stage reads. */
function uniformBytes(kernel: KernelName, stage: ShaderStage): number {
  const { whole, numbers } = uniformNames(kernel, stage);
  return 4 * (whole.length + numbers.length);
}

export function pipelineCache(device: GPUDevice, { onPipelines }: PipelineOptions): PipelineCache {
  const cache = new Map<string, Pipeline>();
  const layouts = new Map<number, GPUBindGroupLayout>();
  let done = 0;
  const layoutFor = (count: number): GPUBindGroupLayout => {
    const known = layouts.get(count);
    if (known !== undefined) return known;
    const layout = bindingLayout(device, count);
    layouts.set(count, layout);
    return layout;
  };
  const make = (kernel: KernelName, stage: ShaderStage, bindings: Bindings): Pipeline => {
    const layout = layoutFor(Math.max(...bindings) + 1);
    const made = compile(device, layout, shader(kernel, stage, bindings), stage.name);
    const tell = () => onPipelines?.(++done, cache.size);
    made.then(tell, () => undefined);
    return { made, layout };
  };
  return (kernel, stage, bindings) => {
    const key = `${kernel} ${stage.name} ${bindings}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (uniformBytes(kernel, stage) > 4 * UNIFORM_WORDS) throw new Error(`${key}: uniforms`);
    const pipeline = make(kernel, stage, bindings);
    cache.set(key, pipeline);
    return pipeline;
  };
}

/** Visible in compute shaders only. */
const COMPUTE = 4;

/** So many storage buffers and the uniforms of a dispatch. */
function bindingLayout(device: GPUDevice, count: number): GPUBindGroupLayout {
  const storage = Array.from({ length: count }, (_, binding): GPUBindGroupLayoutEntry => {
    return { binding, visibility: COMPUTE, buffer: { type: 'storage' } };
  });
  const uniforms: GPUBindGroupLayoutEntry = {
    binding: count,
    visibility: COMPUTE,
    buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: 4 * UNIFORM_WORDS },
  };
  return device.createBindGroupLayout({ entries: [...storage, uniforms] });
}

async function compile(
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  code: string,
  label: string,
): Promise<GPUComputePipeline> {
  return device.createComputePipelineAsync({
    label,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label, code }), entryPoint: 'main' },
  });
}

export type BindingCache = (pipeline: Pipeline, buffers: readonly GPUBuffer[]) => Shader;

/** Bind groups and what is dispatched with them, made once for as long as the buffers live. */
export function bindingCache(device: GPUDevice, uniforms: GPUBuffer): BindingCache {
  const ids = new WeakMap<GPUBuffer, number>();
  const groups = new Map<string, GPUBindGroup>();
  const shaders = new WeakMap<Pipeline, Map<GPUBindGroup, Shader>>();
  let next = 1;
  const idOf = (buffer: GPUBuffer): number => {
    const id = ids.get(buffer) ?? next++;
    ids.set(buffer, id);
    return id;
  };
  const groupFor = (layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup => {
    const key = buffers.map(idOf).join();
    const known = groups.get(key);
    if (known !== undefined) return known;
    // Groups hold on to their buffers: of freed ones none are kept for long.
    if (groups.size > 256) groups.clear();
    const storage = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const own = {
      binding: buffers.length,
      resource: { buffer: uniforms, size: 4 * UNIFORM_WORDS },
    };
    const group = device.createBindGroup({ layout, entries: [...storage, own] });
    groups.set(key, group);
    return group;
  };
  return (pipeline, buffers) => {
    const group = groupFor(pipeline.layout, buffers);
    const known = shaders.get(pipeline) ?? new Map<GPUBindGroup, Shader>();
    shaders.set(pipeline, known);
    const found = known.get(group);
    if (found !== undefined) return found;
    if (known.size > 256) known.clear();
    const made = { pipeline: pipeline.made, bindings: group };
    known.set(group, made);
    return made;
  };
}
