// A start event for tests of the page's side.
import { DEFAULTS } from '../config/presets.ts';
import type { StartEvent } from '../run/events.ts';

export const START: StartEvent = {
  kind: 'start',
  config: DEFAULTS,
  engine: { name: 'tfjs-cpu', reason: 'It was asked for.' },
  parameters: { senior: 90752, junior: 90752 },
  space: { train: 1, validation: 1, test: 1, all: 3 },
  chance: 0.1,
  boundary: { tokens: 1, vocabulary: 2 },
  vocabulary: ['a', ' b'],
};
