// The GPU: an adapter, a device with as large buffers as the adapter allows, and what becomes of it.
// Works in pages, workers and Node alike: all it is given is a `GPU`. Knows no kernels.
import { EngineError } from '../../engine.ts';

export interface AdapterFacts {
  /** Vendor, architecture and what else the adapter tells of itself. */
  readonly description: string;
  /** A processor that plays a GPU: slower than WebAssembly. */
  readonly software: boolean;
}

export interface Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterFacts;
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
 * Asks for no feature, and for no limit beyond the defaults but larger buffers.
 * @throws EngineError where there is no WebGPU, no adapter or no device
 */
export async function openGpu(gpu: GPU | undefined): Promise<Gpu> {
  const adapter = await adapterOf(gpu);
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  try {
    const device = await adapter.requestDevice({
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
    if (gpu !== undefined) origins.set(device, gpu);
    return { device, adapter: factsOf(adapter) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(`the graphics adapter gives no device: ${reason}`);
  }
}

/** Resolves when the device is lost for another reason than that it was destroyed. */
export async function lossOf(device: GPUDevice): Promise<EngineError> {
  const { reason, message } = await device.lost;
  const how = reason === 'destroyed' ? 'was closed' : 'was lost';
  return new EngineError(`the graphics device ${how}: ${message === '' ? 'no reason' : message}`);
}
