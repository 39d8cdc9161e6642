// The key rule: one stream per model and one for the coin, keyed by step, sequence and position.
import { expect, test } from 'vitest';
import { uniform } from '../random/random.ts';
import { coinDraw, partnerDraw, tokenDraw } from './keys.ts';

const request = { seed: 7, step: 3 };
const row = { sequence: 11 };

test('draws are those of the counter-based generator under the documented key', () => {
  const key = { seed: 7, step: 3, sequence: 11 };
  expect(tokenDraw(request, row, 'senior', 5)).toBe(uniform({ ...key, stream: 'senior' }, 5));
  expect(tokenDraw(request, row, 'junior', 5)).toBe(uniform({ ...key, stream: 'junior' }, 5));
  expect(coinDraw(request, row, 5)).toBe(uniform({ ...key, stream: 'coin' }, 5));
  expect(partnerDraw(request, 11)).toBe(uniform({ ...key, stream: 'partner' }, 0));
});

test('every part of the key changes the draw', () => {
  const all = [
    tokenDraw(request, row, 'senior', 5),
    tokenDraw(request, row, 'junior', 5),
    coinDraw(request, row, 5),
    coinDraw(request, row, 6),
    coinDraw(request, { sequence: 12 }, 5),
    coinDraw({ seed: 8, step: 3 }, row, 5),
    coinDraw({ seed: 7, step: 4 }, row, 5),
    partnerDraw(request, 11),
    partnerDraw(request, 12),
    partnerDraw({ seed: 8, step: 3 }, 11),
    partnerDraw({ seed: 7, step: 4 }, 11),
  ];
  expect(new Set(all).size).toBe(all.length);
});
