// The metrics of problems longer than those trained on: rows of METRICS, and which of them belong to a length.
import type { RunConfig } from '../config/fields.ts';

const examined = { better: 'up', source: 'experiment' } as const;
const fewer = { ...examined, better: 'down', unit: 'share' } as const;

const faults = (what: string) => (on: string) =>
  `Share of the steps ${what} left wrong or out, of those with none left so before, on ${on}.`;
const quarter = (which: string) => ({
  ...fewer,
  label: `${which} quarter`,
  definition: faults(`in the ${which} quarter that handoff solutions`),
});

/** What is measured at each length; `on` are its problems. */
const MEASURES = {
  solo: {
    ...examined,
    label: 'solo',
    unit: 'share',
    definition: (on: string) => `Accuracy of the senior writing alone on ${on}.`,
  },
  handoff: {
    ...examined,
    label: 'handoff',
    unit: 'share',
    definition: (on: string) =>
      `Accuracy when senior and junior alternate strictly at reasoning steps, senior first, on ${on}.`,
  },
  retention: {
    ...examined,
    label: 'retention',
    unit: 'number',
    definition: (on: string) => `Handoff accuracy divided by solo accuracy on ${on}.`,
  },
  repair: {
    ...examined,
    label: 'repair',
    unit: 'share',
    definition: (on: string) => `As handoff/repair, on ${on}.`,
  },
  solo_faults: { ...fewer, label: 'faults alone', definition: faults('that solo solutions') },
  handoff_faults: {
    ...fewer,
    label: 'faults by handoff',
    definition: faults('that handoff solutions'),
  },
  quarter_1: quarter('first'),
  quarter_2: quarter('second'),
  quarter_3: quarter('third'),
  quarter_4: quarter('fourth'),
} as const;

type Measure = keyof typeof MEASURES;
const isMeasure = (name: string): name is Measure => Object.hasOwn(MEASURES, name);
const MEASURE_NAMES = Object.keys(MEASURES).filter(isMeasure);

/** The problems of a length, and the names of what is measured on them. */
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
const isLength = (name: string): name is LengthName => Object.hasOwn(LENGTHS, name);

type LengthMetric = `length/${LengthName}_${Measure}`;

export const metricsOfLength = (name: LengthName): readonly LengthMetric[] =>
  MEASURE_NAMES.map((measure) => `length/${name}_${measure}` as const);

function lengthRow(name: LengthName, measure: Measure) {
  const { factor } = LENGTHS[name];
  const { label, definition, ...row } = MEASURES[measure];
  const on = factor === 1 ? 'problems as long as in training' : `problems ${factor} times as long`;
  return { ...row, label: `${label} ×${factor}`, definition: definition(on) };
}

type LengthMetrics = { readonly [K in LengthMetric]: ReturnType<typeof lengthRow> };

const isComplete = (rows: Partial<LengthMetrics>): rows is LengthMetrics =>
  Object.keys(LENGTHS)
    .filter(isLength)
    .flatMap(metricsOfLength)
    .every((name) => name in rows);

function lengthMetrics(): LengthMetrics {
  const rows: { [K in LengthMetric]?: LengthMetrics[K] } = {};
  for (const name of Object.keys(LENGTHS).filter(isLength))
    for (const measure of MEASURE_NAMES)
      rows[`length/${name}_${measure}`] = lengthRow(name, measure);
  if (!isComplete(rows)) throw new Error('a metric of a length has no row');
  return rows;
}

/** Every measure at every length, length by length. */
export const LENGTH_METRICS = lengthMetrics();
