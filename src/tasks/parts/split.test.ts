// Tests of the split by key: known hashes, shares, evenness over keys that are alike.
import { expect, test } from 'vitest';
import { hashKey, splitOf } from './split.ts';

/** MurmurHash3's finalizer in big integers: an independent second writing of the hash. */
function slowHash(key: string): number {
  const mask = 0xffffffffn;
  let hash = 2166136261n;
  for (const byte of new TextEncoder().encode(key))
    hash = ((hash ^ BigInt(byte)) * 16777619n) & mask;
  hash = ((hash ^ (hash >> 16n)) * 2246822507n) & mask;
  hash = ((hash ^ (hash >> 13n)) * 3266489909n) & mask;
  return Number(hash ^ (hash >> 16n));
}

test('the hash equals its definition in big integers', () => {
  for (const key of ['', 'a', '5+3', '5+3-2*2', '9+9+9-9*2', 'foobar']) {
    expect(hashKey(key)).toBe(slowHash(key));
  }
});

test('shares are 80, 10 and 10 percent', () => {
  const counts = { train: 0, validation: 0, test: 0 };
  for (let i = 0; i < 100000; i++) counts[splitOf(`5+${i}`)]++;
  expect(Math.abs(counts.train - 80000)).toBeLessThan(500);
  expect(Math.abs(counts.validation - 10000)).toBeLessThan(400);
  expect(Math.abs(counts.test - 10000)).toBeLessThan(400);
});

test('one changed character moves about half of the bits', () => {
  let bits = 0;
  let pairs = 0;
  for (let left = 2; left <= 9; left++) {
    for (let right = 1; right < 9; right++) {
      let difference = hashKey(`${left}+${right}-1`) ^ hashKey(`${left}+${right + 1}-1`);
      for (; difference !== 0; difference &= difference - 1) bits++;
      pairs++;
    }
  }
  expect(bits / pairs).toBeGreaterThan(15);
  expect(bits / pairs).toBeLessThan(17);
});
