// Reads a file of reference losses (inputs, advantages, results) and checks its form.

type GoldenMatrix = readonly (readonly number[])[];

/** B rollouts, padded on the right to T tokens. */
export interface GoldenInputs {
  readonly rewards: readonly number[];
  readonly groups: readonly number[];
  /** [B] response tokens of each rollout, from resp_mask. */
  readonly lengths: readonly number[];
  /** [B][T], as are the log-probs. 1 where the senior wrote the token. */
  readonly authors: GoldenMatrix;
  readonly oldLogprobs: GoldenMatrix;
  readonly newLogprobs: GoldenMatrix;
  readonly referenceLogprobs: GoldenMatrix;
  readonly clipLow: number;
  readonly clipHigh: number;
  /** Dual clip's cap of the ratio. */
  readonly dual: number;
  readonly maxLength: number;
  /** T */
  readonly paddedLength: number;
}

export interface GoldenResult {
  readonly loss: number;
  /** d loss / d new log-prob, [B][T]. */
  readonly gradients: GoldenMatrix;
}

export interface GoldenFile {
  readonly inputs: GoldenInputs;
  /** Convention -> [B] advantages. */
  readonly advantages: ReadonlyMap<string, readonly number[]>;
  /** Case name -> result. */
  readonly results: ReadonlyMap<string, GoldenResult>;
}

/** Checks the form and gives it our names. Throws one error that names the field at fault. */
export function readGolden(json: unknown): GoldenFile {
  const file = object(json, 'file');
  const inputs = readInputs(object(file.inputs, 'inputs'));
  const rollouts = inputs.rewards.length;
  return {
    inputs,
    advantages: mapEntries(object(file.advantages, 'advantages'), (value, path) =>
      vector(value, `advantages.${path}`, rollouts),
    ),
    results: mapEntries(object(file.results, 'results'), (value, path) => {
      const result = object(value, `results.${path}`);
      return {
        loss: number(result.loss, `results.${path}.loss`),
        gradients: matrix(result.grad, `results.${path}.grad`, [rollouts, inputs.paddedLength]),
      };
    }),
  };
}

function readInputs(inputs: Record<string, unknown>): GoldenInputs {
  const rewards = vector(inputs.rewards, 'inputs.rewards', null);
  const mask = array(inputs.resp_mask, 'inputs.resp_mask', rewards.length);
  const paddedLength = array(mask[0], 'inputs.resp_mask[0]', null).length;
  const table = (name: string) =>
    matrix(inputs[name], `inputs.${name}`, [rewards.length, paddedLength]);
  return {
    rewards,
    groups: vector(inputs.group, 'inputs.group', rewards.length),
    lengths: table('resp_mask').map(maskLength),
    authors: table('author_senior'),
    oldLogprobs: table('old_logp'),
    newLogprobs: table('new_logp'),
    referenceLogprobs: table('ref_logp'),
    clipLow: number(inputs.clip_low, 'inputs.clip_low'),
    clipHigh: number(inputs.clip_high, 'inputs.clip_high'),
    dual: number(inputs.clip_c, 'inputs.clip_c'),
    maxLength: number(inputs.max_completion_length, 'inputs.max_completion_length'),
    paddedLength,
  };
}

/** Response tokens of a mask row: ones, then zeros. */
function maskLength(row: readonly number[], rollout: number): number {
  const length = row.filter((bit) => bit === 1).length;
  if (row.every((bit, t) => bit === (t < length ? 1 : 0))) return length;
  throw new Error(`inputs.resp_mask[${rollout}] is [${row}]; it must be ones followed by zeros`);
}

function mapEntries<T>(
  record: Record<string, unknown>,
  read: (value: unknown, path: string) => T,
): ReadonlyMap<string, T> {
  return new Map(Object.entries(record).map(([name, value]) => [name, read(value, name)]));
}

function object(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${path} is ${kindOf(value)}; it must be an object`);
}

function array(value: unknown, path: string, length: number | null): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${path} is ${kindOf(value)}; it must be a list`);
  if (value.length === 0 || (length !== null && value.length !== length))
    throw new Error(`${path} has ${value.length} items; it must have ${length ?? 'at least one'}`);
  return value;
}

function vector(value: unknown, path: string, length: number | null): readonly number[] {
  return array(value, path, length).map((item, i) => number(item, `${path}[${i}]`));
}

function matrix(value: unknown, path: string, [rows, columns]: [number, number]): GoldenMatrix {
  return array(value, path, rows).map((row, i) => vector(row, `${path}[${i}]`, columns));
}

function number(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`${path} is ${kindOf(value)}; it must be a finite number`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  return Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
}
