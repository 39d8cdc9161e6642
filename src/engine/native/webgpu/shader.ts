// A stage as a whole WGSL shader: bindings, uniforms and the functions by which it reads and writes its buffers.
import { KERNELS, type KernelName } from '../machine/kernels.ts';
import type { ShaderStage } from './kernels/kernel.ts';

// Memory is bound as u32, for a flushed denormal would ruin an index.

/** Buffers that hold whole numbers. */
const INTEGERS: ReadonlySet<string> = new Set([
  'index',
  'order',
  'bounds',
  'positions',
  'starts',
  'prefixes',
  'slots',
  'prompts',
  'targets',
  'seniorRows',
  'juniorRows',
  'rowSlots',
  'sequences',
  'boundary',
  'prompted',
  'ids',
]);

/** Words of uniforms of a dispatch; what dynamic offsets are multiples of at most. */
export const UNIFORM_WORDS = 64;

/** Names of the uniforms in order: workgroup base, what the launch adds, addresses, sizes, numbers. */
export function uniformNames(kernel: KernelName, { extra = [] }: ShaderStage) {
  const { buffers, sizes, numbers } = KERNELS[kernel];
  const whole = ['base', ...extra, ...[...buffers, 'temp'].map((name) => `at_${name}`), ...sizes];
  return { whole, numbers };
}

/** The binding of each of the kernel's buffers, of `temp` last: equal memory, equal binding. */
export type Bindings = readonly number[];

export function shader(kernel: KernelName, stage: ShaderStage, bindings: Bindings): string {
  const { whole, numbers } = uniformNames(kernel, stage);
  const count = Math.max(...bindings) + 1;
  const fields = [
    ...whole.map((name) => `  ${name}: u32,`),
    ...numbers.map((name) => `  ${name}: f32,`),
  ];
  const { width = 1 } = stage;
  const element = width === 1 ? 'u32' : `vec${width}u`;
  const memory = Array.from({ length: count }, (_, i) => {
    return `@group(0) @binding(${i}) var<storage, read_write> m${i}: array<${element}>;`;
  });
  const buffers = [...KERNELS[kernel].buffers, 'temp'];
  const access = width === 1 ? accessors : wideAccessors(width);
  const enable = stage.enable === undefined ? '' : `enable ${stage.enable};\n`;
  return `${enable}struct Uniforms {
${fields.join('\n')}
}
${memory.join('\n')}
@group(0) @binding(${count}) var<uniform> u: Uniforms;
${buffers.map((name, i) => access(name, bindings[i] ?? 0)).join('\n')}
${stage.code}
@compute @workgroup_size(${stage.lanes})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  run(id.x + u.base, lane);
}
`;
}

function accessors(name: string, binding: number): string {
  const at = `m${binding}[u.at_${name} + i]`;
  if (INTEGERS.has(name)) {
    return `fn ${name}(i: u32) -> u32 { return ${at}; }
fn set_${name}(i: u32, value: u32) { ${at} = value; }`;
  }
  return `fn ${name}(i: u32) -> f32 { return bitcast<f32>(${at}); }
fn ${name}_at(i: u32) -> f32 { return bitcast<f32>(m${binding}[i]); }
fn set_${name}(i: u32, value: f32) { ${at} = bitcast<u32>(value); }`;
}

/** One number may be read alone, but not written: that might write its neighbours too. */
function wideAccessors(width: 2 | 4): typeof accessors {
  return (name, binding) => {
    const at = `u.at_${name} + i`;
    const one = `m${binding}[(${at}) / ${width}u][(${at}) % ${width}u]`;
    if (INTEGERS.has(name)) return `fn ${name}(i: u32) -> u32 { return ${one}; }`;
    const [read, written] = [`vec${width}f`, `vec${width}u`];
    const all = `m${binding}[(${at}) / ${width}u]`;
    return `fn ${name}(i: u32) -> f32 { return bitcast<f32>(${one}); }
fn ${name}_at(place: u32) -> ${read} { return bitcast<${read}>(m${binding}[place]); }
fn ${name}_${width}(i: u32) -> ${read} { return bitcast<${read}>(${all}); }
fn set_${name}_${width}(i: u32, value: ${read}) { ${all} = bitcast<${written}>(value); }`;
  };
}
