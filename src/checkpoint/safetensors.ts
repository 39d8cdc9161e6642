// Weights as safetensors bytes and back, in F32, F16 or BF16.

import { FormatError } from '../format-error.ts';
import { show } from '../json.ts';
import type { Weight, Weights } from './checkpoint.ts';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './float.ts';
import {
  DTYPE_BYTES,
  type Dtype,
  elements,
  readHeader,
  type TensorEntry,
  writeHeader,
} from './safetensors-header.ts';

export type { Dtype } from './safetensors-header.ts';

/**
 * Reads every tensor of a safetensors file as f32, row-major.
 * @param file name used in messages
 * @throws FormatError naming file, tensor, value and what is allowed: a truncated file, a bad
 *   header, duplicate names, an unknown dtype, offsets that do not fit, NaN or infinite weights
 */
export function readSafetensors(bytes: Uint8Array, file: string): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const entry of readHeader(bytes, file)) {
    const data = decode(bytes.subarray(entry.begin, entry.end), entry.dtype);
    rejectNonFinite(data, `${file}: tensor ${show(entry.name)}`);
    weights.set(entry.name, { shape: entry.shape, data });
  }
  return weights;
}

/** Little-endian bytes of one tensor -> f32. */
function decode(bytes: Uint8Array, dtype: Dtype): Float32Array {
  // Copied: tensors may begin at odd bytes, where typed arrays cannot. Hosts are little-endian.
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  if (dtype === 'F32') return new Float32Array(copy.buffer);
  const toNumber = dtype === 'F16' ? f16ToNumber : bf16ToNumber;
  const bits = new Uint16Array(copy.buffer);
  const data = new Float32Array(bits.length);
  // An index loop: Float32Array.from takes ten times as long.
  for (let i = 0; i < bits.length; i++) data[i] = toNumber(bits[i] ?? 0);
  return data;
}

function rejectNonFinite(data: Float32Array, what: string): void {
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index < 0) return;
  throw new FormatError(`${what}: element ${index} is ${data[index]}; allowed: finite numbers.`);
}

/**
 * Writes weights as one safetensors file, sorted by name, so that equal weights give equal bytes.
 * F16 and BF16 round to nearest even.
 * @throws FormatError naming the tensor: data that do not fit the shape, NaN or infinite weights,
 *   weights too large for the dtype
 */
export function writeSafetensors(
  weights: Weights,
  dtype: Dtype,
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Uint8Array {
  const names = [...weights.keys()].sort();
  const entries = place(weights, names, dtype);
  const header = writeHeader(
    Object.fromEntries([
      ['__metadata__', metadata],
      ...entries.map(({ name, begin, end, shape }) => [
        name,
        { dtype, shape, data_offsets: [begin, end] },
      ]),
    ]),
  );
  const bytes = new Uint8Array(header.length + (entries.at(-1)?.end ?? 0));
  bytes.set(header);
  for (const { name, begin } of entries) {
    const data = weights.get(name)?.data ?? new Float32Array();
    bytes.set(encode(data, dtype, name), header.length + begin);
  }
  return bytes;
}

/** Offsets into the data of each tensor, one after the other. */
function place(weights: Weights, names: readonly string[], dtype: Dtype): readonly TensorEntry[] {
  let end = 0;
  return names.map((name) => {
    const { shape, data } = weights.get(name) ?? { shape: [0], data: new Float32Array() };
    if (name === '__metadata__') {
      throw new FormatError('Tensor name "__metadata__" is reserved; allowed: any other.');
    }
    if (elements(shape) !== data.length) {
      throw new FormatError(
        `Tensor ${show(name)} has ${data.length} elements; shape ${show(shape)} needs ${elements(shape)}.`,
      );
    }
    const begin = end;
    end += data.length * DTYPE_BYTES[dtype];
    return { name, dtype, shape, begin, end };
  });
}

/** f32 -> little-endian bytes of one tensor. */
function encode(data: Float32Array, dtype: Dtype, name: string): Uint8Array {
  rejectNonFinite(data, `Tensor ${show(name)}`);
  if (dtype === 'F32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const toBits = dtype === 'F16' ? numberToF16 : numberToBf16;
  const halves = Uint16Array.from(data, (value, index) => {
    const bits = toBits(value);
    if (bits !== null) return bits;
    const most = dtype === 'F16' ? 65504 : 3.3895314e38;
    throw new FormatError(
      `Tensor ${show(name)}: element ${index} is ${value}; allowed in ${dtype}: -${most} to ${most}.`,
    );
  });
  return new Uint8Array(halves.buffer);
}
