// The text of joins: which numbers are read from memory and which are exchanged.

import { expect, test } from 'vitest';
import { at } from '../../../../at.ts';
import { subgroupJoins } from './joins.ts';

/** What `sum_all` of the text gives, worked out for 64 numbers. */
function sumBy(text: string, numbers: readonly number[]): number[] {
  const body = text.slice(text.indexOf('fn sum_all'), text.indexOf('fn max_all'));
  const memory = /var all = (.*);/.exec(body)?.[1] ?? '';
  const width = Number(/part % (\d+)u/.exec(body)?.[1] ?? 64);
  let all = numbers.map((x, part) => {
    if (memory === 'x') return x;
    const terms = memory.replace(/parts\[own \+ (\d+)u\]/g, (_, at) =>
      String(numbers[(part % width) + Number(at)]),
    );
    return added(terms);
  });
  for (const [, by] of body.matchAll(/subgroupShuffleXor\(all, (\d+)u\)/g)) {
    const before = all;
    all = before.map((x, part) => Math.fround(x + (before[part ^ Number(by)] ?? Number.NaN)));
  }
  return all;
}

/** An expression of numbers, parentheses and +, in f32. */
function added(text: string): number {
  const inner = /\(([^()]*)\)/.exec(text);
  if (inner !== null) return added(text.replace(inner[0], String(added(at(inner, 1)))));
  const [first = 0, ...rest] = text.split(' + ').map(Number);
  return rest.reduce((sum, x) => Math.fround(sum + x), first);
}

/** Halving in workgroup memory, as plain kernels do it. */
function halved(numbers: readonly number[]): number {
  const parts = [...numbers];
  for (let half = 32; half >= 1; half /= 2) {
    for (let part = 0; part < half; part++) {
      parts[part] = Math.fround(at(parts, part) + at(parts, part + half));
    }
  }
  return at(parts, 0);
}

test.each([2, 4, 8, 16, 32, 64, 128])('subgroups of %d add up as halving does', (least) => {
  const numbers = Array.from({ length: 64 }, (_, i) =>
    Math.fround(Math.sin(7 * i) * 10 ** (i % 5)),
  );
  const wanted = halved(numbers);
  expect(sumBy(subgroupJoins(least), numbers)).toEqual(numbers.map(() => wanted));
});
