// A Hugging Face tokenizer.json of byte-level BPE: its type, and how ours are written.

/** tokenizer.json as parsed JSON. */
export type TokenizerJson = Readonly<Record<string, unknown>>;

/** Two neighbouring symbols, which a merge makes one. */
export type SymbolPair = readonly [left: string, right: string];

/** How texts are split before merges: by words, each with the space before it. */
export const PRE_TOKENIZER = {
  type: 'ByteLevel',
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: true,
} as const;

/** Ids: the special tokens, then the alphabet, then what merges make. */
export function formatTokenizer(
  specials: readonly string[],
  alphabet: readonly string[],
  merges: readonly SymbolPair[],
): TokenizerJson {
  // Two merges may make the same token; it has one id.
  const tokens = new Set([...specials, ...alphabet, ...merges.map((pair) => pair.join(''))]);
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specials.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: PRE_TOKENIZER,
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(Array.from(tokens, (token, id) => [token, id])),
      merges,
    },
  };
}
