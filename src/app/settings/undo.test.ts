// Going back and forth in edits: any sequence of undo and redo ends where counting says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS, presetConfig } from '../../config/presets.ts';
import type { Setup } from '../run/run-state.ts';
import { edited, NO_EDITS, redone, type Undone, undone } from './undo.ts';

const setup = (seed: number): Setup => ({ preset: 'jargon', config: { ...DEFAULTS, seed } });

/** After so many edits of the seed, each by one. */
function after(count: number): Undone {
  let now: Undone = { ...setup(0), edits: NO_EDITS };
  for (let seed = 1; seed <= count; seed++) {
    now = { ...setup(seed), edits: edited(now.edits, setup(seed - 1), null) };
  }
  return now;
}

test('undo and redo move along the edits, whatever the order', () => {
  const move = (count: number, steps: readonly boolean[]) => {
    let now = after(count);
    for (const isBack of steps) {
      const at = now.config.seed;
      const next = (isBack ? undone : redone)(now.edits, now);
      const aim = at + (isBack ? -1 : 1);
      expect(next?.config.seed).toBe(aim >= 0 && aim <= count ? aim : undefined);
      now = next ?? now;
    }
  };
  const steps = fc.array(fc.boolean(), { maxLength: 60 });
  fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), steps, move));
});

test('moving one setting is one edit; another setting, a preset or an undo begins a new one', () => {
  let edits = edited(NO_EDITS, setup(0), 'seed');
  edits = edited(edits, setup(1), 'seed');
  expect(edits.past).toHaveLength(1);
  edits = edited(edits, setup(2), 'steps');
  expect(edits.past).toHaveLength(2);
  const back = undone(edits, setup(3));
  expect(edited(back?.edits ?? NO_EDITS, setup(2), 'steps').past).toHaveLength(2);
  const other = edited(edits, setup(3), null);
  expect(edited(other, { preset: 'trl', config: presetConfig('trl') }, null).past).toHaveLength(4);
});
