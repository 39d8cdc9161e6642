// Grouping as a property: nothing is lost, split or moved.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byGroup } from './groups.ts';

test('groups come in order of first appearance, members in order', () => {
  expect(byGroup(['b1', 'a1', 'b2', 'a2'], (item) => item.charCodeAt(0))).toEqual([
    ['b1', 'b2'],
    ['a1', 'a2'],
  ]);
  expect(byGroup([], () => 0)).toEqual([]);
});

test('every item is in the one group that is its own', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5)), (keys) => {
      const items = keys.map((group, index) => ({ group, index }));
      const groups = byGroup(items, ({ group }) => group);
      const own = [...new Set(keys)].map((key) => items.filter(({ group }) => group === key));
      expect(groups).toEqual(own);
    }),
  );
});
