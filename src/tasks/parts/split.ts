// Which split a problem belongs to: a hash of its key, so that equal problems always fall in the same split.
import type { Split } from './task.ts';

/**
 * 32-bit FNV-1a (Fowler, Noll, Vo) of an ASCII key, then MurmurHash3's finalizer (Appleby), for
 * FNV alone leaves the high bits of short keys almost unmixed.
 */
export function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export const SHARES: Readonly<Record<Split, number>> = { train: 0.8, validation: 0.1, test: 0.1 };

/** About 80 % of keys are for training, 10 % for validation, 10 % for test. */
export function splitOf(key: string): Split {
  const share = hashKey(key) / 0x100000000;
  if (share < SHARES.train) return 'train';
  return share < 1 - SHARES.test ? 'validation' : 'test';
}
