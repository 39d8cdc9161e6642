// The table of commands: keys lead to one command each, and only where it is possible.
import { expect, test } from 'vitest';
import { COMMANDS, commandFor, matching } from './commands.ts';

const press = (key: string, held: Partial<Parameters<typeof commandFor>[0]> = {}) =>
  commandFor({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('no two commands share keys or a title', () => {
  const keys = COMMANDS.flatMap((command) => command.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(COMMANDS.map(({ title }) => title)).size).toBe(COMMANDS.length);
});

test('a key press finds its command, with Ctrl and Cmd alike', () => {
  expect(press('k')?.title).toBe('Play or pause');
  expect(press('R', { shiftKey: true })?.title).toBe('Reset');
  expect(press('z', { ctrlKey: true })?.title).toBe('Undo a change of settings');
  expect(press('z', { metaKey: true })?.title).toBe('Undo a change of settings');
  expect(press('z', { ctrlKey: true, shiftKey: true })?.title).toBe('Redo it');
  expect(press('z')).toBeNull();
  expect(press('k', { altKey: true })).toBeNull();
});

test('words are found in any order and case', () => {
  const titles = ['Preset: Jargon', 'Setting: Learning rate', 'Save the run'];
  expect(matching(titles, 'RATE learn')).toEqual([1]);
  expect(matching(titles, ' ')).toEqual([0, 1, 2]);
  expect(matching(titles, 'run jargon')).toEqual([]);
});
