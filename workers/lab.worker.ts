// The lab worker: tries things out on single solutions, with an engine and a pair of its own.
import { expose } from 'comlink';
import { readSafetensors } from '../src/checkpoint/safetensors.ts';
import type { RunConfig } from '../src/config/fields.ts';
import { chooseEngine } from '../src/engine/choose/choose.ts';
import { candidate } from '../src/engine/draft.ts';
import type { Engine } from '../src/engine/engine.ts';
import { WASM_PATHS } from '../src/engine/tfjs/wasm-paths.ts';
import { groupUpdate, logprobsOf } from '../src/lab/group-update.ts';
import { handoffMap, takeovers } from '../src/lab/handoff-map.ts';
import type { Lab } from '../src/lab/lab.ts';
import { nextTokens } from '../src/lab/next-tokens.ts';
import { type Draw, read } from '../src/lab/reading.ts';
import { type Origin, rewrite } from '../src/lab/rewrite.ts';
import { heldOut, personTurn, seniorTurn, toss } from '../src/lab/turns.ts';
import { typed } from '../src/lab/typed.ts';
import { NOTHING, scored, writeOn } from '../src/lab/write-on.ts';
import type { KeptSenior, LabApi } from '../src/protocol.ts';
import { disposePair, holdPair, type Pair, readPair } from '../src/run/pair.ts';
import { partnerOf } from '../src/tandem/partner.ts';
import { fetchBelow } from './fetch-below.ts';
import { ownOrBelow } from './own-files.ts';

interface Open {
  readonly config: RunConfig;
  readonly pair: Pair;
}

const MODELS = ['senior', 'junior', 'secondJunior'] as const;

let engine: Promise<Engine> | null = null;
let open: Open | null = null;

/** Single solutions are too little work for a graphics card: WebAssembly answers sooner. */
async function ownEngine(): Promise<Engine> {
  engine ??= chooseEngine('native-wasm', { wasmPaths: WASM_PATHS }).then((made) => made.engine);
  return engine;
}

async function lab(): Promise<Lab> {
  if (open === null) throw new Error('the lab worker was asked before it had a pair');
  return { engine: await ownEngine(), pair: open.pair, config: open.config };
}

/** The lab with the junior that wrote the rollout's group, where there are two. */
async function labOf({ step, sequence }: Origin): Promise<Lab> {
  const own = await lab();
  const partner = partnerOf(own.config, step, Math.floor(sequence / own.config.groupSize));
  return { ...own, pair: { ...own.pair, junior: open?.pair[partner] ?? own.pair.junior } };
}

async function pairOf(config: RunConfig, modelsUrl: string): Promise<Pair> {
  const isThere = MODELS.every((name) => open?.config[name] === config[name]);
  if (open !== null && isThere) return open.pair;
  const own = await ownEngine();
  const files = await readPair(config, ownOrBelow(modelsUrl));
  if (open !== null) await disposePair(own, open.pair);
  open = null;
  return holdPair(own, files);
}

async function weightsOf({ weights }: KeptSenior, pair: Pair, modelsUrl: string) {
  if (weights.kind === 'shipped') return pair.checkpoint.weights;
  if (weights.kind === 'bytes') return readSafetensors(weights.bytes, 'the kept senior');
  const bytes = await fetchBelow(modelsUrl)(weights.path);
  if (bytes === null) throw new Error(`${weights.path} is not there`);
  return readSafetensors(bytes, weights.path);
}

const api: LabApi = {
  use: async (config, senior, modelsUrl) => {
    const pair = await pairOf(config, modelsUrl);
    await (await ownEngine()).assign(pair.senior, await weightsOf(senior, pair, modelsUrl));
    open = { config, pair };
  },
  writeOn: async (place, how) => writeOn(await lab(), place, how),
  nextTokens: async (place, count) => nextTokens(await lab(), place, count),
  read: async (origin, tokens, count, onPart) => {
    const { problem, step, sequence } = origin;
    const own = await labOf(origin);
    const request = { seed: own.config.seed, step, sampling: own.config };
    const draw: Draw = (model, position, probabilities) =>
      candidate(request, { sequence }, model, position, probabilities);
    return read(own, { problem, tokens }, { count, draw }, onPart);
  },
  groupUpdate: async (stepGroup) => groupUpdate(await lab(), stepGroup),
  logprobsOf: async (rollouts) => logprobsOf(await lab(), rollouts),
  type: async (place, text) => typed(await lab(), place, text),
  rewrite: async (origin) => rewrite(await labOf(origin), origin),
  handoffMap: async (solution, samples, onPoint) => {
    const own = await lab();
    const all = takeovers(own, solution.tokens).length;
    for await (const point of handoffMap(own, solution, samples)) {
      if (!(await onPoint(point, all))) return;
    }
  },
  heldOut: async (index) => heldOut((await lab()).config, index),
  seniorTurn: async (place, attempt) => seniorTurn(await lab(), place, attempt),
  personTurn: async (place, word, attempt) => personTurn(await lab(), place, word, attempt),
  toss: async (place, attempt) => toss(await lab(), place, attempt),
  finish: async (place) => {
    const own = await lab();
    const isWhole = place.tokens.at(-1) === own.pair.tokenizer.eosId;
    return scored(own, place, { ...NOTHING, finish: isWhole ? 'eos' : 'length' });
  },
};

expose(api);
