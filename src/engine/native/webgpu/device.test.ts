// What is asked of an adapter and what comes of it, on the software GPU and on adapters that refuse.
import { describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { DeviceLostError } from '../../engine.ts';
import { lossOf, openGpu } from './device.ts';

vi.setConfig({ testTimeout: 60_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;

/** The software GPU, but its adapters refuse what `refuses` says. */
function refusing(refuses: (wished: GPUDeviceDescriptor) => boolean): GPU {
  if (gpu === undefined) throw new Error('there is no software GPU');
  const asked = async (options?: GPURequestAdapterOptions) => {
    const adapter = await gpu.requestAdapter(options);
    if (adapter === null) return null;
    const request = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (wished = {}) => {
      if (refuses(wished)) throw new TypeError('refused');
      return request(wished);
    };
    return adapter;
  };
  return Object.create(gpu, { requestAdapter: { value: asked } });
}

describe.skipIf(gpu === undefined)('a device', () => {
  test('has the features and limits of its adapter', async () => {
    const { device, facts } = await openGpu(gpu);
    const adapter = await gpu?.requestAdapter();
    expect(device.limits.maxBufferSize).toBe(adapter?.limits.maxBufferSize);
    expect(device.limits.maxStorageBuffersPerShaderStage).toBe(
      adapter?.limits.maxStorageBuffersPerShaderStage,
    );
    for (const name of ['subgroups', 'timestamp-query'] as const) {
      expect(facts.features.includes(name)).toBe(adapter?.features.has(name));
    }
    expect(facts.subgroup > 0).toBe(facts.features.includes('subgroups'));
    device.destroy();
  });

  test('is opened with the least where the adapter refuses what it offers', async () => {
    const least = refusing(({ requiredLimits }) => requiredLimits !== undefined);
    const { device, facts } = await openGpu(least);
    expect(facts).toMatchObject({ features: [], subgroup: 0, software: true });
    device.destroy();
  });

  test('that no adapter gives is a clear error', async () => {
    await expect(openGpu(refusing(() => true))).rejects.toThrow(
      'the graphics adapter gives no device: refused',
    );
  });

  test('tells when it is lost, by an error of that name', async () => {
    const { device } = await openGpu(gpu);
    device.destroy();
    const loss = await lossOf(device);
    expect(loss).toBeInstanceOf(DeviceLostError);
    expect(loss.name).toBe('DeviceLostError');
    expect(loss.message).toMatch(/^the graphics device was closed: /);
  });
});
