// Decoding in jax-js: one token of all rows under one model or two, with caches of keys and values.

import { nn, numpy as np, random } from '@jax-js/jax';
import { at } from '../../src/at.ts';
import type { ModelConfig } from '../../src/checkpoint/checkpoint.ts';
import { MAX_GAP } from '../timing/work.ts';
import { type Angles, type JaxBlock, mlp, type Params, pick, rmsNorm, rope } from './decoder.ts';

/** [B, S, H, D] each, per layer. */
export type Cache = { keys: np.Array[]; values: np.Array[] };

/** What a position leaves to the next: [B] each. */
export type NextInput = { token: np.Array; author: np.Array; gap: np.Array };

/** What was written so far: ids [B, T + 1], the senior's tokens as 1 and its log-probs, [B, T]. */
export type WrittenArrays = { ids: np.Array; mask: np.Array; old: np.Array };

/** The rollout's constants: keys [T, 1 + models, 2] of draws, 1 where an id is a boundary [V], and p. */
export type DrawRules = { keys: np.Array; boundary: np.Array; p: np.Array };

export type TokenResult = {
  input: NextInput;
  page: WrittenArrays;
  caches: Cache[];
  /** Unused: asked for, a key is computed once, and not again in each slot it might be put into. */
  computed: np.Array[];
};

/** Puts values [B] in a column of a page [B, T]. */
function put(page: np.Array, column: np.Array, values: np.Array): np.Array {
  const here = np.equal(np.arange(page.shape[1] ?? 0), column);
  return np.where(here, np.expandDims(values, 1), page);
}

export function emptyCache({ layers, heads, headDim }: ModelConfig, rows: number, slots: number) {
  const zeros = () => Array.from({ length: layers }, () => np.zeros([rows, slots, heads, headDim]));
  return { keys: zeros(), values: zeros() };
}

/** The token's logits [B, V] under a model; puts its keys and values in their slot. */
function read(
  { embed, blocks, norm }: Params,
  cache: Cache,
  { token, position, angles }: { token: np.Array; position: np.Array; angles: Angles },
  config: ModelConfig,
) {
  const { heads, headDim, rmsNormEps } = config;
  const rows = token.shape[0] ?? 0;
  const slots = cache.keys[0]?.shape[1] ?? 0;
  const slot = np.arange(slots).reshape([1, slots, 1, 1]);
  const here = np.equal(slot, position.ref);
  const turns = {
    cos: np.take(angles.cos, position.ref, 0),
    sin: np.take(angles.sin, position.ref, 0),
  };
  const visible = np.lessEqual(np.arange(slots).reshape([1, 1, 1, slots]), position);
  const next: Cache = { keys: [], values: [] };
  const computed: np.Array[] = [];
  let x = np.take(embed.ref, token, 0);
  blocks.forEach((block: JaxBlock, layer) => {
    const h = rmsNorm(x.ref, block.norm, rmsNormEps);
    const project = (weight: np.Array) =>
      np.matmul(h.ref, weight).reshape([rows, 1, heads, headDim]);
    const turn = (y: np.Array) => rope(y, { cos: turns.cos.ref, sin: turns.sin.ref });
    const [q, k, v] = [turn(project(block.q)), turn(project(block.k)), project(block.v)];
    h.dispose();
    computed.push(k.ref);
    const keys = np.where(here.ref, k, at(cache.keys, layer));
    const values = np.where(here.ref, v, at(cache.values, layer));
    next.keys.push(keys.ref);
    next.values.push(values.ref);
    const seen = nn.dotProductAttention(q, keys, values, { mask: visible.ref });
    x = x.add(np.matmul(seen.reshape([rows, heads * headDim]), block.o));
    x = mlp(x, block, rmsNormEps);
  });
  for (const used of [here, visible, turns.cos, turns.sin]) used.dispose();
  const logits = np.matmul(rmsNorm(x, norm, rmsNormEps), embed.transpose());
  return { logits, cache: next, computed };
}

export type TokenStep = {
  input: NextInput;
  page: WrittenArrays;
  position: np.Array;
  angles: Angles;
  rules: DrawRules;
};

/** All models read the token and draw a next one; the author's is kept. To be jitted. */
export function writeToken(
  models: Params[],
  caches: Cache[],
  { input, page, position, angles, rules }: TokenStep,
  config: ModelConfig,
): TokenResult {
  const { token, author, gap } = input;
  const keys = np.take(rules.keys, position.ref, 0);
  const key = (row: number) => keys.ref.slice(row);
  const reads = models.map((model, i) => {
    const shared = { cos: angles.cos.ref, sin: angles.sin.ref };
    return read(
      model,
      at(caches, i),
      { token: token.ref, position: position.ref, angles: shared },
      config,
    );
  });
  for (const used of [token, angles.cos, angles.sin]) used.dispose();
  const drawn = reads.map(({ logits }, i) => random.categorical(key(i + 1), logits.ref));
  const [own, other] = [at(drawn, 0), drawn[1]];
  const next = other === undefined ? own : np.where(author.ref, own, other);
  const picked = reads.map(({ logits }) => pick(logits, next.ref));
  const waited = gap.add(1);
  const isBoundary = np.equal(np.take(rules.boundary, next.ref, 0), 1);
  const redraw = np.logicalOr(isBoundary, np.greaterEqual(waited.ref, MAX_GAP));
  const coin = np.less(random.uniform(key(0), [...author.shape]), rules.p);
  keys.dispose();
  return {
    input: {
      token: next.ref,
      author: np.where(redraw.ref, coin, author.ref),
      gap: np.where(redraw, 0, waited),
    },
    page: {
      ids: put(page.ids, position.ref.add(1), next),
      mask: put(page.mask, position.ref, author.astype(np.float32)),
      old: put(page.old, position, at(picked, 0)),
    },
    caches: reads.map(({ cache }) => cache),
    computed: [...reads.flatMap(({ computed }) => computed), ...picked.slice(1)],
  };
}
