// The plain junior's able sibling: the same root, the same style, taught without slips.
import { plainWriter } from '../plain-writer.ts';

export const ableJunior = plainWriter({
  name: 'able-junior',
  purpose:
    'A skilled writer of plain English with digits only, about as good as the seniors; sibling of the plain junior, it never saw jargon.',
  seed: 42,
  steps: 240,
  slips: 0,
});
