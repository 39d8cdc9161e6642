// The decoder in jax-js, as a competent user would write it: Llama's RMSNorm, RoPE, SwiGLU, tied head.
// jax-js counts references: a use takes one, `.ref` adds one.
import { nn, numpy as np } from '@jax-js/jax';
import type { Checkpoint, ModelConfig } from '../../src/checkpoint/checkpoint.ts';

export type JaxBlock = {
  norm: np.Array;
  /** Projections are [in, out]: products then run along both operands' rows. */
  q: np.Array;
  k: np.Array;
  v: np.Array;
  o: np.Array;
  mlpNorm: np.Array;
  gate: np.Array;
  up: np.Array;
  down: np.Array;
};

export type Params = { embed: np.Array; blocks: JaxBlock[]; norm: np.Array };

export function paramsOf({ config, weights }: Checkpoint): Params {
  const named = (name: string) => {
    const weight = weights.get(`${name}.weight`);
    if (weight === undefined) throw new Error(`the checkpoint has no ${name}`);
    return np.array(weight.data.slice(), { shape: [...weight.shape] });
  };
  // Added to 0, the transpose becomes memory of its own.
  const projection = (name: string) => named(name).transpose().add(0);
  const block = (layer: number): JaxBlock => {
    const at = `model.layers.${layer}`;
    return {
      norm: named(`${at}.input_layernorm`),
      q: projection(`${at}.self_attn.q_proj`),
      k: projection(`${at}.self_attn.k_proj`),
      v: projection(`${at}.self_attn.v_proj`),
      o: projection(`${at}.self_attn.o_proj`),
      mlpNorm: named(`${at}.post_attention_layernorm`),
      gate: projection(`${at}.mlp.gate_proj`),
      up: projection(`${at}.mlp.up_proj`),
      down: projection(`${at}.mlp.down_proj`),
    };
  };
  return {
    embed: named('model.embed_tokens'),
    blocks: Array.from({ length: config.layers }, (_, layer) => block(layer)),
    norm: named('model.norm'),
  };
}

/** Cosines and sines by position, [T, 1, 2, D / 2]; the sign of the turned half is in the sine. */
export type Angles = { cos: np.Array; sin: np.Array };

export function anglesOf({ headDim, ropeTheta }: ModelConfig, length: number): Angles {
  const half = headDim / 2;
  const table = (value: (angle: number, side: number) => number) => {
    const numbers = Float32Array.from({ length: length * headDim }, (_, i) => {
      const rate = ropeTheta ** (-(i % half) / half);
      return value(Math.floor(i / headDim) * rate, Math.floor(i / half) % 2);
    });
    return np.array(numbers, { shape: [length, 1, 2, half] });
  };
  return {
    cos: table((angle) => Math.cos(angle)),
    sin: table((angle, side) => (side === 0 ? -1 : 1) * Math.sin(angle)),
  };
}

/** x [..., H, D] at the positions of the angles: the halves of a head turn together. */
export function rope(x: np.Array, { cos, sin }: Angles): np.Array {
  const { shape } = x;
  const halves = x.reshape([...shape.slice(0, -1), 2, (shape.at(-1) ?? 0) / 2]);
  return halves.ref.mul(cos).add(np.flip(halves, -2).mul(sin)).reshape(shape);
}

export function rmsNorm(x: np.Array, weight: np.Array, epsilon: number): np.Array {
  const mean = np.mean(np.square(x.ref), -1, { keepdims: true });
  return x.mul(np.reciprocal(np.sqrt(mean.add(epsilon)))).mul(weight);
}

/** x + down(silu(gate x') * up x') with x' = norm x. */
export function mlp(x: np.Array, { mlpNorm, gate, up, down }: JaxBlock, epsilon: number): np.Array {
  const h = rmsNorm(x.ref, mlpNorm, epsilon);
  const gated = nn.silu(np.matmul(h.ref, gate)).mul(np.matmul(h, up));
  return x.add(np.matmul(gated, down));
}

/** Log-probs of ids [...] under logits [..., V]. */
export function pick(logits: np.Array, ids: np.Array): np.Array {
  const vocabulary = logits.shape.at(-1) ?? 0;
  const chosen = np.equal(np.arange(vocabulary), np.expandDims(ids, -1));
  return np.where(chosen, logits.ref, 0).sum(-1).sub(nn.logsumexp(logits, -1));
}

/** ids [B, T + 1] -> log-probs [B, T] of all tokens but the first. */
export function score(
  { embed, blocks, norm }: Params,
  ids: np.Array,
  angles: Angles,
  config: ModelConfig,
): np.Array {
  const { heads, headDim, rmsNormEps } = config;
  let x = np.take(embed.ref, ids.ref.slice([], [0, -1]), 0);
  const [rows = 0, length = 0] = x.shape;
  for (const block of blocks) {
    const h = rmsNorm(x.ref, block.norm, rmsNormEps);
    const project = (weight: np.Array) =>
      np.matmul(h.ref, weight).reshape([rows, length, heads, headDim]);
    const turn = (y: np.Array) => rope(y, { cos: angles.cos.ref, sin: angles.sin.ref });
    const [q, k, v] = [turn(project(block.q)), turn(project(block.k)), project(block.v)];
    h.dispose();
    const seen = nn.dotProductAttention(q, k, v, { isCausal: true });
    x = x.add(np.matmul(seen.reshape([rows, length, heads * headDim]), block.o));
    x = mlp(x, block, rmsNormEps);
  }
  angles.cos.dispose();
  angles.sin.dispose();
  const logits = np.matmul(rmsNorm(x, norm, rmsNormEps), embed.transpose());
  return pick(logits, ids.slice([], [1]));
}
