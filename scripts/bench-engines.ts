// Times engines side by side in one run: npx tsx scripts/bench-engines.ts [toy|small] [rounds] [engines].
// Rounds alternate, so that what else the machine does falls on all alike. Fails unless engines agree.
import { cpus } from 'node:os';
import { startEngine } from '../cli/engine.ts';
import type { ModelConfig } from '../src/checkpoint/checkpoint.ts';
import type { RunConfig } from '../src/config/fields.ts';
import type { Engine, GenerateRequest, Model, Rollout } from '../src/engine/engine.ts';
import { initialWeights } from '../src/pretrain/init.ts';

const TOY: ModelConfig = {
  modelType: 'llama',
  vocabSize: 335,
  hiddenSize: 64,
  intermediateSize: 176,
  layers: 2,
  heads: 4,
  kvHeads: 4,
  headDim: 16,
  contextLength: 256,
  ropeTheta: 10000,
  rmsNormEps: 1e-6,
  tied: true,
};
const SMALL: ModelConfig = {
  ...TOY,
  vocabSize: 256,
  hiddenSize: 128,
  intermediateSize: 344,
  layers: 4,
  headDim: 32,
};
const [ROWS, GROUP, PROMPT, TOKENS] = [128, 8, 16, 64];
const OPTIMIZER = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 1,
};

function requestFor({ vocabSize }: ModelConfig): GenerateRequest {
  const row = (sequence: number) => {
    const group = Math.floor(sequence / GROUP);
    const prompt = Array.from({ length: PROMPT }, (_, i) => 3 + ((7 * i + 13 * group) % 200));
    return { seniorPrompt: prompt, juniorPrompt: prompt, sequence, alternatives: 0 };
  };
  return {
    rows: Array.from({ length: ROWS }, (_, sequence) => row(sequence)),
    schedule: {
      kind: 'word',
      seniorProbability: 0.5,
      maxGap: 32,
      chunkSize: 4,
      start: 'coin',
      boundary: Uint8Array.from({ length: vocabSize }, (_, id) => (id % 3 === 0 ? 1 : 0)),
    },
    sampling: { temperature: 1, topK: 0, topP: 1, maxNewTokens: TOKENS },
    seed: 1,
    step: 1,
    // No token ends a row, so that all engines write the same number.
    eosId: vocabSize,
    padId: 0,
    promptLength: PROMPT,
  };
}

const MEASURES = ['tandem_rollout', 'solo_rollout', 'score', 'train_step', 'rl_step'] as const;
type Times = Record<(typeof MEASURES)[number], number[]>;

interface Contender {
  readonly name: string;
  readonly engine: Engine;
  readonly senior: Model;
  readonly junior: Model;
  readonly times: Times;
}

async function contender(name: RunConfig['engine'], config: ModelConfig): Promise<Contender> {
  const engine = await startEngine(name);
  const load = (seed: number) =>
    engine.load({ config, weights: initialWeights(config, seed), tokenizer: null });
  const times = { tandem_rollout: [], solo_rollout: [], score: [], train_step: [], rl_step: [] };
  return { name, engine, senior: await load(1), junior: await load(2), times };
}

function weighted(rollouts: readonly Rollout[]) {
  return rollouts.map(({ seniorPrompt: prompt, tokens }, row) => ({
    prompt,
    tokens,
    gradients: Float64Array.from(tokens, (_, t) => (((row + t) % 5) - 2.2) / (ROWS * TOKENS)),
  }));
}

/** One round. @returns the gradient norm, by which engines are compared. */
async function round({ engine, senior, junior, times }: Contender, request: GenerateRequest) {
  const timed = async <T>(measure: keyof Times, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[measure].push(performance.now() - start);
    return result;
  };
  const rollouts = await timed('tandem_rollout', () => engine.generate(senior, junior, request));
  await timed('solo_rollout', () => engine.generate(senior, senior, request));
  const batch = weighted(rollouts);
  await timed('score', () => engine.score(senior, batch, { temperature: 1, against: null }));
  const { gradNorm } = await timed('train_step', () => engine.update(senior, batch, 1, OPTIMIZER));
  const last = (list: readonly number[]) => list[list.length - 1];
  times.rl_step.push(last(times.tandem_rollout) + last(times.train_step));
  return gradNorm;
}

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1];

const [size = 'toy', rounds = '5', names = 'native-wasm,tfjs-wasm'] = process.argv.slice(2);
const config = size === 'small' ? SMALL : TOY;
const isEngine = (name: string): name is RunConfig['engine'] => /^(native|tfjs)-/.test(name);
const contenders: Contender[] = [];
for (const name of names.split(',').filter(isEngine))
  contenders.push(await contender(name, config));
const request = requestFor(config);
for (let i = 0; i < Number(rounds); i++) {
  const norms: number[] = [];
  for (const one of contenders) norms.push(await round(one, request));
  if (i > 0) continue;
  if (norms.some((norm) => !(Math.abs(norm - norms[0]) < 1e-4 * norms[0]))) {
    throw new Error(`engines disagree: gradient norms are ${norms.join(' and ')}`);
  }
}
console.log(
  `${size}: ${ROWS} rows of ${TOKENS} tokens; ${cpus()[0].model}, ${cpus().length} cores`,
);
for (const measure of MEASURES) {
  const first = median(contenders[0].times[measure]);
  for (const { name, times } of contenders) {
    const list = times[measure];
    const range = `${Math.min(...list).toFixed(0)}-${Math.max(...list).toFixed(0)}`;
    const ratio = `${contenders[0].name}/${name} ${(first / median(list)).toFixed(3)}`;
    console.log(`${measure} ${name}: ${median(list).toFixed(0)} ms (${range}); ${ratio}`);
  }
}
