// The table of metrics as its readers need it: named, defined, complete.
import { expect, test } from 'vitest';
import { STYLE_NAMES } from '../tasks/parts/task.ts';
import { METRICS, type Metric } from './metrics.ts';

const ROWS: readonly (readonly [string, Metric])[] = Object.entries(METRICS);

test.each(ROWS)('%s', (name, { label, definition, alias }) => {
  expect(name).toMatch(/^[a-z]+\/[a-z0-9_]+$/);
  expect(label.trim()).toBe(label);
  expect(label).not.toBe('');
  expect(definition).toMatch(/^[A-Z].*\.$/);
  if (alias !== undefined) expect(alias).toMatch(/^(TRL|verl) \S+$/);
});

test('labels and definitions tell the metrics apart', () => {
  for (const field of ['label', 'definition'] as const) {
    const texts = ROWS.map(([, metric]) => metric[field]);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  }
});

test('every style has a rate', () => {
  const names = ROWS.map(([name]) => name);
  for (const style of STYLE_NAMES) expect(names).toContain(`style/${style}`);
});
