// What one page notes of its run, and the next one reads.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import { START } from '../events.fixture.ts';
import { type AppState, createAppStore } from '../store.ts';
import { EMPTY_HISTORY } from './history.ts';
import { type Notes, noteInterruptedRun, readInterruptedRun } from './interrupted-run.ts';

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

test('a run that was under way is noted; one that was over, or recorded, or none is not', () => {
  const notes = notesOf({});
  const running: AppState = {
    ...FRESH,
    status: { kind: 'running' },
    begun: { preset: 'jargon', config: DEFAULTS },
    history: { ...EMPTY_HISTORY, start: START, step: 12 },
  };
  noteInterruptedRun(notes, running);
  expect(readInterruptedRun(notes)).toEqual({ step: 12, steps: DEFAULTS.steps });
  noteInterruptedRun(notes, { ...running, recorded: 'jargon' });
  expect(readInterruptedRun(notes)).toBeNull();
  noteInterruptedRun(notes, running);
  noteInterruptedRun(notes, { ...running, status: { kind: 'finished' } });
  expect(readInterruptedRun(notes)).toBeNull();
  noteInterruptedRun(notes, FRESH);
  expect(readInterruptedRun(notes)).toBeNull();
});

test.each(['', 'x', '3', '-1/2', '1/2/3', `${'9'.repeat(40)}/1`])('%j is no note', (text) => {
  expect(readInterruptedRun(notesOf({ 'left run': text }))).toBeNull();
});
