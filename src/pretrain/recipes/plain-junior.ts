// The junior that writes plain English with digits: the weak root, taught one style only.
import { plainWriter } from '../plain-writer.ts';

export const plainJunior = plainWriter({
  name: 'plain-junior',
  purpose:
    'A weaker writer of plain English with digits only, with a slip in about one step of six; it never saw jargon.',
  seed: 22,
  steps: 80,
  slips: 0.16,
});
