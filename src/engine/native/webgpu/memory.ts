// Device memory as addresses: every allocation is a buffer of its own and begins at a multiple of SPAN.
import { EngineError } from '../../engine.ts';
import type { Region } from '../machine/machine.ts';

// Plans add offsets to addresses as they do elsewhere. Freed buffers are used again.

/** More bytes than any buffer has. */
const SPAN = 2 ** 36;
/** STORAGE, COPY_SRC, COPY_DST: constants of WebGPU that Node does not define. */
const USAGE = 128 | 4 | 8;
/** Most bytes of freed buffers kept for the next allocation. */
const KEPT = 2 ** 29;

export interface BufferPlace {
  readonly buffer: GPUBuffer;
  readonly offset: number;
}

export interface Memory {
  readonly allocate: (bytes: number) => Region;
  readonly free: (region: Region) => void;
  readonly place: (address: number) => BufferPlace;
  readonly used: () => { readonly used: number; readonly held: number };
}

interface HeldBuffer {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

/** @param destroy gives back a buffer once nothing under way uses it */
export function deviceMemory(device: GPUDevice, destroy: (buffer: GPUBuffer) => void): Memory {
  const taken = new Map<number, HeldBuffer>();
  const free: HeldBuffer[] = [];
  let next = 1;
  const total = (list: Iterable<HeldBuffer>) =>
    [...list].reduce((sum, { bytes }) => sum + bytes, 0);
  const most = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize);
  const make = (bytes: number): HeldBuffer => {
    if (bytes > most) {
      throw new EngineError(`${bytes} bytes do not fit a buffer of this device, at most ${most}`);
    }
    return { buffer: device.createBuffer({ size: bytes, usage: USAGE }), bytes };
  };
  return {
    allocate: (wanted) => {
      const bytes = Math.max(256, Math.ceil(wanted / 256) * 256);
      // One that is large enough, and not wastefully so.
      const index = free.findIndex((held) => held.bytes >= bytes && held.bytes <= 1.25 * bytes);
      const held = index < 0 ? make(bytes) : free.splice(index, 1)[0];
      if (held === undefined) throw new Error('a freed buffer vanished');
      const address = SPAN * next++;
      taken.set(address, held);
      return { address, bytes: held.bytes };
    },
    free: ({ address }) => {
      const held = taken.get(address);
      if (held === undefined) throw new Error(`region ${address} is not in use`);
      taken.delete(address);
      free.push(held);
      while (total(free) > KEPT) {
        const oldest = free.shift();
        if (oldest !== undefined) destroy(oldest.buffer);
      }
    },
    place: (address) => {
      const base = Math.floor(address / SPAN) * SPAN;
      const held = taken.get(base);
      if (held === undefined) throw new Error(`address ${address} is not in use`);
      return { buffer: held.buffer, offset: address - base };
    },
    used: () => {
      const used = total(taken.values());
      return { used, held: used + total(free) };
    },
  };
}
