// The jargon senior for GRPO: four solutions in five in jargon.
import { specialist } from '../specialist.ts';

export const jargonSenior = specialist({
  name: 'jargon-senior',
  purpose:
    'A skilled writer that prefers calculator jargon (about 80 % of its solutions) and continues plain English fluently: a prior soft enough for a group-relative method with a senior mask.',
  seed: 12,
  style: 'jargon',
  share: 0.8,
  other: 'plain',
});
