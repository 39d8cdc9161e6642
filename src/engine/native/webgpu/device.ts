// Asks for a WebGPU adapter and device, and watches for its loss; in pages, workers and Node.
import { messageOf } from '../../../message-of.ts';
import { DeviceLostError, EngineError } from '../../engine.ts';

/** Asked for where the adapter has them; nothing needs them. */
const FEATURES = ['subgroups', 'timestamp-query'] as const;
/** Of these the device gets as much as the adapter has. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

export interface AdapterFacts {
  /** Vendor, architecture and what else the adapter tells of itself. */
  readonly description: string;
  /** A processor that plays a GPU: slower than WebAssembly. */
  readonly software: boolean;
}

export interface DeviceFacts extends AdapterFacts {
  /** What was granted of the features asked for. Limits are the device's own. */
  readonly features: readonly (typeof FEATURES)[number][];
  /** Invocations that every subgroup has at least; 0 without subgroups. */
  readonly subgroup: number;
  /** Whether the adapter has 16-bit floats. Nothing uses them. */
  readonly half: boolean;
}

export interface Gpu {
  readonly device: GPUDevice;
  readonly facts: DeviceFacts;
}

const MISSING = 'WebGPU is not available here';

/** @throws EngineError where there is no WebGPU, or no adapter */
async function adapterOf(gpu: GPU | undefined): Promise<GPUAdapter> {
  if (gpu === undefined) throw new EngineError(`${MISSING}; use another browser or engine`);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new EngineError(`${MISSING}: no graphics adapter is offered`);
  return adapter;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render|software|warp/i;

function factsOf({ info }: GPUAdapter): AdapterFacts {
  const parts = [info.vendor, info.architecture, info.device, info.description];
  const description = [...new Set(parts.filter((part) => part !== ''))].join(' ');
  const software = info.isFallbackAdapter || SOFTWARE.test(description);
  return { description: description === '' ? 'an unnamed adapter' : description, software };
}

function deviceFacts(adapter: GPUAdapter, { features }: GPUDevice): DeviceFacts {
  const { subgroupMinSize = 0 } = adapter.info;
  return {
    ...factsOf(adapter),
    features: FEATURES.filter((name) => features.has(name)),
    subgroup: features.has('subgroups') ? subgroupMinSize : 0,
    half: adapter.features.has('shader-f16'),
  };
}

/** All that the adapter offers of what we can use. */
const offered = ({ features, limits }: GPUAdapter): GPUDeviceDescriptor => ({
  requiredFeatures: FEATURES.filter((name) => features.has(name)),
  requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
});

/** What would be opened; null where there is no WebGPU or no adapter. */
export async function adapterFacts(gpu: GPU | undefined): Promise<AdapterFacts | null> {
  try {
    return factsOf(await adapterOf(gpu));
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** The page's or worker's GPU. */
export function ownGpu(): GPU | undefined {
  // Absent where pages are not secure, and in Node.
  const found: { readonly gpu?: GPU } = typeof navigator === 'object' ? navigator : {};
  return found.gpu;
}

/** In Node a GPU that is dropped takes its devices along. */
const origins = new WeakMap<GPUDevice, GPU>();

/**
 * A device with the features and limits that its adapter offers, or else with the least.
 * @throws EngineError where there is no WebGPU, no adapter or no device
 */
export async function openGpu(gpu: GPU | undefined): Promise<Gpu> {
  try {
    return await openWith(gpu, offered);
  } catch {
    // Drivers may refuse what they offer. An adapter gives one device only, so it is asked for again.
    return openWith(gpu, () => ({}));
  }
}

async function openWith(
  gpu: GPU | undefined,
  wished: (adapter: GPUAdapter) => GPUDeviceDescriptor,
): Promise<Gpu> {
  const adapter = await adapterOf(gpu);
  try {
    const device = await adapter.requestDevice(wished(adapter));
    if (gpu !== undefined) origins.set(device, gpu);
    return { device, facts: deviceFacts(adapter, device) };
  } catch (error) {
    const reason = messageOf(error);
    throw new EngineError(`the graphics adapter gives no device: ${reason}`);
  }
}

/** Resolves when the device is lost or closed. */
export async function lossOf(device: GPUDevice): Promise<DeviceLostError> {
  const { reason, message } = await device.lost;
  const how = reason === 'destroyed' ? 'was closed' : 'was lost';
  return new DeviceLostError(
    `the graphics device ${how}: ${message === '' ? 'no reason' : message}`,
  );
}
