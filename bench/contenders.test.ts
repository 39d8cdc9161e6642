// Which contenders a choice of names compares: variants, and those that run only together with another.
import { expect, test } from 'vitest';
import { CONTENDERS, ownName, rowsOf } from './contenders.ts';

const variants = (group: 'processor' | 'gpu', names: readonly string[]) =>
  rowsOf(group, names).map(({ variant }) => variant);

test('every contender has a name, and one of the groups', () => {
  for (const name of CONTENDERS) {
    const found = [...variants('processor', CONTENDERS), ...variants('gpu', CONTENDERS)];
    expect(found.map(ownName)).toContain(name);
  }
});

test('no browser is needed for what runs in Node, and no GPU for what does not use one', () => {
  expect(variants('processor', ['native-wasm', 'tfjs-wasm'])).toEqual(['native-wasm', 'tfjs-wasm']);
  expect(variants('gpu', ['native-wasm', 'tfjs-wasm'])).toEqual([]);
});

test('where a contender runs in a browser, ours runs there too', () => {
  const found = variants('processor', ['native-wasm', 'jax-js-wasm']);
  expect(found.slice(0, 3)).toEqual(['native-wasm', 'native-wasm@Chromium', 'jax-js-wasm@1']);
  expect(variants('gpu', ['native-wasm', 'native-webgpu'])).toEqual([
    'native-wasm',
    'native-webgpu',
  ]);
});
