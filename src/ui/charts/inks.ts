// Colour and dash of each metric’s curve: blue the senior, orange the junior, plain ink both together.
import type { MetricName } from '../../metrics/metrics.ts';

export interface Ink {
  /** Custom property of theme.css. */
  readonly colour: string;
  /** Dashes in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

const PLAIN: Ink = { colour: '--ink', dash: [] };

const INKS: { readonly [K in MetricName]?: Ink } = {
  'solo/accuracy': { colour: '--senior', dash: [] },
  'tandem/accuracy': PLAIN,
  'handoff/accuracy': { colour: '--violet', dash: [7, 3] },
  'junior/accuracy': { colour: '--junior', dash: [2, 3] },
  'tandem/senior_token_frac': { colour: '--senior', dash: [] },
  'style/jargon': { colour: '--bad', dash: [] },
  'style/plain': PLAIN,
  'style/english': { colour: '--good', dash: [] },
  'style/french': { colour: '--senior', dash: [7, 3] },
  'style/spanish': { colour: '--junior', dash: [7, 3] },
  'style/german': { colour: '--violet', dash: [7, 3] },
  'style/terse': { colour: '--good', dash: [2, 3] },
  'style/mixed': { colour: '--muted', dash: [2, 3] },
  'solo/length': { colour: '--senior', dash: [7, 3] },
  'solo/truncated': { colour: '--senior', dash: [7, 3] },
  'solo/entropy': { colour: '--senior', dash: [7, 3] },
  'batch/length_min': { colour: '--muted', dash: [2, 3] },
  'batch/length_max': { colour: '--muted', dash: [7, 3] },
  'update/clip_low_fraction': { colour: '--muted', dash: [2, 3] },
  'update/clip_high_fraction': { colour: '--muted', dash: [7, 3] },
  'tandem/eos_by_senior_frac': { colour: '--senior', dash: [] },
};

export const inkOf = (name: MetricName): Ink => INKS[name] ?? PLAIN;

/** Linked curves. */
export const LINKED_INK: Ink = { colour: '--muted', dash: [4, 3] };
