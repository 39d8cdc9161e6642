// Runs kernel cases on a machine, for tests: any kernel set, all buffers in one region.

import { at } from '../../../at.ts';
import { arena, type PlanBuffer } from '../machine/arena.ts';
import { call, type KernelCall } from '../machine/call.ts';
import { KERNELS } from '../machine/kernels.ts';
import { type Machine, type Numbers, of } from '../machine/machine.ts';
import type { CaseBuffer, KernelCase } from './case.ts';

/** Runs a case. @returns its outputs afterwards. */
export async function runCase(
  machine: Machine,
  test: KernelCase,
): Promise<Map<string, readonly number[]>> {
  const all = arena('work');
  const places = new Map<string, PlanBuffer>();
  const prepare: KernelCall[] = [];
  const weights = new Map<PlanBuffer, readonly number[]>();
  for (const name of KERNELS[test.kernel].buffers) {
    const buffer = of(test.buffers, name);
    places.set(name, all.take(name, 'input', lengthOf(machine, buffer)));
    if (buffer.kind !== 'operand') continue;
    const weight = all.take(`weight of ${name}`, 'input', buffer.data.length);
    weights.set(weight, buffer.data);
    const prepared = placed(places, name);
    const sizes = { rows: buffer.k, columns: buffer.n, transposed: 0 };
    prepare.push(call('prepare', { weight, prepared }, sizes));
  }
  const region = machine.allocate(all.bytes());
  const addressAt = ({ offset }: PlanBuffer) => region.address + offset;
  for (const [weight, data] of weights) machine.write(addressAt(weight), data);
  for (const [name, place] of places) fill(machine, of(test.buffers, name), addressAt(place));
  const own: KernelCall = { ...test, buffers: Object.fromEntries(places) };
  machine.program([...prepare, own], { work: region })({});
  const outputs = test.outputs.map(async (name): Promise<[string, number[]]> => {
    const { length } = placed(places, name);
    const numbers: Numbers = await machine.read(addressAt(placed(places, name)), length);
    const { kind } = of(test.buffers, name);
    return [name, kind === 'indices' ? wholes(numbers) : Array.from(numbers)];
  });
  const read = new Map(await Promise.all(outputs));
  machine.free(region);
  return read;
}

/** Whole numbers that were read as if they were f32. */
function wholes(numbers: Numbers): number[] {
  if (numbers instanceof Float64Array) return Array.from(numbers);
  return Array.from(new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length));
}

function placed(places: ReadonlyMap<string, PlanBuffer>, name: string): PlanBuffer {
  const place = places.get(name);
  if (place === undefined) throw new Error(`the case has no buffer ${name}`);
  return place;
}

function lengthOf({ kernelSizes }: Machine, buffer: CaseBuffer): number {
  if (buffer.kind === 'scratch') {
    return kernelSizes.scratch({ length: 400, headDim: 64, vocabulary: 64, widest: 64 });
  }
  return buffer.kind === 'operand' ? kernelSizes.prepared(buffer.k, buffer.n) : buffer.data.length;
}

function fill(machine: Machine, buffer: CaseBuffer, address: number): void {
  if (buffer.kind === 'indices') machine.writeIntegers(address, buffer.data);
  else if (buffer.kind === 'numbers') machine.write(address, buffer.data);
}

/** Largest difference, relative to the largest number wanted (at least 1); NaN if counts differ. */
export function difference(own: readonly number[], wanted: readonly number[]): number {
  if (own.length !== wanted.length) return Number.NaN;
  let scale = 1;
  let most = 0;
  own.forEach((x, i) => {
    const expected = at(wanted, i);
    scale = Math.max(scale, Math.abs(expected));
    most = Math.max(most, Math.abs(x - expected));
  });
  return most / scale;
}
