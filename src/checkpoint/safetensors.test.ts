// Safetensors: round trips in all dtypes, and a message for every corruption.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError } from '../format-error.ts';
import type { Weight } from './checkpoint.ts';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './float.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const dtype = fc.constantFrom('F32', 'F16', 'BF16');
type Dtype = 'F32' | 'F16' | 'BF16';

const weight: fc.Arbitrary<Weight> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 })
  .chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    const value = fc.float({ min: -1000, max: 1000, noNaN: true });
    return fc
      .array(value, { minLength: length, maxLength: length })
      .map((data) => ({ shape, data: Float32Array.from(data) }));
  });
const name = fc.string({ unit: 'binary' }).filter((text) => text !== '__metadata__');
const weights = fc.array(fc.tuple(name, weight), { maxLength: 6 }).map((list) => new Map(list));

function rounded(value: number, type: Dtype): number {
  if (type === 'F16') return f16ToNumber(numberToF16(value) ?? Number.NaN);
  if (type === 'BF16') return bf16ToNumber(numberToBf16(value) ?? Number.NaN);
  return value;
}

test('what was written is read, rounded to the dtype', () => {
  fc.assert(
    fc.property(weights, dtype, (map, type) => {
      const read = readSafetensors(writeSafetensors(map, type), 'x');
      expect([...read.keys()].sort()).toEqual([...map.keys()].sort());
      for (const [key, { shape, data }] of map) {
        const expected = { shape, data: data.map((value) => rounded(value, type)) };
        expect(read.get(key)).toEqual(expected);
      }
    }),
  );
});

test('bytes do not depend on the order of the weights, and data begin at a multiple of 8', () => {
  fc.assert(
    fc.property(weights, dtype, (map, type) => {
      const bytes = writeSafetensors(map, type);
      expect(writeSafetensors(new Map([...map].reverse()), type)).toEqual(bytes);
      expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
    }),
  );
});

test('a file read from within a larger buffer, at an odd byte, gives the same weights', () => {
  const map = new Map([['a', { shape: [2], data: Float32Array.of(1, -2.5) }]]);
  const bytes = writeSafetensors(map, 'F32');
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(readSafetensors(larger.subarray(3), 'x')).toEqual(map);
});

