// How the curves are drawn, the same for all charts: smoothing, axes, the part of the run.

import type { SetState } from '../parts/slice.ts';
import type { XAxisName } from './axis.ts';
import type { ScaleName } from './scale.ts';
import type { Smoothing } from './smoothing.ts';

export interface View {
  readonly smoothing: Smoothing;
  readonly x: XAxisName;
  readonly y: ScaleName;
}

/** In steps, whichever axis is chosen. */
export type Zoom =
  | { readonly kind: 'whole' }
  /** The newest steps, following the run. */
  | { readonly kind: 'last'; readonly steps: number }
  | { readonly kind: 'part'; readonly from: number; readonly to: number };

export interface ViewSlice {
  readonly view: View;
  readonly zoom: Zoom;
}

export interface ViewActions {
  setView(patch: Partial<View>): void;
  setZoom(zoom: Zoom): void;
}

export const FIRST_VIEW: View = {
  smoothing: { kind: 'off', width: 10 },
  x: 'steps',
  y: 'linear',
};
export const WHOLE_RUN: Zoom = { kind: 'whole' };

export type StepRange = readonly [number, number];

const SHORT_RUN = 200;
const FIRST_SPAN = 100;

/** Steps of the whole: all of a short run; a long one is unrolled by doubling. */
export function stepRange(total: number, step: number): StepRange {
  if (total <= SHORT_RUN) return [0, total];
  let span = FIRST_SPAN;
  while (span < step) span *= 2;
  return [0, Math.min(span, total)];
}

/** Steps on screen, of a run of `total` steps that has done `step`. */
export function stepsShown(zoom: Zoom, total: number, step: number): StepRange {
  switch (zoom.kind) {
    case 'whole':
      return stepRange(total, step);
    case 'last': {
      const from = Math.max(0, step - zoom.steps);
      return [from, Math.min(from + zoom.steps, Math.max(total, step))];
    }
    case 'part':
      return [zoom.from, zoom.to];
  }
}

/** A part from one step to another, whichever was named first; whole steps, at least one. */
export function part(a: number, b: number): Zoom {
  const from = Math.max(0, Math.round(Math.min(a, b)));
  return { kind: 'part', from, to: Math.max(from + 1, Math.round(Math.max(a, b))) };
}

/** How many of the newest steps are offered. */
export const LASTS = [10, 100, 1000];

function parseWhole(what: string, text: string, least: number, most: number): number | string {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
  return `${what}: “${text}” is not a whole number ${range}.`;
}

/** Why this text is no width of smoothing, or the width. */
export const parseWidth = (text: string): number | string =>
  parseWhole('Steps to average over', text, 2, 500);

/** Why this text is no step to begin or to end at, or the step. */
export const parseStep = (text: string, least: number, most: number): number | string =>
  parseWhole('Step', text, least, most);

export function viewActions(set: SetState<ViewSlice>): ViewActions {
  return {
    setView: (patch) => set(({ view }) => ({ view: { ...view, ...patch } })),
    setZoom: (zoom) => set({ zoom }),
  };
}
