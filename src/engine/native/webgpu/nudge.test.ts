// Readbacks on a device that looks for mapped buffers now and then or when something is submitted.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SOFTWARE_GPU } from '../../../../test/fixtures/software-gpu.ts';
import { openGpu } from './device.ts';
import { webgpuMachine } from './machine.ts';
import { tellsLate } from './nudge.ts';

vi.setConfig({ testTimeout: 60_000 });

const gpu = SOFTWARE_GPU.gpu ?? undefined;

/** Milliseconds until the device looks by itself: longer than any pause of a busy machine. */
const LOOKS = 2000;

/** The software device, informed of mapped buffers as in Firefox; counts what the timer had to report. */
async function slowDevice() {
  const { device } = await openGpu(gpu);
  const { queue } = device;
  const counts = { byTimer: 0, submits: 0 };
  const waiting = new Set<() => void>();
  const look = () => {
    for (const tell of waiting) tell();
  };
  const submit = queue.submit.bind(queue);
  queue.submit = (commands) => {
    counts.submits++;
    submit(commands);
    look();
  };
  const create = device.createBuffer.bind(device);
  device.createBuffer = (wanted) => {
    const buffer = create(wanted);
    const map = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = async (...given) => {
      await map(...given);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          counts.byTimer++;
          resolve();
        }, LOOKS);
        const tell = () => {
          clearTimeout(timer);
          waiting.delete(tell);
          resolve();
        };
        waiting.add(tell);
      });
    };
    return buffer;
  };
  return { device, counts };
}

afterEach(() => {
  vi.useRealTimers();
});

describe.skipIf(gpu === undefined)('a device that reports late', () => {
  test('is distinguished from one that does not', async () => {
    const slow = await slowDevice();
    expect(await tellsLate(slow.device)).toBe(true);
    const { device } = await openGpu(gpu);
    // However busy this machine is, no time passes for the device.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    expect(await tellsLate(device)).toBe(false);
    slow.device.destroy();
    device.destroy();
    expect(await tellsLate(device)).toBe(false);
  });

  test('answers readbacks when nudged, and is left alone afterwards', async () => {
    const { device, counts } = await slowDevice();
    const machine = webgpuMachine(device, { late: true });
    const { address } = machine.allocate(256);
    for (let i = 0; i < 5; i++) {
      machine.write(address, [i, 2, 3]);
      expect([...(await machine.read(address, 3))]).toEqual([i, 2, 3]);
    }
    expect(counts.byTimer).toBe(0);
    const { submits } = counts;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(counts.submits).toBeLessThanOrEqual(submits + 1);
    device.destroy();
  });
});
