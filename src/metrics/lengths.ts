// The metrics of problems longer than those trained on: rows of METRICS, and which of them belong to a
// length. Knows no model.
import type { RunConfig } from '../config/fields.ts';

const examined = {
  better: 'up',
  source: 'experiment',
  chart: null,
} as const;

const times = (factor: number) =>
  factor === 1 ? 'problems as long as in training' : `problems ${factor} times as long`;

const solo = (factor: number) => ({
  ...examined,
  label: `solo ×${factor}`,
  unit: 'share' as const,
  definition: `Accuracy of the senior writing alone on ${times(factor)}.`,
});
const handoff = (factor: number) => ({
  ...examined,
  label: `handoff ×${factor}`,
  unit: 'share' as const,
  definition: `Accuracy when senior and junior alternate strictly at reasoning steps, senior first, on ${times(factor)}.`,
});
const retention = (factor: number) => ({
  ...examined,
  label: `retention ×${factor}`,
  unit: 'number' as const,
  definition: `Handoff accuracy divided by solo accuracy on ${times(factor)}.`,
});
const repair = (factor: number) => ({
  ...examined,
  label: `repair ×${factor}`,
  unit: 'share' as const,
  definition: `As handoff/repair, on ${times(factor)}.`,
});
const hazard = (label: string, what: string, factor: number) => ({
  ...examined,
  better: 'down' as const,
  label: `${label} ×${factor}`,
  unit: 'share' as const,
  definition: `Share of the steps ${what} left wrong or out, of those with none left so before, on ${times(factor)}.`,
});
const soloHazard = (factor: number) => hazard('faults alone', 'that solo solutions', factor);
const handoffHazard = (factor: number) =>
  hazard('faults by handoff', 'that handoff solutions', factor);
const quarter = (which: string, factor: number) =>
  hazard(`${which} quarter`, `in the ${which} quarter that handoff solutions`, factor);

export const LENGTH_METRICS = {
  'length/x1_solo': solo(1),
  'length/x1_handoff': handoff(1),
  'length/x1_retention': retention(1),
  'length/x1_repair': repair(1),
  'length/x1_solo_faults': soloHazard(1),
  'length/x1_handoff_faults': handoffHazard(1),
  'length/x1_quarter_1': quarter('first', 1),
  'length/x1_quarter_2': quarter('second', 1),
  'length/x1_quarter_3': quarter('third', 1),
  'length/x1_quarter_4': quarter('fourth', 1),
  'length/x2_solo': solo(2),
  'length/x2_handoff': handoff(2),
  'length/x2_retention': retention(2),
  'length/x2_repair': repair(2),
  'length/x2_solo_faults': soloHazard(2),
  'length/x2_handoff_faults': handoffHazard(2),
  'length/x2_quarter_1': quarter('first', 2),
  'length/x2_quarter_2': quarter('second', 2),
  'length/x2_quarter_3': quarter('third', 2),
  'length/x2_quarter_4': quarter('fourth', 2),
  'length/x4_solo': solo(4),
  'length/x4_handoff': handoff(4),
  'length/x4_retention': retention(4),
  'length/x4_repair': repair(4),
  'length/x4_solo_faults': soloHazard(4),
  'length/x4_handoff_faults': handoffHazard(4),
  'length/x4_quarter_1': quarter('first', 4),
  'length/x4_quarter_2': quarter('second', 4),
  'length/x4_quarter_3': quarter('third', 4),
  'length/x4_quarter_4': quarter('fourth', 4),
  'length/x8_solo': solo(8),
  'length/x8_handoff': handoff(8),
  'length/x8_retention': retention(8),
  'length/x8_repair': repair(8),
  'length/x8_solo_faults': soloHazard(8),
  'length/x8_handoff_faults': handoffHazard(8),
  'length/x8_quarter_1': quarter('first', 8),
  'length/x8_quarter_2': quarter('second', 8),
  'length/x8_quarter_3': quarter('third', 8),
  'length/x8_quarter_4': quarter('fourth', 8),
} as const;

/** Its problems, and the names of what is measured on them. */
const length = <Name extends 'x1' | 'x2' | 'x4' | 'x8'>(
  name: Name,
  factor: number,
  task: RunConfig['task'],
) => ({
  task,
  factor,
  solo: `length/${name}_solo` as const,
  handoff: `length/${name}_handoff` as const,
  retention: `length/${name}_retention` as const,
  repair: `length/${name}_repair` as const,
  soloFaults: `length/${name}_solo_faults` as const,
  handoffFaults: `length/${name}_handoff_faults` as const,
  /** Of the handoff solutions' steps. */
  quarters: [
    `length/${name}_quarter_1`,
    `length/${name}_quarter_2`,
    `length/${name}_quarter_3`,
    `length/${name}_quarter_4`,
  ] as const,
});

export const LENGTHS = {
  x1: length('x1', 1, 'arithmetic'),
  x2: length('x2', 2, 'arithmetic-x2'),
  x4: length('x4', 4, 'arithmetic-x4'),
  x8: length('x8', 8, 'arithmetic-x8'),
} as const;

export type LengthName = keyof typeof LENGTHS;

export function metricsOfLength(name: LengthName) {
  const { solo, handoff, retention, repair, soloFaults, handoffFaults, quarters } = LENGTHS[name];
  return [solo, handoff, retention, repair, soloFaults, handoffFaults, ...quarters];
}
