// The header of a safetensors file, parsed, checked and written: https://github.com/huggingface/safetensors#format

import { FormatError } from '../format-error.ts';
import { expectObject, type JsonObject, parseJson, show } from '../json.ts';

export const DTYPE_BYTES = { F32: 4, F16: 2, BF16: 2 } as const;
export type Dtype = keyof typeof DTYPE_BYTES;

/** Where a tensor lies; `begin` and `end` are byte offsets into the file. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The format's own bound on headers. */
const MAX_HEADER_BYTES = 100_000_000;

/**
 * Names, dtypes, shapes and places of all tensors, in file order. Throws a FormatError unless the
 * tensors fill the rest of the file without gap or overlap.
 */
export function readHeader(bytes: Uint8Array, file: string): readonly TensorEntry[] {
  const length = headerLength(bytes, file);
  const text = bytes.subarray(8, 8 + length);
  const header = expectObject(parseJson(text, `${file}: header`), `${file}: header`);
  rejectDuplicates(new TextDecoder().decode(text), file);
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => parseEntry(name, value, { file, start: 8 + length }))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkPlaces(entries, { file, start: 8 + length, size: bytes.length });
  return entries;
}

function headerLength(bytes: Uint8Array, file: string): number {
  if (bytes.length < 8) {
    throw new FormatError(
      `${file} is truncated: it has ${bytes.length} bytes; a safetensors file has at least 8.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const most = Math.min(bytes.length - 8, MAX_HEADER_BYTES);
  if (length < 2n || length > BigInt(most)) {
    throw new FormatError(
      `${file}: header length is ${length}; allowed: 2 to ${most} in a file of ${bytes.length} bytes.`,
    );
  }
  return Number(length);
}

interface DataStart {
  readonly file: string;
  /** Byte offset of the first tensor. */
  readonly start: number;
}

function parseEntry(name: string, value: unknown, { file, start }: DataStart): TensorEntry {
  const what = `${file}: tensor ${show(name)}`;
  const entry = expectObject(value, what);
  const dtype = parseDtype(entry, what);
  const shape = parseIntegers(entry, 'shape', what);
  const [begin, end, ...more] = parseIntegers(entry, 'data_offsets', what);
  if (begin === undefined || end === undefined || more.length > 0 || begin > end) {
    throw new FormatError(
      `${what}: data_offsets is ${show(entry.data_offsets)}; allowed: [begin, end], begin <= end.`,
    );
  }
  const size = elements(shape) * DTYPE_BYTES[dtype];
  if (end - begin !== size) {
    throw new FormatError(
      `${what}: data_offsets ${show([begin, end])} hold ${end - begin} bytes; shape ${show(shape)} of ${dtype} needs ${size}.`,
    );
  }
  return { name, dtype, shape, begin: start + begin, end: start + end };
}

function parseDtype(entry: JsonObject, what: string): Dtype {
  const { dtype } = entry;
  if (dtype === 'F32' || dtype === 'F16' || dtype === 'BF16') return dtype;
  throw new FormatError(`${what}: dtype is ${show(dtype)}; allowed: "F32", "F16", "BF16".`);
}

function parseIntegers(entry: JsonObject, key: string, what: string): readonly number[] {
  const value = entry[key];
  if (!Array.isArray(value) || !value.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new FormatError(`${what}: ${key} is ${show(value)}; allowed: integers from 0.`);
  }
  return value;
}

/** Number of elements of a shape; 1 for a scalar. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function checkPlaces(entries: readonly TensorEntry[], frame: DataStart & { size: number }): void {
  const { file, start, size } = frame;
  let at = start;
  for (const { name, begin, end } of entries) {
    const what = `${file}: tensor ${show(name)}`;
    if (begin !== at) {
      throw new FormatError(
        `${what} begins at byte ${begin - start}; allowed: ${at - start}, where the one before it ends.`,
      );
    }
    if (end > size) {
      throw new FormatError(
        `${what} ends at byte ${end - start}, but the file has ${size - start} bytes of data: it is truncated.`,
      );
    }
    at = end;
  }
  if (at !== size) {
    throw new FormatError(
      `${file} has ${size - start} bytes of data; its tensors take ${at - start}.`,
    );
  }
}

/** JSON.parse keeps the last of two equal keys; a file with two tensors of one name is an error. */
function rejectDuplicates(text: string, file: string): void {
  const seen = new Set<string>();
  for (const key of topLevelKeys(text)) {
    if (seen.has(key)) {
      throw new FormatError(
        `${file}: tensor ${show(key)} is named twice; allowed: each name once.`,
      );
    }
    seen.add(key);
  }
}

/** Keys of the outermost object of a valid JSON text, as often as they occur. */
function topLevelKeys(text: string): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  // Strings (with the colon that makes them keys) and brackets are all that matter.
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && string && colon) keys.push(String(JSON.parse(string)));
  }
  return keys;
}

/** Header bytes: length, then JSON padded with spaces so that the data begins at a multiple of 8. */
export function writeHeader(header: JsonObject): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}
