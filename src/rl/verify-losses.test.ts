// Parity with verl and TRL, and that the check itself can fail.

import { expect, test } from 'vitest';
import golden from '../../test/fixtures/golden/policy-loss.json' with { type: 'json' };
import { at } from '../at.ts';
import { verifyAdvantages, verifyLosses } from './verify-losses.ts';

/** The file with something replaced. */
const changed = (part: object) => ({ ...golden, ...part });
const withInputs = (part: object) => changed({ inputs: { ...golden.inputs, ...part } });

const checks = verifyLosses(golden);

test('the file holds 65 cases, all of them known', () => {
  expect(checks).toHaveLength(65);
  expect(checks.filter(({ known }) => !known)).toEqual([]);
});

test.each(checks)('$case', ({ ok, lossError, gradientError }) => {
  expect(ok).toBe(true);
  expect(lossError).toBeLessThan(1e-14);
  // The file's gradients have 12 decimals.
  expect(gradientError).toBeLessThan(6e-13);
});

test('a wrong loss, a wrong gradient and a gradient at padding fail', () => {
  const name = 'trl/grpo/senior_only';
  const { loss, grad } = golden.results[name];
  const check = (result: object) => at(verifyLosses(changed({ results: { [name]: result } })), 0);
  expect(check({ loss, grad }).ok).toBe(true);
  expect(check({ loss: loss + 1e-5, grad })).toMatchObject({ known: true, ok: false });
  const bent = (row: number, column: number) =>
    grad.map((values, i) =>
      values.map((value, t) => (i === row && t === column ? value + 1e-5 : value)),
    );
  expect(check({ loss, grad: bent(1, 2) }).ok).toBe(false);
  expect(check({ loss, grad: bent(0, 7) }).ok).toBe(false);
});

test('other authors give other losses', () => {
  const all = golden.inputs.author_senior.map((row) => row.map(() => 1));
  const results = verifyLosses(withInputs({ author_senior: all }));
  const masked = results.filter((check) => check.case.endsWith('/senior_only'));
  expect(masked).toHaveLength(25);
  expect(masked.every(({ ok }) => !ok)).toBe(true);
  expect(results.filter((check) => check.case.endsWith('/all_tokens')).every(({ ok }) => ok)).toBe(
    true,
  );
});

test('an unknown name is reported, never passed', () => {
  const result = golden.results['trl/grpo/all_tokens'];
  const names = ['trl/future/all_tokens', 'trl/grpo/some_tokens', 'trl/grpo'];
  const unknown = verifyLosses(
    changed({ results: Object.fromEntries(names.map((name) => [name, result])) }),
  );
  expect(unknown.map((check) => check.case)).toEqual(names);
  for (const check of unknown) expect(check).toMatchObject({ known: false, ok: false });
  const advantages = verifyAdvantages(changed({ advantages: { other: golden.inputs.rewards } }));
  expect(advantages[0]).toMatchObject({ case: 'other', known: false, ok: false });
});

test.each([
  [null, 'file is null'],
  [changed({ inputs: undefined }), 'inputs is missing'],
  [changed({ results: [] }), 'results is a list; it must be an object'],
  [withInputs({ rewards: [] }), 'inputs.rewards has 0 items'],
  [withInputs({ group: [1] }), 'inputs.group has 1 items; it must have 8'],
  [withInputs({ clip_low: '0.2' }), 'inputs.clip_low is a string'],
  [withInputs({ new_logp: [[1]] }), 'inputs.new_logp has 1 items; it must have 8'],
  [
    withInputs({ resp_mask: golden.inputs.resp_mask.map((row) => [...row].reverse()) }),
    'inputs.resp_mask[0] is [0,0,0,1,1,1,1,1]; it must be ones followed by zeros',
  ],
  [changed({ results: { 'trl/grpo/all_tokens': {} } }), 'results.trl/grpo/all_tokens.loss is'],
])('a file of another form is one clear error: %#', (file, message) => {
  expect(() => verifyLosses(file)).toThrow(message);
});
