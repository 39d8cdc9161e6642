// What one page notes of its run and the next one reads.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import { START } from '../events.fixture.ts';
import { type AppState, createAppStore } from '../store.ts';
import { EMPTY_HISTORY } from './history.ts';
import { type Notes, noteLeft, readLeft } from './interrupted-run.ts';

const FRESH = createAppStore({
  connect: () => {
    throw new Error('no run is begun here');
  },
  save: () => {},
  now: () => 0,
}).getInitialState();

function notesOf(kept: Record<string, string>): Notes {
  return {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      kept[key] = value;
    },
    removeItem: (key) => {
      delete kept[key];
    },
  };
}

test('a run that was under way is told; one that was over, or recorded, or none is not', () => {
  const notes = notesOf({});
  const running: AppState = {
    ...FRESH,
    status: { kind: 'running' },
    begun: { preset: 'jargon', config: DEFAULTS },
    history: { ...EMPTY_HISTORY, start: START, step: 12 },
  };
  noteLeft(notes, running);
  expect(readLeft(notes)).toEqual({ step: 12, steps: DEFAULTS.steps });
  noteLeft(notes, { ...running, recorded: 'jargon' });
  expect(readLeft(notes)).toBeNull();
  noteLeft(notes, running);
  noteLeft(notes, { ...running, status: { kind: 'finished' } });
  expect(readLeft(notes)).toBeNull();
  noteLeft(notes, FRESH);
  expect(readLeft(notes)).toBeNull();
});

test.each(['', 'x', '3', '-1/2', '1/2/3', `${'9'.repeat(40)}/1`])('%j is no note', (text) => {
  expect(readLeft(notesOf({ 'left run': text }))).toBeNull();
});
