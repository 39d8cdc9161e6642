// First-fit allocation of byte ranges.

export interface ByteRange {
  readonly address: number;
  readonly bytes: number;
}

export interface Heap {
  /** The first free range that is large enough; it may lie beyond what is held. */
  readonly allocate: (bytes: number) => ByteRange;
  readonly free: (range: ByteRange) => void;
  readonly used: () => number;
  /** End of the last range in use. */
  readonly end: () => number;
}

const ALIGNMENT = 64;

export function heap(start: number): Heap {
  const first = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
  /** In use, by address. */
  const ranges: ByteRange[] = [];
  const endOf = (range: ByteRange | undefined) =>
    range === undefined ? first : range.address + range.bytes;
  return {
    allocate: (wanted) => {
      const bytes = Math.max(1, Math.ceil(wanted / ALIGNMENT)) * ALIGNMENT;
      let index = 0;
      const gap = (i: number) =>
        (ranges[i]?.address ?? Number.POSITIVE_INFINITY) - endOf(ranges[i - 1]);
      while (gap(index) < bytes) index++;
      const range = { address: endOf(ranges[index - 1]), bytes };
      ranges.splice(index, 0, range);
      return range;
    },
    free: (range) => {
      const index = ranges.indexOf(range);
      if (index < 0) throw new Error(`range ${range.address} is not in use`);
      ranges.splice(index, 1);
    },
    used: () => ranges.reduce((sum, { bytes }) => sum + bytes, 0),
    end: () => endOf(ranges.at(-1)),
  };
}
