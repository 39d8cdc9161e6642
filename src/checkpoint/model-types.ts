// The model types that can be read, computed and written, one row each: how a new one differs from Llama.

export interface ModelTypeRow {
  /** Its class in transformers, as config.json names it. */
  readonly architecture: string;
  /** An RMSNorm over each head's queries and keys: two more weights [headDim] per layer. */
  readonly qkNorm: boolean;
  /** Head size where config.json names none, as in transformers. */
  defaultHeadDim(hiddenSize: number, heads: number): number;
  /** Flags of config.json that no engine computes; true is refused. */
  readonly refused: readonly string[];
  /** Fields of config.json that only this type has. */
  ownFields(layers: number): Readonly<Record<string, unknown>>;
}

const REFUSED = ['attention_bias', 'mlp_bias', 'use_sliding_window'];

export const MODEL_TYPES = {
  llama: {
    architecture: 'LlamaForCausalLM',
    qkNorm: false,
    defaultHeadDim: (hiddenSize: number, heads: number) => hiddenSize / heads,
    refused: REFUSED,
    ownFields: () => ({ mlp_bias: false }),
  },
  qwen3: {
    architecture: 'Qwen3ForCausalLM',
    qkNorm: true,
    defaultHeadDim: () => 128,
    refused: REFUSED,
    ownFields: (layers: number) => ({
      use_sliding_window: false,
      sliding_window: null,
      max_window_layers: layers,
      layer_types: Array.from({ length: layers }, () => 'full_attention'),
    }),
  },
} as const satisfies Record<string, ModelTypeRow>;

export type ModelType = keyof typeof MODEL_TYPES;

export const isModelType = (name: unknown): name is ModelType =>
  typeof name === 'string' && Object.hasOwn(MODEL_TYPES, name);
