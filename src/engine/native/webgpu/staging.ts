// Buffers between host and device, used again and again.

/** Constants of WebGPU that Node does not define. */
const MAP_READ = 1;
const COPY_SRC = 4;
const COPY_DST = 8;

export interface Staging {
  /** A buffer that holds the uploads one after the other. */
  readonly up: (parts: readonly Uint8Array[], bytes: number) => GPUBuffer;
  /** A buffer to read back through, until it is given back. */
  readonly down: (bytes: number) => GPUBuffer;
  readonly giveBack: (buffer: GPUBuffer) => void;
}

export function stagingBuffers(device: GPUDevice): Staging {
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