/** A file with this header and so many zero bytes of data. */
function file(header: string, dataBytes: number, data: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const entry = (type: string, shape: string, begin: number, end: number) =>
  `{"dtype":"${type}","shape":${shape},"data_offsets":[${begin},${end}]}`;
const good = `{"a":${entry('F32', '[2]', 0, 8)}}`;
const nan = [0, 0, 0, 0, 0, 0, 0xc0, 0x7f];
const infinity = [0, 0, 0, 0, 0, 0, 0x80, 0xff];

test('the file the corruptions start from is sound', () => {
  expect(readSafetensors(file(good, 8), 'm').get('a')?.data).toEqual(new Float32Array(2));
});

test.each([
  ['empty', new Uint8Array(), 'm is truncated: it has 0 bytes'],
  [
    'cut in the data',
    file(good, 8).subarray(0, -1),
    'tensor "a" ends at byte 8, but the file has 7',
  ],
  ['cut in the header', file(good, 8).subarray(0, 40), /header length is 54; allowed: 2 to 32/],
  ['header length 0', new Uint8Array(16), 'm: header length is 0; allowed: 2 to 8'],
  ['header length 2^64 - 1', new Uint8Array(16).fill(255), 'header length is 18446744073709551615'],
  ['bad JSON', file('{"a":', 0), 'm: header is not UTF-8 JSON'],
  [
    'bad UTF-8',
    file('{}', 0, []).map((byte) => (byte > 99 ? 255 : byte)),
    'm: header is not UTF-8',
  ],
  ['no object', file('[1]', 0), 'm: header is [1]; allowed: a JSON object.'],
  ['entry no object', file('{"a":3}', 0), 'm: tensor "a" is 3; allowed: a JSON object.'],
  ['trailing bytes', file(good, 9), 'm has 9 bytes of data; its tensors take 8.'],
  [
    'duplicate names',
    file(`{"a":${entry('F32', '[1]', 0, 4)},"\\u0061":${entry('F32', '[1]', 4, 8)}}`, 8),
    'm: tensor "a" is named twice; allowed: each name once.',
  ],
  [
    'unknown dtype',
    file(`{"a":${entry('I64', '[1]', 0, 8)}}`, 8),
    'm: tensor "a": dtype is "I64"; allowed: "F32", "F16", "BF16".',
  ],
  [
    'a gap',
    file(`{"a":${entry('F32', '[1]', 0, 4)},"b":${entry('F16', '[2]', 8, 12)}}`, 12),
    'm: tensor "b" begins at byte 8; allowed: 4',
  ],
  [
    'an overlap',
    file(`{"a":${entry('F32', '[1]', 0, 4)},"b":${entry('F16', '[2]', 2, 6)}}`, 6),
    'm: tensor "b" begins at byte 2; allowed: 4',
  ],
  [
    'offsets out of range',
    file(`{"a":${entry('F32', '[4]', 0, 16)}}`, 8),
    'm: tensor "a" ends at byte 16, but the file has 8 bytes of data: it is truncated.',
  ],
  [
    'offsets reversed',
    file(`{"a":${entry('F32', '[1]', 4, 0)}}`, 4),
    'm: tensor "a": data_offsets is [4,0]; allowed: [begin, end], begin <= end.',
  ],
  [
    'offsets and shape differ',
    file(`{"a":${entry('F32', '[3]', 0, 8)}}`, 8),
    'm: tensor "a": data_offsets [0,8] hold 8 bytes; shape [3] of F32 needs 12.',
  ],
  [
    'negative shape',
    file(`{"a":${entry('F32', '[-2]', 0, 8)}}`, 8),
    'm: tensor "a": shape is [-2]; allowed: integers from 0.',
  ],
  ['NaN', file(good, 8, nan), 'm: tensor "a": element 1 is NaN; allowed: finite numbers.'],
  ['infinity', file(good, 8, infinity), 'm: tensor "a": element 1 is -Infinity; allowed: finite'],
])('%s is an error', (_, bytes, message) => {
  expect(() => readSafetensors(bytes, 'm')).toThrow(message);
  expect(() => readSafetensors(bytes, 'm')).toThrow(FormatError);
});

test('names inside metadata and inside strings are no tensors', () => {
  const header = `{"__metadata__":{"a":"{\\"a\\":1}"},"a":${entry('F32', '[2]', 0, 8)}}`;
  expect([...readSafetensors(file(header, 8), 'm').keys()]).toEqual(['a']);
});

test('a file cut anywhere or with any byte changed is read or refused with a FormatError', () => {
  const map = new Map([
    ['a.weight', { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
    ['b.weight', { shape: [3], data: Float32Array.of(5, 6, 7) }],
  ]);
  const bytes = writeSafetensors(map, 'F32');
  const index = fc.integer({ min: 0, max: bytes.length - 1 });
  fc.assert(
    fc.property(index, fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, value, cut) => {
      const bad = cut ? bytes.slice(0, at) : bytes.with(at, value);
      try {
        readSafetensors(bad, 'm');
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        return;
      }
      expect(cut).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['F16', 70000, 'Tensor "w": element 1 is 70000; allowed in F16: -65504 to 65504.'],
  ['BF16', 3.4e38, 'Tensor "w": element 1 is 3.3999999521443642e+38; allowed in BF16'],
  ['F32', Number.NaN, 'Tensor "w": element 1 is NaN; allowed: finite numbers.'],
  ['F16', -Infinity, 'Tensor "w": element 1 is -Infinity; allowed: finite numbers.'],
] as const)('%s does not write %d', (type, value, message) => {
  const map = new Map([['w', { shape: [2], data: Float32Array.of(0, value) }]]);
  expect(() => writeSafetensors(map, type)).toThrow(message);
});

test('data that do not fit their shape are not written', () => {
  const map = new Map([['w', { shape: [3], data: new Float32Array(2) }]]);
  expect(() => writeSafetensors(map, 'F32')).toThrow(
    'Tensor "w" has 2 elements; shape [3] needs 3.',
  );
});

test('the name of the metadata is no tensor name', () => {
  const map = new Map([['__metadata__', { shape: [1], data: new Float32Array(1) }]]);
  expect(() => writeSafetensors(map, 'F32')).toThrow('"__metadata__" is reserved');
});
