// Submits empty work until a buffer is mapped: some browsers (Firefox: every 100 ms) look for mapped buffers
// only now and then, but always when something is submitted.
import { after } from './after.ts';

/** Milliseconds that mapping a few bytes takes at most where the device reports it itself. */
const LATE = 30;
/** Milliseconds from nudge to nudge, and how many: by then the browser has looked by itself. */
const PAUSE = 2;
const MOST = 250;
/** MAP_READ and COPY_DST: constants of WebGPU that Node does not define. */
const USAGE = 1 | 8;

/** Whether the device reports late that a few bytes are there. */
export async function tellsLate(device: GPUDevice): Promise<boolean> {
  const buffer = device.createBuffer({ size: 16, usage: USAGE });
  const read = async () => {
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(buffer);
    device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(1);
    buffer.unmap();
    return false;
  };
  try {
    // The first time the device may still be waking up.
    await read();
    return await Promise.race([read(), after(LATE).then(() => true)]);
  } catch {
    // A device that is lost already says so to whoever uses it.
    return false;
  } finally {
    buffer.destroy();
  }
}

/** Submits nothing, again and again, until `mapping` is settled. */
export function nudge(device: GPUDevice, mapping: Promise<unknown>): void {
  let waits = true;
  const stop = () => {
    waits = false;
  };
  mapping.then(stop, stop);
  const go = async () => {
    for (let i = 0; waits && i < MOST; i++) {
      device.queue.submit([device.createCommandEncoder().finish()]);
      await after(PAUSE);
    }
  };
  void go();
}
