// Changes are listed with what was there before, step by step.
import { expect, test } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import { loggedChanges } from './changes.ts';

test('each change has the value before it', () => {
  const logged = loggedChanges(DEFAULTS, [
    { kind: 'change', step: 3, changes: { learningRate: 0.001, kl: 'junior' } },
    { kind: 'change', step: 8, changes: { learningRate: 0 } },
  ]);
  expect(logged).toEqual([
    { step: 3, says: 'KL penalty to none → junior' },
    { step: 3, says: 'Learning rate 0.0004 → 0.001' },
    { step: 8, says: 'Learning rate 0.001 → 0' },
  ]);
});
