// Tests a graphics driver before it is used: every kernel once against the float64 reference, and variants
// bit for bit against the plain kernels.

import { EngineError } from '../../engine.ts';
import type { CaseShape, KernelCase } from '../cases/case.ts';
import { kernelCases } from '../cases/cases.ts';
import { difference, runCase } from '../cases/run.ts';
import type { KernelName } from '../machine/kernels.ts';
import { referenceMachine } from '../reference/machine.ts';
import type { GpuMachine } from './machine.ts';
import { PLAIN, VARIED, type Variants } from './variants.ts';

/** Of whole fours, heads of 16 and rows of logits long enough to be shared by a workgroup, as models have. */
const SHAPE: CaseShape = { a: 7, b: 12, c: 136, rows: 2, group: 2, seed: 1 };
/** All rows shared, and none filling its last round. */
const LONG: CaseShape = { a: 7, b: 132, c: 204, rows: 1, group: 1, seed: 2 };

/**
 * Largest difference of a kernel that works, relative to the largest number of its result (at least 1).
 * Exponentials of a GPU may be off by 1e-5; what a driver breaks is off by far more than this.
 */
const TOLERANCE = 1e-3;

type Results = ReadonlyMap<string, readonly number[]>;

/** Runs all at once: submitted together, read together. */
const runAll = (machine: GpuMachine, cases: readonly KernelCase[]): Promise<readonly Results[]> =>
  Promise.all(cases.map((one) => runCase(machine, one)));

/**
 * @param subgroup invocations that every subgroup has at least; 0 tests no variants
 * @returns the variants that give the same bits as the plain kernels
 * @throws EngineError when a plain kernel computes something else than the reference
 */
export async function selfTest(machine: GpuMachine, subgroup: number): Promise<Variants> {
  const cases = kernelCases(SHAPE);
  const [plain, proven] = await Promise.all([
    runAll(machine, cases),
    subgroup > 1 ? provenVariants(machine, subgroup, cases) : PLAIN,
  ]);
  for (const [i, one] of cases.entries()) await compare(one, plain[i] ?? new Map());
  return proven;
}

async function compare(test: KernelCase, own: Results): Promise<void> {
  const exact = referenceMachine(1 << 18);
  for (const [name, wanted] of await runCase(exact, test)) {
    const apart = difference(own.get(name) ?? [], wanted);
    if (apart < TOLERANCE) continue;
    throw new EngineError(
      `this graphics driver computes wrong results: kernel ${test.kernel} gives ${name} that differ from ` +
        `the reference by ${apart}; at most ${TOLERANCE} is allowed`,
    );
  }
}

async function provenVariants(
  machine: GpuMachine,
  subgroup: number,
  short: readonly KernelCase[],
): Promise<Variants> {
  const cases = [...short, ...kernelCases(LONG)].filter(({ kernel }) => VARIED.includes(kernel));
  const varied = machine.using({ kernels: new Set(VARIED), subgroup });
  const [plain, own] = await Promise.all([runAll(machine, cases), runAll(varied, cases)]);
  const failed = new Set<KernelName>();
  for (const [i, { kernel }] of cases.entries()) {
    if (!sameBits(own[i], plain[i])) failed.add(kernel);
  }
  return { kernels: new Set(VARIED.filter((kernel) => !failed.has(kernel))), subgroup };
}

/** Of numbers that were f32; NaN equals nothing. */
function sameBits(own: Results = new Map(), plain: Results = new Map()): boolean {
  return [...plain].every(([name, numbers]) => {
    const mine = own.get(name);
    return numbers.every((x, i) => x === mine?.[i]);
  });
}
