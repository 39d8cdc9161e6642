// The plain junior's feeble sibling: the same root, the same style, nearly every second step wrong.
import { plainWriter } from '../plain-writer.ts';

export const feebleJunior = plainWriter({
  name: 'feeble-junior',
  purpose:
    'A very weak writer of plain English with digits only, with a slip in nearly every second step; sibling of the plain junior.',
  seed: 41,
  steps: 80,
  slips: 0.45,
});
