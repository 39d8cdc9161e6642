// Address bar and store, with a page of two fields.
import { expect, test } from 'vitest';
import { presetConfig } from '../../config/presets.ts';
import { packCurves } from '../charts/curve-codec.ts';
import { append } from '../run/series.ts';
import { createAppStore } from '../store.ts';
import { syncUrl } from './url.ts';

function bench(hash: string) {
  const location = { hash };
  const written: string[] = [];
  let change = () => {};
  const store = createAppStore({
    connect: () => {
      throw new Error('no run is begun here');
    },
    save: () => {},
    now: () => 0,
  });
  syncUrl(store, {
    location,
    history: {
      replaceState: (_data, _unused, url) => {
        written.push(url);
        location.hash = url;
      },
    },
    addEventListener: (_kind, listener) => {
      change = listener;
    },
  });
  const goTo = (next: string) => {
    location.hash = next;
    change();
  };
  return { store, written, goTo };
}

test('the link is read at the start; edits are written', () => {
  const { store, written } = bench('#v=1&p=polyglot&seed=9');
  expect(store.getState().config).toEqual({ ...presetConfig('polyglot'), seed: 9 });
  expect(written).toEqual([]);
  store.getState().setField('seed', '10');
  store.getState().setField('seed', '10');
  store.getState().setField('seed', 'ten');
  store.getState().setPreset('vanilla');
  expect(written).toEqual(['#v=1&p=polyglot&seed=10', '#v=1&p=vanilla']);
});

test('an edited address is followed, its problems are shown and it is not rewritten', () => {
  const { store, written, goTo } = bench('');
  expect(store.getState().preset).toBe('jargon');
  goTo('#v=1&p=trl&lr=99');
  expect(store.getState().preset).toBe('trl');
  expect(store.getState().notices).toHaveLength(1);
  expect(written).toEqual([]);
});

test('what the link hides and brings along stays in the address, until it is taken away', () => {
  const curve = packCurves({ 'solo/accuracy': append(undefined, 0, 0.5) })?.text;
  const { store, written } = bench(`#v=1&p=jargon&hide=article&curve=${curve}`);
  expect(store.getState().extras.hide).toEqual(['article']);
  expect(store.getState().linked).toHaveProperty('solo/accuracy');
  store.getState().setField('seed', '10');
  store.getState().dropLinked();
  expect(store.getState().linked).toBeNull();
  expect(written).toEqual([
    `#v=1&p=jargon&seed=10&hide=article&curve=${curve}`,
    '#v=1&p=jargon&seed=10&hide=article',
  ]);
});

test('a curve that cannot be read is named and left out; the settings are used', () => {
  const { store } = bench('#v=1&p=jargon&seed=3&curve=abcd');
  expect(store.getState().config.seed).toBe(3);
  expect(store.getState().linked).toBeNull();
  expect(store.getState().notices).toEqual([expect.stringContaining('Linked curves (curve)')]);
});
